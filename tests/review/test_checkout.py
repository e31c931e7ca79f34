"""Only regular files of known sorts and sizes are laid out, and nothing is followed."""

from __future__ import annotations

from pathlib import Path

from auditor.review.checkout import lay_out, refused
from auditor.review.git import Blob, Repository
from tests.review.repo import Repo


def test_links_strangers_and_giants_stay_out(repo: Repo, tmp_path: Path) -> None:
    repo.write("data/models/acme/x.yaml", "id: acme/x\n")
    repo.write("data/models/acme/big.yaml", b"#" * 3_000_000)
    repo.write("data/run.sh", "touch pwned\n")
    (repo.root / "data/models/acme/link.yaml").symlink_to("/etc/passwd")
    (repo.root / "data/history").symlink_to("/etc")
    head = repo.commit()
    repository, target = Repository(repo.root), tmp_path / "out"
    lay_out(repository, repository.tree(head, "data"), target)
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file() or path.is_symlink()}
    assert "data/models/acme/x.yaml" in found
    assert not found & {"data/models/acme/big.yaml", "data/models/acme/link.yaml", "data/run.sh", "data/history"}
    assert not any(path.is_symlink() for path in target.rglob("*"))
    only = tmp_path / "only"
    lay_out(repository, repository.tree(head, "data"), only, wanted=lambda sort: sort.name == "audit")
    assert {path.suffix for path in only.rglob("*") if path.is_file()} == {".json"}
    assert [path.name for path in (only / "data").iterdir()] == ["audits"]


def test_each_refusal_says_what_is_allowed() -> None:
    def why(path: str, mode: str = "100644", size: int = 10) -> str:
        return refused(path, Blob(mode=mode, oid="0" * 40, size=size))

    assert why("data/models/acme/x.yaml") == ""
    assert "symbolic link" in why("data/models/acme/x.yaml", "120000")
    assert "submodule" in why("data/models/acme", "160000")
    assert "3,000,000 bytes" in why("data/models/acme/x.yaml", size=3_000_000)
    assert "65,536" in why("data/models/acme/x.yaml", size=3_000_000)
    assert "OWNER/NAME.yaml" in why("data/models/acme/a--b.yaml")
    assert "no file of this name" in why("data/models/acme/x.sh")
