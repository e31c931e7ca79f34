from __future__ import annotations

import os
from pathlib import Path

from auditor.store.seen import ABSENT, Seen


def test_a_file_is_told_by_what_it_holds_and_not_by_its_times(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("one", encoding="utf-8")
    first = Seen(tmp_path).hash_of("a.json")
    os.utime(path, (1, 1))
    assert Seen(tmp_path).hash_of("a.json") == first
    path.write_text("two", encoding="utf-8")
    assert Seen(tmp_path).hash_of("a.json") != first


def test_absence_a_link_a_folder_and_what_it_leads_to_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("one", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    seen = Seen(tmp_path)
    assert seen.hash_of("never") == seen.hash_of("folder") == ABSENT
    assert len({seen.hash_of(one) for one in ("never", "link", "file")}) == 3


def test_each_is_hashed_once_and_noted_for_whoever_listens(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("one", encoding="utf-8")
    seen = Seen(tmp_path)
    with seen.noting() as outer:
        with seen.noting() as inner:
            seen.note(path)
        path.write_text("two", encoding="utf-8")
        seen.note(path)
        seen.note(tmp_path / "never")
    seen.note(tmp_path / "later")
    assert inner == {"a.json": outer["a.json"]}
    assert outer == {"a.json": seen.hash_of("a.json"), "never": ABSENT}
    assert seen.stands(outer)
    assert not Seen(tmp_path).stands(outer)


def test_what_lies_elsewhere_is_noted_by_its_whole_path(tmp_path: Path) -> None:
    seen = Seen(tmp_path / "checkout")
    with seen.noting() as noted:
        seen.note(tmp_path / "register/a.yaml")
    assert list(noted) == [(tmp_path / "register/a.yaml").as_posix()]
    assert seen.stands(noted)
