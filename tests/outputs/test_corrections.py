from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from auditor.outputs import Published
from auditor.outputs.site import corrections, pages
from tests.outputs import acme
from tests.outputs.hostile import HOSTILE, HOSTILE_CORRECTIONS


def data_of(published: Published) -> Any:
    return corrections.page(published).data


def test_the_newest_comes_first_and_a_day_keeps_its_order() -> None:
    rows = data_of(acme.ALL)["rows"]
    assert [(one["on"], one["model"]) for one in rows] == [
        ("2026-01-12", "acme/lantern-1.5b"),
        ("2026-01-12", "acme/gone"),
        ("2026-01-10", ""),
    ]


def test_a_correction_leads_to_what_is_still_there() -> None:
    shown, gone, every = data_of(acme.ALL)["rows"]
    assert shown["href"] == "models/acme/lantern-1.5b/"
    assert shown["subject"] == {
        "title": "Do the files download without asking?",
        "href": "checks/weights_ungated/",
    }
    assert (gone["href"], gone["subject"]) == ("", {"title": "a_check_of_the_past", "href": ""})
    assert every["subject"] == {
        "title": "Training data, by Five artifacts and a license",
        "href": "definitions/five-and-license/#training_data",
    }


def test_the_four_words_bring_their_shapes_and_a_sentence_brings_none() -> None:
    shown, gone, every = data_of(acme.ALL)["rows"]
    assert (every["was"], every["now"]) == (
        {"word": "not met", "state": "not_met"},
        {"word": "Partial", "state": "partial"},
    )
    assert (gone["was"]["state"], gone["now"]["state"]) == ("met", "unknown")
    assert shown["was"] == {"word": "no: The publisher approves each download.", "state": ""}


def test_without_corrections_the_page_says_so() -> None:
    empty = replace(acme.ALL, corrections=())
    assert data_of(empty) == {"count": "", "rows": []}


def test_how_right_are_we_counts_them() -> None:
    for published, words in ((acme.ALL, "3 corrections"), (replace(acme.ALL, corrections=()), "")):
        data = next(page.data for page in pages(published) if page.path == "how-right-are-we.md")
        assert data
        assert data["corrections"] == words


def test_hostile_words_stay_on_their_line() -> None:
    hostile = replace(acme.published(HOSTILE), corrections=HOSTILE_CORRECTIONS)
    content = corrections.page(hostile).content.decode()
    assert content.count("\n---\n") == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", content)
    rows = data_of(hostile)["rows"]
    assert [one["state"] for row in rows for one in (row["was"], row["now"])] == [""] * 6
    assert [row["href"] for row in rows] == ["models/acme/_x_-1.0/", "", ""]
