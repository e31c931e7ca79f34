"""The rows of a long models index that stand in no page, in files of a few thousand, for its script."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from auditor.outputs import Page

ROWS: Final = 2_500
"""Rows of a file: to read so many holds a browser up by less than a frame."""
FOLDER: Final = "models/rows--"
"""No repository id holds `--` (`checked_name`): no owner's folder has this name."""
_PLAIN: Final = ("id", "states", "number")
"""Columns whose values are nearly all different."""
_FEW: Final = ("license", "license_family", "task", "observed", "meets", "size", "family")
"""Columns of few different values: each is written once, and the rows name its place."""


def _few(values: Sequence[str]) -> Mapping[str, Sequence[Any]]:
    """`of`: the different values, in the order in which they come first; `at`: for every row the place of its own."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return {"of": list(places), "at": [places[value] for value in values]}


def shard(rows: Sequence[Mapping[str, Any]], place: int) -> Page:
    """One file of rows as `models.row` makes them; it is named after its content, so no old copy can be taken for it.

    `place` is how many rows stand before it.
    """
    columns = {
        "first": place,
        **{name: [row[name] for row in rows] for name in _PLAIN},
        **{name: _few([row[name] for row in rows]) for name in _FEW},
    }
    content = f"{json.dumps(columns, ensure_ascii=False, separators=(',', ':'))}\n".encode()
    return Page(path=f"{FOLDER}/{place}-{hashlib.sha256(content).hexdigest()[:12]}.json", content=content)


def shards(rows: Sequence[Mapping[str, Any]], first: int) -> Iterator[Page]:
    """All rows from `first` on, in their order."""
    for place in range(first, len(rows), ROWS):
        yield shard(rows[place : place + ROWS], place)
