"""Everything flat: each table as CSV and as Parquet, with the same rows in both."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from auditor.addresses import API
from auditor.outputs import Page, Published
from auditor.tables import Cell, Kind, Table, tables

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets take for the beginning of a formula, the last four in full width. Source: OWASP, CSV Injection."""
_TYPES: Final = {
    Kind.TEXT: pa.string(),
    Kind.WORD: pa.string(),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
}
_FEW: Final = 0.5
"""A dictionary pays for a column of text where at most this part of its cells differ."""


def _inert(cell: Cell) -> Cell:
    """A text that a spreadsheet would run gets an apostrophe before it; numbers stay as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def as_csv(table: Table[Any], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Quoted by RFC 4180, each line ended by one line feed, UTF-8; what is not known is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_inert, row) for row in rows)
    return text.getvalue().encode()


def as_parquet(table: Table[Any], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Typed columns that carry their meaning; equal rows are equal bytes for one version of the library."""
    filled = [pa.array([row[at] for row in rows], _TYPES[one.kind]) for at, one in enumerate(table.columns)]
    meanings = [
        pa.field(one.name, _TYPES[one.kind], nullable=True, metadata={"description": one.meaning})
        for one in table.columns
    ]
    few = [
        one.name
        for one, found in zip(table.columns, filled, strict=True)
        if one.kind in {Kind.TEXT, Kind.WORD} and len(found.unique()) <= _FEW * len(found)
    ]
    made = pa.table(filled, schema=pa.schema(meanings, metadata={"row": table.row}))
    sink = io.BytesIO()
    parquet.write_table(made, sink, compression="zstd", use_dictionary=few, version="2.6")
    return sink.getvalue()


def _dictionary(made: Iterable[Table[Any]]) -> Page:
    """What every column of every table holds, for machines."""
    described = [
        {
            "table": table.id,
            "row": table.row,
            "columns": [{"name": one.name, "kind": one.kind.value, "meaning": one.meaning} for one in table.columns],
        }
        for table in made
    ]
    return Page(path=f"{API}/tables.json", content=f"{json.dumps({'tables': described}, indent=1)}\n".encode("ascii"))


def pages(published: Published) -> Iterator[Page]:
    """`api/v1/TABLE.csv` and `api/v1/TABLE.parquet` for each table, and `api/v1/tables.json`, their dictionary."""
    questions = [(check.id, check.question) for check in published.checks.values()]
    made = tables(published.definitions, questions)
    for table in made:
        rows = [*table.rows(published.reports)]
        yield Page(path=f"{API}/{table.id}.csv", content=as_csv(table, rows))
        yield Page(path=f"{API}/{table.id}.parquet", content=as_parquet(table, rows))
    yield _dictionary(made)
