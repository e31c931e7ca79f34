from __future__ import annotations

import re

import pytest

from auditor.drawing.lettering import width
from auditor.drawing.shapes import COLORS
from auditor.outputs.cards import HEIGHT, WIDTH, _id_lines, draw, pages
from auditor.report import Report
from auditor.wording import states_of
from tests.outputs import acme
from tests.outputs.hostile import HOSTILE
from tests.test_drawing import decoded

REPORTS = pytest.mark.parametrize("report", [*acme.ALL.reports, HOSTILE], ids=lambda report: report.id)


def test_every_model_has_a_card() -> None:
    assert [page.path for page in pages(acme.ALL)] == [f"api/v1/cards/{one.id}.png" for one in acme.ALL.reports]


@REPORTS
def test_a_card_is_a_picture_of_the_asked_size_in_the_colors_of_the_strip(report: Report) -> None:
    across, down, palette, rows = decoded(draw(report))
    assert (across, down) == (WIDTH, HEIGHT)
    shapes = rows[334:414]
    column = (WIDTH - 2 * 80 + 60) // 6
    for at, state in enumerate(states_of(report.strip)):
        start = 80 + at * column
        shown = {palette[one] for row in shapes for one in row[start : start + 80]}
        full = {"#" + bytes(color).hex() for color in shown}
        assert full & set(COLORS.values()) == {COLORS[state]}


def test_a_card_is_small_and_equal_for_equal_reports() -> None:
    first, second = draw(acme.PART), draw(acme.PART.model_copy())
    assert first == second
    assert len(first) < 40_000
    assert first != draw(acme.OPEN)
    assert b"tIME" not in first


@pytest.mark.parametrize(
    "model", ["acme/x", "some-institute/Very-Long-Model-Name-13B-instruct-v0.2-GPTQ", f"{'W' * 96}/{'M' * 96}"]
)
def test_no_id_is_cut_off(model: str) -> None:
    size, found = _id_lines(model)
    assert "".join(found) == model
    assert all(width(one, size, bold=True) <= WIDTH - 160 for one in found)
    assert len(found) * size * 1.2 <= 200


def test_hostile_text_reaches_no_note_of_the_file() -> None:
    notes = re.findall(rb"tEXt(\w+)\0([ -~]*)", draw(HOSTILE))
    assert [name for name, _ in notes] == [b"Title", b"Description", b"Source"]
    assert notes[0][1].startswith(b"acme/_x_-1.0")
    assert b"script" not in notes[1][1]
