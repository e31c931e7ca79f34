"""Compare two audits of one model: what turned, and whether the model changed or our checks did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

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
    checks: Mapping[str, int]
    """Check id -> its version."""
    rules: str
    """Names the version of licenses and vocabulary."""
    answers: Mapping[str, Answer]


class Cause(StrEnum):
    """Why an answer turned."""

    MODEL_CHANGED = "the model changed"
    CHECKS_CHANGED = "our checks changed"


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


def compare(before: Audit, after: Audit, *, on: str) -> Iterator[Change]:
    """The answers that turned between two audits of one model, in the order of check ids.

    A change is our checks' where everything seen is the same; where what was seen differs it is the model's. What a
    model inherits turns with our checks too, so it tells of the model only where these and the rules are the same.
    `on` is the day that the later evidence was seen.
    """
    own = next(iter(after.basis), "")
    same_checks = all(after.checks.get(check, version) == version for check, version in before.checks.items())
    inherited = same_checks and before.rules == after.rules
    seen_changed = _seen(before, inherited=inherited) != _seen(after, inherited=inherited)
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
            cause=Cause.MODEL_CHANGED if seen_changed else Cause.CHECKS_CHANGED,
            pin_before=before.basis.get(own, ""),
            pin_after=after.basis.get(own, ""),
        )


def _seen(audit: Audit, *, inherited: bool) -> Mapping[str, str]:
    """What the audit rests upon, with the answers of base models or without them."""
    return {place: state for place, state in audit.basis.items() if inherited or not place.startswith(INHERITED)}
