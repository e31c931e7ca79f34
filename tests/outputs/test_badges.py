from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from auditor.drawing.shapes import COLORS
from auditor.outputs import Page
from auditor.outputs.badges import pages
from auditor.outputs.site.strip import strip
from auditor.report import Report
from auditor.score import State, Verdict
from tests.outputs import acme
from tests.outputs.conftest import Compare
from tests.outputs.hostile import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
REPORTS = pytest.mark.parametrize("report", [*acme.ALL.reports, HOSTILE], ids=lambda report: report.id)


def made(report: Report) -> tuple[ET.Element, Mapping[str, Any]]:
    svg, endpoint = pages(acme.published(report))
    assert (svg.path, endpoint.path) == (f"api/v1/badges/{report.id}.svg", f"api/v1/badges/{report.id}.json")
    return ET.fromstring(svg.content), json.loads(endpoint.content)  # noqa: S314 - our own


def test_pages_are_the_golden_ones(compare: Compare) -> None:
    compare("badges", pages(acme.ALL))


@REPORTS
def test_a_badge_says_what_the_page_says(report: Report) -> None:
    svg, endpoint = made(report)
    page = strip(report.strip)
    assert page["words"] in [one.text for one in svg.iter(f"{SVG}text")]
    assert endpoint["message"].startswith(f"{page['words']}, ")
    shown = [one.attrib["color"] for one in svg.iter(f"{SVG}g") if "color" in one.attrib]
    assert shown == [COLORS[State(state)] for state in page["states"]]
    assert svg.findtext(f"{SVG}title") == f"{report.id}: {endpoint['message']}"


def test_a_badge_shows_the_date_of_observation() -> None:
    svg, endpoint = made(acme.PART)
    assert "observed 2026-01-21" in [one.text for one in svg.iter(f"{SVG}text")]
    assert endpoint["message"] == "2 of 6 met, 3 partial, 1 not met, observed 2026-01-21"
    assert made(acme.UNSEEN)[1]["message"] == "0 of 6 met, 6 unknown, date of observation not known"


def test_the_endpoint_is_what_shields_reads() -> None:
    _, endpoint = made(acme.OPEN)
    assert endpoint == {
        "schemaVersion": 1,
        "label": "openness",
        "message": "6 of 6 met, observed 2026-01-20",
        "color": "14693c",
        "isError": False,
    }


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_color_is_the_verdict_s_and_unknown_is_gray(verdict: Verdict) -> None:
    card = acme.PART.strip.model_copy(update={"verdict": verdict})
    report = acme.PART.model_copy(update={"scorecards": (card, *acme.PART.scorecards[1:])})
    assert f"#{made(report)[1]['color']}" == COLORS[State(verdict.value)]
    assert made(acme.UNSEEN)[1]["color"] == "57606a"


def test_hostile_text_does_nothing_in_a_badge() -> None:
    svg, _ = made(HOSTILE)
    allowed = {"svg", "title", "desc", "rect", "path", "text", "g", "circle"}
    assert {one.tag.removeprefix(SVG) for one in svg.iter()} <= allowed
    assert not [name for one in svg.iter() for name in one.attrib if name.startswith("on") or "href" in name]


def test_every_line_has_its_room_whatever_the_font() -> None:
    for report in acme.ALL.reports:
        svg, _ = made(report)
        texts = [*svg.iter(f"{SVG}text")]
        ends = [float(one.attrib["x"]) + float(one.attrib["textLength"]) for one in texts]
        assert all(end <= float(after.attrib["x"]) for end, after in zip(ends, texts[1:], strict=False))
        assert ends[-1] < float(svg.attrib["width"])
        assert svg.attrib["viewBox"] == f"0 0 {svg.attrib['width']} 24"


def test_a_badge_loads_nothing() -> None:
    content: list[Page] = [*pages(acme.ALL)]
    assert not re.search(rb"https?://(?!www\.w3\.org/2000/svg)", b"".join(page.content for page in content))
