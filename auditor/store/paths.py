"""Which ids can be files of the register on every system that checks it out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}
)
"""Names of devices, with any ending. Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""


def refusal(model_id: str, registered: Iterable[str]) -> str:
    """Why a checked id cannot be registered beside others, one clause; empty where it can.

    Other hosts' datasets and repositories of such names stay places like any other: only the register is refused.
    """
    reserved = next((part for part in model_id.split("/") if part.partition(".")[0].casefold() in _RESERVED), "")
    if reserved:
        return f"{reserved!r} is a device's name on Windows, where the register could not be checked out"
    for other in registered:
        if other != model_id and other.casefold() == model_id.casefold():
            return f"it differs from {other!r} in case only, and the Hub knows no case"
        ours, theirs = model_id.partition("/")[0], other.partition("/")[0]
        if ours != theirs and ours.casefold() == theirs.casefold():
            return f"its owner is written {theirs!r} in {other!r}, and the Hub knows no case"
    return ""


def links_below(folder: Path) -> tuple[Path, ...]:
    """Every symbolic link below a folder, in order: what it leads to is not ours to read or to write."""
    return tuple(sorted(path for path in folder.rglob("*") if path.is_symlink()))
