"""What turned on a model's scorecard, and what happened to its repository: when, why, and between which commits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from auditor.changes import events
from auditor.outputs import Published
from auditor.outputs.site.changes import told
from auditor.outputs.site.cited import check_link
from auditor.report import Report
from auditor.wording import count, day

SHOWN: Final = 50
"""Changes that are told, the newest; the others are counted."""


def timeline(report: Report, published: Published) -> Mapping[str, Any]:
    """The changes, newest first, and the day of the observation for who finds none."""
    found = [
        {**check_link(event.turned.check, published), **told(event.turned), "on": day(event.on)}
        if event.turned
        else {"happened": event.happened, "pins": event.pins, "on": day(event.on)}
        for event in events((report,), published.definitions, published.checks)
        if event.turned or event.happened
    ]
    more = len(found) - SHOWN
    return {
        "observed": day(report.observed),
        "changes": found[:SHOWN],
        "more": count(more, "older change") if more > 0 else "",
    }
