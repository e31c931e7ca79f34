from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.own_training_data_downloadable import own_training_data_downloadable
from auditor.evidence import Evidence
from tests.builders import answer, base, card, dataset, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card())), "no", "", id="none is named"),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web")), "unknown", "", id="a dataset that was not opened"
        ),
        pytest.param(
            evidence(place(card=card()), base("acme/base", "quantized")), "not_applicable", "", id="a quantization"
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                bases={"acme/base": {"training_data_downloadable": answer("yes")}},
            ),
            "no",
            "",
            id="the base's data is not its own",
        ),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_own_training_data_downloadable(seen: Evidence, outcome: str, value: str) -> None:
    said = own_training_data_downloadable.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
