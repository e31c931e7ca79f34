from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor.census.engine import Loop, Pool, engine
from auditor.store import BadData
from auditor.transport import HostFailure


def once_deadly(folder: Path, number: int) -> None:
    """The first worker that does number 3 dies; a file tells that it was here."""
    if number == 3 and not (folder / "died").exists():
        (folder / "died").touch()
        os._exit(9)
    (folder / str(number)).touch()


def deadly(_number: int) -> None:
    os._exit(9)


def test_a_pool_gives_what_a_dead_worker_left_to_others(tmp_path: Path) -> None:
    heard: list[None] = []
    pool = Pool(2)
    pool.each(once_deadly, [(tmp_path, number) for number in range(8)], lambda: heard.append(None))
    pool.close()
    assert {path.name for path in tmp_path.iterdir()} == {"died", *map(str, range(8))}
    assert len(heard) == 8


def test_a_pool_gives_up_where_every_worker_dies() -> None:
    pool = Pool(1)
    with pytest.raises(BadData, match="a worker died again and again"):
        pool.each(deadly, [(1,)], lambda: None)
    pool.close()


def test_what_a_task_raises_is_raised(tmp_path: Path) -> None:
    with engine(1, None) as loop:
        assert isinstance(loop, Loop)
        with pytest.raises(FileNotFoundError):
            loop.each(once_deadly, [(tmp_path / "nowhere", 1)], lambda: None)


def test_a_scheduler_that_is_not_there_is_a_host_that_failed() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(HostFailure, match="does not answer"), engine(None, "no address at all"):
        pass
