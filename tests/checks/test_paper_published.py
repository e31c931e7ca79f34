from __future__ import annotations

import pytest

from auditor.card import CardState, Role
from auditor.checks.paper_published import paper_published
from auditor.evidence import Evidence
from tests.builders import card, evidence, link, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(place(card=card()), link(Role.PAPER, "https://arxiv.org/abs/2601.00001")), "yes", "", id="linked"
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.TECHNICAL_REPORT, "https://acme.example/report.pdf")),
            "yes",
            "",
            id="report",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.OTHER, "https://arxiv.org/abs/2601.00001")),
            "no",
            "",
            id="a link for something else",
        ),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
    ],
)
def test_paper_published(seen: Evidence, outcome: str, value: str) -> None:
    said = paper_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
