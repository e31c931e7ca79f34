"""The rebuild, played: the steps of the workflow file as they stand, against the stand-in and a bare origin."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pytest

from auditor.building.sources import GENERATED
from auditor.standin import Fault, StandIn
from tests.actions import WORKFLOWS, workflow
from tests.conftest import CHECKOUT, MADE_UP, thorough
from tests.rebuild.repositories import checkout, commit, git, log, origin, started, write
from tests.rebuild.workflow import Runner

pytestmark = pytest.mark.timeout(900)  # a story is two or three whole runs, each a dozen processes
MODELS = ("acme/open-7b", "acme/open-7b-chat", "globex/adapter")
CHAT, ADAPTER = MODELS[1:]
FIRST = "data: newer evidence of "
WELL = {"observe": "success", "keep": "success", "deploy": "success", "tell": "success"}


def register(root: Path, model_id: str) -> None:
    write(root, f"data/models/{model_id}.yaml", f"id: {model_id}\n")


def project(root: Path) -> None:
    """What a rebuild needs of the project, with three made-up models."""
    for name in ("data/definitions", "auditor/outputs/overrides", ".ci"):
        shutil.copytree(CHECKOUT / name, root / name)
    for name in ("licenses.yaml", "license_fingerprints.json", "vocabulary.yaml"):
        shutil.copy(CHECKOUT / "data" / name, root / "data" / name)
    shutil.copytree(CHECKOUT / "docs", root / "docs", ignore=shutil.ignore_patterns(*GENERATED))
    for name in ("mkdocs.yml", ".gitignore"):
        shutil.copy(CHECKOUT / name, root / name)
    for model_id in MODELS:
        register(root, model_id)


class Stage:
    """A bare origin, a runner, and hosts whose recordings may be changed between two runs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bare = folder, folder / "origin.git"
        self.recordings, self.played = folder / "recordings", folder / "gh"
        with socket.create_server(("127.0.0.1", 0)) as found:
            self.port = found.getsockname()[1]  # one address over all runs, so that what is cached is found again
        hub = f"http://127.0.0.1:{self.port}"
        self.runner = Runner(
            folder=folder / "runner",
            bare=self.bare,
            environment={
                "HF_ENDPOINT": hub,
                "GITHUB_API_URL": f"{hub}/github",
                "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
                "GH_PLAYED": str(self.played),
            },
        )

    @classmethod
    def begin(cls, folder: Path) -> Self:
        """A new one: what the hosts hold was seen today, and nothing has been run yet."""
        stage = cls(folder)
        project(started(folder / "first", origin(stage.bare)))
        commit(folder / "first", "feat: begin")
        shutil.copytree(MADE_UP, stage.recordings)
        stage.record(lambda recorded: {**recorded, "observed": str(datetime.now(UTC).date())})
        for new in (stage.played, folder / "bin", stage.runner.folder):
            new.mkdir()
        (folder / "bin" / "gh").symlink_to(CHECKOUT / "tests/rebuild/gh")
        return stage

    def run(self, faults: Mapping[str, Fault] | None = None, *, away: bool = False) -> list[str]:
        """Play the workflow once; gives the requests that were sent. `away`: nobody answers at all."""
        if away:
            self.runner.run("rebuild.yml")
            return []
        with StandIn([self.recordings], port=self.port, faults=faults) as standin:
            self.runner.run("rebuild.yml")
            return [one.path for one in standin.requests]

    def change(self, model_id: str, **settings: Any) -> None:
        """Record a model anew with other settings."""
        self.record(lambda one: {**one, "info": {**one["info"], **settings}} if one.get("id") == model_id else one)

    def record(self, anew: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Record everything anew."""
        for path in self.recordings.glob("*/*.json*"):
            lines = path.read_text(encoding="utf-8").splitlines() if path.suffix == ".jsonl" else [path.read_text()]
            path.write_text("".join(json.dumps(anew(json.loads(one))) + "\n" for one in lines), encoding="utf-8")

    def meanwhile(self, paths: Mapping[str, str], message: str) -> None:
        """Somebody pushes these files in the next run, between observing and keeping."""

        def push(job: str) -> None:
            if job == "keep":
                self.runner.between = lambda _: None
                self.push(paths, message)

        self.runner.between = push

    def push(self, paths: Mapping[str, str], message: str) -> None:
        """Somebody pushes these files now."""
        root = checkout(self.folder / f"others-{len(log(self.bare))}", self.bare)
        for path, content in paths.items():
            write(root, path, content)
        commit(root, message)

    @property
    def issue(self) -> list[str]:
        """What became of the issue, step by step."""
        path = self.played / "log"
        return path.read_text().split() if path.is_file() else []

    def page(self, model_id: str) -> str:
        return (self.runner.site / "models" / model_id / "index.html").read_text(encoding="utf-8")

    def show(self, title: str, requests: Sequence[str]) -> None:
        """Print what happened, for whoever runs this with `-s`."""
        print(f"\n=== {title}: {len(requests)} requests; {dict(self.runner.results)}")  # noqa: T201
        print(self.runner.said.get("keep/Keep", "").strip())  # noqa: T201
        print(git(self.bare, "log", "-1", "--format=%B", "main"))  # noqa: T201
        print(self.runner.summary)  # noqa: T201


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a stage after its first run."""
    stage = Stage.begin(tmp_path_factory.mktemp("stage"))
    stage.show("first run", stage.run())
    assert stage.runner.results == WELL
    assert log(stage.bare) == [f"{FIRST}8 places", "feat: begin"]
    return stage.folder


@pytest.fixture
def stage(begun: Path, tmp_path: Path) -> Stage:
    folder = tmp_path / "stage"
    shutil.copytree(begun, folder, symlinks=True)
    shutil.rmtree(folder / "runner")
    (folder / "runner").mkdir()
    shutil.copytree(begun / "runner" / "pages", folder / "runner" / "pages")
    return Stage(folder)


def test_where_nothing_is_new_there_is_no_commit(stage: Stage) -> None:
    before = log(stage.bare)
    requests = stage.run()
    stage.show("(a) nothing new", requests)
    assert stage.runner.results == WELL
    assert log(stage.bare) == before
    assert "nothing moved: nothing to commit" in stage.runner.said["keep/Keep"]
    assert "Nothing moved: there is nothing to commit." in stage.runner.summary
    # Of the Hub: the lists of two owners' models and of one's datasets, and a place that is alone of its owner.
    assert len([path for path in requests if not path.startswith("/github")]) == 4
    assert stage.issue == []


def test_one_answer_that_turned_is_one_line(stage: Stage) -> None:
    assert "after agreeing to terms" not in stage.page(CHAT)
    stage.change(CHAT, gated="auto")
    requests = stage.run()
    stage.show("(b) one model changed", requests)
    assert stage.runner.results == WELL
    assert log(stage.bare)[:2] == [f"data: {CHAT}: weights_ungated yes → no", f"{FIRST}8 places"]
    assert git(stage.bare, "log", "-1", "--format=%an <%ae>", "main").startswith("github-actions[bot] <41898282+")
    changed = git(stage.bare, "show", "--name-only", "--format=", "main").splitlines()
    assert changed == [
        f"data/audits/{CHAT}.json",
        f"data/evidence/huggingface/model/{CHAT}.json",
        f"data/history/{CHAT}.jsonl",
    ]
    assert f"**{CHAT}: weights\\_ungated yes → no**" in stage.runner.summary
    assert "after agreeing to terms" in stage.page(CHAT)


@thorough
def test_a_hub_that_fails_half_way_loses_nothing(stage: Stage) -> None:
    for model_id in (CHAT, ADAPTER):
        stage.change(model_id, gated="auto")
    overloaded = Fault(status=503, headers={"Retry-After": "86400"})
    requests = stage.run({r"/api/(models|datasets)(/globex/|\?author=globex&)": overloaded})
    stage.show("(c) the Hub fails half-way", requests)
    assert stage.runner.results == WELL
    assert log(stage.bare)[0] == f"data: {CHAT}: weights_ungated yes → no"
    assert "| places that could not be observed | 3 |" in stage.runner.summary
    assert (
        "`127.0.0.1 answered with status 503`: `huggingface/dataset/globex/gated-data` and 2 more"
        in stage.runner.summary
    )
    assert "The evidence of 3 registered models is from 20" in stage.runner.summary
    assert "after agreeing to terms" in stage.page(CHAT)
    assert "after agreeing to terms" not in stage.page(ADAPTER)
    assert stage.issue == []
    stage.runner.passed_over = ("Build",)
    stage.show("(c) the next run", stage.run())
    assert log(stage.bare)[:2] == [
        f"data: {ADAPTER}: weights_ungated yes → no",
        f"data: {CHAT}: weights_ungated yes → no",
    ]


@thorough
def test_hosts_that_are_away_leave_a_site_of_the_last_evidence(stage: Stage) -> None:
    before = log(stage.bare)
    stage.run(away=True)
    stage.show("the hosts are away", [])
    assert stage.runner.results == WELL
    assert log(stage.bare) == before
    assert "| places that could not be observed | 8 |" in stage.runner.summary
    assert stage.page(CHAT)
    assert stage.issue == []


@thorough
def test_a_push_that_is_rejected_is_put_upon_what_is_new(stage: Stage) -> None:
    stage.runner.passed_over = ("Build",)
    stage.change(CHAT, gated="auto")
    stage.meanwhile({"data/models/acme/no-card.yaml": "id: acme/no-card\n"}, "feat: another model")
    stage.show("a push is rejected", stage.run())
    assert stage.runner.results == WELL
    assert log(stage.bare)[:2] == [f"data: {CHAT}: weights_ungated yes → no", "feat: another model"]


@thorough
def test_where_others_changed_the_same_the_next_run_does_it(stage: Stage) -> None:
    stage.runner.passed_over = ("Build",)
    stage.change(CHAT, gated="auto")
    path = f"data/evidence/huggingface/model/{CHAT}.json"
    theirs = git(stage.bare, "show", f"main:{path}").replace('"gated": "no"', '"gated": "manual"') + "\n"
    stage.meanwhile({path: theirs}, "data: theirs")
    stage.show("others changed the same", stage.run())
    assert stage.runner.results == WELL
    assert log(stage.bare)[0] == "data: theirs"
    assert "not pushed, the next run does it" in stage.runner.said["keep/Keep"]
    stage.run()
    assert log(stage.bare)[:2] == [f"data: {CHAT}: weights_ungated yes → no", "data: theirs"]


@thorough
def test_a_site_that_cannot_be_built_leaves_the_last_one_and_opens_one_issue(stage: Stage) -> None:
    good = git(stage.bare, "show", "main:mkdocs.yml") + "\n"
    stage.push({"mkdocs.yml": good.replace("theme:", "theme: nonsense\nnothing:", 1)}, "feat: a mistake")
    page = stage.page(CHAT)
    for _ in range(2):
        stage.run()
        assert stage.runner.results == {"observe": "failure", "keep": "skipped", "deploy": "skipped", "tell": "success"}
    assert stage.issue == ["labelled", "opened", "commented"]
    assert (
        (stage.played / "open")
        .read_text()
        .startswith("Did not do its work in the last run: the job observe, the stage building.")
    )
    assert stage.page(CHAT) == page
    stage.push({"mkdocs.yml": good}, "fix: the mistake")
    stage.run()
    stage.show("mended", [])
    assert stage.runner.results == WELL
    assert stage.issue[3:] == ["commented", "closed"]
    assert (stage.played / "comment").read_text().startswith("All is well again")


# -- the files themselves ----------------------------------------------------------------------------------------------

FILES = sorted(path.name for path in WORKFLOWS.glob("*.yml"))


USES = re.compile(r"uses: (\./\S*|([\w-]+/[\w-]+)(?:/[\w-]+)*@([0-9a-f]{40}) # (v\d[\d.]*))")


@pytest.mark.parametrize("name", FILES)
def test_every_job_is_bounded_and_no_stranger_s_text_comes_into_a_shell(name: str) -> None:
    found = workflow(name)
    assert found["permissions"] == {}
    for job in found["jobs"].values():
        assert "permissions" in job
        assert job["timeout-minutes"] <= 90
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_every_action_is_pinned_to_one_commit_everywhere() -> None:
    lines = [line for name in FILES for line in (WORKFLOWS / name).read_text(encoding="utf-8").splitlines()]
    used = {line: USES.search(line) for line in lines if re.match(r"\s*(- )?uses:", line)}
    assert [line for line, found in used.items() if not found] == []
    pins = {found.groups()[1:] for found in used.values() if found and found[2]}
    assert len(pins) == len({action for action, _, _ in pins})


def test_only_one_job_may_push_and_it_reads_no_stranger_s_files() -> None:
    jobs = workflow("rebuild.yml")["jobs"]
    assert [name for name, job in jobs.items() if job["permissions"].get("contents") == "write"] == ["keep"]
    assert not any("collect" in step.get("run", "") for step in jobs["keep"]["steps"])
