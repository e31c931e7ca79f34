"""Three-valued logic: whether a rule holds, how a requirement came out. An unknown spoils only what it could turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from auditor.answers import Answer, Outcome
from auditor.definitions import Requirement, Rule


class State(StrEnum):
    """How a requirement came out."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


def truth(rule: Rule, answers: Mapping[str, Answer]) -> bool | None:
    """True, False, or None for unknown.

    `all` is false as soon as one part is false, `any` true as soon as one is true (Kleene's strong logic). A check
    that does not apply drops out of `all` and `any`; standing alone, or with no answer at all, it is unknown.
    """
    if rule.check is not None:
        return _check_truth(rule, answers.get(rule.check))
    parts = rule.all or rule.any
    values = [truth(part, answers) for part in parts if not drops_out(part, answers)]
    decisive = bool(rule.any)
    if decisive in values:
        return decisive
    if None in values or not values:
        return None
    return not decisive


def drops_out(rule: Rule, answers: Mapping[str, Answer]) -> bool:
    """True for a rule all of whose checks do not apply."""
    if rule.check is not None:
        answer = answers.get(rule.check)
        return answer is not None and answer.outcome is Outcome.NOT_APPLICABLE
    return all(drops_out(part, answers) for part in (*rule.all, *rule.any))


def _check_truth(rule: Rule, answer: Answer | None) -> bool | None:
    if answer is None or answer.outcome is Outcome.NOT_APPLICABLE:
        return None
    if rule.outcome == "no":
        return None if answer.outcome is Outcome.UNKNOWN else answer.outcome is Outcome.NO
    asks_value = bool(rule.accepts or rule.within or rule.names)
    fits = rule.names in answer.value.split(",") if rule.names else answer.value in rule.accepts
    if answer.outcome is Outcome.UNKNOWN:
        # An unknown that carries a value says what is there at the least.
        return True if answer.value and fits and asks_value else None
    return fits if asks_value else answer.outcome is Outcome.YES


def state_of(requirement: Requirement, answers: Mapping[str, Answer], word: Answer | None = None) -> State:
    """The requirement's state: met, else partial, else not met; unknown where an unknown answer could turn it.

    Where the requirement says that a part stands, an established part is partial whatever else may be there. `word`
    is a person's attestation, which fills an unknown and turns nothing else.
    """
    found = _by_rules(requirement, answers)
    if found is State.UNKNOWN and word is not None:
        return State.MET if word.outcome is Outcome.YES else State.NOT_MET
    return found


def _by_rules(requirement: Requirement, answers: Mapping[str, Answer]) -> State:
    if requirement.met_when is None:
        met = None
    elif (met := truth(requirement.met_when, answers)) is True:
        return State.MET
    partly = truth(requirement.partly_when, answers) if requirement.partly_when else False
    if partly is True and (requirement.part_stands or met is False):
        return State.PARTIAL
    if requirement.fails_when is not None or requirement.person:
        fails = truth(requirement.fails_when, answers) if requirement.fails_when else None
        return State.NOT_MET if fails is True else State.UNKNOWN
    if met is None or partly is None:
        return State.UNKNOWN
    return State.NOT_MET


def deciding(rule: Rule, answers: Mapping[str, Answer], value: bool | None) -> Iterator[str]:  # noqa: FBT001
    """The checks whose answers make the rule what it is."""
    if rule.check is not None:
        yield rule.check
        return
    for part in (*rule.all, *rule.any):
        if not drops_out(part, answers) and truth(part, answers) is value:
            yield from deciding(part, answers, value)
