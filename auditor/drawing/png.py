"""SVG drawn to pixels, with our own font and no other; what was drawn once is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Final

import resvg_py

from auditor.drawing.lettering import FAMILY, FONTS

Draw = Callable[[str], bytes]
_ENDING: Final = ".png"


def png(svg: str) -> bytes:
    """The picture as a PNG of its own size; the same bytes for the same text on any machine."""
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(FONTS), font_family=FAMILY)


class Kept:
    """Draws what was not drawn before, and remembers it in a folder: 5,000 pictures take minutes, 5,000 reads do not.

    A picture's name there is the hash of its text, of resvg's version and of the fonts, so none is ever stale.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._base = hashlib.sha256(version("resvg-py").encode())
        for font in FONTS:
            self._base.update(Path(font).read_bytes())
        self._asked: set[str] = set()

    def __call__(self, svg: str) -> bytes:
        """The picture, from the folder where it lies there."""
        hashed = self._base.copy()
        hashed.update(svg.encode())
        name = f"{hashed.hexdigest()}{_ENDING}"
        self._asked.add(name)
        path = self._folder / name
        if path.is_file():
            return path.read_bytes()
        drawn = png(svg)
        self._folder.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        half.write_bytes(drawn)
        half.replace(path)
        return drawn

    def forget_others(self) -> None:
        """Remove the pictures that were not asked for since this was made."""
        for path in self._folder.glob(f"*{_ENDING}"):
            if path.name not in self._asked:
                path.unlink()
