from __future__ import annotations

import pytest

from auditor.answers import Answer, Citation, Outcome
from auditor.definitions import Requirement, Rule
from auditor.turns import Turn, of_requirement

SEEN = Citation(url="https://huggingface.co/acme/open-7b", shows="seen", revision="1234567")


def answer(outcome: str) -> Answer:
    return Answer(outcome=Outcome(outcome), because=f"It is {outcome}.", citations=(SEEN,))


def leaf(check: str, within: str | None = None) -> Rule:
    return Rule(check=check, within=within, accepts=("MIT",) if within else ())


@pytest.mark.parametrize(
    ("rule", "told", "lacks"),
    [
        (leaf("a_check"), {"a_check": "yes"}, []),
        (leaf("a_check"), {"a_check": "no"}, [("a_check", False)]),
        (leaf("a_check"), {"a_check": "unknown"}, [("a_check", True)]),
        (leaf("a_check"), {}, [("a_check", True)]),
        (
            Rule(all=(leaf("a_check"), leaf("b_check"))),
            {"a_check": "no", "b_check": "unknown"},
            [("a_check", False), ("b_check", True)],
        ),
        (Rule(all=(leaf("a_check"), leaf("b_check"))), {"a_check": "yes", "b_check": "no"}, [("b_check", False)]),
        (
            Rule(any=(Rule(all=(leaf("a_check"), leaf("b_check"))), leaf("c_check"))),
            {"a_check": "no", "b_check": "no", "c_check": "no"},
            [("c_check", False)],
        ),
        (
            Rule(any=(leaf("a_check"), leaf("b_check"))),
            {"a_check": "no", "b_check": "unknown"},
            [("b_check", True)],
        ),
        (
            Rule(all=(leaf("a_check"), leaf("b_check"))),
            {"a_check": "not_applicable", "b_check": "no"},
            [("b_check", False)],
        ),
    ],
)
def test_the_fewest_things_that_would_turn_it(rule: Rule, told: dict[str, str], lacks: list[tuple[str, bool]]) -> None:
    asked = Requirement(id="it", title="It", question="Is it?", met_when=rule)
    found = of_requirement(asked, {check: answer(outcome) for check, outcome in told.items()})
    assert [(turn.check, turn.unseen) for turn in found] == lacks


def test_a_license_set_is_named() -> None:
    asked = Requirement(id="it", title="It", question="Is it?", met_when=leaf("a_check", "osi-approved"))
    assert of_requirement(asked, {"a_check": answer("yes")}) == (
        Turn(requirement="it", check="a_check", within="osi-approved"),
    )


def test_what_only_a_person_can_tell_lacks_a_person() -> None:
    asked = Requirement(id="it", title="It", question="Is it?", person="it is a judgment")
    assert of_requirement(asked, {}) == (Turn(requirement="it", unseen=True),)
