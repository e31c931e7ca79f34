"""The fuzzer's targets, on what hypothesis writes and on what a fuzzer once found; `make fuzz` looks for longer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.targets import SEEDS, TARGETS


@pytest.mark.parametrize("name", TARGETS)
@given(content=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8"))))
@settings(max_examples=25, deadline=None)
def test_no_bytes_break_a_reader(name: str, content: bytes) -> None:
    TARGETS[name](content)


@pytest.mark.parametrize("name", TARGETS)
def test_what_fuzzing_begins_with_breaks_no_reader(name: str) -> None:
    assert SEEDS[name]
    for seed in SEEDS[name]:
        for end in range(len(seed) + 1):
            TARGETS[name](seed[:end])
