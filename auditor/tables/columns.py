"""What a table is: columns that say what they are called, what they hold, and how they are filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from auditor.report import Report
from auditor.wording import day, plain

Row = TypeVar("Row")
Cell = str | int | float | None
"""None where nothing is known or nothing applies; a text is never empty."""
_OTHER: Final = re.compile(r"[^a-z0-9]+")


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    WORD = "word"
    """One of few: kept once in a dictionary."""
    WHOLE = "whole number"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column of a table whose rows are made of `Row`."""

    name: str
    kind: Kind
    meaning: str
    of: Callable[[Row], Cell]

    def cell(self, row: Row) -> Cell:
        """The row's cell: text on one line without characters that cannot be seen, None where it is empty."""
        found = self.of(row)
        return plain(found) or None if isinstance(found, str) else found


@dataclass(frozen=True, kw_only=True)
class Table(Generic[Row]):
    """One table: `id` is its files' name, `row` says what a row is."""

    id: str
    row: str
    columns: tuple[Column[Row], ...]
    rows_of: Callable[[Report], Iterable[Row]]

    def rows(self, reports: Iterable[Report]) -> Iterator[tuple[Cell, ...]]:
        """The rows of all reports in their order."""
        for report in reports:
            for row in self.rows_of(report):
                yield tuple(column.cell(row) for column in self.columns)

    def count(self, reports: Iterable[Report]) -> int:
        """How many rows there are."""
        return sum(1 for report in reports for _ in self.rows_of(report))


def name_of(identifier: str) -> str:
    """An id as a part of a column's name that no query language has to quote: `osaid-1.0` reads `osaid_1_0`."""
    return _OTHER.sub("_", identifier.lower()).strip("_")


def date(stamp: str) -> str | None:
    """A date as much of it as is known, None where none is."""
    found = day(stamp)
    return found if found[0].isdigit() else None


def column(name: str, kind: Kind, meaning: str, of: Callable[[Any], Cell]) -> Column[Any]:
    """A column in one line."""
    return Column(name=name, kind=kind, meaning=meaning, of=of)


def id_of(of: Callable[[Any], Report]) -> Column[Any]:
    """The column that every table has; `of` gives the report of a row."""
    return column("id", Kind.TEXT, "The model's id on the Hugging Face Hub, OWNER/NAME.", lambda row: of(row).id)
