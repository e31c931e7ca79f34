"""One thing that is to be said of a card."""

from __future__ import annotations

from enum import StrEnum

from auditor.record import Record


class Severity(StrEnum):
    """An error is wrong whatever the card is for; a hint is what an audit would miss."""

    ERROR = "error"
    HINT = "hint"


class Finding(Record):
    """What was found at a line (from 1), and what is allowed there or what to add."""

    line: int
    severity: Severity
    message: str


def error(line: int, message: str) -> Finding:
    """What has to be mended."""
    return Finding(line=max(1, line), severity=Severity.ERROR, message=message)


def hint(line: int, message: str) -> Finding:
    """What would be missed."""
    return Finding(line=max(1, line), severity=Severity.HINT, message=message)
