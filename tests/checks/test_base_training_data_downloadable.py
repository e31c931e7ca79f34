from __future__ import annotations

import pytest

from auditor.checks.base_training_data_downloadable import base_training_data_downloadable
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
                bases={"acme/base": {"training_data_downloadable": answer("yes")}},
            ),
            "yes",
            "",
            id="all of it",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                bases={"acme/base": {"training_data_downloadable": answer("no", "some")}},
            ),
            "no",
            "some",
            id="a part",
        ),
        pytest.param(
            evidence(
                place(card=card()), base("acme/base"), bases={"acme/base": {"training_data_downloadable": answer("no")}}
            ),
            "no",
            "",
            id="nothing",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base"),
                base("acme/other"),
                bases={
                    "acme/base": {"training_data_downloadable": answer("yes")},
                    "acme/other": {"training_data_downloadable": answer("no")},
                },
            ),
            "no",
            "",
            id="the worst of two",
        ),
        pytest.param(evidence(place(card=card()), base("acme/base")), "unknown", "", id="a base that was not seen"),
    ],
)
def test_base_training_data_downloadable(seen: Evidence, outcome: str, value: str) -> None:
    said = base_training_data_downloadable.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
