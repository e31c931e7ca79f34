from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest
import resvg_py

from auditor.drawing.lettering import FONTS, fitted, known, lines, width
from auditor.drawing.raster import Canvas, covered, line, picture
from auditor.drawing.shapes import COLORS, SHAPES, SIZE
from auditor.score import State
from tests.conftest import CHECKOUT

SPRITE = CHECKOUT / "auditor/outputs/overrides/partials/sprite.html"
STYLE = CHECKOUT / "docs/assets/site.css"


def test_the_shapes_are_those_of_the_pages() -> None:
    symbols = dict(re.findall(r'<symbol id="oa-(\w+)"[^>]*>(.*?)</symbol>', SPRITE.read_text(encoding="utf-8")))
    assert symbols == {state.value: shape for state, shape in SHAPES.items()}


def test_the_colors_are_those_of_the_light_scheme() -> None:
    light = STYLE.read_text(encoding="utf-8").split("}")[1]
    found = dict(re.findall(r"--oa-(met|partial|not-met|unknown): (#\w+);", light))
    assert {state.value.replace("_", "-"): color for state, color in COLORS.items()} == found


def inked(rows: tuple[bytes, ...]) -> int:
    """The columns from the first to the last that anything covers."""
    used = [any(column) for column in zip(*rows, strict=True)]
    return len(used) - used[::-1].index(True) - used.index(True)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["acme/lantern-1.5b", "WWW", "ill", "0 of 6 met, 6 unknown"])
def test_a_line_is_as_wide_as_the_table_says(text: str, bold: bool) -> None:  # noqa: FBT001
    size = 60
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="1400" height="90"><text x="20" y="60" font-family="Inter" '
        f'font-size="{size}" font-kerning="none" font-weight="{600 if bold else 400}">{text}</text></svg>'
    )
    drawn = covered(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(FONTS)))
    told = width(text, size, bold=bold)
    assert abs(inked(tuple(drawn)) - told) < 0.2 * size
    assert abs(inked(line(text, size, bold=bold).rows) - inked(tuple(drawn))) <= 0.06 * size


def test_a_name_is_broken_into_lines_and_nothing_of_it_is_lost() -> None:
    name = "some-institute/Very-Long-Model_Name-13B.v0.2"
    found = lines(name, 300, size=30)
    assert len(found) > 1
    assert "".join(found) == name
    assert all(width(one, 30) <= 300 for one in found)
    assert all(one[-1] in "/-_." for one in found[:-1])


def test_a_piece_that_is_wider_than_a_line_is_broken_anywhere() -> None:
    found = lines("W" * 96, 300, size=30)
    assert "".join(found) == "W" * 96
    assert all(width(one, 30) <= 300 for one in found)


def test_what_is_too_wide_says_so() -> None:
    assert fitted("Weights", 200, size=20) == "Weights"
    assert re.fullmatch(r"Weigh.*…", fitted("Weights of all kinds", 80, size=20))


def test_what_the_font_has_not_is_a_question_mark() -> None:
    assert known("é日a") == "??a"


def decoded(png: bytes) -> tuple[int, int, list[tuple[int, ...]], list[bytes]]:
    """Width, height, palette and rows of a PNG of palette colors without filters."""
    chunks = {}
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        chunks[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + size]
        assert zlib.crc32(png[at + 4 : at + 8 + size]) == struct.unpack(">I", png[at + 8 + size : at + 12 + size])[0]
        at += size + 12
    across, down, depth, color = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, color) == (8, 3)
    palette = [tuple(chunks[b"PLTE"][one : one + 3]) for one in range(0, len(chunks[b"PLTE"]), 3)]
    data = zlib.decompress(chunks[b"IDAT"])
    rows = [data[one + 1 : one + 1 + across] for one in range(0, len(data), across + 1)]
    return across, down, palette, rows


def test_a_canvas_shows_what_is_put_on_it() -> None:
    canvas = Canvas(40, 20, ground="#ffffff", colors=("#ff0000", "#0000ff"))
    canvas.fill(2, 3, 5, 6, "#ff0000")
    canvas.put(picture(SHAPES[State.MET], SIZE, 16), 20, 2, "#0000ff")
    across, down, palette, rows = decoded(canvas.png())
    assert (across, down) == (40, 20)
    assert palette[rows[4][3]] == (255, 0, 0)
    assert palette[rows[10][28]] == (0, 0, 255)
    assert palette[rows[0][0]] == palette[rows[9][3]] == (255, 255, 255)
    edge = {palette[one] for one in rows[3][20:36]} - {(255, 255, 255), (0, 0, 255)}
    assert edge
    assert all(red == green and blue == 255 for red, green, blue in edge)


def test_what_lies_outside_of_a_canvas_is_left_out() -> None:
    canvas = Canvas(10, 10, ground="#ffffff", colors=("#ff0000",))
    canvas.fill(-3, -3, 5, 5, "#ff0000")
    canvas.fill(8, 8, 5, 5, "#ff0000")
    _, _, palette, rows = decoded(canvas.png())
    red = [(x, y) for y in range(10) for x in range(10) if palette[rows[y][x]] == (255, 0, 0)]
    assert red == [(0, 0), (1, 0), (0, 1), (1, 1), (8, 8), (9, 8), (8, 9), (9, 9)]


@pytest.mark.parametrize("kind", range(5))
def test_every_filter_of_png_is_undone(kind: int) -> None:
    rows = [bytes((7 * x * (y + 3)) % 256 for x in range(9)) for y in range(4)]
    raw = b""
    for y, row in enumerate(rows):
        above = rows[y - 1] if y else bytes(9)
        told = bytearray()
        for x, one in enumerate(row):
            left, up, corner = (row[x - 1] if x else 0), above[x], (above[x - 1] if x else 0)
            nearest = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
            told.append((one - (0, left, up, (left + up) // 2, nearest)[kind]) % 256)
        raw += bytes([kind]) + b"".join(b"\0\0\0" + bytes([one]) for one in told)
    header = struct.pack(">IIBBBBB", 9, 4, 8, 6, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + b"\0\0\0\0" for name, content in parts
    )
    assert covered(png) == rows


def test_the_font_brings_its_license() -> None:
    folder = Path(FONTS[0]).parent
    assert all(Path(one).is_file() for one in FONTS)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
