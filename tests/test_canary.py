"""The weekly canary: its one issue, played with a made-up `gh`, and what its workflow may do."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import CHECKOUT

GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$PLAYED/asked"
case "$1 $2" in
"issue list") cat "$PLAYED/open" 2>/dev/null || true ;;
"issue create") echo 7 >"$PLAYED/open" ;;
"issue close") rm "$PLAYED/open" ;;
esac
"""


class Played:
    """A repository's issues, as far as a made-up `gh` keeps them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        gh = root / "gh"
        gh.write_text(GH, encoding="utf-8")
        gh.chmod(0o755)
        (root / "title").write_text("A title with $(touch acted) in it\n", encoding="utf-8")
        (root / "body").write_text("A text.\n", encoding="utf-8")

    def issue(self, status: str) -> subprocess.CompletedProcess[str]:
        (self.root / "asked").unlink(missing_ok=True)
        return subprocess.run(
            [CHECKOUT / ".ci" / "issue", "canary", "What it is", status, self.root / "title", self.root / "body"],
            env={**os.environ, "PATH": f"{self.root}:{os.environ['PATH']}", "PLAYED": str(self.root)},
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def asked(self) -> list[str]:
        """The verbs that were asked of `gh` beside the list."""
        lines = (self.root / "asked").read_text(encoding="utf-8").splitlines()
        return [" ".join(line.split()[:2]) for line in lines if not line.startswith("issue list")]


@pytest.fixture
def played(tmp_path: Path) -> Played:
    return Played(tmp_path)


def test_an_issue_is_opened_once_commented_and_closed(played: Played) -> None:
    verbs = []
    for status in ("0", "1", "1", "3", "0", "0"):
        assert played.issue(status).returncode == 0
        verbs.append(played.asked)
    assert verbs == [
        [],
        ["label create", "issue create"],
        ["issue comment"],
        [],
        ["issue comment", "issue close"],
        [],
    ]
    assert not (played.root / "acted").exists()


def test_a_mistake_of_ours_touches_no_issue(played: Played) -> None:
    assert played.issue("70").returncode == 2
    assert played.asked == []


WORKFLOW: dict[str, Any] = yaml.safe_load((CHECKOUT / ".github" / "workflows" / "canary.yml").read_text("utf-8"))


def steps() -> list[dict[str, Any]]:
    return [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


def test_only_the_job_that_asks_no_host_may_write() -> None:
    assert WORKFLOW["permissions"] == {}
    writing = {name for name, job in WORKFLOW["jobs"].items() if "write" in job["permissions"].values()}
    assert writing == {"tell"}
    assert not any("auditor" in step.get("run", "") for step in WORKFLOW["jobs"]["tell"]["steps"])
    assert all("timeout-minutes" in job for job in WORKFLOW["jobs"].values())


def test_nothing_is_put_into_a_script_and_every_action_is_pinned_as_in_ci() -> None:
    assert [step for step in steps() if "${{" in step.get("run", "")] == []
    known = set(re.findall(r"uses: (\S+)", (CHECKOUT / ".github" / "workflows" / "ci.yml").read_text("utf-8")))
    used = {step["uses"] for step in steps() if "uses" in step}
    assert used <= known
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one) for one in used)
