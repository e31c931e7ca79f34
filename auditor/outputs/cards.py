"""The picture that stands for a model where its page is shared: its id, the strip with its six names, the words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.addresses import SITE, card_png
from auditor.drawing.lettering import fitted, known, lines, width
from auditor.drawing.raster import Canvas, kept_line, line, picture
from auditor.drawing.shapes import ACCENT, COLORS, GROUND, INK, LINE, QUIET, SHAPES, SIZE
from auditor.outputs import Page, Published
from auditor.report import Report
from auditor.wording import STATE_WORDS, observed_words, plain, states_of

WIDTH: Final = 1200
HEIGHT: Final = 630
"""What the services that show such pictures ask for: 1.91 to 1."""
_LEFT: Final = 80
_ROOM: Final = WIDTH - 2 * _LEFT
_COLORS: Final = (INK, LINE, ACCENT, *dict.fromkeys([*COLORS.values(), QUIET]))
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


def _put(  # noqa: PLR0913 - a line is a text, a place and a look
    canvas: Canvas, text: str, x: int, baseline: int, *, size: int, color: str, bold: bool = False
) -> None:
    canvas.put(kept_line(text, size, bold=bold), x, baseline - size, color)


def _six(canvas: Canvas, report: Report, top: int) -> None:
    """The strip: every shape with the criterion's name and the state in words below it."""
    # The last name is short, so the columns may be wider than a sixth.
    column = (_ROOM + 60) // len(report.strip.results)
    for at, (result, state) in enumerate(zip(report.strip.results, states_of(report.strip), strict=True)):
        x = _LEFT + at * column
        canvas.put(picture(SHAPES[state], SIZE, _SHAPE), x, top, COLORS[state])
        title = fitted(known(plain(result.title, 60)), column - 12, size=20)
        _put(canvas, title, x, top + _SHAPE + 40, size=20, color=INK)
        _put(canvas, STATE_WORDS[state], x, top + _SHAPE + 70, size=20, color=COLORS[state], bold=True)


def draw(report: Report) -> bytes:
    """A PNG of 1200 x 630 pixels, the same bytes for the same report."""
    canvas = Canvas(WIDTH, HEIGHT, ground=GROUND, colors=_COLORS)
    canvas.fill(0, 0, WIDTH, 10, ACCENT)
    _put(canvas, "Openness Auditor", _LEFT, 82, size=28, color=ACCENT, bold=True)
    size, found = _id_lines(report.id)
    step = size * 6 // 5
    # A short id stands in the middle of the room that a long one takes.
    top = _ID_TOP + (190 - step * len(found)) // 2
    for at, text in enumerate(found):
        canvas.put(line(text, size, bold=True), _LEFT, top + at * step, INK)
    _six(canvas, report, 334)
    canvas.fill(_LEFT, 530, _ROOM, 2, LINE)
    words = report.strip.in_words()
    _put(canvas, words, _LEFT, 580, size=28, color=INK, bold=True)
    seen = observed_words(report.observed)
    _put(canvas, seen, _LEFT + _ROOM - round(width(seen, 26)), 580, size=26, color=QUIET)
    return canvas.png({"Title": report.id, "Description": f"{words}; {seen}", "Source": SITE})


def pages(published: Published) -> Iterator[Page]:
    """`api/v1/cards/OWNER/NAME.png` for each model that has a strip."""
    for report in published.reports:
        if report.strip.results:
            yield Page(path=card_png(report.id), content=draw(report))
