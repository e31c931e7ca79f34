"""What the stages of a run told as JSON (`auditor --json collect >FOLDER/collect.json`), read back from their files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from auditor.record import Record
from auditor.utf8 import read_json

STAGES: Final = {"collect": "observing", "judge": "judging", "build": "building"}
"""The stages of a run, by the name of their file, as words."""
MAX_BYTES: Final = 64 * 1024 * 1024


class Run(Record):
    """What a run told of itself. A stage that did not come to its end told nothing."""

    ended: tuple[str, ...] = ()
    """The stages that told something, by name."""
    observed: int = 0
    unchanged: int = 0
    requests: int = 0
    failed: Mapping[str, str] = {}
    """Place -> why it could not be observed."""
    left: tuple[str, ...] = ()
    """Places that the hosts' limits left for the next run."""

    @property
    def broken(self) -> tuple[str, ...]:
        """The stages that did not come to their end, as words."""
        return tuple(words for name, words in STAGES.items() if name not in self.ended)


def read_run(folder: Path) -> Run:
    """Read the files of a folder. What is missing, cut off or of another shape is taken as not told."""
    told = {name: found for name in STAGES if (found := _told(folder / f"{name}.json")) is not None}
    seen = told.get("collect", {})
    failed, left = seen.get("failed"), seen.get("left")
    return Run(
        ended=tuple(told),
        observed=_number(seen.get("observed")),
        unchanged=_number(seen.get("unchanged")),
        requests=_number(seen.get("requests_sent")),
        failed={str(place): str(why) for place, why in failed.items()} if isinstance(failed, dict) else {},
        left=tuple(map(str, left)) if isinstance(left, list) else (),
    )


def _told(path: Path) -> Mapping[str, Any] | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        found = read_json(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _number(found: object) -> int:
    return found if isinstance(found, int) and not isinstance(found, bool) else 0
