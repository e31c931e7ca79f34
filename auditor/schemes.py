"""Combine the states of a definition's requirements into one standing: all of them, a ladder, or a mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from auditor.definitions import Definition
from auditor.record import Record
from auditor.truth import State

_WORTH: Final = {State.MET: (1.0, 1.0), State.PARTIAL: (0.5, 0.5), State.NOT_MET: (0.0, 0.0), State.UNKNOWN: (0.0, 1.0)}


class Verdict(StrEnum):
    """How a definition came out."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Standing(Record):
    """Where a model stands by one definition.

    Of a ladder: the id of the rung that is reached for certain (empty for none) and of the highest that what is
    unknown leaves possible. Of a mean: the lowest and highest it can be, from 0.0 to 1.0.
    """

    verdict: Verdict
    level: str = ""
    highest: str = ""
    low: float | None = None
    high: float | None = None


def combined(definition: Definition, states: Mapping[str, State]) -> Standing:
    """The standing that the states (requirement id -> state) make."""
    match definition.combine:
        case "ladder":
            return _ladder(definition, states)
        case "mean":
            return _mean([states[one.id] for one in definition.requirements])
        case _:
            return Standing(verdict=_all(list(states.values())))


def _all(states: Sequence[State]) -> Verdict:
    """Met where all are, not met where one is not, partial where the rest are met or partial, unknown otherwise."""
    if set(states) == {State.MET}:
        return Verdict.MET
    if State.NOT_MET in states:
        return Verdict.NOT_MET
    return Verdict.UNKNOWN if State.UNKNOWN in states else Verdict.PARTIAL


def _ladder(definition: Definition, states: Mapping[str, State]) -> Standing:
    """A rung counts only when all that it needs is met; a part is not enough, an unknown leaves it possible."""
    needed = {level.id: [states[need] for need in definition.needs(level)] for level in definition.levels}
    level = next((one for one, found in needed.items() if set(found) == {State.MET}), "")
    open_still = (one for one, found in needed.items() if not {State.NOT_MET, State.PARTIAL} & set(found))
    highest = next(open_still, "")
    if level != highest:
        verdict = Verdict.UNKNOWN
    elif level == definition.levels[0].id:
        verdict = Verdict.MET
    else:
        verdict = Verdict.PARTIAL if level else Verdict.NOT_MET
    return Standing(verdict=verdict, level=level, highest=highest)


def _mean(states: Sequence[State]) -> Standing:
    low, high = (sum(_WORTH[state][end] for state in states) / len(states) for end in (0, 1))
    if low == 1:
        verdict = Verdict.MET
    elif high == 0:
        verdict = Verdict.NOT_MET
    else:
        verdict = Verdict.PARTIAL if low > 0 else Verdict.UNKNOWN
    return Standing(verdict=verdict, low=round(low, 4), high=round(high, 4))
