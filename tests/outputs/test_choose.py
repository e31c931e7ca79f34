from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from auditor.outputs import Published
from auditor.outputs.site import choose
from auditor.outputs.site import quality as quality_module
from auditor.outputs.site.choose import DEEPEST, LISTED, SHOWN, pages
from auditor.outputs.site.ordering import in_families, is_adapter
from auditor.outputs.site.quality import NAMED, PICTURES, quality, value_words
from auditor.report import Relative, Report
from tests.outputs import acme, market
from tests.outputs.acme import M, N, U
from tests.outputs.hostile import TEXT


def chosen(published: Published) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The data of the page, and the list that its filters read."""
    page, listing = pages(published)
    assert (page.path, listing.path) == ("choose/index.md", "choose/models.json")
    assert page.data is not None
    return page.data, json.loads(listing.content)


def named(*reports: Report) -> list[tuple[str, int]]:
    """The order of the list: names without their owner, and how deep they stand."""
    return [(one.report.name, one.depth) for one in in_families(reports)]


def part_of(report: Report, *bases: str, task: str = "text-generation") -> Report:
    return report.model_copy(update={"bases": tuple(Relative(id=base) for base in bases), "task": task})


def test_the_most_open_come_first_and_variants_beneath_their_bases() -> None:
    assert named(market.PRISM, market.LORA, market.CHAT, market.BEACON, market.LAMP) == [
        ("lamp-1b", 0),
        ("beacon-7b", 0),
        ("beacon-7b-chat", 1),
        ("beacon-7b-chat-lora", 2),
        ("prism", 0),
    ]


def test_a_variant_stands_under_its_own_task_and_alone_where_its_base_is_not_listed() -> None:
    other = part_of(market.CHAT, "acme/beacon-7b", task="summarization")
    assert ("beacon-7b-chat", 0) in named(market.BEACON, other)
    assert ("beacon-7b-chat", 0) in named(market.CHAT)
    second = part_of(market.CHAT, "acme/elsewhere", "acme/beacon-7b")
    assert ("beacon-7b-chat", 1) in named(market.BEACON, second)


def test_a_family_stands_where_its_most_open_member_would() -> None:
    closed = market.model("closed", (N,) * 6, (N,) * 4, gigabytes=1)
    opened = market.model("opened", (M,) * 6, (M,) * 4, gigabytes=1, base="closed")
    assert named(market.BEACON, closed, opened) == [("closed", 0), ("opened", 1), ("beacon-7b", 0)]


def test_circles_of_cards_lose_nobody() -> None:
    first = part_of(market.BEACON, "acme/beacon-7b-chat")
    second = part_of(market.CHAT, "acme/beacon-7b")
    alone = part_of(market.LAMP, "acme/lamp-1b")
    assert sorted(name for name, _ in named(first, second, alone)) == ["beacon-7b", "beacon-7b-chat", "lamp-1b"]
    assert [one.under for one in in_families([first, second])] == [None, 0]


def test_a_long_chain_is_no_deep_recursion() -> None:
    chain = [part_of(market.LAMP, f"acme/m{at - 1}").model_copy(update={"id": f"acme/m{at}"}) for at in range(3000)]
    assert [one.depth for one in in_families(reversed(chain))] == list(range(3000))
    assert {row["depth"] for row in chosen(acme.published(*chain[:9]))[0]["sections"][0]["rows"]} == {
        "",
        *(f"{depth}" for depth in range(1, DEEPEST + 1)),
    }


def test_rows_tell_uses_sizes_and_where_a_model_comes_from() -> None:
    data, _ = chosen(market.MARKET)
    rows = {row["id"]: row for section in data["sections"] for row in section["rows"]}
    beacon, lora, quiet = (rows[f"acme/{name}"] for name in ("beacon-7b", "beacon-7b-chat-lora", "quiet"))
    assert [use["word"] for use in beacon["uses"]] == ["yes", "yes", "in part", "yes"]
    assert [use["word"] for use in rows["acme/prism"]["uses"]] == ["no", "within limits", "no", "no"]
    assert (beacon["size"], beacon["parameters"], beacon["results"]) == ("14.5 GB", "7.25B", "2")
    assert (lora["base"]["made"], lora["base"]["id"], lora["adapter"]) == (
        "an adapter for",
        "acme/beacon-7b-chat",
        True,
    )
    assert {use["state"] for use in quiet["uses"]} == {"unknown"}
    assert (quiet["size"], quiet["parameters"], quiet["results"]) == ("", "", "")


def test_who_has_no_word_on_its_uses_is_unknown_and_not_refused() -> None:
    data, listing = chosen(acme.published(market.LAMP.model_copy(update={"uses": ()})))
    assert [use["word"] for use in data["sections"][0]["rows"][0]["uses"]] == ["not known"] * 4
    assert listing["models"][0]["uses"] == "uuuu"


def test_tasks_are_sections_and_what_is_not_told_comes_last() -> None:
    data, listing = chosen(market.MARKET)
    assert [section["title"] for section in data["sections"]][1:] == [
        "Text generation",
        "Text to image",
        "Task not told",
    ]
    anchors = [section["anchor"] for section in data["sections"]]
    assert all(re.fullmatch(r"task-[a-z0-9-]+", anchor) for anchor in anchors)
    assert len(set(anchors)) == len(anchors)
    assert "" not in data["filters"]["tasks"]
    assert [listing["tasks"][model["section"]] for model in listing["models"] if model["id"] == "acme/quiet"] == [""]


def test_the_filters_read_what_the_page_shows() -> None:
    data, listing = chosen(market.MARKET)
    rows = {row["number"]: row for section in data["sections"] for row in section["rows"]}
    for number, model in enumerate(listing["models"]):
        row = rows[f"{number}"]
        assert (model["id"], model["href"]) == (row["id"], row["href"])
        assert [listing["states"][letter] for letter in model["states"]] == row["strip"]["states"]
        assert [listing["uses"][at]["words"][letter] for at, letter in enumerate(model["uses"])] == [
            use["word"] for use in row["uses"]
        ]
        assert model.get("size", "") == row["size"]
        if "under" in model:
            assert listing["models"][model["under"]]["id"] == row["base"]["id"]
    assert [use["use"] for use in listing["uses"]] == [use["value"] for use in data["filters"]["uses"]]
    assert listing["meets"] == [one["value"] for one in data["filters"]["meets"]]


def test_definitions_are_offered_where_they_can_be_met_and_ladders_by_rung() -> None:
    data, listing = chosen(market.MARKET)
    assert [one["value"] for one in data["filters"]["meets"]] == [
        "five-and-license",
        "open-weights",
        "acme-ladder:gold",
        "acme-ladder:silver",
        "acme-ladder:bronze",
    ]
    meets = {model["id"]: model["meets"] for model in listing["models"]}
    assert meets["acme/lamp-1b"] == "mmmmm"
    assert meets["acme/prism"][0] == "n"
    # It was judged by one definition only.
    assert set(meets["acme/_x_-1.0"]) == {"u"}


def test_an_adapter_has_no_size_to_load() -> None:
    assert is_adapter(market.LORA)
    assert is_adapter(market.CHAT.model_copy(update={"library": "peft"}))
    assert not is_adapter(market.CHAT)
    data, listing = chosen(market.MARKET)
    (lora,) = (model for model in listing["models"] if model["id"] == market.LORA.id)
    assert "bytes" not in lora
    assert data["sizes"]["known"] == "5 of 7"
    assert (data["sizes"]["unknown"], data["sizes"]["adapters"]) == ("1 model", "1 adapter")
    drawn = {point["href"] for point in data["sizes"]["chart"]["points"]}
    assert drawn == {f"models/acme/{name}/" for name in ("beacon-7b", "beacon-7b-chat", "lamp-1b", "prism", "_x_-1.0")}
    assert [row["size"] for row in data["sizes"]["rows"]] == ["2.1 GB", "4 GB", "6.9 GB", "14.5 GB", "14.5 GB"]


def test_points_and_rows_carry_the_same_numbers() -> None:
    data, listing = chosen(market.MARKET)
    charts = [data["sizes"]["chart"], *(picture["chart"] for picture in data["quality"]["pictures"])]
    for point in (point for chart in charts for point in chart["points"]):
        assert listing["models"][int(point["number"])]["href"] == point["href"]


def test_results_are_the_same_but_for_case_and_spaces_only() -> None:
    told = quality([one.report for one in in_families(market.MARKET.reports)])
    quiz, hostile = told["pictures"]
    assert (quiz["title"], quiz["count"], len(quiz["chart"]["points"])) == ("Quiz (5-shot), acc", "4 models", 3)
    assert (quiz["mixed"], quiz["undrawn"]) == (True, "1 value")
    assert [(row["id"], row["value"], row["by"]) for row in quiz["rows"]] == [
        ("acme/_x_-1.0", "1.000e+300", ""),
        ("acme/beacon-7b", "62.03", ""),
        ("acme/lamp-1b", "48", ""),
        ("acme/beacon-7b-chat", "0.655", "Open Board"),
    ]
    assert hostile["count"] == "2 models"
    # Another number of shots is another result.
    assert told["alone"] == [
        {"id": "acme/beacon-7b", "href": "models/acme/beacon-7b/", "names": ["Quiz (0-shot), acc"], "more": ""}
    ]
    assert (told["without"], told["alone_count"]) == ("3 of 7", "1 result")


def test_other_tasks_and_metrics_are_other_results() -> None:
    def told(*results: Sequence[Any]) -> Mapping[str, Any]:
        reports = []
        for at, (metric, task) in enumerate(results):
            result = market.said(f"acme/m{at}", "Quiz", at, metric=metric).model_copy(update={"task": task})
            reports.append(market.model(f"m{at}", (M,) * 6, (M,) * 4, gigabytes=1, results=(result,)))
        return quality(reports)

    assert len(told(("acc", "a"), ("ACC ", "A"))["pictures"]) == 1
    assert told(("acc", "a"), ("f1", "a"))["pictures"] == []
    # The Hub's own collection has no metric: the task names the subset.
    assert told(("", "easy"), ("", "hard"))["pictures"] == []
    assert told(("acc", "a"), ("f1", "a"))["alone_count"] == "2 results"


def test_one_model_s_two_values_are_no_comparison() -> None:
    twice = (market.said("acme/m", "Quiz", 1), market.said("acme/m", "Quiz", 2))
    told = quality([market.model("m", (M,) * 6, (M,) * 4, gigabytes=1, results=twice)])
    assert (told["pictures"], told["alone"][0]["names"], told["alone_count"]) == ([], ["Quiz, acc"], "1 result")


def test_many_results_are_cut_and_the_rest_is_counted() -> None:
    def results(at: int, names: int) -> Report:
        said = tuple(market.said(f"acme/m{at}", f"Quiz {name}", name) for name in range(names))
        return market.model(f"m{at}", (M,) * 6, (M,) * 4, gigabytes=1, results=said)

    told = quality([results(0, 30), results(1, 15)])
    assert (len(told["pictures"]), len(told["others"])) == (PICTURES, 15 - PICTURES)
    assert (len(told["alone"][0]["names"]), told["alone"][0]["more"]) == (NAMED, f"{15 - NAMED}")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (62.03071672354948, "62.03"),
        (0.15542682926829265, "0.1554"),
        (0, "0"),
        (48.0, "48"),
        (12345.6, "12,346"),
        (-3.5, "-3.5"),
        (0.00001, "1.000e-05"),
    ],
)
def test_values_are_told_to_four_digits(value: float, words: str) -> None:
    assert value_words(value) == words


def test_hostile_names_are_inert_where_they_are_read() -> None:
    data, listing = chosen(market.MARKET)
    shown = json.dumps([data, listing], ensure_ascii=False)
    assert not re.search(r"[\x00-\x1f\u202e\u2028\u0085\ufeff]", shown)
    hrefs = set(re.findall(r'"(?:href|source)": "([^"]*)"', shown)) - {""}
    assert all(re.match(r"(models/acme/|https://huggingface\.co/)", href) for href in hrefs)
    assert max(len(name) for one in data["quality"]["alone"] for name in one["names"]) < len(TEXT)


def test_no_model_yet_and_none_of_known_size_are_told() -> None:
    empty, listing = chosen(Published(reports=(), definitions=(), checks={}, generated_from="", version="0.1.0"))
    assert (empty["sections"], listing["models"], empty["sizes"]["rows"]) == ([], [], [])
    data, _ = chosen(acme.published(market.QUIET))
    assert (data["sizes"]["chart"]["points"], data["sizes"]["unknown"]) == ([], "1 model")
    assert (data["quality"]["any"], data["quality"]["without"]) == (False, "1 of 1")


def test_a_crowd_is_listed_in_part_and_found_in_whole() -> None:
    data, listing = chosen(market.crowd(2000))
    rows = [row for section in data["sections"] for row in section["rows"]]
    assert sorted(int(row["number"]) for row in rows) == list(range(LISTED))
    assert (data["more"], len(listing["models"]), listing["shown"]) == (f"{2000 - LISTED:,}", 2000, SHOWN)
    assert all(model.get("under", -1) < number for number, model in enumerate(listing["models"]))
    listed = json.dumps(listing).encode()
    assert len(gzip.compress(listed)) < 100_000


def test_the_pictures_of_a_larger_crowd_draw_some_points_and_say_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = chosen(market.MARKET)
    for module, drawn in ((choose, 3), (quality_module, 2)):
        monkeypatch.setattr(module, "MANY", len(market.MARKET.reports) - 1)
        monkeypatch.setattr(module, "DRAWN", drawn)
    data, listing = chosen(market.MARKET)
    assert (data["sizes"]["thinned"], len(data["sizes"]["chart"]["points"])) == ("3 of 5", 3)
    (quiz,) = (one for one in data["quality"]["pictures"] if one["title"] == "Quiz (5-shot), acc")
    assert (quiz["thinned"], len(quiz["chart"]["points"])) == ("2 of 3", 2)
    # What is not drawn is listed and counted all the same.
    assert [row["id"] for row in data["sizes"]["rows"]] == [row["id"] for row in whole["sizes"]["rows"]]
    assert len(listing["models"]) == len(market.MARKET.reports)


def test_the_pictures_of_a_crowd_leave_ranges_out_and_say_so() -> None:
    data, _ = chosen(market.crowd(2000))
    assert data["sizes"]["crowded"] == "150"
    assert all(picture["crowded"] for picture in data["quality"]["pictures"])
    states = {model["states"] for model in chosen(market.crowd(300))[1]["models"]}
    assert any(U.value[0] in one for one in states)
