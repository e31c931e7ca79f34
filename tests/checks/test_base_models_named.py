from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.base_models_named import base_models_named
from auditor.evidence import Evidence
from tests.builders import base, card, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card()), base("acme/base")), "yes", "", id="named"),
        pytest.param(evidence(place(files=("adapter_model.bin",))), "no", "", id="adapter of nobody"),
        pytest.param(evidence(place(files=("mergekit_config.yml",))), "no", "", id="merge of nobody"),
        pytest.param(evidence(place(card=card(cues={"derivation": (3,)}))), "unknown", "", id="words of derivation"),
        pytest.param(evidence(place(card=card())), "not_applicable", "", id="no sign"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
    ],
)
def test_base_models_named(seen: Evidence, outcome: str, value: str) -> None:
    said = base_models_named.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
