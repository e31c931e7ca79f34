from __future__ import annotations

import pytest

from auditor.card import CardState, Role
from auditor.checks.code_licensed import code_licensed
from auditor.evidence import Evidence, Kind, Place, Profile, Reason
from tests.builders import card, evidence, link, place

CODE = link(Role.CODE, "acme/open")
TRAINING = link(Role.TRAINING_CODE, "acme/train")


def repository(name: str, license_id: str = "", files: tuple[str, ...] = ("train.py",)) -> Place:
    seen = place(name, kind=Kind.REPOSITORY, files=files)
    assert seen.snapshot is not None
    snapshot = seen.snapshot.model_copy(update={"profile": Profile(license=license_id)})
    return seen.model_copy(update={"snapshot": snapshot})


OWN = place(files=("modeling.py",), card=card(front={"license": "llama2"}))


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(place(card=card()), CODE, places=(repository("acme/open", "Apache-2.0"),)),
            "yes",
            "Apache-2.0",
            id="one repository",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                CODE,
                TRAINING,
                places=(repository("acme/open", "MIT"), repository("acme/train", "CC-BY-NC-4.0")),
            ),
            "yes",
            "CC-BY-NC-4.0",
            id="the most restrictive of two",
        ),
        pytest.param(
            evidence(OWN, CODE, places=(repository("acme/open", "MIT"),)), "yes", "llama2", id="beside the weights too"
        ),
        pytest.param(
            evidence(place(card=card()), CODE, places=(repository("acme/open"),)), "no", "none", id="none stated"
        ),
        pytest.param(
            evidence(place(card=card()), CODE, TRAINING, places=(repository("acme/open"),)),
            "no",
            "none",
            id="none stated, another not opened",
        ),
        pytest.param(
            evidence(place(card=card()), CODE, TRAINING, places=(repository("acme/open", "MIT"),)),
            "unknown",
            "",
            id="one of two not opened",
        ),
        pytest.param(evidence(place(card=card()), CODE), "unknown", "", id="not opened"),
        pytest.param(
            evidence(place(card=card()), CODE, places=(repository("acme/open", files=("a.py", "LICENSE.md")),)),
            "unknown",
            "",
            id="a text that was not read",
        ),
        pytest.param(
            evidence(
                place(card=card()), CODE, places=(place("acme/open", kind=Kind.REPOSITORY, missing=Reason.EMPTY),)
            ),
            "not_applicable",
            "",
            id="an empty repository",
        ),
        pytest.param(evidence(place(files=("run.py",), card=card())), "no", "none", id="code without a license"),
        pytest.param(evidence(place(card=card())), "not_applicable", "", id="no code"),
        pytest.param(evidence(place(files=None, card=card())), "unknown", "", id="no list"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="the card not read"),
        pytest.param(evidence(place(missing=Reason.GATED)), "unknown", "", id="refused"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_code_licensed(seen: Evidence, outcome: str, value: str) -> None:
    said = code_licensed.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
