from __future__ import annotations

import pytest

from auditor.card import CardLink, CardState, Role, Table, Where
from auditor.checks.data_card_present import FEWEST_WORDS, data_card_present
from auditor.evidence import Evidence, Kind, Place, Reason, StatedBy
from auditor.rules import NameKind
from tests.builders import base, card, dataset, evidence, link, mention, place


def web(words: int = 200, *, state: CardState | None = None) -> Place:
    seen = card(words=words) if words and state is None else None
    return place("acme/web", kind=Kind.DATASET, files=("a.parquet",), card=seen, card_state=state)


def chat(words: int = 200) -> Place:
    return place("acme/chat", kind=Kind.DATASET, files=("a.parquet",), card=card(words=words))


def section(*cues: str) -> Evidence:
    """A card with a linked dataset, below a heading with these cues, that could not be opened."""
    shown = CardLink(url="https://huggingface.co/datasets/acme/web", line=7, where=Where.PROSE, heading_cues=cues)
    return evidence(place(card=card(links=(shown,))), link(Role.TRAINING_DATA, "acme/web", Kind.DATASET))


CORPUS = mention("Big Corpus", NameKind.CORPUS, "training")
MIX = Table(line=9, columns=("Source", "Fraction"), rows=8)


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card()), dataset("acme/web"), places=(web(),)), "yes", "", id="a card"),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), places=(web(FEWEST_WORDS),)), "yes", "", id="a few words"
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), places=(web(FEWEST_WORDS - 1),)), "no", "", id="a stub"
        ),
        pytest.param(evidence(place(card=card()), dataset("acme/web"), places=(web(0),)), "no", "", id="no README"),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), places=(web(state=CardState.NOT_READ),)),
            "unknown",
            "",
            id="a README that was not read",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), dataset("acme/chat"), places=(web(), chat(3))),
            "no",
            "some",
            id="one of two",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), dataset("acme/chat"), places=(web(),)),
            "unknown",
            "some",
            id="one of two, the other not opened",
        ),
        pytest.param(
            evidence(place(card=card(tables=(MIX,))), dataset("acme/web"), places=(web(),)),
            "no",
            "some",
            id="a mix of more than the dataset",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                places=(place("acme/web", kind=Kind.DATASET, missing=Reason.NOT_FOUND),),
            ),
            "no",
            "",
            id="a dataset that is gone",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                places=(place("acme/web", kind=Kind.DATASET, missing=Reason.GATED),),
            ),
            "unknown",
            "",
            id="a dataset behind a gate",
        ),
        pytest.param(evidence(place(card=card()), dataset("some pages")), "unknown", "", id="a name without a place"),
        pytest.param(
            evidence(place(card=card()), link(Role.DATA_CARD, "https://acme.example/data", stated_by=StatedBy.CURATOR)),
            "yes",
            "",
            id="a data card linked",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.DATA_CARD, "acme/web", Kind.DATASET),
                places=(place("acme/web", kind=Kind.DATASET, missing=Reason.NOT_FOUND),),
            ),
            "no",
            "",
            id="a data card that is gone",
        ),
        pytest.param(evidence(place(card=card(mentions=(CORPUS,)))), "no", "", id="a corpus only named"),
        pytest.param(
            evidence(
                place(card=card(mentions=(CORPUS,))),
                places=(place("commons/big-corpus", kind=Kind.DATASET, card=card()),),
            ),
            "yes",
            "",
            id="the only corpus, with a card at its home",
        ),
        pytest.param(section("data", "training"), "yes", "model_card", id="a section with a link"),
        pytest.param(
            evidence(place(card=card(mentions=(CORPUS.model_copy(update={"heading_cues": ("data", "pretraining")}),)))),
            "yes",
            "model_card",
            id="a section that names a corpus",
        ),
        pytest.param(section("training"), "unknown", "", id="a section on training"),
        pytest.param(section("data", "evaluation"), "unknown", "", id="a section on other data"),
        pytest.param(section("data", "training", "usage"), "unknown", "", id="a section on how to train it"),
        pytest.param(evidence(place(card=card())), "no", "", id="no dataset named"),
        pytest.param(
            evidence(place(card=card()), base("acme/base", "quantized")), "not_applicable", "", id="a quantization"
        ),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="the card not read"),
        pytest.param(
            evidence(place(card_state=CardState.NOT_READ), dataset("acme/web"), places=(web(),)),
            "unknown",
            "some",
            id="a tag's dataset, the card not read",
        ),
        pytest.param(evidence(place(missing=Reason.GATED)), "unknown", "", id="refused"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_data_card_present(seen: Evidence, outcome: str, value: str) -> None:
    said = data_card_present.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because


def test_it_names_what_lacks_a_card() -> None:
    seen = evidence(place(card=card()), dataset("acme/web"), dataset("acme/chat"), places=(web(), chat(3)))
    assert data_card_present.ask(seen).because == "acme/web has a card, but none was seen for acme/chat."
