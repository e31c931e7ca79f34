from __future__ import annotations

import pickle
from functools import cached_property
from typing import Any

import pytest
from pydantic import Field, ValidationError

from auditor.record import Record


class Box(Record):
    size: int
    label: str = ""

    @cached_property
    def volume(self) -> int:
        return self.size**3


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"size": "2"}, "valid integer"),
        ({"size": True}, "valid integer"),
        ({"size": 2.0}, "valid integer"),
        ({"size": 2, "label": None}, "valid string"),
        ({"size": 2, "color": "red"}, "Extra inputs are not permitted"),
        ({}, "Field required"),
    ],
)
def test_nothing_is_coerced_and_no_key_is_overlooked(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Box(**fields)


def test_a_record_never_changes_and_still_keeps_what_it_worked_out() -> None:
    box = Box(size=2)
    with pytest.raises(ValidationError, match="frozen"):
        box.size = 3  # type: ignore[misc]
    assert (box.volume, box.__dict__["volume"]) == (8, 8)
    assert box == Box(size=2)


def test_a_copy_with_other_values_works_things_out_anew() -> None:
    box = Box(size=2)
    assert box.volume == 8
    assert box.model_copy(update={"size": 3}).volume == 27
    assert box.volume == 8


class Shelf(Record):
    label: str = "none"
    width: int
    boxes: tuple[Box, ...] = ()
    notes: dict[str, str] = Field(default_factory=dict)


def test_what_is_left_out_of_what_is_made_has_its_default_and_its_place() -> None:
    assert Shelf.made({"width": 3}).model_dump_json() == Shelf(width=3).model_dump_json()
    assert Shelf.made({"width": 3}) == Shelf(width=3)


def test_what_is_made_without_a_second_look_is_the_same_record() -> None:
    made, told = Box.made({"size": 2, "label": "a"}), Box(size=2, label="a")
    assert made == told
    assert hash(made) == hash(told)
    assert made.model_dump() == told.model_dump()
    assert made.model_copy(update={"size": 3}) == Box(size=3, label="a")
    assert (made.volume, pickle.loads(pickle.dumps(made))) == (8, told)  # noqa: S301 - our own
    with pytest.raises(ValidationError, match="frozen"):
        made.size = 3  # type: ignore[misc]
