from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.license_stated import license_stated
from auditor.evidence import Evidence
from tests.builders import card, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(place(card=card(front={"license": "apache-2.0"}))), "yes", "Apache-2.0", id="front matter"
        ),
        pytest.param(evidence(place(card=card(front={"license": ["gpl-3.0"]}))), "yes", "GPL-3.0-only", id="list"),
        pytest.param(
            evidence(place(card=card(front={"license": "other", "license_name": "llama3"}))),
            "yes",
            "llama3",
            id="name beside other",
        ),
        pytest.param(
            evidence(
                place(
                    card=card(
                        front={
                            "license": "other",
                            "license_name": "acme-terms",
                            "license_link": "https://ai.google.dev/gemma/terms",
                        }
                    )
                )
            ),
            "yes",
            "gemma",
            id="address beside other",
        ),
        pytest.param(
            evidence(place(card=card(front={"license": "other", "license_name": "acme-terms"}))),
            "yes",
            "acme-terms",
            id="unknown name",
        ),
        pytest.param(evidence(place(card=card(front={"license": "other"}))), "no", "", id="placeholder"),
        pytest.param(evidence(place(card=card(front={"license": "license"}))), "no", "", id="template leftover"),
        pytest.param(evidence(place(tags=("license:mit",), card_state=CardState.NOT_READ)), "yes", "MIT", id="tag"),
        pytest.param(evidence(place(card=card())), "no", "", id="silent"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="not read"),
    ],
)
def test_license_stated(seen: Evidence, outcome: str, value: str) -> None:
    said = license_stated.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
