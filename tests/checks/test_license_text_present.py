from __future__ import annotations

import pytest

from auditor.checks.license_text_present import license_text_present
from auditor.evidence import Evidence
from tests.builders import evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(place(files=("LICENSE",), read={"LICENSE": {"license": "MIT"}})), "yes", "MIT", id="read"
        ),
        pytest.param(
            evidence(
                place(
                    files=("LICENSE", "LICENSE-MODEL"),
                    read={"LICENSE": {"license": "MIT"}, "LICENSE-MODEL": {"license": "gemma"}},
                )
            ),
            "yes",
            "gemma",
            id="the model license first",
        ),
        pytest.param(evidence(place(files=("LICENSE.txt",))), "yes", "", id="not read"),
        pytest.param(evidence(place(files=("LICENSE-CODE",))), "no", "", id="only that of the code"),
        pytest.param(evidence(place(files=("NOTICE", "USE_POLICY.md"))), "no", "", id="a notice is none"),
        pytest.param(evidence(place(files=("README.md",), complete=False)), "unknown", "", id="in a part"),
    ],
)
def test_license_text_present(seen: Evidence, outcome: str, value: str) -> None:
    said = license_text_present.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
