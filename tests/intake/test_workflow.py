"""The workflow's own steps, in a shell, with a bare repository as origin and a `gh` that notes what it is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.actions import Runner, executable, steps_of
from tests.conftest import CHECKOUT
from tests.intake.events import PAYLOADS, files, register
from tests.intake.test_intake import IGNORED, WRITTEN

WORKFLOW = CHECKOUT / ".github" / "workflows" / "intake.yml"
THROUGH_THE_SHELL = (
    "hostile-command-in-id",
    "hostile-substitution-in-id",
    "hostile-traversal",
    "hostile-yaml-in-reason",
    "hostile-markdown",
    "hostile-null-and-bidi",
    "refused-registered",
)
"""Of the payloads those whose words could act in a shell; all of them are taken in by themselves in test_intake."""
READ, SAY, OPEN = (one for one in steps_of(WORKFLOW, "intake")[-3:])


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


class Origin:
    """A repository with a register, its clone as a runner checks it out, and what `gh` was asked."""

    def __init__(self, root: Path, payload: str, *, standing: str = "", open_issues: int = 1) -> None:
        self.bare, self.clone, self.asked = root / "origin.git", root / "clone", root / "asked"
        self.clone.mkdir(parents=True)
        git(root, "init", "--quiet", "--bare", "--initial-branch=main", str(self.bare))
        git(self.clone, "init", "--quiet", "--initial-branch=main")
        register(self.clone)
        for name, value in (("user.name", "x"), ("user.email", "x@example.org"), ("commit.gpgsign", "false")):
            git(self.clone, "config", name, value)
        git(self.clone, "remote", "add", "origin", str(self.bare))
        git(self.clone, "add", "-A")
        git(self.clone, "commit", "--quiet", "-m", "start")
        git(self.clone, "push", "--quiet", "origin", "main")
        programs = root / "programs"
        executable(programs / "auditor", [f'exec "{sys.executable}" -m auditor "$@"'])
        executable(
            programs / "gh",
            [
                f'"{sys.executable}" -c "import json,sys;print(json.dumps(sys.argv[1:]))" "$@" >> "{self.asked}"',
                'case "$1 $2" in',
                f'  "pr list") printf "%s" "{standing}" ;;',
                f'  "issue list") echo {open_issues} ;;',
                "esac",
            ],
        )
        self.runner = Runner(
            root=root,
            workspace=self.clone,
            expressions={"github.token": "made-up"},
            environment={
                "PATH": f"{programs}:{os.environ['PATH']}",
                "PYTHONPATH": str(CHECKOUT),
                "GITHUB_EVENT_PATH": str(PAYLOADS / f"{payload}.json"),
                "GITHUB_REPOSITORY": "acme/auditor",
            },
        )

    def run(self) -> str:
        """The steps, each where its `if:` holds; returns the outcome."""
        done = self.runner.run(READ)
        assert done.returncode == 0, done.stderr
        outcome = self.runner.outputs["outcome"]
        numbers = {"steps.read.outputs.number": self.runner.outputs["number"]}
        self.runner.expressions = {**self.runner.expressions, **numbers}
        for step in (SAY, OPEN):
            if step["if"] == f"steps.read.outputs.outcome == '{outcome}'":
                done = self.runner.run(step)
                assert done.returncode == 0, done.stderr
        return outcome

    def calls(self, *start: str) -> list[list[str]]:
        """What `gh` was asked that begins so."""
        lines = self.asked.read_text(encoding="utf-8").splitlines() if self.asked.exists() else []
        found = [json.loads(line) for line in lines]
        return [one for one in found if tuple(one[: len(start)]) == start]

    @property
    def branches(self) -> set[str]:
        return set(git(self.bare, "branch", "--format=%(refname:short)").split())


def test_an_honest_form_becomes_a_draft_with_one_file(tmp_path: Path) -> None:
    origin = Origin(tmp_path, "wrong-verdict")
    assert origin.run() == "pull_request"
    assert origin.branches == {"main", "intake/issue-15"}
    changed = git(origin.bare, "diff", "--name-only", "main", "intake/issue-15").split()
    assert changed == ["data/models/acme/open-7b.yaml"]
    (created,) = origin.calls("pr", "create")
    assert "--draft" in created
    assert created[created.index("--title") + 1] == "Correct acme/open-7b: Evaluation code"
    assert created[created.index("--head") + 1] == "intake/issue-15"
    assert created[created.index("--label") + 1] == "intake,verdict"
    body = Path(created[created.index("--body-file") + 1]).read_text(encoding="utf-8")
    assert body.startswith("Closes #15\n")


@pytest.mark.parametrize("name", THROUGH_THE_SHELL)
def test_a_hostile_form_changes_nothing_but_its_one_file(tmp_path: Path, name: str) -> None:
    origin = Origin(tmp_path / "run", name)
    before = files(origin.clone / "data")
    outcome = origin.run()
    assert outcome == ("pull_request" if name in WRITTEN else "refused")
    assert {"main"} <= origin.branches <= {"main", f"intake/issue-{origin.runner.outputs['number']}"}
    after = files(origin.clone / "data")
    wrote = {f"models/{WRITTEN[name]}.yaml"} if name in WRITTEN else set()
    assert {path for path in after if after[path] != before.get(path)} == wrote
    assert {path.name for path in tmp_path.iterdir()} == {"run"}
    said = origin.calls("issue", "comment")
    assert len(said) == (0 if name in WRITTEN else 1)


@pytest.mark.parametrize("name", sorted(IGNORED))
def test_what_no_form_made_is_left_alone(tmp_path: Path, name: str) -> None:
    origin = Origin(tmp_path, name)
    assert origin.run() == "ignored"
    assert origin.calls() == []
    assert origin.branches == {"main"}


def test_an_open_draft_is_brought_up_to_date(tmp_path: Path) -> None:
    origin = Origin(tmp_path, "reply", standing="7 OPEN true")
    assert origin.run() == "pull_request"
    (patched,) = origin.calls("api")
    assert "repos/acme/auditor/pulls/7" in patched
    assert "title=Reply for acme/open-7b: training_metrics_published" in patched
    assert origin.calls("pr", "create") == []
    assert "intake/issue-16" in origin.branches


@pytest.mark.parametrize("standing", ["7 OPEN false", "7 CLOSED true", "7 MERGED false"])
def test_what_a_maintainer_has_taken_up_is_left_as_it_is(tmp_path: Path, standing: str) -> None:
    origin = Origin(tmp_path, "reply", standing=standing)
    assert origin.run() == "pull_request"
    assert origin.branches == {"main"}
    assert origin.calls("api") == origin.calls("pr", "create") == []


def test_an_author_with_many_open_issues_waits(tmp_path: Path) -> None:
    origin = Origin(tmp_path, "reply", open_issues=6)
    assert origin.run() == "pull_request"
    assert origin.branches == {"main"}
    assert origin.calls("pr", "create") == []


def test_an_event_that_cannot_be_read_ends_the_step(tmp_path: Path) -> None:
    origin = Origin(tmp_path, "reply")
    (tmp_path / "event.json").write_text("{}", encoding="utf-8")
    origin.runner.environment = {**origin.runner.environment, "GITHUB_EVENT_PATH": str(tmp_path / "event.json")}
    assert origin.runner.run(READ).returncode == 2


def test_permissions_and_the_way_of_the_text() -> None:
    found = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert found["permissions"] == {}
    (job,) = found["jobs"].values()
    assert job["permissions"] == {"contents": "write", "pull-requests": "write", "issues": "write"}
    assert job["timeout-minutes"] <= 10
    assert "github.event.issue.number" in found["concurrency"]["group"]
    for step in job["steps"]:
        assert "${{" not in step.get("run", "")
        assert "github.event.issue" not in json.dumps(step.get("env", {}))
    checkout = job["steps"][0]["with"]
    assert (checkout["ref"], checkout["persist-credentials"]) == ("main", False)
