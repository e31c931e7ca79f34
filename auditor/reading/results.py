"""`model-index` of a front matter: what was reported, as rows without the texts around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from pydantic import JsonValue

from auditor.reading.json_values import plain

MAX_ROWS: Final = 500
"""Rows that are kept; beyond them only one of each dataset that none of them names."""
MAX_DATASETS: Final = 1000
"""Datasets that are kept: what a model was evaluated with is judged, how often is not."""
MAX_WORD: Final = 120


class Results(NamedTuple):
    """What was read of an index."""

    rows: tuple[JsonValue, ...]
    """`{task, dataset, metric, value}`, and `source` where one is named."""
    left_out: int
    """How many results have no row."""
    unnamed: bool
    """True where a dataset has no row, or not by its whole name: then nothing may be concluded from its absence."""


def read_results(index: object) -> Results:
    """The rows of a `model-index`, as YAML gives it; none for a value of another shape."""
    rows: list[JsonValue] = []
    named: set[str] = set()
    left_out, unnamed = 0, False
    for result, metric in _reported(index):
        name = _whole(result.get("dataset"), "name")
        if len(rows) < MAX_ROWS or (name not in named and len(named) < MAX_DATASETS):
            rows.append(_row(result, metric))
            named.add(name)
            unnamed = unnamed or len(name) > MAX_WORD
        else:
            left_out += 1
            unnamed = unnamed or name not in named
    return Results(rows=tuple(rows), left_out=left_out, unnamed=unnamed)


def _reported(index: object) -> Iterator[tuple[Mapping[object, object], Mapping[object, object]]]:
    """Each metric with the result that it stands in."""
    for model in index if isinstance(index, list) else []:
        results = model.get("results") if isinstance(model, dict) else None
        for result in results if isinstance(results, list) else []:
            metrics = result.get("metrics") if isinstance(result, dict) else None
            for metric in metrics if isinstance(metrics, list) else []:
                if isinstance(metric, dict):
                    yield result, metric


def _row(result: Mapping[object, object], metric: Mapping[object, object]) -> JsonValue:
    source = _word(result.get("source"), "name")
    row: dict[str, JsonValue] = {
        "task": _word(result.get("task"), "type"),
        "dataset": _word(result.get("dataset"), "name"),
        "metric": _word(metric, "type"),
        **({"source": source} if source else {}),
        "value": _value(metric.get("value")),
    }
    return row


def _value(told: object) -> JsonValue:
    value = plain(told)
    return value if isinstance(value, int | float | str) else None


def _word(value: object, key: str) -> str:
    return _whole(value, key)[:MAX_WORD]


def _whole(value: object, key: str) -> str:
    word = plain(value.get(key)) if isinstance(value, dict) else None
    return word if isinstance(word, str) else ""
