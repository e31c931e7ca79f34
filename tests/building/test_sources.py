from __future__ import annotations

from pathlib import Path

import pytest

from auditor.building.sources import Folder, Written, write_sources
from auditor.outputs import Page
from auditor.store import BadData


def files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_what_is_put_stays_and_the_rest_goes_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "old/deep").mkdir(parents=True)
    (tmp_path / "old/deep/page.html").write_bytes(b"")
    folder = Folder(tmp_path)
    folder.put("models/acme/x/index.html", b"one")
    assert folder.remove_stale() == 1
    assert files(tmp_path) == ["models/acme/x/index.html"]
    assert not (tmp_path / "old").exists()


def test_a_file_that_holds_the_same_is_left_alone(tmp_path: Path) -> None:
    first = Folder(tmp_path)
    first.put("a", b"one")
    first.put("b", b"two")
    stamp = (tmp_path / "a").stat().st_mtime_ns
    second = Folder(tmp_path)
    second.put("a", b"one")
    second.put("b", b"three")
    assert (first.written, second.written, second.kept) == (2, 1, 2)
    assert (tmp_path / "a").stat().st_mtime_ns == stamp


def test_what_another_hand_put_is_kept(tmp_path: Path) -> None:
    mine, other = Folder(tmp_path), Folder(tmp_path)
    mine.put("a", b"")
    other.put("b", b"")
    mine.join(other)
    assert (mine.kept, mine.written, mine.remove_stale()) == (2, 2, 0)


def test_what_people_wrote_beside_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/stale.md").write_bytes(b"")
    (tmp_path / "contribute.md").write_bytes(b"people's")
    done = write_sources(tmp_path, [Page(path="index.md", content=b"x")])
    assert done == Written(pages=1, written=1, removed=1)
    assert files(tmp_path) == ["contribute.md", "index.md"]


@pytest.mark.parametrize("path", ["/etc/x", "../x", "models/../../x", "models//x", "models/./x", "", "contribute.md"])
def test_nothing_is_put_elsewhere(tmp_path: Path, path: str) -> None:
    with pytest.raises(BadData, match="a page may lie only in"):
        Folder(tmp_path / "docs", ["models"]).put(path, b"")
    assert files(tmp_path) == []


def test_nothing_is_put_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "docs/models").symlink_to(tmp_path / "outside")
    with pytest.raises(BadData, match="leads out of docs/"):
        Folder(tmp_path / "docs").put("models/acme/x.md", b"")
    assert files(tmp_path / "outside") == []
