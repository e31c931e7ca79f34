"""The models index: whole below a number of models, in parts from there on, and then too every model is reached."""

from __future__ import annotations

import re
from html import unescape

import pytest

from auditor.outputs import Published
from auditor.outputs.site import facets, few, models
from auditor.outputs.site import many as many_pages
from auditor.outputs.site.kinship import kinship
from tests.outputs import acme
from tests.outputs.hostile import HOSTILE
from tests.outputs.test_shards import read

PUBLISHED = acme.published(*acme.ALL.reports, HOSTILE)
LINK = re.compile(r'<th scope="row"><a href="([^"]+)">([^<]+)</a>')


@pytest.fixture
def parted(monkeypatch: pytest.MonkeyPatch) -> Published:
    """Five models, where four at most stand in one page: two in each."""
    monkeypatch.setattr(models, "WHOLE", 4)
    monkeypatch.setattr(models, "FIRST", 2)
    return PUBLISHED


def html_of(page: object) -> str:
    front = getattr(page, "front", None)
    assert front
    return str(front.html)


def names(html: str) -> list[str]:
    return [unescape(found) for _, found in LINK.findall(html)]


def test_up_to_a_number_of_models_the_page_holds_all_and_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    (before,) = models.pages(PUBLISHED, kinship(PUBLISHED))
    monkeypatch.setattr(models, "WHOLE", len(PUBLISHED.reports))
    assert list(models.pages(PUBLISHED, kinship(PUBLISHED))) == [before]
    assert models.further(PUBLISHED, kinship(PUBLISHED)) == []
    assert not re.search("oa-rest|oa-pages", html_of(before))


def test_page_and_files_hold_every_model_once_in_the_order_of_the_whole_table(parted: Published) -> None:
    kin = kinship(parted)
    index, *files = models.pages(parted, kin)
    here = names(html_of(index))
    assert len(here) == 2
    rest = [one["id"] for file in files for one in read(file.content)]
    further = [name for make in models.further(parted, kin) for name in names(html_of(make()))]
    assert rest == further
    assert [*here, *rest] == [one["id"] for one in models._rows(models._ordered(parted), parted, kin)]


def test_the_page_names_its_files_and_the_pages_that_follow(parted: Published) -> None:
    index, *files = models.pages(parted, kinship(parted))
    named = re.search(r'data-files="([^"]+)"', html_of(index))
    assert named
    assert named[1].split() == [f"../{one.path}" for one in files]
    assert re.findall(r'<li><a href="([^"]+)"', html_of(index)) == ["../models/more--/2/", "../models/more--/3/"]


def test_each_page_leads_to_the_ones_beside_it_and_to_its_models(parted: Published) -> None:
    second, third = (make() for make in models.further(parted, kinship(parted)))
    assert (second.path, third.path) == ("models/more--/2.md", "models/more--/3.md")
    assert re.findall(r'<a href="([^"]+)" rel="(prev|next)"', html_of(second)) == [
        ("../../../models/", "prev"),
        ("../../../models/more--/3/", "next"),
    ]
    assert re.findall(r'rel="(prev|next)"', html_of(third)) == ["prev"]
    assert "Models 3 to 4 of 5, the most open first" in html_of(second)
    assert all(href.startswith("../../../models/") for href, _ in LINK.findall(html_of(second)))


def test_what_is_parted_is_published(parted: Published) -> None:
    index, *files = models.pages(parted, kinship(parted))
    assert {index.path, *(one.path for one in files)} <= {one.path for one in few(parted)}
    made = [make().path for make in many_pages(parted)]
    assert {"models/more--/2.md", "models/more--/3.md"} <= set(made)


def test_the_filters_of_a_long_index_offer_who_has_most(monkeypatch: pytest.MonkeyPatch, parted: Published) -> None:
    monkeypatch.setattr(facets, "LONGEST", 1)
    others = [acme.OPEN.model_copy(update={"id": f"{owner}/x"}) for owner in ("globex", "initech")]
    more = acme.published(*parted.reports, *others)
    kin = kinship(more)

    def producers(*, brief: bool) -> list[tuple[str, list[str]]]:
        (found,) = (one for one in facets.filters(more, kin, brief=brief)["selects"] if one["name"] == "producer")
        return [(group["group"], [option["value"] for option in group["options"]]) for group in found["groups"]]

    assert producers(brief=False) == [("", ["acme", "globex", "initech"])]
    assert producers(brief=True) == [("The 1 with the most models", ["acme"])]
