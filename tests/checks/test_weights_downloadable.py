from __future__ import annotations

import pytest

from auditor.checks.weights_downloadable import weights_downloadable
from auditor.evidence import Evidence, Gate, Reason
from tests.builders import evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place()), "yes", "", id="one file"),
        pytest.param(evidence(place(gated=Gate.MANUAL)), "yes", "", id="gated still lists them"),
        pytest.param(evidence(place(complete=False)), "yes", "", id="seen in a part"),
        pytest.param(evidence(place(files=("README.md", "config.json"))), "no", "", id="no weights"),
        pytest.param(
            evidence(place(files=("training_args.bin", "optimizer.pt", "rng_state_0.pth", "scheduler.pt"))),
            "no",
            "",
            id="optimizer and arguments only",
        ),
        pytest.param(evidence(place(files=(("model.safetensors", 134),))), "no", "", id="near zero size"),
        pytest.param(evidence(place(files=("checkpoint-10/model.safetensors",))), "no", "", id="checkpoints only"),
        pytest.param(evidence(place(files=("README.md",), complete=False)), "unknown", "", id="none in a part"),
        pytest.param(evidence(place(files=None)), "unknown", "", id="no listing"),
        pytest.param(evidence(place(missing=Reason.NOT_FOUND_OR_PRIVATE)), "no", "", id="not found"),
        pytest.param(evidence(place(missing=Reason.GATED)), "unknown", "", id="behind a gate"),
        pytest.param(evidence(place(disabled=True)), "no", "", id="disabled"),
    ],
)
def test_weights_downloadable(seen: Evidence, outcome: str, value: str) -> None:
    said = weights_downloadable.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
