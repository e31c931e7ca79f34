"""Hold a citation against what its host answers today. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from auditor.answers import Citation
from auditor.evidence import File, Missing, Reason, Snapshot
from auditor.record import Record
from auditor.sources import Listing
from auditor.verify.held import Pin

SHA256: Final = 64
"""Digits of a sha256: what the Hub tells of LFS files is one, a git blob's id is shorter."""


class Fate(StrEnum):
    """What became of a citation. What could not be asked is never taken for gone."""

    CONFIRMED = "confirmed"
    GONE = "gone"
    REFUSED = "refused"
    REWRITTEN = "rewritten"
    NOT_PINNED = "not_pinned"
    NOT_ASKED = "not_asked"


FALLEN: Final = (Fate.GONE, Fate.REFUSED, Fate.REWRITTEN)
"""What no longer stands."""


class Found(Record):
    """What became of one citation, and why in a clause (empty where it is confirmed). `failed`: a host failed us."""

    fate: Fate
    why: str = ""
    failed: bool = False


_FATES: Final = {
    Reason.NOT_FOUND: (Fate.GONE, "it does not exist any more"),
    Reason.NOT_FOUND_OR_PRIVATE: (Fate.GONE, "the repository does not exist any more or is private"),
    Reason.EMPTY: (Fate.GONE, "the repository is empty"),
    Reason.GATED: (Fate.REFUSED, "it is behind a gate"),
    Reason.DISABLED: (Fate.REFUSED, "the repository is disabled"),
    Reason.REFUSED: (Fate.REFUSED, "access is refused"),
}
STANDS: Final = Found(fate=Fate.CONFIRMED)


def refused(missing: Missing) -> Found:
    """What a host's refusal makes of a citation."""
    fate, why = _FATES[missing.reason]
    return Found(fate=fate, why=why)


def needs_bytes(citation: Citation, pin: Pin, held: Snapshot | None) -> bool:
    """True where only the file itself can confirm: a listing tells the sha256 of LFS files, and no other's."""
    if not pin.path or not citation.sha256:
        return False
    file = held.by_path.get(pin.path) if held else None
    return not pin.revision or file is None or file.oid != citation.sha256


def of_bytes(citation: Citation, sha256: str) -> Found:
    """A file by its hash today."""
    return STANDS if citation.sha256 in {"", sha256} else Found(fate=Fate.REWRITTEN, why="the file has another hash")


def of_listing(citation: Citation, pin: Pin, told: Listing, held: Snapshot | None) -> Found:
    """A listing, or a file that stands in it, by the listing that its commit has today."""
    today = {file.path: file for file in told.files}
    return _file(citation, pin.path, today, told, held) if pin.path else _listing(today, told, held)


def _file(citation: Citation, path: str, today: Mapping[str, File], told: Listing, held: Snapshot | None) -> Found:
    file = today.get(path)
    if file is None:
        return Found(fate=Fate.GONE, why="the commit has no such file") if told.complete else _part()
    before = held.by_path.get(path) if held else None
    expected = citation.sha256 or (before.oid if before else "")
    if citation.sha256 and len(file.oid) != SHA256:
        return Found(fate=Fate.NOT_ASKED, why="the listing tells no hash of the file")
    if _differ(expected, file.oid):
        return Found(fate=Fate.REWRITTEN, why="the file has another hash")
    return STANDS


def _listing(today: Mapping[str, File], told: Listing, held: Snapshot | None) -> Found:
    before = held.by_path if held and held.files is not None else {}
    if any(_differ(file.oid, today[path].oid) for path, file in before.items() if path in today):
        return Found(fate=Fate.REWRITTEN, why="a listed file has another hash")
    less = before.keys() - today.keys()
    if less and not told.complete:
        return _part()
    more = today.keys() - before.keys() if held and held.complete and before else set()
    if less or more:
        return Found(fate=Fate.REWRITTEN, why=f"{len(less)} listed files are no more, {len(more)} are new")
    return STANDS


def _differ(one: str, other: str) -> bool:
    """True for two ids of the same kind that are not the same; what was not told differs from nothing."""
    return bool(one and other and len(one) == len(other) and one != other)


def _part() -> Found:
    return Found(fate=Fate.NOT_ASKED, why="only a part of the listing came", failed=True)
