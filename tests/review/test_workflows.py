"""The workflows by themselves: sound to the linters, with no right that a job does not need."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.actions import WORKFLOWS

BIN = Path(sys.prefix) / "bin"
RIGHTS = {
    "pr.yml": {"contents": "read"},
    "pr-comment.yml": {"actions": "read", "contents": "read", "pull-requests": "write"},
}


def told(name: str) -> dict[Any, Any]:
    found = yaml.safe_load((WORKFLOWS / name).read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--quiet", "--no-progress", WORKFLOWS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_they_are_what_github_takes_for_workflows() -> None:
    files = sorted(map(str, WORKFLOWS.glob("*.yml")))
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", RIGHTS)
def test_a_job_has_the_rights_it_needs_and_the_workflow_none(name: str) -> None:
    found = told(name)
    assert found["permissions"] == {}
    (job,) = found["jobs"].values()
    assert job["permissions"] == RIGHTS[name]
    assert job["timeout-minutes"] <= 30
    assert "secrets." not in (WORKFLOWS / name).read_text("utf-8")
    for step in job["steps"]:
        assert "${{" not in step.get("run", "")
        if "uses" in step:
            assert re.fullmatch(r"[a-z/-]+@[0-9a-f]{40}", step["uses"])


def test_only_the_check_sees_the_pull_request_and_only_the_comment_may_write() -> None:
    # YAML 1.1 reads the key `on` as true.
    assert list(told("pr.yml")[True]) == ["pull_request"]
    assert list(told("pr-comment.yml")[True]) == ["workflow_run"]
    assert told("pr-comment.yml")[True]["workflow_run"]["workflows"] == [told("pr.yml")["name"]]
    checked_out = [step["with"] for step in told("pr-comment.yml")["jobs"]["comment"]["steps"] if "with" in step]
    assert checked_out[0]["ref"] == "${{ github.event.repository.default_branch }}"
