"""What git says of a change, with names that no shell and no terminal should meet."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor.review.git import Change, Repository
from auditor.store import BadData
from tests.review.repo import Repo, git


def test_changes_are_told_since_the_fork_point_with_hostile_names_whole(repo: Repo) -> None:
    repo.write("data/models/acme/x.yaml", "id: acme/x\n")
    repo.write("data/models/acme/a b\n$(touch pwned)'\"`.yaml", "id: x\n")
    (repo.root / "data/models/globex/adapter.yaml").unlink()
    head = repo.commit()
    git(repo.root, "checkout", "--quiet", "main")
    repo.write("data/models/acme/later.yaml", "id: acme/later\n")
    repo.commit("main moved on")
    repository = Repository(repo.root)
    assert repository.changes("main", head) == (
        Change(status="A", path="data/models/acme/a b\n$(touch pwned)'\"`.yaml"),
        Change(status="A", path="data/models/acme/x.yaml"),
        Change(status="D", path="data/models/globex/adapter.yaml"),
    )
    assert repository.fork_point("main", head) == git(repo.root, "merge-base", "main", head).strip()
    assert not (repo.root / "pwned").exists()


def test_a_name_that_is_no_text_is_told_with_a_sign_for_what_is_none(repo: Repo) -> None:
    path = os.fsencode(repo.root / "data" / "models") + b"/\xff.yaml"
    with open(path, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(b"id: acme/x\n")
    head = repo.commit()
    (change,) = Repository(repo.root).changes("main", head)
    assert change.path == "data/models/\ufffd.yaml"
    assert change.path in Repository(repo.root).tree(head, "data")


def test_files_are_read_by_their_object_and_a_link_is_only_its_target(repo: Repo) -> None:
    repo.write("data/models/acme/x.yaml", b"id: acme/x\n\nlast line without end")
    (repo.root / "data/models/acme/link.yaml").symlink_to("/etc/passwd")
    head = repo.commit()
    repository = Repository(repo.root)
    files = repository.tree(head, "data/models/acme")
    assert {path.rpartition("/")[2]: blob.mode for path, blob in files.items()} == {
        "link.yaml": "120000",
        "x.yaml": "100644",
    }
    contents = dict(zip(files, repository.contents(tuple(files.values())), strict=True))
    assert contents["data/models/acme/x.yaml"] == b"id: acme/x\n\nlast line without end"
    assert contents["data/models/acme/link.yaml"] == b"/etc/passwd"
    assert list(repository.contents(())) == []


@pytest.mark.parametrize(
    "ref", ["--output=/tmp/x", "no-such-branch", "main; ls", "", "a" * 300, "main\n", "HEAD^{tree}"]
)
def test_what_is_no_commit_is_refused_with_one_sentence(repo: Repo, ref: str) -> None:
    with pytest.raises(BadData, match="allowed is a branch, tag or commit"):
        Repository(repo.root).commit(ref, "--base")


def test_no_common_commit_and_no_repository_are_said(repo: Repo, tmp_path: Path) -> None:
    git(repo.root, "checkout", "--quiet", "--orphan", "alone")
    head = repo.commit()
    with pytest.raises(BadData, match="fetch the whole history"):
        Repository(repo.root).fork_point("main", head)
    with pytest.raises(BadData):
        Repository(tmp_path).commit("HEAD", "HEAD")
