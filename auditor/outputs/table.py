"""Everything flat: each table as CSV and as Parquet, with the same rows in both."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet
from pydantic import ConfigDict

from auditor.addresses import API
from auditor.outputs import Page, Published
from auditor.record import Record
from auditor.report import Report
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


class Part(Record):
    """One model's part of a table: its lines of CSV, and its cells column by column."""

    model_config = ConfigDict(ser_json_inf_nan="constants")

    lines: str
    columns: tuple[tuple[Cell, ...], ...]


class Parts(Record):
    """One model's part of every table."""

    model_config = ConfigDict(ser_json_inf_nan="constants")

    of: tuple[Part, ...]


def parts_of(report: Report, made: Sequence[Table[Any]]) -> Parts:
    """What one model adds to each table."""
    return Parts(of=tuple(part_of(table, [*table.rows((report,))]) for table in made))


def part_of(table: Table[Any], rows: Sequence[Sequence[Cell]]) -> Part:
    """The rows in both forms."""
    columns = tuple(zip(*rows, strict=True)) or ((),) * len(table.columns)
    return Part(lines=_lines(map(_inert, row) for row in rows), columns=columns)


def _lines(rows: Iterable[Iterable[Cell]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def as_csv(table: Table[Any], parts: Iterable[Part]) -> bytes:
    """Quoted by RFC 4180, each line ended by one line feed, UTF-8; what is not known is empty."""
    head = _lines([[column.name for column in table.columns]])
    return "".join((head, *(part.lines for part in parts))).encode()


def as_parquet(table: Table[Any], parts: Sequence[Part]) -> bytes:
    """Typed columns that carry their meaning; equal rows are equal bytes for one version of the library."""
    filled = [
        pa.array(list(chain.from_iterable(part.columns[at] for part in parts)), _TYPES[one.kind])
        for at, one in enumerate(table.columns)
    ]
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


def _written(parts: Parts) -> bytes:
    return parts.model_dump_json().encode()


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

    def make(report: Report) -> Parts:
        return parts_of(report, made)

    def read(content: bytes) -> Parts:
        found = Parts.model_validate_json(content)
        if [len(one.columns) for one in found.of] != [len(table.columns) for table in made]:
            raise ValueError("these are parts of other tables")
        return found

    parts = [published.once("rows", report, make, _written, read).of for report in published.reports]
    for at, table in enumerate(made):
        of_table = [one[at] for one in parts]
        yield Page(path=f"{API}/{table.id}.csv", content=as_csv(table, of_table))
        yield Page(path=f"{API}/{table.id}.parquet", content=as_parquet(table, of_table))
    yield _dictionary(made)
