from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.training_data_named import training_data_named
from auditor.evidence import Evidence
from auditor.rules import NameKind
from tests.builders import base, card, dataset, evidence, mention, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card()), dataset("acme/web")), "yes", "acme/web", id="front matter"),
        pytest.param(
            evidence(place(card=card(mentions=(mention("Big Corpus", NameKind.CORPUS, "pretraining"),)))),
            "yes",
            "Big Corpus",
            id="corpus named as trained on",
        ),
        pytest.param(
            evidence(place(card=card(mentions=(mention("Big Corpus", NameKind.CORPUS, "evaluation"),)))),
            "no",
            "",
            id="corpus of an evaluation",
        ),
        pytest.param(
            evidence(place(card=card(mentions=(mention("Big Corpus", NameKind.CORPUS, "training", "comparison"),)))),
            "no",
            "",
            id="corpus in a comparison",
        ),
        pytest.param(evidence(place(card=card()), dataset("generator")), "no", "", id="template leftover"),
        pytest.param(evidence(place(card=card())), "no", "", id="silent card"),
        pytest.param(evidence(place()), "no", "", id="no card"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
        pytest.param(evidence(place(card=card(problems=("front matter",)))), "unknown", "", id="front matter broken"),
        pytest.param(evidence(place(card=card()), base("acme/base", "merge")), "not_applicable", "", id="merge"),
    ],
)
def test_training_data_named(seen: Evidence, outcome: str, value: str) -> None:
    said = training_data_named.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
