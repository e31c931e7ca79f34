"""Results of benchmarks as they are reported on the Hub: never ours, never made up where nobody reports one."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import JsonValue

from auditor.answers import Citation
from auditor.evidence import Evidence, Place
from auditor.record import Record

_TEXT = 120


class Evaluation(Record):
    """One value that somebody reports for one benchmark."""

    benchmark: str
    """The evaluation set as it is named, or its Hub id."""
    task: str = ""
    metric: str = ""
    value: float
    by: str = ""
    """Whom the result is taken from, where that is told; empty: the publisher of the model says it."""
    on: str = ""
    """The day that the result is of, where that is told; empty: as old as what was read."""
    citation: Citation


def evaluations(evidence: Evidence) -> Iterator[Evaluation]:
    """The results that the host itself collects, then those of the card's `model-index`; what is no number is left."""
    place = evidence.place
    if place is None or place.snapshot is None:
        return
    for one in place.snapshot.reported:
        yield Evaluation(
            benchmark=one.benchmark,
            task=one.task,
            value=one.value,
            by=one.by,
            on=one.on,
            citation=place.cite_file(one.path, f"{one.benchmark}: {one.value:g}"),
        )
    yield from _of_card(place)


def _of_card(place: Place) -> Iterator[Evaluation]:
    front = place.card.front_matter if place.card else None
    rows = front.values.get("model-index") if front else None
    for row in rows if front and isinstance(rows, list) else []:
        if not isinstance(row, dict):
            continue
        value, benchmark = _number(row.get("value")), _text(row.get("dataset"))
        if value is None or not benchmark:
            continue
        yield Evaluation(
            benchmark=benchmark,
            task=_text(row.get("task")),
            metric=_text(row.get("metric")),
            value=value,
            by=_text(row.get("source")),
            citation=place.cite_card(f"{benchmark}: {value:g}", front.lines.get("model-index", 0) if front else 0),
        )


def _text(value: JsonValue) -> str:
    return value[:_TEXT] if isinstance(value, str) else ""


def _number(value: JsonValue) -> float | None:
    """The value as a number; `45.3 %` and the like are not guessed at."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
