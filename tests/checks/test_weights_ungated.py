from __future__ import annotations

import pytest

from auditor.checks.weights_ungated import weights_ungated
from auditor.evidence import Evidence, Gate, Kind, Reason
from tests.builders import evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place()), "yes", "", id="open"),
        pytest.param(evidence(place(gated=Gate.AUTO)), "no", "", id="automatic"),
        pytest.param(evidence(place(gated=Gate.MANUAL)), "no", "", id="by hand"),
        pytest.param(evidence(place(gated=Gate.UNKNOWN)), "unknown", "", id="not told"),
        pytest.param(evidence(place(kind=Kind.FOLDER, gated=Gate.UNKNOWN)), "not_applicable", "", id="a folder"),
        pytest.param(evidence(place(missing=Reason.GATED)), "no", "", id="refused behind a gate"),
        pytest.param(evidence(place(missing=Reason.NOT_FOUND)), "unknown", "", id="not found"),
    ],
)
def test_weights_ungated(seen: Evidence, outcome: str, value: str) -> None:
    said = weights_ungated.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
