from __future__ import annotations

import re
import struct
from xml.etree import ElementTree as ET

import pytest

from auditor.drawing.lettering import width
from auditor.drawing.png import png
from auditor.drawing.shapes import COLORS
from auditor.outputs.cards import HEIGHT, WIDTH, _id_lines, pages, svg
from auditor.report import Report
from auditor.wording import states_of
from tests.outputs import acme
from tests.outputs.hostile import HOSTILE

REPORTS = pytest.mark.parametrize("report", [*acme.ALL.reports, HOSTILE], ids=lambda report: report.id)


def test_every_model_has_a_card() -> None:
    assert [page.path for page in pages(acme.ALL)] == [f"api/v1/cards/{one.id}.png" for one in acme.ALL.reports]


@REPORTS
def test_a_card_shows_the_strip_in_its_order(report: Report) -> None:
    shown = re.findall(r'<g color="(#\w+)" transform="translate\((\d+) ', svg(report))
    assert [color for color, _ in shown] == [COLORS[state] for state in states_of(report.strip)]
    assert [int(x) for _, x in shown] == sorted(int(x) for _, x in shown)


def test_a_card_is_drawn_in_the_asked_size() -> None:
    drawn = png(svg(acme.PART))
    assert struct.unpack(">II", drawn[16:24]) == (WIDTH, HEIGHT)


def test_equal_reports_have_equal_cards_of_a_small_size() -> None:
    first, second = svg(acme.PART), svg(acme.PART.model_copy())
    assert first == second
    assert png(first) == png(second)
    assert len(png(first)) < 40_000
    assert first != svg(acme.OPEN)


@pytest.mark.parametrize(
    "model", ["acme/x", "some-institute/Very-Long-Model-Name-13B-instruct-v0.2-GPTQ", f"{'W' * 96}/{'M' * 96}"]
)
def test_no_id_is_cut_off(model: str) -> None:
    size, found = _id_lines(model)
    assert "".join(found) == model
    assert all(width(one, size, bold=True) <= WIDTH - 160 for one in found)
    assert len(found) * size * 1.2 <= 200


@REPORTS
def test_the_text_of_a_card_is_well_formed_and_says_the_words_of_the_page(report: Report) -> None:
    root = ET.fromstring(svg(report))  # noqa: S314 - our own text
    said = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert report.strip.in_words() in said
    assert report.id in "".join(filter(None, said))
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {"svg", "rect", "text", "g", "circle", "path"}
