from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.drawing.lettering import FONTS, fitted, known, lines, width
from auditor.drawing.png import drawn_by, png
from auditor.drawing.shapes import COLORS, SHAPES
from tests.conftest import CHECKOUT
from tests.pixels import pixels

SPRITE = CHECKOUT / "auditor/outputs/templates/partials/sprite.html"
STYLE = CHECKOUT / "docs/assets/site.css"


def test_the_shapes_are_those_of_the_pages() -> None:
    symbols = dict(re.findall(r'<symbol id="oa-(\w+)"[^>]*>(.*?)</symbol>', SPRITE.read_text(encoding="utf-8")))
    assert symbols == {state.value: shape for state, shape in SHAPES.items()}


def test_the_colors_are_those_of_the_light_scheme() -> None:
    light = STYLE.read_text(encoding="utf-8").split("}")[1]
    found = dict(re.findall(r"--oa-(met|partial|not-met|unknown): (#\w+);", light))
    assert {state.value.replace("_", "-"): color for state, color in COLORS.items()} == found


def inked(svg: str) -> int:
    """The columns from the first to the last that anything covers."""
    used = [any(one[3] for one in column) for column in zip(*pixels(png(svg)), strict=True)]
    return len(used) - used[::-1].index(True) - used.index(True)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["acme/lantern-1.5b", "WWW", "ill", "0 of 6 met, 6 unknown"])
def test_a_line_is_as_wide_as_the_table_says(text: str, bold: bool) -> None:  # noqa: FBT001
    size = 60
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><text x="20" y="60" font-family="Inter" '
        f'font-size="{size}" font-kerning="none" font-weight="{600 if bold else 400}">{text}</text></svg>'
    )
    assert abs(inked(svg) - width(text, size, bold=bold)) < 0.2 * size


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


def square(color: str) -> str:
    body = f'<rect width="4" height="3" fill="{color}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3">{body}</svg>'


def test_a_picture_has_the_size_and_the_colors_of_its_text() -> None:
    rows = pixels(png(square("#0b6b64")))
    assert (len(rows[0]), len(rows)) == (4, 3)
    assert {one for row in rows for one in row} == {(0x0B, 0x6B, 0x64, 255)}


def test_a_picture_depends_on_the_drawing_program_and_its_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = drawn_by()
    assert drawn_by() == before
    monkeypatch.setattr("auditor.drawing.png.FONTS", FONTS[:1])
    assert drawn_by() != before


def test_the_font_brings_its_license() -> None:
    folder = Path(FONTS[0]).parent
    assert all(Path(one).is_file() for one in FONTS)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
