from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, TypeAdapter

from auditor.reading.json_values import MAX_ITEMS, MAX_STRING, is_cut, plain

SCALARS = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text() | st.dates() | st.binary()
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below) | st.dictionaries(st.text() | st.integers(), below) | st.frozensets(SCALARS).map(set),
)


@given(VALUES)
def test_whatever_a_loader_gives_becomes_json(value: object) -> None:
    found = plain(value)
    held = TypeAdapter(JsonValue)
    assert held.validate_json(held.dump_json(found)) == found


@pytest.mark.parametrize(
    ("value", "cut"),
    [
        ("x" * MAX_STRING, False),
        ("x" * (MAX_STRING + 1), True),
        (["a"] * MAX_ITEMS, False),
        (["a"] * (MAX_ITEMS + 1), True),
        ([[{"a": "x" * 501}]], True),
        ({"x" * 501: 1}, True),
        ({"a": {"b": ["c"]}}, False),
        (set(range(501)), True),
        (7, False),
        (None, False),
        (date(2026, 1, 2), False),
    ],
)
def test_what_is_left_out_is_told(value: object, cut: bool) -> None:  # noqa: FBT001 - the expectation
    assert is_cut(value) is cut
