from __future__ import annotations

import pytest

from auditor.card import WITHHELD
from auditor.reading.card import read_card
from auditor.reading.named_data import named_data
from auditor.rules import NameKind
from tests.reading.growth import GENTLE, slowdown
from tests.test_robust import STORE


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("It was trained on the Acme Web dataset.", ["Acme Web"]),
        ("This model is fine-tuned on SQuAD2.0 dataset", ["SQuAD2.0"]),
        ("It was pretrained on [Acme Crawl](https://acme.example/c) corpus for a week.", ["Acme Crawl"]),
        ("A version of acme/base on the acme/web-corpus dataset.", ["acme/web-corpus"]),
        ("It was trained further with the **LibriMix** data set.", ["LibriMix"]),
        ("It was trained on an English dataset.", []),
        ("It was trained on the None dataset.", []),
        ("It was trained on the same dataset.", []),
        ("It was trained on 8 A100 GPUs.", []),
        ("It was trained with LoRA on our own dataset.", []),
        ("The dataset is large.", []),
        ("", []),
    ],
)
def test_a_sentence_names_what_was_trained_on(sentence: str, names: list[str]) -> None:
    assert [name for name, _ in named_data(sentence)] == names


def test_the_name_stands_on_the_card_with_its_line() -> None:
    card = read_card(b"# Big\n\nText.\nIt was trained on the Acme Web dataset.\n", STORE.rules.vocabulary)
    (found,) = (one for one in card.mentions if one.kind is NameKind.DATASET)
    assert (found.name, found.line, "training" in found.cues) == ("Acme Web", 4, True)


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("The dataset will not be released.", True),
        ("The composition of the training data is unknown.", True),
        ("The training code and dataset scripts will be released.", False),
        ("It was trained on a static dataset. Later versions will be released.", False),
    ],
)
def test_one_sentence_says_that_data_is_withheld(text: str, withheld: bool) -> None:  # noqa: FBT001
    assert bool(read_card(text.encode(), STORE.rules.vocabulary).cues.get(WITHHELD)) is withheld


@pytest.mark.parametrize("piece", ["trained on the ", "trained a b c on the A-B ", "on the a-b ", "A "])
def test_a_hostile_sentence_costs_little(piece: str) -> None:
    assert slowdown(named_data, lambda size: piece * (size // len(piece)), 40_000) < GENTLE
