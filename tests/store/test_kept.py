from __future__ import annotations

from pathlib import Path

import pytest

from auditor.store.kept import Kept, program


def refuse(_: bytes) -> bytes:
    raise ValueError("another shape")


def test_what_was_kept_is_had_again_by_all_that_it_follows_from(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "made", "1")
    name = kept.name("front", "a", "b")
    assert kept.get(name, bytes) is None
    kept.put(name, b"content")
    again = Kept(tmp_path / "made", "1")
    assert again.get(again.name("front", "a", "b"), bytes) == b"content"
    others = [again.name("front", "ab"), again.name("front", "ab", ""), again.name("front", "b", "a")]
    others += [again.name("card", "a", "b"), Kept(tmp_path / "made", "2").name("front", "a", "b")]
    assert len({name, *others}) == 6
    assert [again.get(one, bytes) for one in others] == [None] * 5


@pytest.mark.parametrize("harm", [b"", b"x", b"\n", None])
def test_what_is_not_as_it_was_written_is_not_there(harm: bytes | None, tmp_path: Path) -> None:
    kept = Kept(tmp_path, "1")
    name, other = kept.name("a"), kept.name("b")
    kept.put(name, b"content")
    whole = (tmp_path / name).read_bytes()
    if harm is None:
        (tmp_path / other).write_bytes(whole)
        assert kept.get(other, bytes) is None
        assert kept.get(name, refuse) is None
        assert kept.get(name, bytes) == b"content"
    else:
        (tmp_path / name).write_bytes(whole[:-1] + harm if harm else b"")
        assert kept.get(name, bytes) is None
        kept.put(name, b"content")
        assert kept.get(name, bytes) == b"content"


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "made").write_text("a file where the folder should be", encoding="utf-8")
    kept = Kept(tmp_path / "made", "1")
    kept.put(kept.name("a"), b"content")
    assert kept.get(kept.name("a"), bytes) is None
    kept.forget_others()


def test_only_what_was_asked_for_stays_and_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "1")
    for one in "ab":
        kept.put(kept.name(one), b"content")
    (tmp_path / "notes.txt").write_text("somebody's", encoding="utf-8")
    later = Kept(tmp_path, "1")
    name = later.name("a")
    later.forget_others()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "notes.txt"])


def test_another_program_and_other_rules_are_told_apart(tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text("one", encoding="utf-8")
    found = []
    for number in (1, 2):
        package = tmp_path / str(number)
        package.mkdir()
        (package / "__init__.py").write_text(f"VERSION = {number}", encoding="utf-8")
        found.append(program(package, [rules]))
    assert program(tmp_path / "2", [rules]) == found[1]
    rules.write_text("two", encoding="utf-8")
    assert len({*found, program(tmp_path / "2", [rules]), program(tmp_path / "2", [])}) == 4
