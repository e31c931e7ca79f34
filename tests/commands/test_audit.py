"""`auditor audit` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.standin import StandIn
from tests.commands.project import NOWHERE, Project, hosts, plain


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


def test_annotations_and_files_beside_them_from_one_look(project: Project, standin: StandIn) -> None:
    files = ("--write", "markdown=card.md", "--write", "sarif=found.sarif")
    done = project.run("audit", "globex/closed-13b", "--format", "github", *files, **hosts(standin))
    assert done.returncode == 0, plain(done)
    assert done.stdout.splitlines()
    assert all(line.startswith(("::warning ", "::notice ")) for line in done.stdout.splitlines())
    assert (project.root / "card.md").read_text(encoding="utf-8").startswith("# globex/closed")
    assert json.loads((project.root / "found.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize("told", ["markdown", "markdown=", "pdf=a.pdf", "=a"])
def test_a_file_in_no_form_is_refused(project: Project, told: str) -> None:
    done = project.run("audit", "acme/open-7b", "--write", told, **NOWHERE)
    assert done.returncode == 2
    assert "allowed is FORM=FILE" in plain(done)


def test_what_only_a_failed_host_left_open_ends_as_a_failed_host(project: Project, standin: StandIn) -> None:
    half = {**hosts(standin), "GITHUB_API_URL": NOWHERE["GITHUB_API_URL"]}
    done = project.run("audit", "acme/open-7b", "--require", "met:evaluation_code", **half)
    assert done.returncode == 3
    assert "falls short" not in plain(done)
    assert "could not look: evaluation_code could not be told" in " ".join(plain(done).split())
