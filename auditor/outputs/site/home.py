"""The home page: the whole field in one picture, and three doors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.changes import CAUSE_WORDS, events
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.standing import REACHED_WORDS, bar, reach
from auditor.outputs.site.strip import titles
from auditor.report import Report
from auditor.wording import STATE_MEANINGS, STATE_WORDS, count, day, openness, plain, states_of

MATRIX_MODELS: Final = 240
"""Models in the picture: all, or the most open ones where there are more, so that the page stays below 300 kB."""
LATEST: Final = 6
"""Events that are told."""
_COLUMNS: Final = 3
"""Tables beside each other on a wide screen; a narrow one has them one below the other."""


def _criteria(published: Published) -> Iterator[Mapping[str, Any]]:
    """How the field stands by each criterion: counts, and where each part of its bar begins and ends (percent)."""
    total = len(published.reports)
    for index, title in enumerate(titles(published)):
        counted = Counter(states_of(report.strip)[index] for report in published.reports)
        yield {"title": title, "states": bar({state: counted[state] for state in STATE_WORDS}, total)}


def _places(published: Published) -> list[Mapping[str, str]]:
    """The six places: the anchor of each one's card on a scorecard, and its title."""
    asked = published.definitions[0].requirements if published.definitions else ()
    return [{"id": one.id, "title": plain(one.title, 60)} for one in asked]


def _line(report: Report) -> Mapping[str, Any]:
    """A model's line in the picture: its name, where its scorecard is, and its six states."""
    return {
        "id": plain(report.id),
        "href": f"{scorecard_path(report.id)}/",
        "states": [{"state": state.value, "word": STATE_WORDS[state]} for state in states_of(report.strip)],
    }


def matrix(published: Published) -> Mapping[str, Any]:
    """The field in one picture, the most open models first, in tables of equal length to be read one after another."""
    ordered = sorted(published.reports, key=lambda report: (*openness(report), report.id.casefold()))
    shown = [_line(report) for report in ordered[:MATRIX_MODELS]]
    long = max(1, -(-len(shown) // _COLUMNS))
    tables = [shown[at : at + long] for at in range(0, len(shown), long)]
    return {
        "places": _places(published),
        "tables": [
            {"first": at * long + 1, "last": at * long + len(rows), "rows": rows} for at, rows in enumerate(tables)
        ],
        "note": f"The {MATRIX_MODELS} most open of {count(len(ordered), 'model')} are shown."
        if len(ordered) > MATRIX_MODELS
        else "",
    }


def _changes(published: Published) -> Iterator[Mapping[str, str]]:
    """What happened last, the newest first: what turned and by whom it was caused, or a first verdict."""
    for event in events(published.reports, published.definitions, published.checks)[:LATEST]:
        yield {
            "id": event.model,
            "href": f"{scorecard_path(event.model)}/#{event.anchor}",
            "on": event.on,
            "words": plain(event.words, 300),
            "cause": CAUSE_WORDS[event.turned.cause] if event.turned else "",
        }


def legend() -> list[Mapping[str, str]]:
    """The four states, their words and what they mean."""
    return [
        {"state": state.value, "word": word, "meaning": STATE_MEANINGS[state]} for state, word in STATE_WORDS.items()
    ]


def page(published: Published) -> Page:
    """`index.md`."""
    data = {
        "count": count(len(published.reports), "model"),
        "criteria": list(_criteria(published)),
        "reached_words": [{"state": state.value, "word": word} for state, word in REACHED_WORDS.items()],
        "reach": [reach(one, published) for one in published.definitions],
        "matrix": matrix(published),
        "legend": legend(),
        "changes": list(_changes(published)),
        "seen": day(published.generated_from),
        "version": plain(published.version, 40),
    }
    lead = (
        "Which models on the Hugging Face Hub publish what open source asks for: training data, weights, "
        "evaluation code, fine-tuning code, training metrics and an OSI-approved "
        "license. Every verdict links what it rests on."
    )
    return data_page("index.md", template="home.html", title="Openness Auditor", lead=lead, data=data)
