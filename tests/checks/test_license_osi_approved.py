from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.license_osi_approved import license_osi_approved
from auditor.evidence import Evidence
from tests.builders import answer, base, card, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(
                place(card=card(front={"license": "apache-2.0"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("yes")}},
            ),
            "yes",
            "",
            id="approved on a base met",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "apache-2.0"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("no", "open")}},
            ),
            "no",
            "conflict",
            id="approved on a base partial",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "apache-2.0"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("no", "restricted")}},
            ),
            "no",
            "conflict",
            id="approved on a base not met",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "apache-2.0"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("unknown")}},
            ),
            "unknown",
            "",
            id="approved on a base unknown",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "cc-by-4.0"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("yes")}},
            ),
            "no",
            "open",
            id="open on a base met",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "cc-by-4.0"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("no", "open")}},
            ),
            "no",
            "open",
            id="open on a base partial",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "cc-by-4.0"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("no", "restricted")}},
            ),
            "no",
            "conflict",
            id="open on a base not met",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "cc-by-4.0"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("unknown")}},
            ),
            "no",
            "open",
            id="open on a base unknown",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "llama2"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("yes")}},
            ),
            "no",
            "restricted",
            id="restricted on a base met",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "llama2"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("no", "open")}},
            ),
            "no",
            "restricted",
            id="restricted on a base partial",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "llama2"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("no", "restricted")}},
            ),
            "no",
            "restricted",
            id="restricted on a base not met",
        ),
        pytest.param(
            evidence(
                place(card=card(front={"license": "llama2"})),
                base("acme/base"),
                bases={"acme/base": {"license_osi_approved": answer("unknown")}},
            ),
            "no",
            "restricted",
            id="restricted on a base unknown",
        ),
        pytest.param(evidence(place(card=card(front={"license": "mit"}))), "yes", "", id="mit alone"),
        pytest.param(evidence(place(card=card(front={"license": "cc0-1.0"}))), "no", "open", id="cc0-1.0 alone"),
        pytest.param(evidence(place(card=card(front={"license": "openmdw"}))), "no", "open", id="openmdw alone"),
        pytest.param(evidence(place(card=card(front={"license": "gemma"}))), "no", "restricted", id="gemma alone"),
        pytest.param(
            evidence(place(card=card(front={"license": "cc-by-nc-4.0"}))), "no", "restricted", id="cc-by-nc-4.0 alone"
        ),
        pytest.param(
            evidence(place(card=card(front={"license": "bigscience-openrail-m"}))),
            "no",
            "restricted",
            id="bigscience-openrail-m alone",
        ),
        pytest.param(evidence(place(card=card(front={"license": "acme-terms"}))), "unknown", "", id="acme-terms alone"),
        pytest.param(evidence(place(card=card(front={"license": "other"}))), "no", "none", id="other alone"),
        pytest.param(
            evidence(
                place(card=card()), base("acme/base"), bases={"acme/base": {"license_osi_approved": answer("yes")}}
            ),
            "no",
            "none",
            id="none stated on a base",
        ),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="none seen"),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"}), read={"LICENSE": {"license": "llama2"}})),
            "no",
            "conflict",
            id="tag and text conflict",
        ),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"}), read={"LICENSE": {"license": "Apache-2.0"}})),
            "yes",
            "",
            id="tag and text both approved",
        ),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"}), read={"LICENSE": {"license": ""}})),
            "unknown",
            "",
            id="text not recognised",
        ),
        pytest.param(
            evidence(place(files=("LICENSE",), card=card(front={"license": "mit"}))), "yes", "", id="text not read"
        ),
        pytest.param(
            evidence(place(card=card(front={"license": "mit"})), base("acme/base")),
            "unknown",
            "",
            id="base never judged",
        ),
    ],
)
def test_license_osi_approved(seen: Evidence, outcome: str, value: str) -> None:
    said = license_osi_approved.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
