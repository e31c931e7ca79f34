from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.weights_licensed import weights_licensed
from auditor.evidence import Evidence
from tests.builders import answer, base, card, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card(front={"license": "mit"}))), "yes", "MIT", id="tag"),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"}), read={"LICENSE": {"license": "Apache-2.0"}})),
            "yes",
            "Apache-2.0",
            id="text outweighs",
        ),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"}), read={"LICENSE": {"license": ""}})),
            "yes",
            "MIT",
            id="text not recognised",
        ),
        pytest.param(evidence(place(tags=("license:llama2",))), "yes", "llama2", id="tag of the repository"),
        pytest.param(
            evidence(
                place(card=card(front={"license": "mit"})),
                base("acme/base"),
                bases={"acme/base": {"weights_licensed": answer("yes", "gemma")}},
            ),
            "yes",
            "gemma",
            id="base governs",
        ),
        pytest.param(evidence(place(card=card())), "no", "", id="none"),
        pytest.param(evidence(place(files=("LICENSE",))), "unknown", "", id="text not read"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
    ],
)
def test_weights_licensed(seen: Evidence, outcome: str, value: str) -> None:
    said = weights_licensed.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
