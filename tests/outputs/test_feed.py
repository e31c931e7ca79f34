from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from auditor.addresses import SITE, scorecard_path
from auditor.outputs import Published, site
from auditor.outputs.feed import NEWEST, pages
from auditor.outputs.site.changes import NEWEST as ON_PAGE
from tests.outputs import acme, turned
from tests.outputs.conftest import Compare
from tests.outputs.hostile import HOSTILE
from tests.outputs.test_standing import data_of
from tests.outputs.turned import HISTORY, MONTH, MOVED, TURNED

ATOM = "{http://www.w3.org/2005/Atom}"
EVERYTHING = pytest.mark.parametrize(
    "published",
    [turned.ALL, acme.published(HOSTILE, TURNED), acme.published(acme.UNSEEN), acme.published()],
    ids=["turned", "hostile", "undated", "nothing"],
)


def feed_of(published: Published) -> ET.Element:
    (page,) = pages(published)
    assert page.path == "changes.xml"
    return ET.fromstring(page.content)  # noqa: S314 - our own


def texts(element: ET.Element, name: str) -> list[str]:
    return [one.text or "" for one in element.findall(f"{ATOM}{name}")]


def test_pages_are_the_golden_ones(compare: Compare) -> None:
    compare("feed", pages(turned.ALL))


@EVERYTHING
def test_the_feed_has_what_rfc_4287_requires(published: Published) -> None:
    feed = feed_of(published)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for one in (feed, *entries):
        for name in ("id", "title", "updated"):
            (text,) = texts(one, name)
            assert text
        (identity,) = texts(one, "id")
        assert re.fullmatch(r"tag:[a-z.-]+,\d{4}:[A-Za-z0-9/._%-]+", identity)
        (when,) = texts(one, "updated")
        assert datetime.strptime(when, "%Y-%m-%dT%H:%M:%S%z")
        alternate = [link for link in one.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternate) == 1
        assert alternate[0].attrib["href"].startswith(f"{SITE}/")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"{SITE}/changes.xml"
    ]
    ids = [identity for one in (feed, *entries) for identity in texts(one, "id")]
    assert len(set(ids)) == len(ids)


def test_the_feed_is_as_new_as_its_newest_entry_and_knows_no_clock() -> None:
    feed = feed_of(turned.ALL)
    entries = [texts(entry, "updated")[0] for entry in feed.findall(f"{ATOM}entry")]
    assert texts(feed, "updated") == ["2026-01-21T00:00:00Z"] == entries[:1]
    assert entries == sorted(entries, reverse=True)
    assert [*pages(turned.ALL)] == [*pages(turned.ALL)]
    assert texts(feed_of(acme.published()), "updated") == ["1970-01-01T00:00:00Z"]


def test_an_entry_says_what_turned_and_why() -> None:
    entries = feed_of(turned.ALL).findall(f"{ATOM}entry")
    model, license_, ours, first = entries[0], entries[2], entries[4], entries[5]
    assert texts(model, "title") == [
        f"{TURNED.id}: Weights: Do the files download without asking? From no to does not apply."
    ]
    assert "Why: The model changed. There is no gate to judge." in texts(model, "content")[0]
    assert "Before: commit 89abcde. Since: commit 0123456." in texts(model, "content")[0]
    assert "Why: Our checks changed, not the model." in texts(ours, "content")[0]
    assert texts(license_, "title") == [f"{MOVED.id}: The license that it states changed from mit to none."]
    assert "Before: commit not known. Since: commit 0123456." in texts(license_, "content")[0]
    assert texts(first, "title") == [f"{MONTH.id}: first verdict on record: 6 of 6 met"]
    assert texts(first, "content")[0].splitlines()[0] == "●●●●●● First verdict on record: 6 of 6 met."


def test_what_has_no_date_is_not_in_the_feed_and_last_on_the_page() -> None:
    assert acme.UNSEEN.id not in ET.tostring(feed_of(turned.ALL), encoding="unicode")
    months = data_of("changes.md", turned.ALL)["months"]
    assert [month["title"] for month in months] == [
        "January 2026",
        "December 2025",
        "April 2025",
        "2024, month not known",
        "Date not known",
    ]
    assert [one["id"] for one in months[-1]["first"]] == [acme.UNSEEN.id]


def test_the_page_tells_the_same_as_the_feed() -> None:
    months = data_of("changes.md", turned.ALL)["months"]
    first = months[1]["turned"][0]
    assert (first["turned"]["before"], first["turned"]["after"]) == (
        {"state": "unknown", "word": "not seen"},
        {"state": "partial", "word": "no (some)"},
    )
    assert first["turned"]["cause"] == "Our checks changed, not the model."
    assert first["href"] == f"models/{TURNED.id}/#training_data"
    links = {link.attrib["href"] for link in feed_of(turned.ALL).iter(f"{ATOM}link")}
    assert {f"{SITE}/{one['href']}" for month in months[:-1] for one in (*month["turned"], *month["first"])} <= links


def test_the_newest_are_shown_and_the_rest_is_said() -> None:
    many = tuple(HISTORY[1].model_copy(update={"on": f"{2000 + one // 12}-{one % 12 + 1:02}"}) for one in range(300))
    published = acme.published(TURNED.model_copy(update={"history": many}))
    entries = feed_of(published).findall(f"{ATOM}entry")
    assert len(entries) == NEWEST
    assert texts(entries[0], "updated") == ["2024-12-01T00:00:00Z"]
    data = data_of("changes.md", published)
    assert sum(len(month["turned"]) for month in data["months"]) == ON_PAGE
    assert data["more"] == "The newest 200 of 300 are shown"


def test_links_lead_to_pages_that_are_made() -> None:
    made = {page.path.removesuffix(".md") for page in site.pages(turned.ALL)}
    for link in feed_of(turned.ALL).iter(f"{ATOM}link"):
        path = urlsplit(link.attrib["href"]).path.removeprefix(urlsplit(SITE).path).strip("/")
        assert path in {*made, "changes.xml"}
    assert scorecard_path(TURNED.id) in made


def test_hostile_text_is_text() -> None:
    history = tuple(
        one.model_copy(update={"check": HOSTILE.name, "because": HOSTILE.name, "value_after": HOSTILE.name})
        for one in HISTORY
    )
    (page,) = pages(acme.published(HOSTILE.model_copy(update={"history": history})))
    feed = ET.fromstring(page.content)  # noqa: S314 - our own
    assert len(feed.findall(f"{ATOM}entry")) == len(HISTORY)
    allowed = {"feed", "id", "title", "subtitle", "updated", "author", "name", "uri", "link", "icon", "rights",
               "entry", "category", "content"}  # fmt: skip
    assert {one.tag.removeprefix(ATOM) for one in feed.iter()} <= allowed
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", page.content.decode())
    assert "<script" not in page.content.decode()
