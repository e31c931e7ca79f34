from __future__ import annotations

import time

import pytest

from auditor.reading.lexicon import Lexicon, lexicon_of, sorted_cues, words_of
from auditor.rules import KnownName, NameKind, Vocabulary

KIT = KnownName(name="Train-Kit", kind=NameKind.FRAMEWORK, aliases=("tk trainer",))
WORDS = Vocabulary(
    cues={
        "training": ("trained on", "training data"),
        "fine_tuning": ("fine-tuned", "微调", "파인튜닝"),
        "code": ("code",),
    },
    names=(KIT,),
)


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("It was trained on text.", {"training"}),
        ("TRAINED   on text", {"training"}),
        ("trained_on", {"training"}),
        ("It was trained. On Monday", {"training"}),
        ("retrained on", set()),
        ("fine tuned", {"fine_tuning"}),
        ("finetuned", set()),
        ("codebook", set()),
        ("the code is trained on code", {"training", "code"}),
        ("我们微调了模型", {"fine_tuning"}),
        ("모델을 파인튜닝했다", {"fine_tuning"}),
        ("", set()),
        ("trained", set()),
    ],
)
def test_phrases_are_found_as_whole_words(text: str, cues: set[str]) -> None:
    assert Lexicon(WORDS).find(text).cues == cues


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("We used Train-Kit and train kit.", [8, 22]),
        ("the TK trainer", [4]),
        ("TrainKit", []),
        ("train kits", []),
    ],
)
def test_names_are_found_with_their_offsets(text: str, offsets: list[int]) -> None:
    found = Lexicon(WORDS).find(text).names
    assert [(name.name, offset) for name, offset in found] == [("Train-Kit", offset) for offset in offsets]


def test_words_are_lower_case_without_punctuation() -> None:
    assert words_of("Fine-tuned_on  (X)!") == ["fine", "tuned", "on", "x"]


def test_a_lexicon_is_made_once_for_a_vocabulary() -> None:
    assert lexicon_of(WORDS) is lexicon_of(WORDS)
    assert lexicon_of(Vocabulary()) is not lexicon_of(WORDS)


def test_cues_come_in_a_fixed_order() -> None:
    assert sorted_cues({"b", "a", "c"}) == ("a", "b", "c")


def test_time_is_linear_in_the_text() -> None:
    lexicon = Lexicon(WORDS)

    def seconds(times: int) -> float:
        text = "trained trained on 微调 " * 500 * times
        began = time.perf_counter()
        lexicon.find(text)
        return time.perf_counter() - began

    seconds(1)
    assert seconds(16) < 80 * seconds(1) + 0.05
