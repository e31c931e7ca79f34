from __future__ import annotations

import pytest

from auditor.card import CardState, Role
from auditor.checks.evaluation_data_licensed import evaluation_data_licensed
from auditor.evidence import Evidence, Kind, Link, Place, Reason
from tests.builders import card, evidence, link, place


def quizzes(*names: str) -> tuple[Link, ...]:
    return tuple(link(Role.EVALUATION_DATA, name, Kind.DATASET) for name in names)


def held(name: str, license_: str = "") -> Place:
    front = {"license": license_} if license_ else {}
    return place(name, kind=Kind.DATASET, card=card(front=front), files=("data.parquet",))


OPEN, CLOSED = held("acme/quiz", "mit"), held("acme/exam", "cc-by-nc-4.0")


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card())), "not_applicable", "", id="none is linked"),
        pytest.param(evidence(place(card=card()), *quizzes("acme/quiz"), places=(OPEN,)), "yes", "MIT", id="one"),
        pytest.param(
            evidence(place(card=card()), *quizzes("acme/quiz", "acme/exam"), places=(OPEN, CLOSED)),
            "yes",
            "CC-BY-NC-4.0",
            id="the most restrictive of two",
        ),
        pytest.param(
            evidence(place(card=card()), *quizzes("acme/quiz"), places=(held("acme/quiz"),)),
            "no",
            "none",
            id="none stated",
        ),
        pytest.param(evidence(place(card=card()), *quizzes("acme/quiz")), "unknown", "", id="not opened"),
        pytest.param(
            evidence(
                place(card=card()),
                *quizzes("acme/quiz"),
                places=(place("acme/quiz", kind=Kind.DATASET, missing=Reason.NOT_FOUND),),
            ),
            "unknown",
            "",
            id="gone",
        ),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_evaluation_data_licensed(seen: Evidence, outcome: str, value: str) -> None:
    said = evaluation_data_licensed.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
