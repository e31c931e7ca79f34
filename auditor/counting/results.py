"""What `auditor census` wrote: the partitions of its result, and what it says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeGuard

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from auditor.census.columns import CRITERION, DEFINITION, TYPES
from auditor.census.source import short
from auditor.hub_state import Census
from auditor.store import BadData
from auditor.wording import plain

ROWS: Final = 65_536
"""Rows of a batch: a few tens of megabytes of the columns that are read."""
MAX_JSON: Final = 4 * 1024 * 1024
"""Bytes of census.json, and of dictionary.json."""
MOST: Final = 1_000
"""Entries of one table of census.json that are kept."""
_COLUMNS: Final = (
    *("id", "created_at", "task", "downloads", "parameters", "licenses", "bases", "root_licenses", "depth", "lineage"),
    *("inherits_restricted", "reasons"),
)
"""What is counted, beside a column for each criterion and definition."""


class Results:
    """The result of one census. Raises `BadData` with one sentence where `folder` holds none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = sorted((folder / "results").glob("partition=*/*.parquet"))
        if not self._files:
            raise BadData(
                f"{folder}: there is no census here; allowed is a folder that `auditor census SOURCE --out` wrote, "
                "with results/partition=NNN/part.parquet"
            )
        names = self._names()
        if lacking := [name for name in _COLUMNS if name not in names]:
            raise BadData(
                f"{folder}/results: there is no column {lacking[0]!r}; allowed is what `auditor census` wrote"
            )
        self.criteria = tuple(name for name in names if name.startswith(CRITERION))
        self.definitions = tuple(name for name in names if name.startswith(DEFINITION))
        for kind, found in (("criterion_ID", self.criteria), ("definition_ID", self.definitions)):
            if not found:
                raise BadData(f"{folder}/results: there is no column {kind}; allowed is what a census wrote")

    def _names(self) -> Sequence[str]:
        """The columns that all files have."""
        found: dict[str, int] = {}
        try:
            for file in self._files:
                found |= {name: found.get(name, 0) + 1 for name in pq.read_schema(file).names}
        except (pa.ArrowException, OSError) as error:
            raise BadData(f"{file}: it is no whole Parquet ({short(error)})") from error
        return [name for name, number in found.items() if number == len(self._files)]

    def batches(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """All rows in the order of the partitions, with these columns, so many at a time that memory stays bounded."""
        try:
            # One file at a time: a scanner of the whole folder reads ahead, and more with every file.
            for file in self._files:
                with pq.ParquetFile(file) as part:
                    for batch in part.iter_batches(ROWS, columns=list(columns)):
                        yield self._typed(pa.Table.from_batches([batch]))
        except (pa.ArrowException, OSError) as error:
            raise BadData(f"{self._folder}/results: it cannot be read to its end ({short(error)})") from error

    def _typed(self, table: pa.Table) -> pa.Table:
        """The columns as the dictionary of the census says: other numbers, dictionaries and empty columns are cast."""
        return table.cast(pa.schema([(name, TYPES.get(name, pa.string())) for name in table.schema.names]))

    def census(self) -> Census:
        """What census.json says, as far as it says it; what it lacks stays empty."""
        told = self._json("census.json")
        source, cards = _table(told.get("source")), _table(told.get("cards"))
        observed = _table(source.get("observed"))
        repeated = source.get("duplicates")
        return Census(
            kind=_text(source.get("kind")) or "a source that is not named",
            files=(*_texts(source.get("files")), *_texts(cards.get("files"))),
            observed_from=_text(observed.get("oldest"), 40),
            observed_to=_text(observed.get("newest"), 40),
            newest_modified=_text(observed.get("newest_modified"), 40),
            rules=_text(told.get("rules")),
            duplicates=repeated if _is_count(repeated) else 0,
            poisoned={name: one for name, one in _table(told.get("poisoned")).items() if _is_count(one)},
        )

    def _json(self, name: str) -> Mapping[str, Any]:
        path = self._folder / name
        try:
            if path.stat().st_size > MAX_JSON:
                raise BadData(f"{path}: it is larger than {MAX_JSON:,} bytes")
            told = json.loads(path.read_bytes())
        except FileNotFoundError as error:
            raise BadData(f"{path}: it is not there; the census has not come to its end") from error
        except (ValueError, RecursionError) as error:
            raise BadData(f"{path}: it is not JSON") from error
        if not isinstance(told, dict):
            raise BadData(f"{path}: it is not a JSON object")
        return told

    def meanings(self) -> Mapping[str, str]:
        """What the reason codes mean, by dictionary.json."""
        found = _table(self._json("dictionary.json").get("reasons"))
        return {code: words for code, told in found.items() if (words := _text(told, 200))}


def _text(value: Any, limit: int = 100) -> str:
    return plain(value, limit) if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, value[:MOST]))) if isinstance(value, list) else ()


def _table(value: Any) -> Mapping[str, Any]:
    return {_text(key): one for key, one in list(value.items())[:MOST]} if isinstance(value, dict) else {}


def _is_count(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
