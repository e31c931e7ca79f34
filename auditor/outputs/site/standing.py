"""Where models stand by definitions, as data for templates: verdicts, rungs, ranges, and what lies between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

from auditor.definitions import Definition
from auditor.outputs import Published
from auditor.report import Report
from auditor.schemes import Standing
from auditor.score import Scorecard, State, Verdict
from auditor.wording import STATE_WORDS, count, level_title, openness, plain, standing_short, standing_words

Scored = Sequence[tuple[Report, Scorecard]]
Line = tuple[Definition, str]
"""A definition, and the rung of it; no rung where it is no ladder."""
_BETWEEN: Final = (State.NOT_MET, State.PARTIAL, State.UNKNOWN)
REACHED_WORDS: Final = {State.MET: "met", State.NOT_MET: "not met in full", State.UNKNOWN: "could not be told"}
"""How one line that can be passed, a definition or a rung, came out for a model."""


def definitions_by_id(published: Published) -> Mapping[str, Definition]:
    """Definition id -> the definition; of several versions the last."""
    return {one.id: one for one in published.definitions}


def card_by(report: Report, definition: Definition) -> Scorecard | None:
    """The report's scorecard by a definition, None where it was not judged by it."""
    return next((card for card in report.scorecards if card.definition == definition.id), None)


def scored(definition: Definition, published: Published) -> Scored:
    """The reports with their scorecard by this definition, the most open first."""
    found = ((report, card_by(report, definition)) for report in sorted(published.reports, key=openness))
    return [(report, card) for report, card in found if card]


def section(definition: str) -> str:
    """The anchor of a definition's section on a scorecard."""
    return f"by-{definition}"


def verdict(card: Scorecard, definition: Definition | None) -> Mapping[str, str]:
    """The shape's state, and the words beside it: in full and short."""
    return {
        "state": card.verdict.value,
        "word": standing_words(card, definition),
        "short": standing_short(card, definition),
    }


def in_order(levels: Sequence[str], level: str) -> int:
    """How high a rung lies: 0 for none, 1 for the lowest."""
    return len(levels) - levels.index(level) if level in levels else 0


def reaches(definition: Definition, standing: Standing, level: str) -> State:
    """Whether a model stands on a rung or above it: met, not met, or unknown."""
    levels = [one.id for one in definition.levels]
    asked = in_order(levels, level)
    if in_order(levels, standing.level) >= asked:
        return State.MET
    return State.UNKNOWN if in_order(levels, standing.highest) >= asked else State.NOT_MET


def passes(definition: Definition, card: Scorecard) -> State | None:
    """Whether a definition is met in full: all of it, or a ladder's highest rung; None for a mean, which has no line.

    Partial is not met in full.
    """
    if definition.combine == "mean":
        return None
    if definition.levels:
        return reaches(definition, card.standing, definition.levels[0].id)
    if card.verdict is Verdict.UNKNOWN:
        return State.UNKNOWN
    return State.MET if card.verdict is Verdict.MET else State.NOT_MET


def lines(published: Published) -> Sequence[Line]:
    """What a model can meet: each definition, each rung of a ladder; a mean has no line."""
    return [
        (definition, level)
        for definition in definitions_by_id(published).values()
        if definition.combine != "mean"
        for level in ([one.id for one in definition.levels] or [""])
    ]


def line_id(line: Line) -> str:
    """A line's name in addresses and lists: `osd-10`, `g7-2026:open-weights`."""
    definition, level = line
    return f"{definition.id}:{level}" if level else definition.id


def stands(report: Report, line: Line) -> State:
    """Whether the model meets a definition, or stands on its rung or above it; unknown where it was not judged."""
    definition, level = line
    card = card_by(report, definition)
    if card is None:
        return State.UNKNOWN
    return reaches(definition, card.standing, level) if level else passes(definition, card) or State.UNKNOWN


def needed(definition: Definition, level: str = "") -> Sequence[str]:
    """The requirements that a rung needs, the highest where none is named; of what is no ladder all of them."""
    if not definition.levels:
        return [one.id for one in definition.requirements]
    return definition.needs(next((one for one in definition.levels if one.id == level), definition.levels[0]))


def next_level(definition: Definition, standing: Standing) -> str:
    """The id of the rung above the one that is reached for certain; empty at the top and for what is no ladder."""
    levels = [one.id for one in definition.levels]
    above = len(levels) - in_order(levels, standing.level) - 1
    return levels[above] if levels and above >= 0 else ""


def lacking(card: Scorecard, ids: Iterable[str]) -> Sequence[str]:
    """The ids of the requirements among `ids` that are told not to be met in full, in their order."""
    asked = set(ids)
    return [one for one, state in card.states.items() if one in asked and state in {State.NOT_MET, State.PARTIAL}]


def between(card: Scorecard, definition: Definition) -> str:
    """How many requirements stand between a model and the definition or the next rung; empty where none does."""
    level = next_level(definition, card.standing)
    if card.verdict is Verdict.MET or (definition.levels and not level):
        return ""
    asked = set(needed(definition, level))
    found = Counter(state for one, state in card.states.items() if one in asked)
    words = ", ".join(f"{found[state]} {STATE_WORDS[state]}" for state in _BETWEEN if found[state])
    if not words:
        return ""
    return f"Between it and {level_title(definition, level) if level else 'this definition'}: {words}"


def percent(counted: int, total: int) -> str:
    """Where a part of a bar ends, for a style or an attribute: no number to be read."""
    return f"{100 * counted / total:.4g}" if total else "0"


def bar(found: Mapping[State, int], total: int) -> Sequence[Mapping[str, str]]:
    """One line of a table of counts: each state's count, and where its part of the bar begins and ends (percent)."""
    before = accumulate(found.values(), initial=0)
    return [
        {
            "state": state.value,
            "count": f"{counted:,}",
            "at": percent(passed, total),
            "share": percent(counted, total),
        }
        for (state, counted), passed in zip(found.items(), before, strict=False)
    ]


def _line(title: str, states: Iterable[State | None]) -> Mapping[str, Any]:
    counted = Counter(states)
    found = {state: counted[state] for state in REACHED_WORDS}
    return {"title": title, "states": bar(found, sum(found.values())), "met": f"{found[State.MET]:,}"}


def spread(found: Scored) -> str:
    """How the means of all models lie, in words."""
    ends = [(card.standing.low, card.standing.high) for _, card in found]
    known = [(low, high) for low, high in ends if low is not None and high is not None]
    if not known:
        return "No model has been judged by it yet."
    least, most = max(known), min(known, key=lambda ends: (ends[1], ends[0]))
    return (
        f"A mean has no line to pass. The highest is at least {least[0]:.2f} of 1; "
        f"the lowest is at most {most[1]:.2f} of 1."
    )


def reach(definition: Definition, published: Published) -> Mapping[str, Any]:
    """How many models meet a definition, in one line, or in one for each rung, or in words for a mean."""
    found = scored(definition, published)
    lines: list[Mapping[str, Any]] = []
    if definition.levels:
        lines = [
            _line(plain(level.title, 200), [reaches(definition, card.standing, level.id) for _, card in found])
            for level in definition.levels
        ]
    elif definition.combine == "all":
        lines = [_line("", [passes(definition, card) for _, card in found])]
    return {
        "title": plain(definition.title),
        "href": f"definitions/{definition.id}/",
        "ladder": bool(definition.levels),
        "of": count(len(found), "model"),
        "lines": lines,
        "spread": "" if lines else spread(found),
    }
