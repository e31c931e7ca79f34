from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.building.frame import Frame, frame_page, frame_path, parts_of
from auditor.outputs import Page
from auditor.outputs.site import MANY, many
from auditor.store import BadData
from tests.outputs import acme

PARTS = {
    "owner": "acme",
    "name": "x",
    "title": "acme/x",
    "lead": "a/b",
    "card": "c.png",
    "styles": "",
    "html": "<p>a/b</p>",
    "scripts": "",
}


def source() -> str:
    return frame_page("models").content.decode()


def test_a_frame_s_source_is_that_of_any_page() -> None:
    """Put into the marks of the frame's source, a page's parts give the page's own source, but for JSON's escapes."""
    report = replace(acme.ALL, reports=(acme.OPEN,))
    (page,) = (made for make in many(report) if (made := make()).path.startswith("models/"))
    front = page.front
    assert front is not None
    simple = front.model_copy(update={"html": "plain", "tags": ()})
    assert (
        Frame(source()).filled({**parts_of(page), "html": "plain"}).splitlines()[:3]
        == (simple.source().decode().splitlines()[:3])
    )


def test_marks_are_filled_wherever_they_stand() -> None:
    frame = Frame(f"<a href='/{frame_path('models')}/'>oa0frame0title0/</a> oa0frame0html0 oa0frame0title0/")
    assert frame.filled(PARTS) == "<a href='/models/acme/x/'>acme/x</a> <p>a/b</p> acme/x"


def test_a_slash_is_written_as_the_builder_writes_it_there() -> None:
    frame = Frame("<title>oa0frame0title0&#x2f;</title> oa0frame0lead0/ oa0frame0html0/")
    assert frame.filled(PARTS) == "<title>acme&#x2f;x</title> a/b <p>a/b</p>/"


def test_a_text_without_marks_stays() -> None:
    assert Frame("a <b>").filled(PARTS) == "a <b>"


def test_a_page_s_own_text_is_never_taken_for_a_mark() -> None:
    forged = PARTS | {"html": "oa0frame0title0/", "title": "oa0frame0html0"}
    assert Frame("oa0frame0html0|oa0frame0title0/").filled(forged) == "oa0frame0title0/|oa0frame0html0"


def test_a_frame_that_lacks_a_part_is_refused() -> None:
    with pytest.raises(BadData, match="the frame of models/ shows no card, html"):
        Frame(f"{frame_path('models')} oa0frame0title0/ oa0frame0lead0/ oa0frame0styles0 oa0frame0scripts0").complete(
            "models"
        )
    assert Frame(source() + frame_path("models")).complete("models")


def test_every_page_of_the_many_fits_a_frame() -> None:
    for make in many(acme.ALL):
        page = make()
        section = page.path.partition("/")[0]
        assert section in MANY
        assert page.path.count("/") == frame_page(section).path.count("/")
        assert parts_of(page).keys() == PARTS.keys()


def test_a_file_that_is_no_page_is_no_part_of_one() -> None:
    with pytest.raises(ValueError, match="not made from a template"):
        parts_of(Page(path="models/acme/x.md", content=b""))
