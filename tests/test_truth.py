"""Three-valued logic: the truth table, and what must hold for every rule."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.answers import Answer, Citation, Outcome
from auditor.definitions import Requirement, Rule
from auditor.truth import State, deciding, state_of, truth

SEEN = Citation(url="https://huggingface.co/acme/open-7b", shows="seen", revision="1234567")


def answer(outcome: str, value: str = "") -> Answer:
    return Answer(outcome=Outcome(outcome), because=f"It is {outcome}.", citations=(SEEN,), value=value)


def one(check: str, *accepts: str) -> Rule:
    return Rule(check=check, accepts=accepts)


@pytest.mark.parametrize(
    ("first", "second", "all_of", "any_of"),
    [
        ("yes", "yes", True, True),
        ("yes", "no", False, True),
        ("yes", "unknown", None, True),
        ("no", "no", False, False),
        ("no", "unknown", False, None),
        ("unknown", "unknown", None, None),
        ("yes", "not_applicable", True, True),
        ("no", "not_applicable", False, False),
        ("unknown", "not_applicable", None, None),
        ("not_applicable", "not_applicable", None, None),
    ],
)
def test_truth_table(first: str, second: str, all_of: bool | None, any_of: bool | None) -> None:  # noqa: FBT001
    answers = {"a_check": answer(first), "b_check": answer(second)}
    rules = (one("a_check"), one("b_check"))
    for parts in itertools.permutations(rules):
        assert truth(Rule(all=parts), answers) is all_of
        assert truth(Rule(any=parts), answers) is any_of


@pytest.mark.parametrize(
    ("outcome", "value", "expected"),
    [
        ("no", "some", True),
        ("no", "none", False),
        ("yes", "", False),
        ("yes", "some", True),
        ("unknown", "some", True),
        ("unknown", "", None),
    ],
)
def test_accepts_looks_at_the_value_that_an_unknown_may_carry_too(
    outcome: str,
    value: str,
    expected: bool | None,  # noqa: FBT001
) -> None:
    assert truth(one("a_check", "some", "more"), {"a_check": answer(outcome, value)}) is expected


@pytest.mark.parametrize(("stands", "expected"), [(True, State.PARTIAL), (False, State.UNKNOWN)])
def test_a_part_stands_where_the_requirement_says_so(stands: bool, expected: State) -> None:  # noqa: FBT001
    asked = Requirement(
        id="weights",
        title="Weights",
        question="?",
        met_when=Rule(check="a_check"),
        partly_when=Rule(check="a_check", accepts=("some",)),
        part_stands=stands,
    )
    assert state_of(asked, {"a_check": answer("unknown", "some")}) is expected
    assert state_of(asked, {"a_check": answer("unknown", "")}) is State.UNKNOWN


def test_a_check_without_an_answer_is_unknown() -> None:
    assert truth(one("a_check"), {}) is None


def requirement(met: Rule, partly: Rule | None = None) -> Requirement:
    return Requirement(id="it", title="It", question="Is it?", met_when=met, partly_when=partly)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("yes", "no", State.MET),
        ("no", "yes", State.PARTIAL),
        ("no", "no", State.NOT_MET),
        ("no", "unknown", State.UNKNOWN),
        ("unknown", "yes", State.UNKNOWN),
        ("unknown", "no", State.UNKNOWN),
    ],
)
def test_states(first: str, second: str, expected: State) -> None:
    answers = {"a_check": answer(first), "b_check": answer(second)}
    assert state_of(requirement(one("a_check"), one("b_check")), answers) is expected


CHECKS = ("a_check", "b_check", "c_check", "d_check")
rules = st.recursive(
    st.sampled_from(CHECKS).map(one),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Rule(all=tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Rule(any=tuple(parts))),
    ),
    max_leaves=6,
)
outcomes = st.fixed_dictionaries({name: st.sampled_from(["yes", "no", "unknown"]) for name in CHECKS})


@given(met=rules, partly=st.none() | rules, told=outcomes)
def test_an_unknown_spoils_only_what_it_could_turn(met: Rule, partly: Rule | None, told: dict[str, str]) -> None:
    asked = requirement(met, partly)
    state = state_of(asked, {name: answer(outcome) for name, outcome in told.items()})
    open_ones = [name for name, outcome in told.items() if outcome == "unknown"]
    for filled in itertools.product(["yes", "no"], repeat=len(open_ones)):
        answers = {
            name: answer(outcome) for name, outcome in {**told, **dict(zip(open_ones, filled, strict=True))}.items()
        }
        assert state in {State.UNKNOWN, state_of(asked, answers)}


@given(met=rules, partly=st.none() | rules, told=outcomes, better=st.sampled_from(CHECKS))
def test_more_evidence_never_lowers(met: Rule, partly: Rule | None, told: dict[str, str], better: str) -> None:
    order = {State.NOT_MET: 0, State.PARTIAL: 1, State.MET: 2}
    asked = requirement(met, partly)
    before = state_of(asked, {name: answer(outcome) for name, outcome in told.items()})
    after = state_of(asked, {name: answer(outcome) for name, outcome in {**told, better: "yes"}.items()})
    if before in order and after in order and told[better] == "no":
        assert order[after] >= order[before]


@pytest.mark.parametrize(
    ("rule", "outcome", "value", "expected"),
    [
        (Rule(check="a_check", names="5"), "no", "5,6", True),
        (Rule(check="a_check", names="5"), "no", "15,6", False),
        (Rule(check="a_check", names="5"), "yes", "", False),
        (Rule(check="a_check", names="5"), "unknown", "", None),
        (Rule(check="a_check", outcome="no"), "no", "", True),
        (Rule(check="a_check", outcome="no"), "yes", "", False),
        (Rule(check="a_check", outcome="no"), "unknown", "some", None),
        (Rule(check="a_check", within="some-set", accepts=("MIT",)), "yes", "MIT", True),
        (Rule(check="a_check", within="some-set", accepts=("MIT",)), "yes", "llama2", False),
    ],
)
def test_what_a_rule_may_ask_of_an_answer(
    rule: Rule,
    outcome: str,
    value: str,
    expected: bool | None,  # noqa: FBT001
) -> None:
    assert truth(rule, {"a_check": answer(outcome, value)}) is expected


PERSON = Requirement(
    id="it",
    title="It",
    question="Is it?",
    met_when=one("a_check"),
    fails_when=Rule(check="a_check", outcome="no"),
    person="it is a judgment",
)


@pytest.mark.parametrize(
    ("outcome", "word", "expected"),
    [
        ("yes", None, State.MET),
        ("no", None, State.NOT_MET),
        ("unknown", None, State.UNKNOWN),
        ("unknown", "yes", State.MET),
        ("unknown", "no", State.NOT_MET),
        ("no", "yes", State.NOT_MET),
        ("yes", "no", State.MET),
    ],
)
def test_a_person_s_word_fills_an_unknown_and_turns_nothing_else(
    outcome: str, word: str | None, expected: State
) -> None:
    assert state_of(PERSON, {"a_check": answer(outcome)}, answer(word) if word else None) is expected


def test_what_only_a_person_can_tell_is_unknown_whatever_the_checks_say() -> None:
    asked = Requirement(id="it", title="It", question="Is it?", person="it is a judgment")
    assert state_of(asked, {"a_check": answer("yes")}) is State.UNKNOWN
    assert state_of(asked, {}, answer("yes")) is State.MET


def test_without_the_rule_for_failing_a_person_s_requirement_is_never_not_met() -> None:
    asked = PERSON.model_copy(update={"fails_when": None})
    assert state_of(asked, {"a_check": answer("no")}) is State.UNKNOWN


def test_the_deciding_checks_are_those_that_make_the_rule_what_it_is() -> None:
    rule = Rule(all=(one("a_check"), Rule(any=(one("b_check"), one("c_check")))))
    told = {"a_check": answer("yes"), "b_check": answer("no"), "c_check": answer("unknown")}
    assert list(deciding(rule, told, None)) == ["c_check"]
