from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.fingerprints import MAX_TEXT, SIZE, distance, holds, packed, sketch_of, unpacked
from auditor.rules import Fingerprint

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=20, max_size=100, unique=True)
TEXTS = st.lists(st.sampled_from(("grant", "of", "rights", "to", "the", "work", "§")), max_size=400).map(" ".join)


def numbered(first: int, last: int) -> str:
    return " ".join(f"word{number}" for number in range(first, last))


def kept(sketch: str) -> Fingerprint:
    return Fingerprint(id="acme", words=1, sketch=sketch)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You may use, copy and sell it.", "you may USE copy\n\n  and *sell* it"),
        ("all rights", "All rights!"),
        ("a b c d e", "a_b_c-d/e"),
        ("you may copy you may copy you may", "you may copy you may copy you may copy you may"),
    ],
    ids=["case, marks and spaces", "less than a sequence", "joined words", "once more"],
)
def test_texts_of_the_same_sequences_have_one_sketch(one: str, other: str) -> None:
    assert sketch_of(one) == sketch_of(other)


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [
        pytest.param("a b c d", "d c b a", 1.0, id="another order"),
        pytest.param("a b c", "a b c d", 1.0, id="less than a sequence and a whole one"),
        pytest.param("a b c d e", "a b c d", 0.5, id="one of two sequences"),
        pytest.param("a b c d e", "a b c d f", 2 / 3, id="one of three"),
        pytest.param(numbered(0, 1000), numbered(1000, 2000), 1.0, id="disjoint"),
        pytest.param("", "a b c d", 1.0, id="none"),
    ],
)
def test_the_distance_is_the_share_of_sequences_of_four_words_that_differ(one: str, other: str, away: float) -> None:
    assert distance(sketch_of(one), sketch_of(other)) == pytest.approx(away)


def test_of_a_long_text_the_distance_is_estimated() -> None:
    one, half = sketch_of(numbered(0, 3000)), sketch_of(numbered(1000, 4000))
    assert len(one) == len(half) == SIZE
    assert distance(one, half) == pytest.approx(0.5, abs=0.15)
    assert distance(one, sketch_of(numbered(0, 1000))) == pytest.approx(2 / 3, abs=0.1)


def test_two_empty_sketches_are_not_near() -> None:
    assert distance(frozenset(), frozenset()) == 1


@given(TEXTS, TEXTS)
def test_a_distance_lies_between_none_and_all_and_is_the_same_both_ways(one: str, other: str) -> None:
    first, second = sketch_of(one), sketch_of(other)
    assert distance(first, first) == 0
    assert 0 <= distance(first, second) <= 1
    assert distance(first, second) == distance(second, first)


@given(WORDS, st.data())
def test_a_word_put_in_changes_the_seven_sequences_around_it_at_most(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    more = [*words[:place], "inserted", *words[place:]]
    away = distance(sketch_of(" ".join(words)), sketch_of(" ".join(more)))
    assert 0 < away <= 7 / (len(words) + 1) + 1e-9


@given(TEXTS)
def test_a_sketch_is_kept_as_text_and_had_back(text: str) -> None:
    sketch = sketch_of(text)
    assert unpacked(kept(packed(sketch))) == sketch
    assert packed(frozenset(sorted(sketch))) == packed(sketch)


@pytest.mark.parametrize(
    ("stored", "hashes"),
    [
        ("", 0),
        ("no base64 at all", 0),
        ("ä", 0),
        ("AAA", 0),
        ("!AAAAAAAA", 0),
        (base64.b64encode(b"abc").decode(), 0),
        (base64.b64encode(b"abcdef").decode(), 1),
        (base64.b64encode(b"abcdefgh").decode(), 2),
    ],
)
def test_of_a_sketch_that_was_spoilt_whole_hashes_are_kept(stored: str, hashes: int) -> None:
    assert len(unpacked(kept(stored))) == hashes


def test_what_stands_beyond_the_longest_text_is_not_looked_at() -> None:
    text = "word " * (MAX_TEXT // 5)
    assert sketch_of(text + "and more words than these") == sketch_of(text)
    assert not holds(text + "non commercial", "non commercial")


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("for NON-Commercial\n use only", "non commercial", True),
        ("non commercial", "non commercial", True),
        ("for noncommercial use", "non commercial", False),
        ("of none commercial", "non commercial", False),
        ("non commercially", "non commercial", False),
        ("non - and commercial", "non commercial", False),
        ("", "non commercial", False),
    ],
)
def test_a_phrase_is_held_as_whole_words_in_a_row(text: str, phrase: str, found: bool) -> None:  # noqa: FBT001
    assert holds(text, phrase) is found
