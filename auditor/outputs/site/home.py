"""The home page: the whole field in one picture, and three doors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.models import row
from auditor.outputs.site.standing import REACHED_WORDS, bar, reach
from auditor.outputs.site.strip import titles
from auditor.wording import STATE_MEANINGS, STATE_WORDS, count, day, openness, plain

MATRIX_ROWS: Final = 40
"""Models in the matrix: the most open ones; all of them stand in the models index."""


def _criteria(published: Published) -> Iterator[Mapping[str, Any]]:
    """How the field stands by each criterion: counts, and where each part of its bar begins and ends (percent)."""
    total = len(published.reports)
    for index, title in enumerate(titles(published)):
        counted = Counter(report.strip.results[index].state for report in published.reports)
        yield {"title": title, "states": bar({state: counted[state] for state in STATE_WORDS}, total)}


def legend() -> list[Mapping[str, str]]:
    """The four states, their words and what they mean."""
    return [
        {"state": state.value, "word": word, "meaning": STATE_MEANINGS[state]} for state, word in STATE_WORDS.items()
    ]


def page(published: Published) -> Page:
    """`index.md`."""
    ordered = sorted(published.reports, key=openness)
    data = {
        "count": count(len(published.reports), "model"),
        "titles": titles(published),
        "criteria": list(_criteria(published)),
        "reached_words": [{"state": state.value, "word": word} for state, word in REACHED_WORDS.items()],
        "reach": [reach(one, published) for one in published.definitions],
        "matrix": [row(report) for report in ordered[:MATRIX_ROWS]],
        "matrix_note": f"The {MATRIX_ROWS} most open models are shown." if len(ordered) > MATRIX_ROWS else "",
        "legend": legend(),
        "seen": day(published.generated_from),
        "version": plain(published.version, 40),
    }
    lead = (
        "Which models on the Hugging Face Hub publish what open source asks for: training data, weights, "
        "evaluation code, fine-tuning code, training metrics and an OSI-approved "
        "license. Every verdict links what it rests on."
    )
    return data_page("index.md", template="home.html", title="Openness Auditor", lead=lead, data=data)
