"""Pictures that were drawn once, kept in a folder: to draw 5,000 takes minutes, to read them does not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from auditor.store.files import write_whole

_ENDING: Final = ".png"


class Pictures:
    """Draws what was not drawn before. A picture's name is the hash of its text and of `drawn_by`, so none is stale.

    `drawn_by` stands for all else that a picture depends on: another drawing program or font makes other names.
    """

    def __init__(self, folder: Path, draw: Callable[[str], bytes], drawn_by: bytes) -> None:
        self._folder = folder
        self._draw = draw
        self._drawn_by = drawn_by
        self._asked: set[str] = set()

    def __call__(self, svg: str) -> bytes:
        """The picture as PNG, from the folder where it lies there."""
        name = f"{hashlib.sha256(self._drawn_by + svg.encode()).hexdigest()}{_ENDING}"
        self._asked.add(name)
        path = self._folder / name
        if path.is_file():
            return path.read_bytes()
        drawn = self._draw(svg)
        write_whole(path, drawn)
        return drawn

    def forget_others(self) -> None:
        """Remove the pictures that were not asked for since this was made."""
        for path in self._folder.glob(f"*{_ENDING}"):
            if path.name not in self._asked:
                path.unlink()
