from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.data_licensed import data_licensed
from auditor.evidence import Evidence, Kind, Place, Reason
from auditor.rules import NameKind
from tests.builders import card, dataset, evidence, mention, place


def data(name: str, **front: object) -> Place:
    return place(name, kind=Kind.DATASET, files=("a.parquet",), card=card(front=front))


CORPUS = mention("Big Corpus", NameKind.CORPUS, "training")


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), places=(data("acme/web", license="odc-by"),)),
            "yes",
            "ODC-By-1.0",
            id="one",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                dataset("acme/chat"),
                places=(data("acme/web", license="mit"), data("acme/chat", license="cc-by-nc-4.0")),
            ),
            "yes",
            "CC-BY-NC-4.0",
            id="the most restrictive of two",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), places=(data("acme/web"),)),
            "no",
            "none",
            id="none stated",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                dataset("acme/chat"),
                places=(data("acme/web", license="mit"), data("acme/chat")),
            ),
            "no",
            "none",
            id="one of two states none",
        ),
        pytest.param(
            evidence(
                place(card=card()), dataset("acme/web"), dataset("acme/chat"), places=(data("acme/web", license="mit"),)
            ),
            "unknown",
            "",
            id="one of two not opened",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web"), places=(data("acme/web", license="other"),)),
            "unknown",
            "",
            id="a license without a name",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                dataset("acme/web"),
                places=(place("acme/web", kind=Kind.DATASET, missing=Reason.NOT_FOUND),),
            ),
            "unknown",
            "",
            id="gone",
        ),
        pytest.param(evidence(place(card=card()), dataset("some pages")), "unknown", "", id="a name without a place"),
        pytest.param(evidence(place(card=card(mentions=(CORPUS,)))), "unknown", "", id="a corpus only named"),
        pytest.param(evidence(place(card=card())), "not_applicable", "", id="no dataset"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="the card not read"),
        pytest.param(evidence(place(missing=Reason.GATED)), "unknown", "", id="refused"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_data_licensed(seen: Evidence, outcome: str, value: str) -> None:
    said = data_licensed.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
