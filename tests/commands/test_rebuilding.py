"""`auditor turned`, `keep`, `summary` and `health` as a user runs them; tests/rebuild plays them all."""

from __future__ import annotations

import json

import pytest

from auditor.standin import StandIn
from tests.commands.project import NOWHERE, Project, hosts, plain
from tests.rebuild.repositories import IDENTITY, git

OFFLINE = {**NOWHERE, **IDENTITY, "GIT_CONFIG_GLOBAL": "/dev/null"}


@pytest.fixture
def seen(project: Project, standin: StandIn) -> Project:
    """A repository in which everything was observed, and none of it is committed."""
    git(project.root, "init", "--quiet", "--initial-branch=main")
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message=feat: begin")
    assert project.run("collect", "acme/open-7b", **hosts(standin)).returncode == 0
    return project


def test_what_turned_is_said_and_then_kept_once(seen: Project) -> None:
    said = seen.run("turned", **OFFLINE)
    assert said.returncode == 0, plain(said)
    assert said.stdout.startswith("data: newer evidence of ")
    kept = seen.run("--json", "keep", **OFFLINE)
    assert kept.returncode == 0, plain(kept)
    assert json.loads(kept.stdout) == {"committed": True, "pushed": False, "subject": said.stdout.splitlines()[0]}
    assert git(seen.root, "log", "-1", "--format=%B") == said.stdout.strip()
    assert json.loads(seen.run("--json", "keep", **OFFLINE).stdout) == {"committed": False, "pushed": False}
    assert seen.run("turned", **OFFLINE).stdout == ""


def test_an_origin_that_is_away_ends_with_3_and_keeps_the_commit(seen: Project) -> None:
    git(seen.root, "remote", "add", "origin", "/nowhere/acme.git")
    done = seen.run("keep", "--push", **OFFLINE)
    assert done.returncode == 3
    assert "origin did not take the commit" in plain(done)
    assert git(seen.root, "log", "-1", "--format=%s").startswith("data: ")


def test_the_summary_is_markdown_on_standard_output(seen: Project) -> None:
    seen.write("build/collect.json", json.dumps({"requests_sent": 12}))
    done = seen.run("summary", **OFFLINE)
    assert done.returncode == 0, plain(done)
    assert done.stdout.startswith("## Rebuild\n\n**newer evidence of ")
    assert "| requests sent | 12 |" in done.stdout
    assert "Of 2 registered models no day is known." in done.stdout


def test_health_says_what_is_wrong_and_writes_the_issue(seen: Project) -> None:
    for model_id in ("acme/open-7b-chat", "globex/adapter"):
        (seen.root / f"data/models/{model_id}.yaml").unlink()
    (github,) = (path for path in (seen.root / "data/evidence").iterdir() if path.name == "github")
    for path in github.rglob("*.json"):
        path.unlink()
    well = seen.run("--json", "health", "--today", "2026-11-15", "--result", "observe=success", **OFFLINE)
    assert well.returncode == 0, plain(well)
    assert json.loads(well.stdout)["well"] is True
    ill = seen.run("health", "--today", "2026-11-16", "--title", "title", "--body", "body", "--run", "build", **OFFLINE)
    assert ill.returncode == 1
    assert (seen.root / "title").read_text() == "The site does not rebuild itself as it should\n"
    body = (seen.root / "body").read_text()
    assert "- `acme/open-7b`: seen 2026-11-01" in body
    assert "the stage observing" in body
    bad = seen.run("health", "--result", "observe", **OFFLINE)
    assert (bad.returncode, "allowed is JOB=RESULT" in plain(bad)) == (2, True)


@pytest.mark.parametrize("command", ["turned", "keep", "summary"])
def test_without_git_s_repository_they_say_so(project: Project, command: str) -> None:
    done = project.run(command, **OFFLINE, GIT_CEILING_DIRECTORIES=str(project.root.parent))
    assert done.returncode == 2
    assert "there is no git repository with a commit here" in plain(done)
