"""Write files as a whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path
from typing import Final

_PART: Final = ".tmp"
_ABANDONED: Final = 3600.0
"""Seconds after which a part of a file belongs to no process that still writes it."""


def json_bytes(content: object) -> bytes:
    """Sorted JSON: equal content gives equal bytes, and git shows what changed."""
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all, and leave one alone that holds the same bytes already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_PART)
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        written.chmod(0o644)
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove the parts of files that a killed process left below a folder more than an hour ago."""
    for path in folder.rglob(f".*{_PART}"):
        if path.is_file() and path.stat().st_mtime < time.time() - _ABANDONED:
            path.unlink(missing_ok=True)
