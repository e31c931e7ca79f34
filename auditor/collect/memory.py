"""What one run notes for the next beside the cache of answers: it may be lost, then the next run asks a little more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from auditor.transport import Door

_LIMITS: Final = "limits"
_NUMBERS: Final = ("remaining", "resets_at")


@dataclass(kw_only=True)
class Notes:
    """What a run learned of the asking itself; no evidence."""

    pages: dict[str, int] = field(default_factory=dict)
    """By list: how many pages it took the last time."""
    asked: dict[str, str] = field(default_factory=dict)
    """By place: when a run that asked it began, answered or not, in ISO form: what always fails is not always first."""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """The notes of this machine, kept in the door's cache; none where the door has none."""

    door: Door

    def notes(self) -> Notes:
        """What the last run noted."""
        pages, asked = self._noted("pages"), self._noted("asked")
        return Notes(
            pages={name: number for name, number in pages.items() if isinstance(number, int)},
            asked={name: when for name, when in asked.items() if isinstance(when, str)},
        )

    def limits(self) -> tuple[Mapping[str, Any], ...]:
        """What was left of the hosts' limits when the last run ended, of windows that still last.

        The keys are `host`, `bucket`, `remaining`, `limit` and `resets_at` (seconds since the epoch).
        """
        noted = self.door.cache.noted(_LIMITS) if self.door.cache else None
        rows = [row for row in noted if isinstance(row, dict)] if isinstance(noted, list) else []
        whole = [row for row in rows if all(isinstance(row.get(key), int | float) for key in _NUMBERS)]
        return tuple(row for row in whole if row["resets_at"] > self.door.clock())

    def keep(self, notes: Notes) -> None:
        """Note what this run learned."""
        if self.door.cache:
            self.door.cache.note("pages", notes.pages)
            self.door.cache.note("asked", notes.asked)
            self.door.cache.note(_LIMITS, list(self.door.limits.told()))

    def _noted(self, name: str) -> Mapping[str, object]:
        noted = self.door.cache.noted(name) if self.door.cache else None
        return noted if isinstance(noted, dict) else {}
