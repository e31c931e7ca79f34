"""What one run notes for the next, and that nothing depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.collect import Memory, Notes
from auditor.standin import Quota, StandIn
from auditor.transport import Cache, Door
from tests.conftest import MADE_UP, door_to


def test_notes_come_back(tmp_path: Path) -> None:
    notes = Notes(pages={"huggingface/model/acme": 3}, asked={"huggingface/model/acme/a": "2026-11-02T00:00:00+00:00"})
    Memory(door=Door(cache=Cache(tmp_path))).keep(notes)
    assert Memory(door=Door(cache=Cache(tmp_path))).notes() == notes


@pytest.mark.parametrize("content", ["", "[", "[]", "7", '{"a": {"b": 1}}', "[" * 100_000], ids=lambda one: one[:8])
def test_notes_that_are_no_notes_are_none(tmp_path: Path, content: str) -> None:
    for name in ("pages", "asked", "limits"):
        path = tmp_path / "notes" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    memory = Memory(door=Door(cache=Cache(tmp_path)))
    assert memory.notes() == Notes()
    assert memory.limits() == ()


def test_without_a_cache_nothing_is_noted() -> None:
    memory = Memory(door=Door())
    memory.keep(Notes(pages={"huggingface/model/acme": 3}))
    assert (memory.notes(), memory.limits()) == (Notes(), ())


def test_what_is_left_of_a_limit_is_known_until_its_window_ends(tmp_path: Path) -> None:
    with StandIn([MADE_UP], quota=Quota(api=500, window=300)) as standin:
        door = door_to(standin, cache=Cache(tmp_path))
        door.get(f"{standin.hub_url}/api/models/acme/open-7b")
        Memory(door=door).keep(Notes())
        left = Memory(door=door_to(standin, cache=Cache(tmp_path))).limits()
        later = Memory(door=door_to(standin, cache=Cache(tmp_path), clock=lambda: left[0]["resets_at"] + 1))
    assert [(one["host"], one["bucket"], one["remaining"], one["limit"]) for one in left] == [
        ("127.0.0.1", "api", 499, 500)
    ]
    assert later.limits() == ()
