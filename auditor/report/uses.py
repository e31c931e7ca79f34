"""What one may do with a model, as far as its answers tell: for who chooses one. Never legal advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, Literal

from auditor.answers import Answer, Outcome
from auditor.record import Record
from auditor.rules import License, Licenses, Standing
from auditor.score import Result, State


class Use(StrEnum):
    """The four things that people ask for who choose a model."""

    COMMERCE = "commerce"
    CHANGE = "change"
    RETRAIN = "retrain"
    AUDIT_DATA = "audit_data"


class Usable(Record):
    """Whether a model can be used so (met: yes; partial: in part or within limits), and the sentence that says why."""

    use: Use
    state: State
    because: str


_WORST_FIRST: Final = (State.NOT_MET, State.UNKNOWN, State.PARTIAL, State.MET)
_Said = tuple[State, str]


def uses(
    answers: Mapping[str, Answer],
    results: Iterable[Result],
    bases: Iterable[Mapping[str, State]],
    licenses: Licenses,
) -> tuple[Usable, ...]:
    """The four uses, from a model's answers, its six criteria, its base models' criteria, and the license rules.

    `bases`: for each base model criterion id -> state; empty for one that could not be judged.
    """
    states = {one.id: one for one in results}
    built_on = tuple(bases)
    weights = _criterion(states, "weights", "The weights")
    data = _criterion(states, "training_data", "The training data")
    code = _criterion(states, "fine_tuning_code", "The training code")
    of_bases = [
        (base.get("fine_tuning_code", State.UNKNOWN), "The training code of its base model is asked for as well.")
        for base in built_on
    ]
    grants = {use: _granted(answers.get("weights_licensed"), use, licenses) for use in (Use.COMMERCE, Use.CHANGE)}
    return (
        _all(Use.COMMERCE, grants[Use.COMMERCE], _had(answers)),
        _all(Use.CHANGE, grants[Use.CHANGE], weights),
        _all(Use.RETRAIN, data, code, *of_bases),
        _all(Use.AUDIT_DATA, data),
    )


def _all(use: Use, *needed: _Said) -> Usable:
    """All that a use needs: as good as the worst of it, and the sentences of what makes it so."""
    state = min((one for one, _ in needed), key=_WORST_FIRST.index)
    because = dict.fromkeys(sentence for one, sentence in needed if one is state)
    return Usable(use=use, state=state, because=" ".join(because))


def _criterion(states: Mapping[str, Result], name: str, what: str) -> _Said:
    found = states.get(name)
    if found is None:
        return State.UNKNOWN, f"{what} were not judged." if name == "weights" else f"{what} was not judged."
    return found.state, found.because


def _had(answers: Mapping[str, Answer]) -> _Said:
    """Whether there are weights to use at all."""
    found = answers.get("weights_downloadable")
    if found is None:
        return State.UNKNOWN, "Whether the weights can be downloaded was not judged."
    words = {Outcome.YES: State.MET, Outcome.NO: State.NOT_MET}
    return words.get(found.outcome, State.UNKNOWN), found.because


def _granted(answer: Answer | None, use: Literal[Use.COMMERCE, Use.CHANGE], licenses: Licenses) -> _Said:
    """What the license that governs the weights grants."""
    if answer is None:
        return State.UNKNOWN, "The license was not judged."
    if answer.outcome is Outcome.NO:
        return State.NOT_MET, "No license is stated, so nothing is granted."
    if not answer.value:
        return State.UNKNOWN, answer.because
    return _by(licenses.describe(answer.value), use)


def _by(license_: License, use: Literal[Use.COMMERCE, Use.CHANGE]) -> _Said:
    if license_.standing in {Standing.OSI, Standing.OPEN}:
        return State.MET, f"{license_.name} grants it."
    if license_.standing is Standing.UNKNOWN or not license_.breaches:
        return State.UNKNOWN, f"Nobody has read {license_.name} for us."
    barring = [one.clause for one in license_.breaches if use.value in one.bars]
    if barring:
        return State.NOT_MET, f"{license_.name}: {_joined(barring)}."
    return (
        State.PARTIAL,
        f"{license_.name} grants it within limits: {_joined(one.clause for one in license_.breaches)}.",
    )


def _joined(clauses: Iterable[str]) -> str:
    return "; ".join(f"{one[:1].lower()}{one[1:]}" for one in clauses)
