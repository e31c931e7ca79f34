"""The home page: the whole field in one picture, and three doors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any, Final

from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.models import row
from auditor.outputs.site.strip import titles
from auditor.score import State, Verdict
from auditor.wording import STATE_MEANINGS, STATE_WORDS, count, day, openness, plain

MATRIX_ROWS: Final = 40
"""Models in the matrix: the most open ones; all of them stand in the models index."""


def _percent(counted: int, total: int) -> str:
    return f"{100 * counted / total:.4g}" if total else "0"


def _criteria(published: Published) -> Iterator[Mapping[str, Any]]:
    """How the field stands by each criterion: counts, and where each part of its bar begins and ends (percent)."""
    total = len(published.reports)
    for index, title in enumerate(titles(published)):
        found = Counter(report.strip.results[index].state for report in published.reports)
        before = accumulate((found[state] for state in STATE_WORDS), initial=0)
        bars = [
            {
                "state": state.value,
                "count": f"{found[state]:,}",
                "at": _percent(passed, total),
                "share": _percent(found[state], total),
            }
            for state, passed in zip(STATE_WORDS, before, strict=False)
        ]
        yield {"title": title, "states": bars}


def _verdicts(published: Published) -> Iterator[Mapping[str, Any]]:
    """How many models meet each definition."""
    for definition in published.definitions:
        found = Counter(
            card.verdict
            for report in published.reports
            for card in report.scorecards
            if card.definition == definition.id
        )
        yield {
            "title": plain(definition.title),
            "href": f"definitions/{definition.id}/",
            "met": f"{found[Verdict.MET]:,}",
            "of": count(sum(found.values()), "model"),
            "others": [
                {"word": STATE_WORDS[State(verdict.value)], "count": f"{found[verdict]:,}"}
                for verdict in (Verdict.PARTIAL, Verdict.NOT_MET, Verdict.UNKNOWN)
            ],
        }


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
        "verdicts": list(_verdicts(published)),
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
