"""The Hub's collection of benchmark results (`evalResults`): its shape, and what we keep of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from pydantic import JsonValue

from auditor.evidence import Reported
from auditor.transport import Reply

RESULTS_FOLDER: Final = ".eval_results/"
"""Where a repository keeps the files that the Hub collects from. Source: the Hub's documentation of eval results."""
_MOST: Final = 200
_TEXT: Final = 120


def reported_of(reply: Reply) -> tuple[Reported, ...]:
    """The results in the answer, at most 200; entries that the Hub marks as broken or that lack a number are left.

    Raises `HostFailure` for an answer that is not JSON.
    """
    found = reply.json()
    rows = found.get("evalResults") if isinstance(found, dict) else None
    return tuple(_read(rows if isinstance(rows, list) else []))


def _read(rows: list[JsonValue]) -> Iterator[Reported]:
    for row in rows[:_MOST]:
        data = _dict(row).get("data")
        dataset, source = _dict(_dict(data).get("dataset")), _dict(_dict(data).get("source"))
        value = _dict(data).get("value")
        path, benchmark = _text(_dict(row).get("filename")), _text(dataset.get("id"))
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if number and benchmark and path.startswith(RESULTS_FOLDER):
            yield Reported(
                benchmark=benchmark,
                task=_text(dataset.get("task_id")),
                value=float(value),  # type: ignore[arg-type]
                by=_text(source.get("name")) or _text(source.get("org")) or _text(source.get("user")),
                on=_text(_dict(data).get("date"))[:10],
                path=path,
            )


def _dict(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _text(value: JsonValue) -> str:
    return value[:_TEXT] if isinstance(value, str) else ""
