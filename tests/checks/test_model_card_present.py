from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.model_card_present import model_card_present
from auditor.evidence import Evidence
from tests.builders import card, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card())), "yes", "", id="a card"),
        pytest.param(evidence(place(card=card(words=3))), "no", "stub", id="a stub"),
        pytest.param(evidence(place(card=card(words=3, problems=("cut at 2 MB",)))), "unknown", "", id="cut"),
        pytest.param(evidence(place(files=("model.safetensors",))), "no", "", id="none"),
        pytest.param(
            evidence(place(files=("model.safetensors",), card_state=CardState.NOT_READ)),
            "no",
            "",
            id="none in the list",
        ),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="listed, not read"),
        pytest.param(evidence(place(card_state=CardState.GATED)), "unknown", "", id="behind a gate"),
    ],
)
def test_model_card_present(seen: Evidence, outcome: str, value: str) -> None:
    said = model_card_present.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
