from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from auditor.answers import no, yes
from auditor.outputs import Page, Published
from auditor.outputs.site import learn, license_guide, osd
from auditor.outputs.site.artifacts import ARTIFACTS, BENEFITS, STEPS
from auditor.outputs.site.ten_criteria import CRITERIA
from auditor.report import Report
from auditor.rules import Licenses, Standing
from auditor.score import State
from auditor.store import Store
from tests.builders import ROOT
from tests.outputs import acme
from tests.outputs.acme import CLOSED, OPEN, PART, UNSEEN, cite
from tests.outputs.hostile import HOSTILE, HOSTILE_LICENSES, TEXT

OURS = Store(ROOT)


def data_of(page: Page) -> Any:
    return page.data


def broken(report: Report, numbers: str) -> Report:
    """The report with the answer that its license breaks these criteria."""
    answer = no("It breaks the definition.", cite(report.id, "README.md", "the card"), value=numbers)
    return report.model_copy(update={"answers": {**report.answers, "osd_criteria_kept": answer}})


# -- what open source means ------------------------------------------------------------------------------------------


def test_every_criterion_of_our_own_definition_is_told() -> None:
    six = [one.id for one in OURS.definitions()[0].requirements]
    assert [one.id for one in ARTIFACTS] == six
    assert sorted(STEPS) == sorted(six)
    for benefit in BENEFITS:
        assert benefit.needs
        assert not set(benefit.needs) & set(benefit.helps)
        assert {*benefit.needs, *benefit.helps} <= set(six)


@pytest.mark.parametrize(
    ("report", "ids", "state"),
    [
        (OPEN, ("weights", "license"), State.MET),
        (PART, ("weights", "license"), State.MET),
        (PART, ("weights", "training_data"), State.NOT_MET),
        (CLOSED, ("weights",), State.NOT_MET),
        (UNSEEN, ("weights", "license"), State.UNKNOWN),
        (OPEN, ("no_such_criterion",), State.UNKNOWN),
    ],
)
def test_criteria_are_met_together_when_each_is(report: Report, ids: tuple[str, ...], state: State) -> None:
    assert learn.together(report.strip, ids) is state


def test_what_is_not_met_decides_whatever_could_not_be_seen() -> None:
    half = PART.strip.model_copy(
        update={
            "results": tuple(
                one.model_copy(update={"state": State.UNKNOWN}) if one.id == "weights" else one
                for one in PART.strip.results
            )
        }
    )
    assert learn.together(half, ("weights", "evaluation_code")) is State.NOT_MET
    assert learn.together(half, ("weights", "license")) is State.UNKNOWN


def test_the_figure_counts_what_is_left() -> None:
    data = data_of(learn.page(acme.ALL))
    assert [(one["title"], [part["count"] for part in one["states"]]) for one in data["steps"]] == [
        ("Weights", ["2", "1", "1"]),
        ("and license", ["2", "1", "1"]),
        ("and fine-tuning code", ["1", "2", "1"]),
        ("and training data", ["1", "2", "1"]),
        ("and evaluation code", ["1", "2", "1"]),
        ("and training metrics", ["1", "2", "1"]),
    ]
    assert (data["count"], data["weights"], data["licensed"], data["all"]) == ("4 models", "2", "2", "1")
    assert data["steps_told"].startswith("Weights: 2; and license: 2; and fine-tuning code: 1")


def test_each_artifact_says_how_the_models_stand() -> None:
    first, weights, *_ = data_of(learn.page(acme.ALL))["artifacts"]
    assert [part["count"] for part in first["states"]] == ["1", "1", "1", "1"]
    assert [part["count"] for part in weights["states"]] == ["2", "1", "0", "1"]
    assert weights["href"] == "definitions/five-and-license/#weights"
    assert [one["id"] for one in weights["checks"]] == ["weights_downloadable", "weights_ungated"]


def test_a_benefit_counts_the_models_with_all_that_it_needs() -> None:
    found = {one["id"]: (one["met"], one["unknown"]) for one in data_of(learn.page(acme.ALL))["benefits"]}
    assert found["customization"] == ("2", "1")
    assert found["independence"] == ("1", "1")


def test_nothing_is_said_of_definitions_that_are_not_published() -> None:
    assert data_of(learn.page(acme.ALL))["known"] == {}
    ours = replace(acme.ALL, definitions=OURS.definitions())
    assert data_of(learn.page(ours))["known"] == {
        "g7_2026": "definitions/g7-2026/",
        "osaid_1_0": "definitions/osaid-1.0/",
        "osd_10": "definitions/osd-10/",
    }


# -- the ten criteria ------------------------------------------------------------------------------------------------


def test_the_ten_are_told_under_the_names_that_the_definition_has() -> None:
    named = next(one for one in OURS.definitions() if one.id == "osd-10").requirements
    assert [f"{one.number}. {one.title}" for one in CRITERIA] == [one.title for one in named]


def test_every_breach_on_our_list_is_shown_with_its_criterion() -> None:
    data = data_of(osd.page(acme.ALL, OURS.licenses))
    shown = {
        (one["number"], clause["clause"], license_["id"])
        for one in data["criteria"]
        for clause in one["clauses"]
        for license_ in (*clause["licenses"], *clause["more"])
    }
    assert shown == {
        (str(number), breach.clause, license_.id)
        for license_ in OURS.licenses.licenses
        for breach in license_.breaches
        for number in breach.criteria
    }


def test_models_are_counted_by_the_criteria_that_their_license_breaks() -> None:
    found = acme.published(broken(CLOSED, "1,5,6"), broken(OPEN, "6"), PART)
    data = data_of(osd.page(found, acme.LICENSES))
    assert [one["models"] for one in data["criteria"]] == [
        "1 of 3 models",
        *["0 of 3 models"] * 3,
        "1 of 3 models",
        "2 of 3 models",
        *["0 of 3 models"] * 4,
    ]
    assert data["kept"] == "0 of 3 models"


def test_no_license_is_not_a_license_that_breaks_all() -> None:
    silent = broken(UNSEEN, "1,2,3,4,5,6,7,8,9,10")
    stated = no("None is stated.", cite(UNSEEN.id, "README.md", "the card"))
    silent = silent.model_copy(update={"answers": {**silent.answers, "weights_licensed": stated}})
    data = data_of(osd.page(acme.published(silent), acme.LICENSES))
    assert {one["models"] for one in data["criteria"]} == {"0 of 1 model"}
    assert (data["unlicensed"], data["one"]) == ("1 model", True)


def test_what_a_broken_value_names_is_no_criterion() -> None:
    data = data_of(osd.page(acme.published(broken(CLOSED, "six,²,-1,11,")), acme.LICENSES))
    assert {one["models"] for one in data["criteria"]} == {"0 of 1 model"}


def test_of_many_licenses_those_in_use_are_shown_and_the_others_folded() -> None:
    used = PART.model_copy(update={"license": "acme-research-3"})
    data = data_of(osd.page(acme.published(used), acme.LICENSES))
    (clause, *_) = data["criteria"][5]["clauses"]
    assert [(one["id"], one["models"]) for one in clause["licenses"]] == [("acme-research-3", "1 model")]
    assert (clause["more_count"], len(clause["more"])) == ("7 more licenses", 7)


# -- the license guide -----------------------------------------------------------------------------------------------


def grouped(published: Published, licenses: Licenses) -> dict[str, str]:
    return {one["id"]: one["models"] for one in data_of(license_guide.page(published, licenses))["groups"]}


def test_every_model_is_counted_in_one_kind() -> None:
    stated = no("None is stated.", cite(UNSEEN.id, "README.md", "the card"))
    silent = UNSEEN.model_copy(update={"id": "acme/silent", "answers": {"weights_licensed": stated}})
    data = PART.model_copy(update={"id": "acme/data", "license": "acme-data"})
    strange = PART.model_copy(update={"id": "acme/strange", "license": "never heard of"})
    found = grouped(acme.published(OPEN, PART, CLOSED, UNSEEN, silent, data, strange), acme.LICENSES)
    assert found == {"osi": "2", "open": "1", "restricted": "1", "unknown": "1", "none": "1", "not_told": "1"}


def test_unknown_is_never_among_the_restricted() -> None:
    strange = PART.model_copy(update={"license": "never heard of"})
    data = data_of(license_guide.page(acme.published(strange), acme.LICENSES))
    assert {"id": "never heard of", "name": "never heard of", "href": "", "models": "1 model"} in data["unknown"]
    limited = [license_["id"] for one in data["limits"] for license_ in one["licenses"]]
    assert "never heard of" not in limited
    assert "acme-family" not in limited


def test_every_restricted_license_stands_once_with_all_its_limits() -> None:
    data = data_of(license_guide.page(acme.ALL, OURS.licenses))
    found = {
        license_["id"]: [clause["clause"] for clause in one["clauses"]]
        for one in data["limits"]
        for license_ in one["licenses"]
    }
    restricted = [one for one in OURS.licenses.licenses if one.standing is Standing.RESTRICTED]
    assert sum(len(one["licenses"]) for one in data["limits"]) == len(restricted)
    assert found == {one.id: [each.clause for each in one.breaches] for one in restricted}


def test_the_limits_in_use_come_first() -> None:
    data = data_of(license_guide.page(acme.ALL, acme.LICENSES))
    assert [one["licenses"][0]["id"] for one in data["limits"]] == ["acme-community", "acme-research-1"]
    assert data["limits"][0]["clauses"][1]["criteria"] == [
        {"number": "1", "href": "learn/osd/#criterion-1"},
        {"number": "6", "href": "learn/osd/#criterion-6"},
    ]


def test_the_approved_ones_in_use_are_named_by_how_many_use_them() -> None:
    mit = [PART.model_copy(update={"id": f"acme/mit-{number}", "license": "MIT"}) for number in range(3)]
    data = data_of(license_guide.page(acme.published(OPEN, *mit), OURS.licenses))
    assert [(one["id"], one["models"]) for one in data["osi"]] == [("MIT", "3 models"), ("Apache-2.0", "1 model")]


def test_texts_and_conflicts_are_counted_from_the_answers() -> None:
    cited = cite(OPEN.id, "README.md", "the card")
    answers = {
        "license_osi_approved": no("They conflict.", cited, value="conflict"),
        "license_text_present": yes("It is there.", cited),
    }
    data = data_of(
        license_guide.page(acme.published(OPEN.model_copy(update={"answers": answers}), PART), acme.LICENSES)
    )
    assert (data["conflicts"], data["with_text"]) == ("1 of 2 models", "1 of 2 models")


# -- all of them -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [osd.page, license_guide.page])
def test_hostile_licenses_lead_nowhere(page: Any) -> None:
    used = [
        HOSTILE,
        *(
            PART.model_copy(update={"id": f"acme/x{number}", "license": f"{TEXT} {number}"})
            for number in range(len(Standing))
        ),
    ]
    content = page(acme.published(*used), HOSTILE_LICENSES).content.decode()
    assert content.count("\n---\n") == 1
    hrefs = [href for href in re.findall(r'"href": "([^"]*)"', content) if href]
    ours = ("checks/", "definitions/", "learn/osd/#criterion-", "http://elsewhere.invalid/%22onmouseover")
    assert not [href for href in hrefs if not href.startswith(ours)]


def test_nothing_to_count_is_no_mistake() -> None:
    empty = Published(reports=(), definitions=(), checks={}, generated_from="", version="0.1.0")
    assert data_of(learn.page(empty))["artifacts"] == []
    assert data_of(osd.page(empty, Licenses()))["kept"] == "0 of 0 models"
    assert set(grouped(empty, Licenses()).values()) == {"0"}
