"""The tables that are published. The files and the data dictionary are both made from here, so they cannot part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from auditor.definitions import Definition
from auditor.tables.columns import Cell, Column, Kind, Table
from auditor.tables.long import answers, changes, evaluations, happenings
from auditor.tables.models import models

__all__ = ["Cell", "Column", "Kind", "Table", "tables"]


def tables(definitions: Sequence[Definition], questions: Iterable[tuple[str, str]]) -> Sequence[Table[Any]]:
    """All tables, in the order in which they are shown."""
    return (models(definitions, questions), answers(), evaluations(), changes(), happenings())
