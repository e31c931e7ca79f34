"""Draw the picture of pages that have no card: `python -m tests.site.social`, after a change of the look."""

from __future__ import annotations

from typing import Final

import resvg_py

from auditor.drawing.lettering import FAMILY, FONTS
from auditor.drawing.shapes import ACCENT, COLORS, GROUND, INK, LINE, QUIET, SHAPES, SIZE
from auditor.score import State
from tests.site.sample import ROOT

TARGET: Final = ROOT / "docs/assets/social.svg"
WIDTH: Final = 1200
HEIGHT: Final = 630
"""As the cards of models."""
_LEFT: Final = 80
_SHAPE: Final = 80
_COLUMN: Final = 183
_SIX: Final = (
    ("Training data", State.PARTIAL),
    ("Weights", State.MET),
    ("Evaluation code", State.NOT_MET),
    ("Fine-tuning code", State.MET),
    ("Training metrics", State.UNKNOWN),
    ("License", State.MET),
)
"""Each of the four shapes at least once; the picture is of no model."""


def _text(  # noqa: PLR0913, PLR0917 - a line is a text, a place and a look
    text: str, x: int, baseline: int, size: int, color: str, weight: int = 400
) -> str:
    return f'<text x="{x}" y="{baseline}" font-size="{size}" font-weight="{weight}" fill="{color}">{text}</text>'


def _six() -> list[str]:
    parts = []
    for at, (title, state) in enumerate(_SIX):
        x = _LEFT + at * _COLUMN
        place = f"translate({x} 334) scale({_SHAPE / SIZE:g})"
        parts += [f'<g color="{COLORS[state]}" transform="{place}">{SHAPES[state]}</g>', _text(title, x, 454, 20, INK)]
    return parts


def svg() -> str:
    """The picture of 1200 x 630 pixels."""
    parts = [
        "<title>Openness Auditor: is it really open source?</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/>',
        f'<rect width="{WIDTH}" height="10" fill="{ACCENT}"/>',
        _text("Openness Auditor", _LEFT, 82, 28, ACCENT, 600),
        _text("Is it really open source?", _LEFT, 240, 84, INK, 600),
        *_six(),
        f'<rect x="{_LEFT}" y="530" width="{WIDTH - 2 * _LEFT}" height="2" fill="{LINE}"/>',
        _text("What models on the Hugging Face Hub publish, and where to see it", _LEFT, 580, 28, QUIET),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FAMILY}, sans-serif">'
    return "\n".join([head, *parts, "</svg>", ""])


def main() -> None:
    """Write docs/assets/social.svg and social.png."""
    TARGET.write_text(svg(), encoding="utf-8")
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg(), font_files=[str(font) for font in FONTS], skip_system_fonts=True, width=WIDTH, height=HEIGHT
    )
    TARGET.with_suffix(".png").write_bytes(bytes(drawn))


if __name__ == "__main__":
    main()
