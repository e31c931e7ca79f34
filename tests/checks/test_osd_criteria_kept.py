from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.osd_criteria_kept import osd_criteria_kept
from auditor.evidence import Evidence
from tests.builders import answer, base, card, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card(front={"license": "apache-2.0"}))), "yes", "", id="approved"),
        pytest.param(evidence(place(card=card(front={"license": "llama2"}))), "no", "5,6", id="clauses that break two"),
        pytest.param(evidence(place(card=card(front={"license": "cc-by-nc-4.0"}))), "no", "6", id="no commerce"),
        pytest.param(
            evidence(place(card=card(front={"license": "cc-by-4.0"}))), "unknown", "", id="open and not approved"
        ),
        pytest.param(
            evidence(place(card=card(front={"license": "acme-terms"}))), "unknown", "", id="a name that nobody knows"
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "apache-2.0"})),
                base("acme/base"),
                bases={"acme/base": {"weights_licensed": answer("yes", "llama2")}},
            ),
            "no",
            "5,6",
            id="the base's governs",
        ),
        pytest.param(evidence(place(card=card())), "no", "1,2,3,4,5,6,7,8,9,10", id="no license at all"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_osd_criteria_kept(seen: Evidence, outcome: str, value: str) -> None:
    said = osd_criteria_kept.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
