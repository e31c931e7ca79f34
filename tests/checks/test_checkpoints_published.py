from __future__ import annotations

import pytest

from auditor.checks.checkpoints_published import checkpoints_published
from auditor.evidence import Evidence
from tests.builders import card, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(branches=("main", "step1000"))), "yes", "", id="branches"),
        pytest.param(evidence(place(branches=("main", "stage1-step50-tokens3B"))), "yes", "", id="stages"),
        pytest.param(evidence(place(files=("checkpoint-500/model.safetensors",))), "yes", "", id="folders"),
        pytest.param(
            evidence(place(files=("checkpoint-500/trainer_state.json",))), "no", "", id="a folder without weights"
        ),
        pytest.param(evidence(place(card=card())), "no", "", id="none"),
        pytest.param(evidence(place(card=card(), branches=None)), "no", "", id="branches not listed, card silent"),
        pytest.param(
            evidence(place(card=card(cues={"checkpoints": (4,)}), branches=None)),
            "unknown",
            "",
            id="branches not listed, card speaks of them",
        ),
    ],
)
def test_checkpoints_published(seen: Evidence, outcome: str, value: str) -> None:
    said = checkpoints_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
