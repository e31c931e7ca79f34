"""The fuzzer's targets, on what hypothesis writes and on what a fuzzer once found; `make fuzz` looks for longer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.seeds import SEEDS, WORDS, dictionary, installed_licenses
from fuzz.targets import TARGETS


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


def test_every_target_has_seeds_and_words_that_libfuzzer_reads() -> None:
    assert TARGETS.keys() == SEEDS.keys() == WORDS.keys()
    for name in TARGETS:
        assert re.fullmatch(r'("(\\x[0-9a-f]{2})+"\n)+', dictionary(name))


def test_whole_license_texts_break_no_reader() -> None:
    texts = list(installed_licenses())
    assert len(texts) > 20
    for text in texts[:20]:
        TARGETS["license_text"](text)
