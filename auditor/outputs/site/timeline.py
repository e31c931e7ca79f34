"""What turned on a model's scorecard: when, from what to what, why, and between which commits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from auditor.answers import Outcome
from auditor.history import Cause, Change
from auditor.outputs import Published
from auditor.outputs.site.cited import check_link
from auditor.outputs.site.steps import leaves
from auditor.report import Report
from auditor.score import State
from auditor.wording import OUTCOME_WORDS, count, day, plain, short

SHOWN: Final = 50
"""Changes that are told, the newest; the others are counted."""
_STATES: Final = {Outcome.YES: State.MET, Outcome.NO: State.NOT_MET, Outcome.UNKNOWN: State.UNKNOWN}
_CAUSES: Final = {Cause.MODEL_CHANGED: "The model changed", Cause.CHECKS_CHANGED: "Our checks changed"}


def _in_part(check: str, value: str, published: Published) -> bool:
    """Whether the project's own definition takes this value of a check for a part of what it asks."""
    asked = published.definitions[0].requirements if published.definitions else ()
    return any(one.check == check and value in one.accepts for each in asked for one in leaves(each.partly_when))


def _side(check: str, outcome: Outcome, value: str, published: Published) -> Mapping[str, str]:
    """An answer as shape and word; one that makes no sense for the model has no shape."""
    state = _STATES.get(outcome)
    if state is State.NOT_MET and _in_part(check, value, published):
        state = State.PARTIAL
    word = "in part" if state is State.PARTIAL else OUTCOME_WORDS[outcome]
    return {"state": state.value if state else "", "word": word, "value": plain(value, 80)}


def _pinned(pin: str) -> str:
    """The commit that an audit rested upon: the first word of what it kept of its place, where that is one."""
    return short(pin.split(" ", 1)[0])


def _change(change: Change, published: Published) -> Mapping[str, Any]:
    asked = published.checks.get(change.check)
    return {
        **check_link(change.check, published),
        "question": plain(asked.question) if asked else "",
        "on": day(change.on),
        "before": _side(change.check, change.before, change.value_before, published),
        "after": _side(change.check, change.after, change.value_after, published),
        "because": plain(change.because),
        "cause": _CAUSES[change.cause],
        "pin_before": _pinned(change.pin_before),
        "pin_after": _pinned(change.pin_after),
    }


def timeline(report: Report, published: Published) -> Mapping[str, Any]:
    """The changes, newest first, and the day of the observation for who finds none."""
    newest = sorted(report.history, key=lambda one: one.on, reverse=True)
    more = len(newest) - SHOWN
    return {
        "observed": day(report.observed),
        "changes": [_change(one, published) for one in newest[:SHOWN]],
        "more": count(more, "older change") if more > 0 else "",
    }
