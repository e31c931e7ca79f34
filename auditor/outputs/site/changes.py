"""The changes: what turned, when, and why, the newest first; and first verdicts, where nothing has turned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from auditor.addresses import FEED, scorecard_path
from auditor.changes import CAUSE_WORDS, FIRST, Event, Side, Turned, events
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.strip import strip
from auditor.wording import count

NEWEST: Final = 200
"""Events on the page."""
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH: Final = 7
"""Characters of a date that name the month: `2025-04`."""


def _heading(month: str) -> str:
    """`2025-04` as `April 2025`; a year alone says that its month is not known."""
    if not month:
        return "Date not known"
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}" if number else f"{year}, month not known"


def _side(side: Side) -> Mapping[str, str]:
    return {"state": side.state.value if side.state else "", "word": side.word}


def told(turned: Turned) -> Mapping[str, Any]:
    """One answer that turned, for this page and the model's scorecard."""
    return {
        "question": turned.question,
        "before": _side(turned.before),
        "after": _side(turned.after),
        "because": turned.because,
        "cause": CAUSE_WORDS[turned.cause],
        "pins": turned.pins,
    }


def _event(event: Event) -> Mapping[str, Any]:
    return {
        "id": event.model,
        "href": f"{scorecard_path(event.model)}/#{event.anchor}",
        "on": event.on,
        "criterion": event.criterion,
        "strip": strip(event.strip),
        "turned": told(event.turned) if event.turned else None,
        "happened": event.happened,
        "pins": event.pins,
    }


def _months(found: Sequence[Event]) -> Iterator[Mapping[str, Any]]:
    for month, group in groupby(found, key=lambda event: event.on[:_MONTH]):
        within = [_event(event) for event in group]
        yield {
            "title": _heading(month),
            "anchor": f"m-{month}" if month else "undated",
            "turned": [one for one in within if one["turned"] or one["happened"]],
            "first": [one for one in within if not one["turned"] and not one["happened"]],
        }


def page(published: Published) -> Page:
    """`changes.md`."""
    found = events(published.reports, published.definitions, published.checks)
    turned = sum(event.turned is not None for event in found)
    data = {
        "count": count(turned, "answer") if turned else "",
        "first_words": FIRST,
        "months": list(_months(found[:NEWEST])),
        "more": f"The newest {NEWEST:,} of {len(found):,} are shown" if len(found) > NEWEST else "",
        "feed": FEED,
    }
    lead = "What turned on the scorecards, when it was seen, and whether the model changed or our checks did."
    return data_page("changes.md", template="changes.html", title="Changes", lead=lead, data=data)
