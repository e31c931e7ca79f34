"""`auditor review`, `comment` and `pull-request` as CI runs them: what they print, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.review.record import as_json
from auditor.standin import StandIn
from tests.commands.project import NOWHERE, Project, hosts, plain
from tests.conftest import CHECKOUT
from tests.review.made_up import EVIL, HEAD, a_review
from tests.review.repo import git

PAYLOADS = CHECKOUT / "tests" / "review" / "payloads"


@pytest.fixture
def change(project: Project) -> Project:
    """A change on top of a register that was never audited."""
    git(project.root, "init", "--quiet", "--initial-branch", "main")
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message", "the register")
    git(project.root, "checkout", "--quiet", "-b", "change")
    return project


def commit(project: Project, path: str, content: str) -> None:
    project.write(path, content)
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message", "a change")


def test_a_good_change_ends_with_0_and_writes_record_summary_and_lines(change: Project, standin: StandIn) -> None:
    commit(change, "data/models/acme/renamed.yaml", "id: acme/renamed\n")
    summary = change.root.parent / "summary.md"
    out = change.root.parent / "review.json"
    done = change.run("review", "--base", "main", "--out", str(out), GITHUB_STEP_SUMMARY=str(summary), **hosts(standin))
    assert done.returncode == 0, plain(done)
    assert "acme/renamed: audited, commit 2bad1f3" in done.stdout
    assert "no mistake in data/" in done.stdout
    assert summary.read_text("utf-8").startswith("<!-- openness-auditor: review -->\n### What the check says")
    assert json.loads(out.read_bytes())["audits"][0]["id"] == "acme/renamed"
    assert change.evidence() == {}
    shown = change.run("comment", str(out))
    assert shown.returncode == 0
    assert shown.stdout == summary.read_text("utf-8")


def test_mistakes_end_with_2_and_are_annotated_in_actions(change: Project) -> None:
    commit(change, "data/models/acme/bad.yaml", "id: acme/bad\nlincense: mit\n")
    told = change.run("review", "--base", "main", "--offline", GITHUB_ACTIONS="true")
    assert told.returncode == 2
    assert "::error file=data/models/acme/bad.yaml,line=2,title=A mistake in data/::lincense: this key" in told.stdout
    assert change.run("review", "--base", "main", "--offline", "--annotations").stdout == told.stdout
    lines = change.run("review", "--base", "main", "--offline", GITHUB_ACTIONS="")
    assert "data/models/acme/bad.yaml:2: lincense: this key is not known" in lines.stdout
    assert "::" not in lines.stdout
    record = change.run("--json", "review", "--base", "main", "--offline")
    assert json.loads(record.stdout)["problems_in_all"] == 1


def test_hosts_that_are_away_never_fail_it(change: Project) -> None:
    commit(change, "data/models/acme/renamed.yaml", "id: acme/renamed\n")
    done = change.run("review", "--base", "main", "--max-requests", "5", **NOWHERE)
    assert done.returncode == 0, plain(done)
    assert "acme/renamed: not audited yet (127.0.0.1 could not be reached)" in done.stdout


def test_what_was_seen_is_kept_only_when_asked_and_only_of_a_good_change(change: Project, standin: StandIn) -> None:
    commit(change, "data/models/acme/renamed.yaml", "id: acme/renamed\n")
    assert change.run("review", "--base", "main", "--keep", **hosts(standin)).returncode == 0
    assert set(change.evidence()) == {"huggingface/model/acme/renamed.json"}
    change.write("data/evidence/huggingface/model/acme/renamed.json", "")
    (change.root / "data/evidence/huggingface/model/acme/renamed.json").unlink()
    (change.root / "data/link.yaml").symlink_to("/etc/passwd")
    commit(change, "data/models/acme/renamed.yaml", "id: acme/renamed\nnotes: more\n")
    assert change.run("review", "--base", "main", "--keep", **hosts(standin)).returncode == 2
    assert change.evidence() == {}


def test_a_base_that_is_none_and_a_folder_without_git_are_one_sentence(change: Project, tmp_path: Path) -> None:
    done = change.run("review", "--base", "--upload-pack=touch pwned")
    assert done.returncode == 2
    assert "allowed is a branch, tag or commit" in plain(done)
    elsewhere = Project(tmp_path / "elsewhere")
    assert "allowed is" in plain(elsewhere.run("review", "--base", "main"))


def test_a_comment_on_another_commit_than_the_runs_is_refused(project: Project) -> None:
    mine, other = project.write("review.json", as_json(a_review(EVIL))), "f" * 40
    event = str(PAYLOADS / "workflow_run.json")
    files = project.write("files.jsonl", '"data/models/acme/x.yaml"\n"auditor/cli.py"\n')
    shown = project.run("comment", str(mine), "--event", event, "--files", str(files))
    assert shown.returncode == 0, plain(shown)
    assert "1 of them outside data/" in shown.stdout
    foreign = project.write("other.json", as_json(a_review(head=other)))
    done = project.run("comment", str(foreign), "--event", event)
    assert done.returncode == 2
    assert "the commit that the run was started for" in plain(done)
    assert other != HEAD


def test_the_pull_request_of_a_run_is_a_number_or_nothing(project: Project) -> None:
    one = {"number": 7, "sha": HEAD, "branch": "two-models", "from": "jane-example/openness-auditor"}
    pulls = project.write("pulls.jsonl", json.dumps({**one, "to": "openness-auditor/openness-auditor"}) + "\n")
    asked = ("pull-request", "--event", str(PAYLOADS / "workflow_run.json"), "--pulls", str(pulls))
    assert project.run(*asked).stdout == "7\n"
    pulls.write_text("", "utf-8")
    none = project.run(*asked)
    assert (none.returncode, none.stdout) == (0, "")
    assert "has moved on" in none.stderr
    wrong = project.run(*asked[:2], str(PAYLOADS / "pull_request.json"), *asked[3:])
    assert wrong.returncode == 2
    assert plain(wrong).count("\n") == 1


def test_a_review_sends_nothing_to_a_terminal_but_words(change: Project) -> None:
    commit(change, "data/models/acme/bad.yaml", 'id: acme/bad\n"\\e[31mred\\a": 1\n')
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "review", "--base", "main", "--offline"],
        cwd=change.root,
        env=change.environment({}),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert b"\x1b" not in done.stdout
    assert b"\x07" not in done.stdout
    assert os.linesep.encode() in done.stdout
