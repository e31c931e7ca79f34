"""`auditor intake` as its workflow runs it."""

from __future__ import annotations

import json

import pytest

from tests.commands.project import NOWHERE, Project, plain
from tests.intake.events import PAYLOADS


def test_a_pull_request_as_json_and_its_text_beside_it(project: Project) -> None:
    files = ("--event", str(PAYLOADS / "add-model.json"), "--body", str(project.root / "body.md"))
    done = project.run("intake", *files, **NOWHERE)
    assert done.returncode == 0, plain(done)
    assert json.loads(done.stdout) == {
        "outcome": "pull_request",
        "number": 12,
        "branch": "intake/issue-12",
        "title": "Add acme/renamed",
        "labels": ["intake", "model"],
        "files": ["data/models/acme/renamed.yaml"],
        "body_file": str(project.root / "body.md"),
    }
    assert (project.root / "body.md").read_text(encoding="utf-8").startswith("Closes #12\n")
    assert project.run("validate", **NOWHERE).returncode == 0


@pytest.mark.parametrize("name", ["hostile-command-in-id", "hostile-traversal", "hostile-null-in-id"])
def test_a_refusal_is_a_comment(project: Project, name: str) -> None:
    files = ("--event", str(PAYLOADS / f"{name}.json"), "--body", str(project.root / "body.md"))
    done = project.run("intake", *files, **NOWHERE)
    assert done.returncode == 2
    told = json.loads(done.stdout)
    assert (told["outcome"], set(told)) == ("refused", {"outcome", "number", "because"})
    assert len(plain(done).strip().splitlines()) == 2
    comment = (project.root / "body.md").read_text(encoding="utf-8")
    assert comment.startswith("This could not be made into a pull request.")


def test_what_no_form_made_is_ignored(project: Project) -> None:
    files = ("--event", str(PAYLOADS / "by-hand.json"), "--body", str(project.root / "body.md"))
    done = project.run("intake", *files, **NOWHERE)
    assert done.returncode == 0, plain(done)
    assert json.loads(done.stdout)["outcome"] == "ignored"
    assert not (project.root / "body.md").exists()
