"""Weigh answers by a definition: three-valued logic, in which an unknown spoils only what it could turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from auditor.answers import Answer, Citation, Outcome
from auditor.definitions import Definition, Requirement, Rule
from auditor.record import Record


class State(StrEnum):
    """How a requirement came out."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """How a definition came out."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Result(Record):
    """One requirement's state, in one sentence with its citations, and what would turn it."""

    id: str
    title: str
    question: str
    state: State
    because: str
    citations: tuple[Citation, ...] = ()
    remedies: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    """The checks it rests on; their answers stand in the report."""


class Scorecard(Record):
    """One model by one definition."""

    definition: str
    version: int
    title: str
    verdict: Verdict
    results: tuple[Result, ...]

    def count(self, state: State) -> int:
        """How many requirements came out so."""
        return sum(result.state is state for result in self.results)

    def in_words(self) -> str:
        """The vector in words: `5 of 6 met, 1 unknown`. Never a bare number."""
        words = {State.PARTIAL: "partial", State.NOT_MET: "not met", State.UNKNOWN: "unknown"}
        others = [f"{self.count(state)} {word}" for state, word in words.items() if self.count(state)]
        return ", ".join([f"{self.count(State.MET)} of {len(self.results)} met", *others])


def truth(rule: Rule, answers: Mapping[str, Answer]) -> bool | None:
    """True, False, or None for unknown.

    `all` is false as soon as one part is false, `any` true as soon as one is true (Kleene's strong logic). A check
    that does not apply drops out of `all` and `any`; standing alone, or with no answer at all, it is unknown.
    """
    if rule.check is not None:
        return _check_truth(rule, answers.get(rule.check))
    parts = rule.all or rule.any
    values = [truth(part, answers) for part in parts if not _drops_out(part, answers)]
    decisive = bool(rule.any)
    if decisive in values:
        return decisive
    if None in values or not values:
        return None
    return not decisive


def _drops_out(rule: Rule, answers: Mapping[str, Answer]) -> bool:
    if rule.check is not None:
        answer = answers.get(rule.check)
        return answer is not None and answer.outcome is Outcome.NOT_APPLICABLE
    return all(_drops_out(part, answers) for part in (*rule.all, *rule.any))


def _check_truth(rule: Rule, answer: Answer | None) -> bool | None:
    if answer is None or answer.outcome is Outcome.NOT_APPLICABLE:
        return None
    if answer.outcome is Outcome.UNKNOWN:
        # An unknown that carries a value says what is there at the least.
        return True if answer.value and answer.value in rule.accepts else None
    if rule.accepts:
        return answer.value in rule.accepts
    return answer.outcome is Outcome.YES


def state_of(requirement: Requirement, answers: Mapping[str, Answer]) -> State:
    """The requirement's state: met, else partial, else not met; unknown where an unknown answer could turn it.

    Where the requirement says that a part stands, an established part is partial whatever else may be there.
    """
    met = truth(requirement.met_when, answers)
    if met is True:
        return State.MET
    partly = truth(requirement.partly_when, answers) if requirement.partly_when else False
    if partly is True and requirement.part_stands:
        return State.PARTIAL
    if met is None or partly is None:
        return State.UNKNOWN
    return State.PARTIAL if partly else State.NOT_MET


def _deciding(rule: Rule, answers: Mapping[str, Answer], value: bool | None) -> Iterable[str]:  # noqa: FBT001
    """The checks whose answers make the rule what it is."""
    if rule.check is not None:
        yield rule.check
        return
    for part in (*rule.all, *rule.any):
        if not _drops_out(part, answers) and truth(part, answers) is value:
            yield from _deciding(part, answers, value)


def _result(requirement: Requirement, answers: Mapping[str, Answer]) -> Result:
    state = state_of(requirement, answers)
    rule = requirement.met_when
    deciding = [*dict.fromkeys(_deciding(rule, answers, truth(rule, answers)))]
    if state is State.UNKNOWN and truth(rule, answers) is False and requirement.partly_when:
        deciding = [*dict.fromkeys(_deciding(requirement.partly_when, answers, None))]
    if state is State.PARTIAL and requirement.partly_when:
        # What is there speaks first, then what is missing for a full yes.
        deciding = [*dict.fromkeys((*_deciding(requirement.partly_when, answers, value=True), *deciding))]
    given = [answers[one] for one in deciding if one in answers]
    sentences = dict.fromkeys(answer.because for answer in given)
    remedies = dict.fromkeys(answer.remedy for answer in given if answer.remedy)
    return Result(
        id=requirement.id,
        title=requirement.title,
        question=requirement.question,
        state=state,
        because=" ".join(sentences) or "No check has answered this yet.",
        citations=tuple(dict.fromkeys(citation for answer in given for citation in answer.citations)),
        remedies=() if state is State.MET else tuple(remedies),
        checks=requirement.checks(),
    )


def score(definition: Definition, answers: Mapping[str, Answer]) -> Scorecard:
    """Weigh a model's answers (check id -> answer) by one definition.

    The verdict is met where all requirements are, not met where one is not, partial where the rest are met or
    partial, and unknown otherwise. Source: section A of the definition's own text.
    """
    results = tuple(_result(requirement, answers) for requirement in definition.requirements)
    states = {result.state for result in results}
    if states == {State.MET}:
        verdict = Verdict.MET
    elif State.NOT_MET in states:
        verdict = Verdict.NOT_MET
    elif State.UNKNOWN in states:
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.PARTIAL
    return Scorecard(
        definition=definition.id,
        version=definition.version,
        title=definition.title,
        verdict=verdict,
        results=results,
    )
