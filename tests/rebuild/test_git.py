from __future__ import annotations

from pathlib import Path

import pytest

from auditor.rebuild.git import Pushed, Repository, Written
from auditor.store import BadData
from auditor.transport import HostFailure
from tests.rebuild.repositories import checkout, commit, git, log, write

AUDIT = "data/audits/acme/open-7b.json"
NEW = "data/history/acme/open-7b.jsonl"


def repository(root: Path) -> Repository:
    return Repository(root=root, sleep=lambda _: None)


def keep(root: Path, message: str = "data: acme\n") -> None:
    repository(root).commit([one.path for one in repository(root).written()], message)


def test_what_differs_is_found_staged_or_not_new_or_gone(clone: Path) -> None:
    write(clone, AUDIT, '{"a": 2}\n')
    write(clone, NEW, "{}\n")
    write(clone, "data/evidence/github/repository/acme/x.json", "{}\n")
    git(clone, "add", "data/evidence")
    write(clone, "data/models/acme/mine.yaml", "id: acme/mine\n")
    write(clone, "data/audits/acme/.open-7b.tmp", "half")
    assert repository(clone).written() == (
        Written(path=AUDIT, before=b'{"a": 1}\n', after=b'{"a": 2}\n'),
        Written(path="data/evidence/github/repository/acme/x.json", before=None, after=b"{}\n"),
        Written(path=NEW, before=None, after=b"{}\n"),
    )
    (clone / AUDIT).unlink()
    assert repository(clone).written()[0] == Written(path=AUDIT, before=b'{"a": 1}\n', after=None)


def test_a_checkout_below_the_repository_s_root_is_understood(clone: Path) -> None:
    for name in ("data", "README.md"):
        git(clone, "mv", name, f"below-{name}")
    (clone / "inner").mkdir()
    git(clone, "mv", "below-data", "inner/data")
    commit(clone)
    write(clone / "inner", AUDIT, '{"a": 2}\n')
    assert [(one.path, one.before) for one in repository(clone / "inner").written()] == [(AUDIT, b'{"a": 1}\n')]


def test_a_commit_holds_the_program_s_files_alone(clone: Path) -> None:
    write(clone, AUDIT, '{"a": 2}\n')
    write(clone, NEW, "{}\n")
    write(clone, "README.md", "mine\n")
    write(clone, "data/models/acme/mine.yaml", "id: acme/mine\n")
    git(clone, "add", "README.md")
    keep(clone, "data: acme/open-7b: license_stated no → yes\n\n- the model changed\n")
    assert git(clone, "show", "--name-only", "--format=%B").splitlines() == [
        *("data: acme/open-7b: license_stated no → yes", "", "- the model changed", "", "", AUDIT, NEW)
    ]
    assert git(clone, "status", "--porcelain").splitlines() == ["M  README.md", "?? data/models/"]
    assert repository(clone).written() == ()


def test_a_rejected_push_is_put_upon_what_is_new(clone: Path, bare: Path, tmp_path: Path) -> None:
    ours = checkout(tmp_path / "ours", bare)
    write(clone, "data/models/acme/other.yaml", "id: acme/other\n")
    commit(clone, "feat: another model")
    write(ours, AUDIT, '{"a": 2}\n')
    keep(ours)
    assert repository(ours).push() is Pushed.SENT
    assert log(bare) == ["data: acme", "feat: another model", "chore: begin"]


def test_where_others_changed_the_same_nothing_is_left_half_done(clone: Path, bare: Path, tmp_path: Path) -> None:
    ours = checkout(tmp_path / "ours", bare)
    write(clone, AUDIT, '{"a": 3}\n')
    commit(clone, "data: theirs")
    write(ours, AUDIT, '{"a": 2}\n')
    keep(ours)
    assert repository(ours).push() is Pushed.CONFLICT
    assert log(bare) == ["data: theirs", "chore: begin"]
    assert git(ours, "status", "--porcelain") == ""
    assert git(ours, "symbolic-ref", "--short", "HEAD") == "main"


def test_the_same_from_two_runs_is_pushed_once(clone: Path, bare: Path, tmp_path: Path) -> None:
    ours = checkout(tmp_path / "ours", bare)
    for root in (clone, ours):
        write(root, AUDIT, '{"a": 2}\n')
        keep(root)
    assert [repository(root).push() for root in (clone, ours)] == [Pushed.SENT, Pushed.SENT]
    assert log(bare) == ["data: acme", "chore: begin"]


def test_an_origin_that_refuses_is_asked_a_bounded_number_of_times(clone: Path, bare: Path) -> None:
    hook = write(bare, "hooks/pre-receive", "#!/bin/sh\necho asked >>asked\nexit 1\n")
    hook.chmod(0o755)
    write(clone, AUDIT, '{"a": 2}\n')
    keep(clone)
    waits: list[float] = []
    with pytest.raises(HostFailure, match="origin did not take the commit in 3 tries"):
        Repository(root=clone, sleep=waits.append).push(tries=3, backoff=2)
    assert (bare / "asked").read_text().splitlines() == ["asked"] * 3
    assert waits == [2, 4]


def test_an_origin_that_is_away_is_a_host_s_failure_without_its_address(clone: Path) -> None:
    git(clone, "remote", "set-url", "origin", "https://acme:secret@127.0.0.1:9/acme.git")
    write(clone, AUDIT, '{"a": 2}\n')
    keep(clone)
    with pytest.raises(HostFailure) as error:
        repository(clone).push(tries=2)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


def test_without_a_repository_a_branch_or_an_identity_it_says_so(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(BadData, match="there is no git repository with a commit here"):
        repository(tmp_path / "elsewhere").written()
    git(clone, "checkout", "--quiet", "--detach")
    with pytest.raises(BadData, match="no branch is checked out"):
        repository(clone).push()
    write(clone, AUDIT, '{"a": 2}\n')
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name)
    git(clone, "config", "user.useConfigOnly", "true")
    with pytest.raises(BadData, match="git commit was refused"):
        keep(clone)
