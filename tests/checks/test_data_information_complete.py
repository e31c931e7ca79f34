from __future__ import annotations

import pytest

from auditor.card import Card, CardState, Heading, Role
from auditor.checks.data_information_complete import data_information_complete
from auditor.evidence import Evidence, Gate, Kind, Place, Reason, StatedBy
from auditor.rules import NameKind
from tests.builders import answer, base, card, dataset, evidence, link, mention, place

CORPUS = mention("Big Corpus", NameKind.CORPUS, "training")


def web(gated: Gate = Gate.NO) -> Place:
    return place("acme/web", kind=Kind.DATASET, files=("a.parquet",), gated=gated)


def spoken(**cues: tuple[int, ...]) -> Evidence:
    return evidence(place(card=card(cues=cues)))


def headed(**cues: tuple[int, ...]) -> Evidence:
    seen: Card = card(cues=cues).model_copy(update={"headings": (Heading(line=5, level=2, text="Data"),)})
    return evidence(place(card=seen))


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), places=(web(),)),
            "unknown",
            "data_public",
            id="all public",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), places=(web(Gate.MANUAL),)), "unknown", "some", id="gated"
        ),
        pytest.param(evidence(place(card=card()), dataset("acme/web")), "unknown", "some", id="not opened"),
        pytest.param(evidence(place(card=card(mentions=(CORPUS,)))), "unknown", "some", id="a corpus named"),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(web(),),
                bases={"acme/base": {"training_data_downloadable": answer("yes")}},
            ),
            "unknown",
            "data_public",
            id="the base's data public too",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                base("acme/base"),
                places=(web(),),
                bases={"acme/base": {"training_data_downloadable": answer("no")}},
            ),
            "unknown",
            "some",
            id="the base's data not public",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), base("acme/base"), places=(web(),)),
            "unknown",
            "some",
            id="the base not judged",
        ),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing told"),
        pytest.param(evidence(place(files=("a.bin",))), "no", "", id="no card at all"),
        pytest.param(
            evidence(place(card=card()), link(Role.PAPER, "https://arxiv.org/abs/1")), "unknown", "", id="a paper"
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.DATA_PROCESSING_CODE, "acme/prepare")), "unknown", "", id="code"
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.DATA_CARD, "acme/web", Kind.DATASET, stated_by=StatedBy.CURATOR),
                places=(place("acme/web", kind=Kind.DATASET, missing=Reason.NOT_FOUND),),
            ),
            "no",
            "",
            id="a data card that is gone",
        ),
        pytest.param(spoken(citation=(9,)), "unknown", "", id="a paper cited"),
        pytest.param(evidence(place(card=card(), tags=("arxiv:2401.00001",))), "unknown", "", id="a tag of a paper"),
        pytest.param(spoken(data=(9,), training=(9,)), "unknown", "", id="a sentence on its data"),
        pytest.param(spoken(data=(9,), training=(4,)), "no", "", id="data and training apart"),
        pytest.param(headed(data=(5,)), "unknown", "", id="a section on data"),
        pytest.param(headed(data=(5,), training=(5,), placeholder=(7,)), "no", "", id="a template's section"),
        pytest.param(
            spoken(data=tuple(range(1, 21)), training=(99,)), "unknown", "", id="more on data than the record holds"
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base", "quantized"),
                bases={"acme/base": {"data_information_complete": answer("no")}},
            ),
            "no",
            "",
            id="a quantization of what tells nothing",
        ),
        pytest.param(evidence(place(card=card()), base("acme/base", "quantized")), "unknown", "", id="a quantization"),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base", "quantized"),
                bases={"acme/base": {"training_data_downloadable": answer("yes")}},
            ),
            "unknown",
            "data_public",
            id="a quantization of what is public",
        ),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="the card not read"),
        pytest.param(evidence(place(missing=Reason.GATED)), "unknown", "", id="refused"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_data_information_complete(seen: Evidence, outcome: str, value: str) -> None:
    said = data_information_complete.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because


def test_an_unknown_with_a_value_shows_what_is_there() -> None:
    seen = evidence(place(card=card()), dataset("acme/web"), places=(web(),))
    assert len(data_information_complete.ask(seen).citations) == 2
