"""The commands as a user runs them, told as short stories against the stand-in."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from auditor.standin import Fault, Quota, StandIn
from tests.conftest import CHECKOUT, MADE_UP

NOWHERE = {"HF_ENDPOINT": "http://127.0.0.1:9", "GITHUB_API_URL": "http://127.0.0.1:9/github"}
MODELS = ("acme/open-7b", "acme/open-7b-chat", "globex/adapter")


class Project:
    """A checkout of its own, with the commands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("definitions", "licenses.yaml", "license_fingerprints.json", "vocabulary.yaml"):
            source = CHECKOUT / "data" / name
            target = root / "data" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _ = shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        for model_id in MODELS:
            self.write(f"data/models/{model_id}.yaml", f"id: {model_id}\n")

    def write(self, path: str, content: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
        return target

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "auditor", *arguments],
            cwd=self.root,
            env=self.environment(environment),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def environment(self, others: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"HF_TOKEN", "GITHUB_TOKEN"}}
        return {**kept, "PYTHONPATH": str(CHECKOUT), "OPENNESS_ROOT": str(self.root), "COLUMNS": "100", **others}

    def evidence(self) -> dict[str, bytes]:
        folder = self.root / "data" / "evidence"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "checkout")


def hosts(standin: StandIn) -> dict[str, str]:
    return {"HF_ENDPOINT": standin.hub_url, "GITHUB_API_URL": standin.github_url}


def plain(done: subprocess.CompletedProcess[str]) -> str:
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    return said


def test_from_an_id_to_pages_and_back_without_the_network(project: Project, standin: StandIn) -> None:
    collected = project.run("--json", "collect", **hosts(standin))
    assert collected.returncode == 0, plain(collected)
    summary = json.loads(collected.stdout)
    assert summary["requests"]["huggingface/model/acme/open-7b"] <= 6
    assert {f"huggingface/model/{one}.json" for one in (*MODELS, "globex/closed-13b")} <= project.evidence().keys()
    assert project.run("judge", **NOWHERE).returncode == 0
    rendered = project.run("--json", "render", **NOWHERE)
    assert rendered.returncode == 0, plain(rendered)
    assert (project.root / "docs/models/acme/open-7b.md").is_file()
    audits = {path: path.read_bytes() for path in (project.root / "data/audits").rglob("*.json")}
    assert project.run("judge", **NOWHERE).returncode == 0
    assert {path: path.read_bytes() for path in audits} == audits
    assert not list((project.root / "data/history").rglob("*.jsonl"))


def test_a_second_collect_keeps_every_byte_and_costs_one_request_a_repository(
    project: Project, standin: StandIn
) -> None:
    project.run("collect", **hosts(standin))
    before = project.evidence()
    again = json.loads(project.run("--json", "collect", **hosts(standin)).stdout)
    assert project.evidence() == before
    assert again["observed"] == 0
    assert {count for place, count in again["requests"].items() if place.startswith("huggingface")} == {1}


def test_when_the_hub_cannot_be_reached_the_last_evidence_stands(project: Project, standin: StandIn) -> None:
    project.run("collect", **hosts(standin))
    before = project.evidence()
    failed = project.run("collect", **NOWHERE)
    assert failed.returncode == 3
    assert "could not be reached" in plain(failed)
    assert "acme/open-7b: seen 2026" in plain(failed)
    assert project.evidence() == before


def test_a_model_s_failure_touches_no_other(project: Project, standin: StandIn) -> None:
    standin.faults["/api/models/acme/open-7b?"] = Fault(status=200, body=b"not json")
    done = project.run("collect", **hosts(standin))
    assert done.returncode == 3
    assert "answered something that is not JSON" in plain(done)
    assert "huggingface/model/globex/adapter.json" in project.evidence()
    assert "huggingface/model/acme/open-7b.json" not in project.evidence()


def test_a_kill_in_the_middle_loses_nothing(project: Project, standin: StandIn) -> None:
    project.run("collect", "acme/open-7b", **hosts(standin))
    before = project.evidence()
    standin.faults["/api/models/acme/open-7b-chat"] = Fault(delay=5, times=1)
    command = [sys.executable, "-m", "auditor", "collect"]
    running = subprocess.Popen(
        command, cwd=project.root, env=project.environment(hosts(standin)), stderr=subprocess.PIPE
    )
    standin.requests.clear()
    until = time.monotonic() + 20
    while time.monotonic() < until and not any("open-7b?" in one.path for one in standin.requests):
        time.sleep(0.05)
    time.sleep(0.3)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert before.items() <= project.evidence().items()
    assert project.run("validate").returncode == 0
    done = project.run("--json", "collect", **hosts(standin))
    assert done.returncode == 0, plain(done)
    assert f"huggingface/model/{MODELS[2]}.json" in project.evidence()


def test_what_the_budget_left_is_asked_first_next_time(project: Project) -> None:
    project.write(
        "data/models/acme/open-7b.yaml",
        "id: acme/open-7b\nlinks:\n  - role: evaluation_code\n    url: https://github.com/acme/archived\n",
    )
    with StandIn([MADE_UP], quota=Quota(github=4, window=3600)) as standin:
        first = json.loads(project.run("--json", "collect", "acme/open-7b", **hosts(standin)).stdout)
    assert first["left"]
    with StandIn([MADE_UP], quota=Quota(github=4, window=3600)) as standin:
        second = json.loads(project.run("--json", "collect", "acme/open-7b", **hosts(standin)).stdout)
        github = [one.path for one in standin.requests if one.path.startswith("/github/repos/")]
    assert github[0] == "/github/repos/" + first["left"][0].removeprefix("github/repository/")
    assert set(first["left"]).isdisjoint(second["left"])


@pytest.mark.parametrize(
    "subject",
    [
        "../etc/passwd/",
        "acme/../etc",
        "acme/open 7b",
        "acme/open-7b/extra",
        "acme//open",
        "acme/--help--",
        "https://evil.example/acme/open-7b",
        "https://huggingface.co@evil.example/acme/open-7b",
        "file:///etc/passwd",
        "https://huggingface.co/datasets/acme/open-corpus",
        "acme/\u043epen-7b",
        "a" * 300,
        "acme/open%2f7b",
        "",
    ],
)
def test_an_id_that_is_none_is_refused_in_one_sentence(project: Project, subject: str) -> None:
    done = project.run("audit", subject, **NOWHERE)
    assert done.returncode == 2, plain(done)
    assert len(plain(done).strip().splitlines()) == 1


def test_the_scorecard_of_a_model_that_is_not_registered(project: Project, standin: StandIn) -> None:
    done = project.run("audit", "acme/renamed", **hosts(standin))
    assert done.returncode == 0, plain(done)
    for title in ("Training data", "Weights", "Evaluation code", "Fine-tuning code", "Training metrics", "License"):
        assert title in done.stdout
    assert project.evidence() == {}


@pytest.mark.parametrize("form", ["json", "markdown", "text"])
def test_every_form_of_a_scorecard(project: Project, standin: StandIn, form: str) -> None:
    done = project.run("audit", "acme/open-7b", "--format", form, **hosts(standin))
    assert done.returncode == 0, plain(done)
    if form == "json":
        assert json.loads(done.stdout)["id"] == "acme/open-7b"
    else:
        assert "acme/open-7b" in done.stdout


@pytest.mark.parametrize(
    ("require", "status"),
    [("met:weights,license", 0), ("partial:weights", 0), ("met:nonsense", 2), ("excellent:weights", 2), ("met:", 2)],
)
def test_require_for_other_people_s_ci(project: Project, standin: StandIn, require: str, status: int) -> None:
    done = project.run("audit", "acme/open-7b", "--require", require, **hosts(standin))
    assert done.returncode == status, plain(done)


def test_require_exits_with_1_where_it_falls_short(project: Project, standin: StandIn) -> None:
    done = project.run("audit", "globex/adapter", "--require", "met:weights", **hosts(standin))
    assert done.returncode == 1
    assert "falls short: weights is partial" in plain(done)


def test_a_definition_that_is_not_there_is_named(project: Project) -> None:
    done = project.run("audit", "acme/open-7b", "--definition", "nonsense", **NOWHERE)
    assert done.returncode == 2
    assert "allowed are g7-2026, mof-paper-1.0" in " ".join(plain(done).split())


def test_a_folder_before_it_is_published(project: Project) -> None:
    card = "---\nlicense: mit\ndatasets:\n- acme/open-corpus\n---\n# My model\n"
    project.write("my-model/README.md", card)
    project.write("my-model/model.safetensors", "x" * 2000)
    done = project.run("audit", "./my-model", "--format", "json", **NOWHERE)
    assert done.returncode == 0, plain(done)
    answers = json.loads(done.stdout)["answers"]
    assert answers["weights_downloadable"]["outcome"] == "yes"
    assert answers["license_stated"]["outcome"] == "yes"
    assert answers["weights_ungated"]["outcome"] == "not_applicable"
    assert project.run("audit", "./my-model", "--require", "met:weights,license", **NOWHERE).returncode == 0


@pytest.mark.parametrize(
    "command", [["run"], ["collect"], ["judge"], ["render"], ["build"], ["validate"], ["add", "a/b"]]
)
def test_outside_a_checkout_the_commands_on_the_register_say_so(tmp_path: Path, command: list[str]) -> None:
    project = Project(tmp_path / "checkout")
    done = project.run(*command, OPENNESS_ROOT=str(tmp_path))
    assert done.returncode == 2
    assert plain(done).startswith("auditor: there is no register here")
    assert [path.name for path in tmp_path.iterdir()] == ["checkout"]


def test_an_audit_outside_a_checkout_leaves_nothing_there(tmp_path: Path, standin: StandIn) -> None:
    project, elsewhere = Project(tmp_path / "checkout"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    places = {"OPENNESS_ROOT": str(elsewhere), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = project.run("audit", "acme/open-7b", **hosts(standin), **places)
    assert done.returncode == 0, plain(done)
    assert list(elsewhere.iterdir()) == []
    assert (tmp_path / "cache/openness-auditor").is_dir()


def test_a_host_that_cannot_be_asked_about_a_model_never_seen(project: Project) -> None:
    done = project.run("audit", "acme/renamed", **NOWHERE)
    assert done.returncode == 3
    assert "could not be reached" in plain(done)


def test_add_writes_two_lines_and_refuses_what_is_there_or_does_not_exist(project: Project, standin: StandIn) -> None:
    assert project.run("add", "acme/renamed", **hosts(standin)).returncode == 0
    written = (project.root / "data/models/acme/renamed.yaml").read_text()
    assert written.splitlines()[1:] == ["id: acme/renamed"]
    again, gone = (
        project.run("add", "acme/renamed", **hosts(standin)),
        project.run("add", "acme/gone", **hosts(standin)),
    )
    moved, away = project.run("add", "acme/old-name", **hosts(standin)), project.run("add", "acme/no-card", **NOWHERE)
    assert [one.returncode for one in (again, gone, moved, away)] == [2, 2, 2, 3]
    assert "is registered already" in plain(again)
    assert "not found or private" in plain(gone)
    assert "the Hub calls it acme/renamed" in plain(moved)
    assert project.run("validate").returncode == 0


def test_add_with_links_keeps_comments(project: Project, standin: StandIn) -> None:
    path = project.write("data/models/acme/open-7b.yaml", "# first\nid: acme/open-7b  # the id\nnotes: 'kept'\n")
    link = "evaluation_code=https://github.com/acme/open-eval"
    done = project.run("add", "acme/open-7b", "--link", link, **hosts(standin))
    assert done.returncode == 0, plain(done)
    text = path.read_text()
    assert "# first" in text
    assert "# the id" in text
    assert "notes: 'kept'" in text
    assert "role: evaluation_code" in text
    for bad in ("demo=https://github.com/a/b", "paper=javascript:alert(1)", "paper"):
        assert project.run("add", "acme/open-7b", "--link", bad, **hosts(standin)).returncode == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id: acme/bad\nlincense: mit\n", "lincense"),
        ("id: acme/bad\nid: acme/bad\n", "stands twice"),
        ("id:\tacme/bad\n\tx: 1\n", "not YAML"),
        ("id: acme/other\n", "does not agree"),
        ("- id: acme/bad\n", "mapping"),
        ("id: acme/bad\nnotes: &a [x]\nlinks: *a\n", "aliases"),
        ("id: acme/bad\nnotes: " + "x" * 5_000_000, "larger"),
        ("", "mapping"),
    ],
    ids=["unknown key", "twice", "tab", "other id", "list", "alias", "5 MB", "empty"],
)
def test_bad_yaml_is_one_sentence_and_exit_2(project: Project, content: str, said: str) -> None:
    project.write("data/models/acme/bad.yaml", content)
    done = project.run("validate", **NOWHERE)
    assert done.returncode == 2
    lines = plain(done).strip().splitlines()
    assert len(lines) == 1
    assert "data/models/acme/bad.yaml" in lines[0]
    assert said in lines[0]
    assert project.run("judge", **NOWHERE).returncode == 2


def test_measure_over_recordings_and_over_what_is_committed(project: Project, standin: StandIn) -> None:
    one = {"value": "met", "because": "All shards are there.", "confidence": "high"}
    label = {"id": "acme/open-7b", "labels": {"weights": one, "license": {**one, "value": "not_met"}}}
    project.write("data/labels/acme__open-7b.json", json.dumps(label))
    before = project.evidence()
    done = project.run("--json", "measure", "--recordings", str(MADE_UP), **NOWHERE)
    assert done.returncode == 0, plain(done)
    found = json.loads(done.stdout)
    assert found["criteria"]["weights"]["met"] == {"precision": 1, "recall": 1, "missed": 0, "given_wrongly": 0}
    assert [(one["criterion"], one["label"], one["answer"]) for one in found["disagreements"]] == [
        ("license", "not_met", "met")
    ]
    assert project.evidence() == before
    assert json.loads(project.run("--json", "measure", **NOWHERE).stdout)["unseen"] == ["acme/open-7b"]
    project.run("collect", **hosts(standin))
    assert json.loads(project.run("--json", "measure", **NOWHERE).stdout) == found


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "Invalid JSON"), ('{"id": "acme/x"}', "labels"), ('{"id": "../x", "labels": {}}', "not a repository id")],
    ids=["cut off", "no labels", "no id"],
)
def test_a_label_that_is_none_is_named(project: Project, content: str, said: str) -> None:
    project.write("data/labels/acme__x.json", content)
    done = project.run("measure", **NOWHERE)
    assert done.returncode == 2
    assert "data/labels/acme__x.json" in plain(done)
    assert said.lower() in plain(done).lower()


def test_measuring_without_labels_says_what_is_missing(project: Project) -> None:
    done = project.run("measure", **NOWHERE)
    assert done.returncode == 2
    assert "data/labels: there are no labels here" in plain(done)


def test_leads_show_where_a_curator_may_look(project: Project, standin: StandIn) -> None:
    project.write(
        "data/models/acme/open-7b.yaml",
        "id: acme/open-7b\nlinks:\n  - role: training_code\n    url: https://github.com/acme/archived\n",
    )
    project.run("collect", **hosts(standin))
    done = project.run("--json", "leads", "acme/open-7b-chat", **NOWHERE)
    assert done.returncode == 0, plain(done)
    assert "https://github.com/acme/archived" in [one["url"] for one in json.loads(done.stdout)]
    assert "acme/open-7b-chat" in project.run("leads", **NOWHERE).stdout
    assert project.run("leads", "acme/nobody", **NOWHERE).returncode == 2
