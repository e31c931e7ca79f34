"""Compare two audits of one model: what turned, whether the model changed or our checks did, what happened to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from pydantic import Field

from auditor.answers import Answer, Outcome
from auditor.record import Record

SCHEMA: Final = 1
INHERITED: Final = "base/"
"""Begins the name of a base model in `Audit.basis`; its state stands for its answers."""


class Audit(Record):
    """What was concluded about one model, and upon what it rests. Committed as `data/audits/OWNER/NAME.json`."""

    schema_version: int = SCHEMA
    id: str
    basis: Mapping[str, str]
    """Place -> its revision and settings in one word: what would change with the model."""
    standing: Mapping[str, str] = Field(default_factory=dict)
    """How the model's own repository stood on its host, as far as the host told: by `What`, and `name`, `identity`."""
    checks: Mapping[str, int]
    """Check id -> its version."""
    rules: str
    """Names the version of licenses and vocabulary."""
    answers: Mapping[str, Answer]


class Cause(StrEnum):
    """Why an answer turned."""

    MODEL_CHANGED = "the model changed"
    CHECKS_CHANGED = "our checks changed"
    BOTH_CHANGED = "the model and our checks changed"
    """Which of them turned it cannot be told."""


class Change(Record):
    """One answer that turned: a line of `data/history/OWNER/NAME.jsonl`."""

    on: str
    check: str
    before: Outcome
    after: Outcome
    value_before: str = ""
    value_after: str = ""
    because: str
    cause: Cause
    pin_before: str = ""
    pin_after: str = ""


class What(StrEnum):
    """What can happen to a repository without an answer of ours turning."""

    GATE = "gate"
    LICENSE = "license"
    """The license that it states."""
    GONE = "gone"
    """The host refuses it; `after` says with which reason."""
    BACK = "back"
    RENAMED = "renamed"
    REPLACED = "replaced"
    """The id belongs to another repository now, which is a new model: nothing of the one before was its own."""


class Happening(Record):
    """One thing that happened to a model's repository: a line of `data/history/OWNER/NAME.jsonl` too."""

    on: str
    what: What
    before: str = ""
    after: str = ""
    pin_before: str = ""
    pin_after: str = ""


def line_of_history(line: bytes) -> Change | Happening:
    """One line of `data/history/`. Raises `pydantic.ValidationError` for what is none."""
    return (Happening if _OF_A_HAPPENING.search(line) else Change).model_validate_json(line)


_OF_A_HAPPENING: Final = re.compile(rb'^\{"on":"[^"]*","what":')
"""Keys are written in order: the second tells which of the two a line is."""
NAME, IDENTITY = "name", "identity"


def happenings(before: Audit, after: Audit, *, on: str) -> Iterator[Happening]:
    """What happened to the repository between two audits; nothing of what one of them was not told.

    `on` is the day that the later evidence was seen.
    """
    own = next(iter(after.basis), "")
    was, now = before.standing, after.standing

    def one(what: What, was: str, now: str) -> Happening:
        pins = (before.basis.get(own, ""), after.basis.get(own, ""))
        return Happening(on=on, what=what, before=was, after=now, pin_before=pins[0], pin_after=pins[1])

    if was.get(IDENTITY, now.get(IDENTITY)) != now.get(IDENTITY, was.get(IDENTITY)):
        yield one(What.REPLACED, was[IDENTITY], now[IDENTITY])
        return
    if now.get(What.GONE) and was and was.get(What.GONE) != now[What.GONE]:
        yield one(What.GONE, was.get(What.GONE, ""), now[What.GONE])
    if was.get(What.GONE) and now and not now.get(What.GONE):
        yield one(What.BACK, was[What.GONE], "")
    for key, what in ((NAME, What.RENAMED), (What.GATE, What.GATE), (What.LICENSE, What.LICENSE)):
        if key in was and key in now and was[key] != now[key]:
            yield one(what, was[key], now[key])


def compare(before: Audit, after: Audit, *, on: str) -> Iterator[Change]:
    """The answers that turned between two audits of one model, in the order of check ids.

    A change is our checks' where everything seen is the same, and the model's where our checks and rules are the same;
    where neither is, it is not told apart. What a model inherits turns with our checks too, so it tells of the model
    only where these and the rules are the same. Of a model that took another's id nothing turned.
    `on` is the day that the later evidence was seen.
    """
    if any(one.what is What.REPLACED for one in happenings(before, after, on=on)):
        return
    own = next(iter(after.basis), "")
    same_checks = all(after.checks.get(check, version) == version for check, version in before.checks.items())
    same_rules = same_checks and before.rules == after.rules
    same_seen = _seen(before, inherited=same_rules) == _seen(after, inherited=same_rules)
    ours = Cause.CHECKS_CHANGED if same_seen else Cause.BOTH_CHANGED
    cause = Cause.MODEL_CHANGED if same_rules and not same_seen else ours
    for check in sorted(before.answers.keys() & after.answers.keys()):
        old, new = before.answers[check], after.answers[check]
        if (old.outcome, old.value) == (new.outcome, new.value):
            continue
        yield Change(
            on=on,
            check=check,
            before=old.outcome,
            after=new.outcome,
            value_before=old.value,
            value_after=new.value,
            because=new.because,
            cause=cause,
            pin_before=before.basis.get(own, ""),
            pin_after=after.basis.get(own, ""),
        )


def _seen(audit: Audit, *, inherited: bool) -> Mapping[str, str]:
    """What the audit rests upon, with the answers of base models or without them."""
    return {place: state for place, state in audit.basis.items() if inherited or not place.startswith(INHERITED)}
