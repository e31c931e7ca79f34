from __future__ import annotations

from typing import Any

import pytest

from auditor.definitions import Definition
from auditor.outputs import Published
from auditor.outputs.site import disagree, license_sets, pages
from auditor.outputs.site.standing import between, card_by, passes, reach
from auditor.report import Report
from auditor.rules import Licenses
from auditor.score import Scorecard, State, Verdict
from tests.outputs import acme
from tests.outputs.acme import CLOSED, FIVE, LADDER, MEAN, OPEN, PART, UNSEEN, WEIGHTS_ONLY


def data_of(path: str, published: Published = acme.ALL) -> Any:
    return next(page.data for page in pages(published, acme.LICENSES) if page.path == path)


def card(report: Report, definition: Definition) -> Scorecard:
    found = card_by(report, definition)
    assert found
    return found


@pytest.mark.parametrize(
    ("report", "definition", "state"),
    [
        (OPEN, FIVE, State.MET),
        (PART, FIVE, State.NOT_MET),
        (UNSEEN, FIVE, State.UNKNOWN),
        (OPEN, LADDER, State.MET),
        (PART, LADDER, State.NOT_MET),
        (UNSEEN, LADDER, State.UNKNOWN),
        (OPEN, MEAN, None),
    ],
)
def test_a_definition_is_passed_in_full_or_not(report: Report, definition: Definition, state: State | None) -> None:
    assert passes(definition, card(report, definition)) is state


def test_partial_is_not_met_in_full() -> None:
    half = card(CLOSED, WEIGHTS_ONLY)
    assert half.verdict is Verdict.PARTIAL
    assert passes(WEIGHTS_ONLY, half) is State.NOT_MET


@pytest.mark.parametrize(
    ("report", "definition", "words"),
    [
        (OPEN, LADDER, ""),
        (PART, LADDER, "Between it and Silver, with the code: 1 not met"),
        (CLOSED, LADDER, "Between it and Bronze, the weights alone: 1 partial"),
        (UNSEEN, LADDER, "Between it and Bronze, the weights alone: 1 unknown"),
        (PART, FIVE, "Between it and this definition: 1 not met, 3 partial"),
        (UNSEEN, FIVE, "Between it and this definition: 6 unknown"),
    ],
)
def test_what_stands_between_is_told(report: Report, definition: Definition, words: str) -> None:
    assert between(card(report, definition), definition) == words


def test_a_rung_counts_who_stands_on_it_or_above() -> None:
    lines = reach(LADDER, acme.ALL)["lines"]
    assert [(line["title"], [part["count"] for part in line["states"]]) for line in lines] == [
        ("Gold, with the data", ["1", "2", "1"]),
        ("Silver, with the code", ["1", "2", "1"]),
        ("Bronze, the weights alone", ["2", "1", "1"]),
    ]


def test_a_mean_has_words_and_no_line() -> None:
    found = reach(MEAN, acme.ALL)
    assert found["lines"] == []
    assert found["spread"] == (
        "A mean has no line to pass. The highest is at least 0.67 of 1; the lowest is at most 0.50 of 1."
    )


def test_models_stand_below_the_rung_that_they_reach() -> None:
    outcomes = data_of("definitions/acme-ladder.md")["outcomes"]
    found = {one["word"]: [model["id"] for model in one["models"]] for one in outcomes}
    assert found == {
        "Gold, with the data": [OPEN.id],
        "Silver, with the code": [],
        "Bronze, the weights alone": [PART.id],
        "No rung for certain": [UNSEEN.id],
        "None of the rungs": [CLOSED.id],
    }
    unsure = next(one for one in outcomes if one["word"] == "No rung for certain")["models"][0]
    assert unsure["words"] == ("Between it and Bronze, the weights alone: 1 unknown; perhaps up to Gold, with the data")


def test_means_are_ranges_the_highest_first() -> None:
    rows = data_of("definitions/acme-index.md")["means"]
    assert [(row["id"], row["low"], row["high"]) for row in rows] == [
        (OPEN.id, "0.67", "1.00"),
        (PART.id, "0.50", "0.83"),
        (CLOSED.id, "0.17", "0.50"),
        (UNSEEN.id, "0.00", "1.00"),
    ]


def test_rules_are_told_in_words() -> None:
    groups = data_of("definitions/acme-ladder.md")["groups"]
    found = {one["id"]: one for group in groups for one in group["requirements"]}
    assert [step.get("wanted") for step in found["data"]["fails"]] == [["no"]]
    assert found["data"]["person"] == "whether the data is all there is a judgment"
    assert found["data"]["clause"] == "3: the data"
    within = found["code"]["met"][2]["within"]
    assert within == {"title": "a license that Acme approves", "href": "definitions/license_sets/#approved"}
    assert found["code"]["partly"][0]["wanted"] == ["some", "part"]
    assert found["code"]["part_stands"]
    assert [one["id"] for one in found.values() if one["optional"]] == ["metrics"]
    categories = [group["category"] for group in data_of("definitions/acme-index.md")["groups"]]
    assert categories == ["Availability", "Documentation"]


def test_license_sets_list_their_licenses() -> None:
    page = license_sets.page(acme.ALL, acme.LICENSES)
    assert page.data
    assert [one["licenses"] for one in page.data["rows"]] == [["Apache-2.0", "MIT"]]
    unnamed = license_sets.page(acme.ALL, Licenses())
    assert unnamed.data
    assert [one["licenses"] for one in unnamed.data["rows"]] == [["Apache-2.0", "MIT"]]
    assert b"A license of the set approved" in unnamed.content


def turns_of(report: Report, definition: Definition) -> Any:
    verdicts = data_of(f"models/{report.id if report is not UNSEEN else 'acme/README--'}.md")["verdicts"]
    return next(one for one in verdicts if one["title"] == definition.title)["turns"]


def test_what_would_turn_it_is_grouped_by_whether_it_was_seen() -> None:
    assert turns_of(OPEN, FIVE) == []
    lacks = {one["check"]: one for group in turns_of(PART, LADDER) for one in group["things"]}
    assert lacks["training_data_downloadable"]["titles"] == ["Data"]
    assert lacks["training_data_downloadable"]["wanted"] == ["yes"]
    kinds = {group["kind"]: [one["check"] for one in group["things"]] for group in turns_of(UNSEEN, LADDER)}
    assert kinds["unseen"] == ["training_data_downloadable", "evaluation_code_published", "license_osi_approved",
                               "weights_downloadable"]  # fmt: skip
    assert "lacks" not in kinds


def test_a_license_that_lacks_is_named_by_its_set() -> None:
    things = [one for group in turns_of(CLOSED, LADDER) for one in group["things"]]
    asked = next(one for one in things if one["check"] == "license_osi_approved")
    assert asked["within"]["title"] == "a license that Acme approves"
    assert asked["wanted"] == []


def test_a_turn_without_a_check_needs_a_person() -> None:
    person = next(group for group in turns_of(OPEN, MEAN) if group["kind"] == "person")
    assert [(one["titles"], one["text"]) for one in person["things"]] == [
        (["Documents"], "how good they are is a judgment")
    ]


def test_definitions_part_where_one_is_met_and_another_is_not() -> None:
    data = data_of(f"{disagree.PATH}.md")
    assert data["parted"] == "1 of 4 models"
    assert [one["id"] for one in data["told"]] == [PART.id]
    told = data["told"][0]
    assert [one["title"] for one in told["meets"]] == [WEIGHTS_ONLY.title]
    assert [one["title"] for one in told["misses"]] == [FIVE.title, LADDER.title]
    five, ladder = told["misses"]
    assert five["href"] == f"models/{PART.id}/#by-{FIVE.id}"
    assert [(one["title"], one["part"]) for one in five["causes"]][:2] == [
        ("Training data", True),
        ("Evaluation code", False),
    ]
    assert [one["title"] for one in ladder["causes"]] == ["Data", "Code"]
    assert [pair["count"] for pair in data["pairs"]] == ["1 model", "1 model"]


def test_a_reason_is_told_once_for_a_model() -> None:
    twin = FIVE.model_copy(update={"id": "twin", "title": "Twin"})
    five, *others = PART.scorecards
    again = five.model_copy(update={"definition": "twin", "title": "Twin"})
    report = PART.model_copy(update={"scorecards": (five, *others, again)})
    published = acme.published(report)
    data = data_of(f"{disagree.PATH}.md", _with(published, twin))
    last = data["told"][0]["misses"][-1]
    assert last["title"] == "Twin"
    assert last["causes"] == []
    assert last["again"] == ["Training data", "Evaluation code", "Fine-tuning code", "Training metrics"]


def _with(published: Published, *more: Definition) -> Published:
    return Published(
        reports=published.reports,
        definitions=(*published.definitions, *more),
        checks=published.checks,
        generated_from=published.generated_from,
        version=published.version,
    )


def test_ladders_of_the_same_rungs_part_by_the_rung() -> None:
    twin = LADDER.model_copy(update={"id": "twin", "title": "Twin"})
    bronze = card(PART, LADDER)
    none = bronze.standing.model_copy(update={"verdict": Verdict.NOT_MET, "level": "", "highest": ""})
    results = tuple(
        one.model_copy(update={"state": State.NOT_MET}) if one.id == "weights" else one for one in bronze.results
    )
    lower = bronze.model_copy(update={"definition": "twin", "standing": none, "results": results})
    report = PART.model_copy(update={"scorecards": (PART.strip, bronze, lower)})
    told = data_of(f"{disagree.PATH}.md", _with(acme.published(report), twin))["told"]
    assert told[0]["meets"][0]["words"] == "Reaches Bronze, the weights alone"
    assert [(one["title"], [cause["title"] for cause in one["causes"]]) for one in told[0]["misses"]] == [
        ("Twin", ["Weights"])
    ]


def test_a_cell_says_the_verdict_the_rung_or_the_range() -> None:
    rows = {row["id"]: [cell["short"] for cell in row["cells"]] for row in data_of(f"{disagree.PATH}.md")["rows"]}
    assert rows == {
        OPEN.id: ["met", "met", "Gold", "0.67 to 1.00"],
        PART.id: ["not met", "met", "Bronze", "0.50 to 0.83"],
        CLOSED.id: ["not met", "partial", "none", "0.17 to 0.50"],
        UNSEEN.id: ["unknown", "unknown", "none to Gold", "0.00 to 1.00"],
    }


def test_a_model_that_was_not_judged_by_a_definition_says_so() -> None:
    report = PART.model_copy(update={"scorecards": PART.scorecards[:1]})
    cells = data_of(f"{disagree.PATH}.md", acme.published(report))["rows"][0]["cells"]
    assert [cell["short"] for cell in cells] == ["not met", *["not judged"] * 3]
