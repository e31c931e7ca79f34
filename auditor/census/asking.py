"""Ask the checks about one model and weigh the answers, as short codes: a letter for each outcome and each state.

Definitions are functions of the answers' outcomes and values, so what one combination of these makes is worked out
once for all models that have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from auditor.answers import Answer, Outcome
from auditor.census.bare import SEEN
from auditor.checks import Check
from auditor.definitions import Definition
from auditor.evidence import Evidence
from auditor.findings.terms import Statement, own_standing, statements
from auditor.judge import ask_all
from auditor.rules import Standing
from auditor.schemes import Verdict, combined
from auditor.truth import State, state_of

OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.YES: "y",
    Outcome.NO: "n",
    Outcome.UNKNOWN: "u",
    Outcome.NOT_APPLICABLE: "-",
}
STATES: Final[Mapping[str, str]] = {State.MET: "m", State.PARTIAL: "p", State.NOT_MET: "n", State.UNKNOWN: "u"}
BY_LETTER: Final = {letter: outcome for outcome, letter in OUTCOMES.items()}
SEPARATOR: Final = "\x1f"
_KEPT: Final = 100_000
"""Combinations of answers that are remembered at a time."""
_CITED: Final = (SEEN,)
"""Stands where the answer of a base model had its citations: a census keeps outcomes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What the checks and definitions gave of one model.

    `codes`: a letter for each check; `values`: their values, joined by `SEPARATOR`; `scores`: a letter for each
    criterion, then for each definition.
    """

    codes: str
    values: str
    scores: str
    licenses: tuple[str, ...]
    standing: Standing | None
    """How the model's own licenses stand together, None for none and for a conflict."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Base:
    """A base model as it is inherited from: its answers, and the codes and values that they were made of."""

    codes: tuple[str, str]
    answers: Mapping[str, Answer]


Bases = Mapping[str, Base]
"""By their ids as they are stated."""


@dataclass(kw_only=True)
class Asker:
    """All checks and definitions; the first definition's requirements are the criteria."""

    checks: Sequence[Check]
    definitions: Sequence[Definition]
    _scores: dict[str, str] = field(default_factory=dict)

    def ask(self, evidence: Evidence) -> Given:
        """`evidence.bases` holds the answers of the base models, as `base_of` gives them."""
        answers = ask_all(self.checks, evidence)
        stated = statements(evidence)
        codes = "".join([OUTCOMES[one.outcome] for one in answers.values()])
        values = SEPARATOR.join([one.value for one in answers.values()])
        return Given(
            codes=codes,
            values=values,
            scores=self._score(codes + values, answers),
            licenses=tuple(dict.fromkeys(one.id for one in stated if one.id)),
            standing=_own_standing(stated),
        )

    def unknown(self) -> Given:
        """What is given of a row that cannot be read: nothing is known."""
        letters = STATES[State.UNKNOWN] * (len(self.definitions[0].requirements) + len(self.definitions))
        many = len(self.checks)
        codes = OUTCOMES[Outcome.UNKNOWN] * many
        return Given(codes=codes, values=SEPARATOR * (many - 1), scores=letters, licenses=(), standing=None)

    def base_of(self, codes: str, values: str) -> Base:
        """The answers that these codes were made of, without words and citations."""
        told = zip(self.checks, codes, values.split(SEPARATOR), strict=True)
        answers = {check.id: _answer(BY_LETTER[letter], value) for check, letter, value in told}
        return Base(codes=(codes, values), answers=answers)

    def _score(self, key: str, answers: Mapping[str, Answer]) -> str:
        found = self._scores.get(key)
        if found is None:
            if len(self._scores) >= _KEPT:
                self._scores.clear()
            found = self._scores[key] = "".join(self._weigh(answers))
        return found

    def _weigh(self, answers: Mapping[str, Answer]) -> Iterable[str]:
        verdicts: list[Verdict] = []
        for definition in self.definitions:
            states = {one.id: state_of(one, answers) for one in definition.requirements}
            if definition is self.definitions[0]:
                yield from (STATES[state] for state in states.values())
            verdicts.append(combined(definition, states).verdict)
        yield from (STATES[verdict] for verdict in verdicts)


def _answer(outcome: Outcome, value: str) -> Answer:
    return Answer(outcome=outcome, because="", citations=_CITED, value=value)


def _own_standing(stated: tuple[Statement, ...]) -> Standing | None:
    return own_standing(stated) if stated else None
