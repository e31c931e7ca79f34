"""SVG drawn to pixels, with our own font and no other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import resvg_py

from auditor.drawing.lettering import FAMILY, FONTS

Draw = Callable[[str], bytes]


def png(svg: str) -> bytes:
    """The picture as a PNG of its own size; the same bytes for the same text on any machine."""
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(FONTS), font_family=FAMILY)


def drawn_by() -> bytes:
    """What a picture depends on beside its own text: the version of resvg and the fonts, as one hash."""
    found = hashlib.sha256(version("resvg-py").encode())
    for font in FONTS:
        found.update(Path(font).read_bytes())
    return found.digest()
