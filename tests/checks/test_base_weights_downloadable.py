from __future__ import annotations

import pytest

from auditor.checks.base_weights_downloadable import base_weights_downloadable
from auditor.evidence import Evidence
from tests.builders import answer, base, card, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card())), "not_applicable", "", id="no base"),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                bases={
                    "acme/base": {
                        "weights_downloadable": answer("yes"),
                        "weights_complete": answer("yes"),
                        "weights_full": answer("yes"),
                        "weights_ungated": answer("yes"),
                    }
                },
            ),
            "yes",
            "",
            id="all of it",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                bases={
                    "acme/base": {
                        "weights_downloadable": answer("yes"),
                        "weights_complete": answer("yes"),
                        "weights_full": answer("yes"),
                        "weights_ungated": answer("no"),
                    }
                },
            ),
            "no",
            "some",
            id="behind a gate",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                bases={
                    "acme/base": {
                        "weights_downloadable": answer("no"),
                        "weights_complete": answer("not_applicable"),
                        "weights_full": answer("not_applicable"),
                        "weights_ungated": answer("yes"),
                    }
                },
            ),
            "no",
            "",
            id="not there",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                bases={
                    "acme/base": {
                        "weights_downloadable": answer("yes"),
                        "weights_complete": answer("unknown"),
                        "weights_full": answer("yes"),
                        "weights_ungated": answer("yes"),
                    }
                },
            ),
            "unknown",
            "",
            id="not seen whole",
        ),
        pytest.param(evidence(place(card=card()), base("acme/base")), "unknown", "", id="a base that was not seen"),
    ],
)
def test_base_weights_downloadable(seen: Evidence, outcome: str, value: str) -> None:
    said = base_weights_downloadable.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
