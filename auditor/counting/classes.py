"""To which group of each dimension a repository belongs: by its task, size, license, year, downloads and bases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from auditor.hub_state import Dimension, Stated
from auditor.outputs.site.facets import NOT_STATED, SIZES, size
from auditor.outputs.site.license_families import FAMILIES, license_family
from auditor.rules import Licenses, Standing

OTHER: Final = "other"
SEVERAL: Final = "several"
"""Licenses of more than one family."""
TASKS: Final = 16
"""Tasks that are groups of their own, the most common ones."""
DIFFERENT: Final = 400
"""Tasks that are told apart while counting: the Hub has some fifty, a stranger's file may have any number."""
RANKS: Final = (100, 1_000, 10_000)
"""Where a class of downloads ends, counted from the most downloaded."""
DEEPEST: Final = 3
"""From how many steps from the root on derivatives are one group."""
_TASK: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_TASK: Final = 60
_YEAR: Final = re.compile(r"20\d\d")
_SEPARATOR: Final = "\x1f"
_PERMISSIVE: Final = {Standing.OSI, Standing.OPEN}


class Classes:
    """The groups by name. Each method takes one value as the census tells it, and is asked once for equal ones."""

    def __init__(self, licenses: Licenses, top: Sequence[str]) -> None:
        """`top`: the ids of the most downloaded, the first the most of all."""
        self._licenses = licenses
        self.top = tuple(top)
        self._tasks: set[str] = set()

    def task(self, task: str | None) -> str:
        """The Hub's own name of it."""
        if not task:
            return NOT_STATED
        if len(task) > _LONGEST_TASK or not _TASK.fullmatch(task):
            return OTHER
        if task not in self._tasks and len(self._tasks) >= DIFFERENT:
            return OTHER
        self._tasks.add(task)
        return task

    @staticmethod
    def size(parameters: int | None) -> str:
        """The range of parameters, as the index of models has it."""
        return size(parameters)

    @staticmethod
    def created(stamp: str | None) -> str:
        """The year."""
        year = (stamp or "")[:4]
        return year if _YEAR.fullmatch(year) else NOT_STATED

    @staticmethod
    def downloads(rank: int | None) -> str:
        """`rank` counts from 0; None: none of the top. Whose downloads are not known, the caller tells."""
        return next((f"top-{end}" for end in RANKS if rank is not None and rank < end), "rest")

    @staticmethod
    def depth(steps: int | None) -> str:
        """Base models that were followed; -1: one is stated that is not there."""
        if steps is None or steps < 0:
            return NOT_STATED
        return str(steps) if steps < DEEPEST else f"{DEEPEST}-and-more"

    def license(self, joined: str | None) -> str:
        """The family of the stated licenses, of which `joined_licenses` made one text."""
        families = {license_family(one, self._licenses) for one in _parted(joined)}
        return families.pop() if len(families) == 1 else SEVERAL if families else "none"

    def stated(self, joined: str | None) -> Stated:
        """What the stated licenses allow: permissive only where all do, restricted where one does."""
        standings = {self._licenses.standing(one) for one in _parted(joined)}
        if not standings:
            return "none"
        if Standing.RESTRICTED in standings:
            return "restricted"
        return "permissive" if standings <= _PERMISSIVE else "not_known"


def _parted(joined: str | None) -> Sequence[str]:
    return [one for one in (joined or "").split(_SEPARATOR) if one]


SEPARATOR: Final = _SEPARATOR


def in_order(dimension: Dimension, rows: Mapping[str, int]) -> Sequence[str]:
    """The groups of a dimension that have rows, in the order in which they are shown."""
    if dimension == "task":
        return sorted(rows, key=lambda one: (one == NOT_STATED, one == OTHER, -rows[one], one))
    known: Iterable[str]
    match dimension:
        case "size":
            known = (*(value for value, *_ in SIZES), NOT_STATED)
        case "license":
            known = (*(one for one in FAMILIES if one != "none"), SEVERAL, "none")
        case "downloads":
            known = (*(f"top-{end}" for end in RANKS), "rest", NOT_STATED)
        case "depth":
            known = (*(str(steps) for steps in range(DEEPEST)), f"{DEEPEST}-and-more", NOT_STATED)
        case _:
            known = (*sorted(one for one in rows if one != NOT_STATED), NOT_STATED)
    return [one for one in known if one in rows]
