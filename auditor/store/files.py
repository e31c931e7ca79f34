"""Write files as a whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path


def json_bytes(content: object) -> bytes:
    """Sorted JSON: equal content gives equal bytes, and git shows what changed."""
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all, and leave one alone that holds the same bytes already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        written.chmod(0o644)
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
