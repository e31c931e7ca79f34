from __future__ import annotations

import pytest

from auditor.card import CardState, Role
from auditor.checks.documents_licensed import documents_licensed
from auditor.evidence import Evidence, Reason
from tests.builders import card, evidence, link, place

PAPER = link(Role.PAPER, "https://arxiv.org/abs/1")


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card(front={"license": "cc-by-4.0"}))), "yes", "CC-BY-4.0", id="declared"),
        pytest.param(evidence(place(card=card(), tags=("license:mit",))), "yes", "MIT", id="a tag"),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"}), read={"LICENSE": {"license": "llama2"}})),
            "yes",
            "llama2",
            id="the more restrictive text",
        ),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"})), PAPER), "yes", "MIT", id="a paper beside the card"
        ),
        pytest.param(
            evidence(place(card=card(front={"license": "acme-terms"}))), "yes", "acme-terms", id="a name nobody knows"
        ),
        pytest.param(evidence(place(card=card())), "no", "none", id="none stated"),
        pytest.param(evidence(place(card=card(front={"license": "other"}))), "no", "none", id="a placeholder"),
        pytest.param(evidence(place(card=card(), files=("LICENSE",))), "unknown", "", id="a text that was not read"),
        pytest.param(evidence(place()), "not_applicable", "", id="no documents"),
        pytest.param(evidence(place(), PAPER), "unknown", "", id="a paper only"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="the card not read"),
        pytest.param(evidence(place(missing=Reason.GATED)), "unknown", "", id="refused"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_documents_licensed(seen: Evidence, outcome: str, value: str) -> None:
    said = documents_licensed.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
