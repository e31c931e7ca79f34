"""Weigh answers by a definition: each requirement's state with its reasons, and what they make together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from auditor.answers import Answer, Citation
from auditor.definitions import Definition, Requirement
from auditor.record import Record
from auditor.schemes import Standing, Verdict, combined
from auditor.truth import State, deciding, state_of, truth
from auditor.turns import Turn, turns

__all__ = ["Result", "Scorecard", "State", "Verdict", "person_key", "score"]


def person_key(definition: str, requirement: str) -> str:
    """Under which key a person's word on a requirement stands among the answers (`osaid-1.0/data_information`)."""
    return f"{definition}/{requirement}"


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
    standing: Standing
    """The rung or the mean, for definitions that have one."""
    results: tuple[Result, ...]
    turns: tuple[Turn, ...] = ()
    """The shortest list of things that would meet it; empty where it is met."""

    def whole(self) -> Scorecard:
        """The scorecard with all that it says, whatever of it was put off."""
        return self

    @cached_property
    def states(self) -> Mapping[str, State]:
        """Requirement id -> how it came out, in the definition's order."""
        return {result.id: result.state for result in self.results}

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The requirements' titles, in the same order."""
        return tuple(result.title for result in self.results)

    @cached_property
    def _counts(self) -> Mapping[State, int]:
        return Counter(self.states.values())

    def count(self, state: State) -> int:
        """How many requirements came out so."""
        return self._counts.get(state, 0)

    def in_words(self) -> str:
        """The vector in words: `5 of 6 met, 1 unknown`. Never a bare number."""
        words = {State.PARTIAL: "partial", State.NOT_MET: "not met", State.UNKNOWN: "unknown"}
        others = [f"{self.count(state)} {word}" for state, word in words.items() if self.count(state)]
        return ", ".join([f"{self.count(State.MET)} of {len(self.states)} met", *others])


def _result(requirement: Requirement, answers: Mapping[str, Answer], word: Answer | None) -> Result:
    state = state_of(requirement, answers, word)
    given = [answers[one] for one in _speaking(requirement, answers, state) if one in answers]
    if word is not None and state_of(requirement, answers) is State.UNKNOWN:
        given = [word]
    sentences = dict.fromkeys(answer.because for answer in given)
    remedies = dict.fromkeys(answer.remedy for answer in given if answer.remedy)
    because = " ".join(sentences) or "No check has answered this yet."
    if state is State.UNKNOWN and requirement.person:
        lead = "" if requirement.met_when is None else f"{because} "
        because = f"{lead}Only a person can tell: {requirement.person.rstrip('.')}."
    return Result(
        id=requirement.id,
        title=requirement.title,
        question=requirement.question,
        state=state,
        because=because,
        citations=tuple(dict.fromkeys(citation for answer in given for citation in answer.citations)),
        remedies=() if state is State.MET else tuple(remedies),
        checks=requirement.checks(),
    )


def _speaking(requirement: Requirement, answers: Mapping[str, Answer], state: State) -> list[str]:
    """The checks whose sentences tell why the requirement came out so."""
    rule, partly, fails = requirement.met_when, requirement.partly_when, requirement.fails_when
    if rule is None:
        return []
    found = [*deciding(rule, answers, truth(rule, answers))]
    if state is State.UNKNOWN and truth(rule, answers) is False and partly:
        found = [*deciding(partly, answers, None)] or found
    if state is State.PARTIAL and partly:
        # What is there speaks first, then what is missing for a full yes.
        found = [*deciding(partly, answers, value=True), *found]
    if state is State.NOT_MET and fails:
        found = [*deciding(fails, answers, value=True)]
    return list(dict.fromkeys(found))


def score(definition: Definition, answers: Mapping[str, Answer]) -> Scorecard:
    """Weigh a model's answers (check id -> answer) by one definition.

    A person's word on a requirement stands among the answers under `person_key`.
    """
    words = {one.id: answers.get(person_key(definition.id, one.id)) for one in definition.requirements}
    results = tuple(_result(one, answers, words[one.id]) for one in definition.requirements)
    states = {result.id: result.state for result in results}
    standing = combined(definition, states)
    return Scorecard(
        definition=definition.id,
        version=definition.version,
        title=definition.title,
        verdict=standing.verdict,
        standing=standing,
        results=results,
        turns=turns(definition, states, answers),
    )
