"""The picture that stands for a model where its page is shared: its id, the strip with its six names, the words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from auditor.addresses import card_png
from auditor.drawing.lettering import FAMILY, fitted, known, lines
from auditor.drawing.shapes import ACCENT, COLORS, GROUND, INK, LINE, QUIET, SHAPES, SIZE
from auditor.outputs import Page, Published
from auditor.report import Report
from auditor.wording import STATE_WORDS, observed_words, plain, states_of

WIDTH: Final = 1200
HEIGHT: Final = 630
"""What the services that show such pictures ask for: 1.91 to 1."""
_LEFT: Final = 80
_ROOM: Final = WIDTH - 2 * _LEFT
_SHAPE: Final = 80
_ID_TOP: Final = 118
_ID_SIZES: Final = ((68, 1), (60, 2), (46, 3), (36, 4), (24, 9))
"""Sizes of the id, and how many lines each may take. The longest id that the Hub allows fits at the last."""


def _id_lines(model: str) -> tuple[int, list[str]]:
    """The largest size at which an id fits, and its lines."""
    for size, most in _ID_SIZES:
        found = lines(model, _ROOM, size=size, bold=True)
        if len(found) <= most:
            break
    return size, list(found)


def _text(  # noqa: PLR0913 - a line is a text, a place and a look
    text: str, x: float, baseline: float, *, size: int, color: str, bold: bool = False, end: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    anchor = ' text-anchor="end"' if end else ""
    return f'<text x="{x:g}" y="{baseline:g}" font-size="{size}" fill="{color}"{weight}{anchor}>{escape(text)}</text>'


def _six(report: Report, top: int) -> Iterator[str]:
    """The strip: every shape with the criterion's name and the state in words below it."""
    # The last name is short, so the columns may be wider than a sixth.
    column = (_ROOM + 60) // len(report.strip.states)
    for at, (title, state) in enumerate(zip(report.strip.titles, states_of(report.strip), strict=True)):
        x = _LEFT + at * column
        color = COLORS[state]
        yield f'<g color="{color}" transform="translate({x} {top}) scale({_SHAPE / SIZE:g})">{SHAPES[state]}</g>'
        short = fitted(known(plain(title, 60)), column - 12, size=20)
        yield _text(short, x, top + _SHAPE + 40, size=20, color=INK)
        yield _text(STATE_WORDS[state], x, top + _SHAPE + 70, size=20, color=color, bold=True)


def svg(report: Report) -> str:
    """The picture of 1200 x 630 pixels, the same text for the same report."""
    size, found = _id_lines(report.id)
    step = size * 6 // 5
    # A short id stands in the middle of the room that a long one takes.
    top = _ID_TOP + (190 - step * len(found)) // 2 + size
    right = _LEFT + _ROOM
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/><rect width="{WIDTH}" height="10" fill="{ACCENT}"/>',
        _text("Openness Auditor", _LEFT, 82, size=28, color=ACCENT, bold=True),
        *(_text(text, _LEFT, top + at * step, size=size, color=INK, bold=True) for at, text in enumerate(found)),
        *_six(report, 334),
        f'<rect x="{_LEFT}" y="530" width="{_ROOM}" height="2" fill="{LINE}"/>',
        _text(report.strip.in_words(), _LEFT, 580, size=28, color=INK, bold=True),
        _text(observed_words(report.observed), right, 580, size=26, color=QUIET, end=True),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{FAMILY}">'
    return f"{head}{''.join(parts)}</svg>"


def pages(published: Published) -> Iterator[Page]:
    """`api/v1/cards/OWNER/NAME.png` for each model that has a strip."""
    for report in published.reports:
        if report.strip.states:
            yield Page(
                path=card_png(report.id),
                content=published.draw(published.once("card", report, svg, str.encode, bytes.decode)),
            )
