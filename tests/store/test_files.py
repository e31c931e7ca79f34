from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from auditor.store.files import json_bytes, sweep, write_whole


def test_equal_content_gives_equal_bytes_in_any_order() -> None:
    assert json_bytes({"b": 1, "a": "é"}) == json_bytes({"a": "é", "b": 1}) == '{\n "a": "é",\n "b": 1\n}\n'.encode()


def test_a_file_is_written_with_its_folders_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "acme" / "open-7b.json"
    write_whole(path, b"one\n")
    write_whole(path, b"two\n")
    assert path.read_bytes() == b"two\n"
    assert list(path.parent.iterdir()) == [path]


def test_the_same_bytes_leave_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "open-7b.json"
    write_whole(path, b"one\n")
    before = path.stat()
    write_whole(path, b"one\n")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "open-7b.json"
    write_whole(path, b"one\n")

    def full(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(OSError):  # noqa: PT011 - raised above, without words
            write_whole(path, b"two\n")
    assert path.read_bytes() == b"one\n"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_kill_left_long_ago_is_removed_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    names = (".abc.tmp", ".new.tmp", ".keep", "open-7b.json", "open-7b.tmp")
    for name in names:
        (folder / name).write_bytes(b"part")
        if name != ".new.tmp":
            os.utime(folder / name, (0, time.time() - 7200))
    sweep(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == sorted(set(names) - {".abc.tmp"})
    sweep(tmp_path / "nowhere")
