"""Badges: for each model a picture of its strip in words, and the same words as Shields' endpoint reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from auditor.addresses import badge_json, badge_svg
from auditor.drawing.lettering import width
from auditor.drawing.shapes import COLORS, GROUND, INK, LINE, QUIET, SHAPES, SIZE
from auditor.outputs import Page, Published, former
from auditor.report import Report
from auditor.score import State
from auditor.wording import observed_words, plain, states_of, strip_label

LABEL: Final = "openness"
SCHEMA_VERSION: Final = 1
"""Of Shields' endpoint: https://shields.io/badges/endpoint-badge."""
_HEIGHT: Final = 24
_SHAPE: Final = 14
_STEP: Final = 17
_PAD: Final = 8
_SIZE: Final = 11
_BASELINE: Final = 16
_SIDE: Final = "#3b464e"
"""Of the label's ground: tells itself from a dark page, and white on it reads at 9.8:1."""
_FONTS: Final = "Inter,system-ui,-apple-system,'Segoe UI',Verdana,'DejaVu Sans',sans-serif"


def message(report: Report) -> str:
    """What both badges say: the strip in words, and when it was observed."""
    return f"{report.strip.in_words()}, {observed_words(report.observed)}"


def _endpoint(report: Report) -> bytes:
    """The color is that of the verdict; what could not be told is gray, never red."""
    color = COLORS[State(report.strip.verdict.value)].removeprefix("#")
    content = {
        "schemaVersion": SCHEMA_VERSION,
        "label": LABEL,
        "message": message(report),
        "color": color,
        "isError": False,
    }
    return f"{json.dumps(content, indent=1)}\n".encode("ascii")


def _text(into: ET.Element, text: str, x: float, *, color: str, bold: bool = False) -> float:
    """Write a line and return where it ends. Its length is fixed, so any of the fonts fills the same room."""
    long = round(width(text, _SIZE, bold=bold), 1)
    written = ET.SubElement(into, "text", x=f"{x:g}", y=str(_BASELINE), fill=color, textLength=f"{long:g}")
    written.set("lengthAdjust", "spacingAndGlyphs")
    if bold:
        written.set("font-weight", "600")
    written.text = text
    return x + long


def _shape(into: ET.Element, state: State, x: float) -> None:
    place = f"translate({x:g} {(_HEIGHT - _SHAPE) / 2:g}) scale({_SHAPE / SIZE:g})"
    group = ET.SubElement(into, "g", color=COLORS[state], transform=place)
    group.extend(ET.fromstring(f"<g>{SHAPES[state]}</g>"))  # noqa: S314 - our own four shapes


def draw(report: Report) -> bytes:
    """The badge as SVG, on a ground of its own, so that it reads on light and dark pages alike."""
    label = strip_label(report.strip.titles, states_of(report.strip))
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", role="img", height=str(_HEIGHT))
    svg.attrib |= {"font-family": _FONTS, "font-size": str(_SIZE)}
    ET.SubElement(svg, "title").text = f"{report.id}: {message(report)}"
    ET.SubElement(svg, "desc").text = plain(label)
    ground = ET.SubElement(svg, "rect", fill=GROUND, stroke=LINE, rx="4", x="0.5", y="0.5")
    named = 2 * _PAD + width(LABEL, _SIZE, bold=True)
    side = f"M4 0H{named:.1f}V{_HEIGHT}H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z"
    ET.SubElement(svg, "path", fill=_SIDE, d=side)
    _text(svg, LABEL, _PAD, color=GROUND, bold=True)
    x = named + _PAD
    for state in states_of(report.strip):
        _shape(svg, state, round(x, 1))
        x += _STEP
    x = _text(svg, report.strip.in_words(), round(x + 4, 1), color=INK, bold=True)
    x = _text(svg, observed_words(report.observed), round(x + _PAD, 1), color=QUIET)
    across = round(x + _PAD)
    svg.set("width", str(across))
    svg.set("viewBox", f"0 0 {across} {_HEIGHT}")
    ground.attrib |= {"width": str(across - 1), "height": str(_HEIGHT - 1)}
    return f"{ET.tostring(svg, encoding='unicode')}\n".encode()


def pages(published: Published) -> Iterator[Page]:
    """`api/v1/badges/OWNER/NAME.svg` and `.json` for each model that has a strip."""
    for report in published.reports:
        if report.strip.states:
            picture, endpoint = published.once("badge", report, draw, bytes, bytes), _endpoint(report)
            for name in (report.id, *former(report, published)):
                yield Page(path=badge_svg(name), content=picture)
                yield Page(path=badge_json(name), content=endpoint)
