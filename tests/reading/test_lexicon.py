from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.lexicon import NOTHING, Lexicon, lexicon_of, sorted_cues, words_of
from auditor.rules import KnownName, NameKind, Vocabulary
from tests.reading.growth import GENTLE, slowdown

VOCABULARY = Vocabulary(
    cues={
        "training": ("trained on", "training", "entraîné", "训练", "학습"),
        "data": ("training data", "dataset"),
        "fine_tuning": ("fine-tuned",),
        "code": ("code",),
        "nothing": ("--",),
    },
    names=(
        KnownName(name="TrainKit", kind=NameKind.FRAMEWORK),
        KnownName(name="Serve-Kit", kind=NameKind.LIBRARY, aliases=("sk server",)),
        KnownName(name="Straße 5", kind=NameKind.CORPUS),
        KnownName(name="Big Corpus", kind=NameKind.CORPUS, aliases=("bigcorpus", "the big corpus of acme")),
        KnownName(name="训练集", kind=NameKind.CORPUS),
    ),
)
LEXICON = Lexicon(VOCABULARY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trained on much", {"training"}),
        ("TRAINED  \n on", {"training"}),
        ("trained, on", {"training"}),
        ("trained. On", {"training"}),
        ("trained_on", {"training"}),
        ("the code is trained on code", {"code", "training"}),
        ("untrained on", set()),
        ("codebook", set()),
        ("trained only", set()),
        ("trained", set()),
        ("on trained", set()),
        ("training data", {"training", "data"}),
        ("fine-tuned", {"fine_tuning"}),
        ("fine_tuned", {"fine_tuning"}),
        ("Fine Tuned", {"fine_tuning"}),
        ("fine–tuned", {"fine_tuning"}),  # noqa: RUF001 - cards write dashes
        ("finetuned", set()),
        ("dataset_v2", {"data"}),
        ("datasets", set()),
        ("ENTRAÎNÉ", {"training"}),
        ("我们训练了它", {"training"}),
        ("학습했다", {"training"}),
        ("训 练", set()),
        ("-- --", set()),
        ("", set()),
    ],
)
def test_phrases_are_found_as_words_and_in_scripts_without_spaces_as_they_stand(text: str, expected: set[str]) -> None:
    assert LEXICON.find(text).cues == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We used trainkit and TRAINKIT.", [("TrainKit", 8), ("TrainKit", 21)]),
        ("the Big-Corpus", [("Big Corpus", 4)]),
        ("the big corpus of Acme", [("Big Corpus", 0), ("Big Corpus", 4)]),
        ("bigcorpus.", [("Big Corpus", 0)]),
        ("Serve-Kit and serve kit", [("Serve-Kit", 0), ("Serve-Kit", 14)]),
        ("the SK server", [("Serve-Kit", 4)]),
        ("ServeKit", []),
        ("trainkits", []),
        ("ßßß İİ TrainKit", [("TrainKit", 7)]),
        ("STRASSE 5", [("Straße 5", 0)]),
        ("see 训练集", [("训练集", 4)]),
        ("big", []),
    ],
)
def test_names_are_found_as_words_with_their_offsets(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(name.name, offset) for name, offset in LEXICON.find(text).names] == expected


def test_a_text_without_any_of_them_holds_nothing() -> None:
    assert LEXICON.find("A plain sentence.") is NOTHING
    assert (NOTHING.cues, NOTHING.names) == (frozenset(), ())


def test_a_phrase_of_two_groups_gives_both() -> None:
    lexicon = Lexicon(Vocabulary(cues={"a": ("trained with",), "b": ("trained with", "训练"), "c": ("训练",)}))
    assert lexicon.find("trained with").cues == {"a", "b"}
    assert lexicon.find("训练").cues == {"b", "c"}


def test_words_are_in_lower_case_without_punctuation() -> None:
    assert words_of("Fine-tuned_on 3.5B Größe, l'été — 训练\u3002") == [
        "fine",
        "tuned",
        "on",
        "3",
        "5b",
        "grösse",
        "l",
        "été",
        "训练",
    ]


def test_a_vocabulary_has_one_lexicon_and_another_one_its_own() -> None:
    other = Vocabulary(cues={"other": ("training",)})
    assert lexicon_of(VOCABULARY) is lexicon_of(VOCABULARY)
    assert lexicon_of(other).find("training").cues == {"other"}
    assert lexicon_of(VOCABULARY).find("training").cues == {"training"}


def test_groups_have_a_fixed_order() -> None:
    assert sorted_cues({"b", "c", "a"}) == ("a", "b", "c")


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda size: "big " * (size // 4), id="beginnings"),
        pytest.param(lambda size: "the big corpus of " * (size // 18), id="long beginnings"),
        pytest.param(lambda size: "trainkit " * (size // 9), id="names"),
        pytest.param(lambda size: "训练" * (size // 2), id="without spaces"),
        pytest.param(lambda size: "a" * size, id="one word"),
        pytest.param(lambda size: "_" * size, id="no word"),
    ],
)
def test_a_long_text_costs_little(made: Callable[[int], str]) -> None:
    assert slowdown(LEXICON.find, made, 200_000) < GENTLE


@given(
    st.text()
    | st.lists(st.sampled_from(["TrainKit", "the big corpus", "ß", "İ", " ", "-", "训练集", "a"])).map("".join)
)
def test_a_name_begins_at_its_offset(text: str) -> None:
    for name, offset in LEXICON.find(text).names:
        spellings = [words_of(one) for one in (name.name, *name.aliases)]
        assert any(words_of(text[offset:])[: len(words)] == words for words in spellings)
        assert offset == 0 or not text[offset - 1].isalnum()
