from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from auditor.hub_state import HubState, Tally
from auditor.outputs.site.hub_words import biases, caption
from auditor.outputs.site.state_of_the_hub import page
from tests.outputs import acme
from tests.outputs.hub_sample import CRITERIA, HUB, group

BAD = "<script>alert(1)</script>\u202e{{ x }}"


def html(hub: HubState | None) -> str:
    front = page(replace(acme.published(), hub=hub)).front
    assert front
    return front.html


def data(hub: HubState) -> Any:
    return page(replace(acme.published(), hub=hub)).data


def with_tally(tally: Tally) -> HubState:
    one = group("all", tally.rows).model_copy(update={"criteria": dict.fromkeys(CRITERIA, tally)})
    return HUB.model_copy(update={"overall": one, "by": {"size": (one,)}})


def test_without_a_census_the_page_says_that_there_is_none() -> None:
    assert "No census has been taken yet" in html(None)


@pytest.mark.parametrize(
    ("tally", "met", "unknown"),
    [
        (Tally(met=120, not_met=270, unknown=610), "12% to 73%", "61% unknown"),
        (Tally(unknown=1000), "0% to 100%", "100% unknown"),
        (Tally(met=1, unknown=1, not_met=998), "<1%", "<1% unknown"),
        (Tally(met=999, not_met=1), ">99%", "0% unknown"),
        (Tally(met=500, partial=500), "50%", "0% unknown"),
        (Tally(met=3, partial=1, unknown=2), "3 to 5 of 6", "2 unknown"),
        (Tally(not_met=7), "0 of 7", "0 unknown"),
    ],
)
def test_a_share_is_a_range_with_the_unknown_beside_it_and_never_counted_as_failure(
    tally: Tally, met: str, unknown: str
) -> None:
    shown = data(with_tally(tally))
    cell = shown["dimensions"][1]["criteria"][0]["cells"][0]
    assert (cell["met"], cell["unknown"]) == (met, unknown)
    assert (shown["criteria"][0]["met"], shown["criteria"][0]["unknown"]) == (met, unknown)


def test_every_table_has_its_denominators_and_its_biases_beside_it() -> None:
    shown = html(HUB)
    doubts = f'<p class="oa-doubts">{caption(HUB)} <a href="#doubts">'
    tables = [part.partition("<h2")[0] for part in shown.split("</table>")[1:]]
    assert len(tables) == 16
    assert all(doubts in part for part in tables)
    heads = re.findall(r"<thead>.*?</thead>", shown)
    assert all("Repositories" in head or "12,345 repositories" in head or "In all" in head for head in heads)


def test_a_census_of_recordings_says_that_it_is_no_sample_and_one_of_statistics_what_it_lacks() -> None:
    statistics = HUB.model_copy(update={"census": HUB.census.model_copy(update={"kind": "statistics"})})
    assert "no sample of the Hub" in caption(HUB)
    assert "gates, privacy and commits are not told" in caption(statistics)
    assert "This is not the Hub" in html(HUB)
    assert "This is not the Hub" not in html(statistics)
    told = " ".join(one["words"] for one in biases(statistics.census))
    assert "gated, private or disabled, nor the commit" in told
    for kind in (HUB, statistics):
        titles = [one["title"] for one in biases(kind.census)]
        assert {"Metadata only", "Only what survived", "Dated", "What the source lacks"} <= set(titles)


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (("2022", "2025-04-30", ""), "observed 2022 to 2025-04-30"),
        (("2025-04", "2025-04", "2025-04-24"), "observed 2025-04"),
        (("", "", "2026-11-30"), "observed on 2026-11-30 or later"),
        (("", "", ""), "observed on days that are not told"),
    ],
)
def test_every_table_says_when_its_source_saw_the_hub(dates: tuple[str, str, str], words: str) -> None:
    told = dict(zip(("observed_from", "observed_to", "newest_modified"), dates, strict=True))
    state = HUB.model_copy(update={"census": HUB.census.model_copy(update=told)})
    assert f"{words};" in caption(state)


def test_lineage_tells_who_inherits_a_restriction_and_of_whom_it_cannot_be_told() -> None:
    lineage = data(HUB)["lineage"]
    assert lineage["derivatives"] == "345 repositories"
    assert (lineage["permissive"], lineage["yes"], lineage["unknown"]) == ("200", "30", "20")
    assert (lineage["share"], lineage["unknown_share"]) == ("15% to 25%", "10%")
    assert lineage["rows"][-1] == {
        "title": "all derivatives",
        "rows": "345",
        "yes": "30",
        "no": "250",
        "unknown": "65",
        "share": "9% to 28%",
    }


def test_reasons_are_told_in_words_the_most_common_first() -> None:
    assert [(one["meaning"], one["share"]) for one in data(HUB)["reasons"]] == [
        ("the source does not tell whether the repository is gated", "73%"),
        ("none stated", "<1%"),
        ("", "<1%"),
    ]
    assert "<code>a_code_without_words</code>" in html(HUB)


def test_hostile_names_are_inert() -> None:
    census = HUB.census.model_copy(update={"kind": BAD, "files": (BAD,), "rules": BAD, "observed_from": BAD})
    one = group(BAD, 200)
    one = one.model_copy(update={"criteria": {BAD: Tally(met=200)}, "definitions": {BAD: Tally(met=200)}})
    by = dict.fromkeys(("task", "size", "license", "created", "downloads", "depth"), (one,))
    lineage = HUB.lineage.model_copy(update={"restricted": {BAD: 1}})
    update = {
        "census": census,
        "overall": one,
        "by": by,
        "lineage": lineage,
        "reasons": {BAD: 1},
        "meanings": {BAD: BAD},
    }
    shown = html(HUB.model_copy(update=update))
    assert "<script" not in shown
    assert "\u202e" not in shown
    assert shown.count("&lt;script&gt;") > 10
