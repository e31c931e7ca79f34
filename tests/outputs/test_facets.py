from __future__ import annotations

import pytest

from auditor.outputs.site.facets import filters, size, task_value
from auditor.outputs.site.kinship import kinship
from auditor.outputs.site.standing import lines, stands
from auditor.report import Relative, Report
from auditor.score import State
from tests.outputs import acme
from tests.outputs.acme import CLOSED, OPEN, PART, UNSEEN
from tests.outputs.hostile import HOSTILE


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (None, "none"),
        (-1, "none"),
        (0, "under-1b"),
        (999_999_999, "under-1b"),
        (10**9, "1b-4b"),
        (4 * 10**9, "4b-10b"),
        (39_999_999_999, "10b-40b"),
        (4 * 10**10, "from-40b"),
        (10**15, "from-40b"),
    ],
)
def test_a_size_lies_in_one_range(number: int | None, value: str) -> None:
    assert size(number) == value


@pytest.mark.parametrize(("task", "value"), [("text-generation", "text-generation"), ("", "none"), ("a  b", "a-b")])
def test_a_task_has_the_words_of_its_cell(task: str, value: str) -> None:
    assert task_value(task) == value


def test_a_line_is_a_definition_or_a_rung_and_a_mean_has_none() -> None:
    asked = lines(acme.ALL)
    assert [(definition.id, level) for definition, level in asked] == [
        ("five-and-license", ""),
        ("open-weights", ""),
        ("acme-ladder", "gold"),
        ("acme-ladder", "silver"),
        ("acme-ladder", "bronze"),
    ]
    found = {one.id: [stands(one, line) is State.MET for line in asked] for one in (OPEN, PART, CLOSED, UNSEEN)}
    assert found == {
        OPEN.id: [True, True, True, True, True],
        PART.id: [False, True, False, False, True],
        CLOSED.id: [False] * 5,
        UNSEEN.id: [False] * 5,
    }


def test_what_was_not_judged_is_not_said_to_meet() -> None:
    assert not any(stands(HOSTILE, line) is State.MET for line in lines(acme.ALL)[1:])


def built_on(model: str, *bases: str) -> Report:
    return OPEN.model_copy(update={"id": model, "bases": tuple(Relative(id=base) for base in bases)})


def test_only_the_families_of_several_models_are_offered() -> None:
    published = acme.published(
        built_on("acme/base"), built_on("acme/chat", "acme/base"), built_on("acme/odd", "<b>x</b>")
    )
    selects = filters(published, kinship(published))["selects"]
    offered = next(one["groups"] for one in selects if one["name"] == "family")
    assert [option["value"] for group in offered for option in group["options"]] == ["acme/base"]


def test_the_filters_offer_what_some_model_has() -> None:
    found = filters(acme.ALL, kinship(acme.ALL))
    offered = {
        one["name"]: [option["value"] for group in one["groups"] for option in group["options"]]
        for one in found["selects"]
    }
    assert offered == {
        "task": ["image-text-to-text", "text-generation", "none"],
        "license_family": ["apache", "limited", "none"],
        "meets": ["five-and-license", "open-weights", *(f"acme-ladder:{one}" for one in ("gold", "silver", "bronze"))],
        "size": ["1b-4b", "from-40b", "none"],
        "producer": ["acme"],
        "family": ["acme/lantern-1.5b"],
    }
    assert [one["id"] for one in found["criteria"]] == [criterion for criterion, _, _ in acme.SIX]


def test_the_lines_stand_in_the_order_of_their_options() -> None:
    groups = next(one["groups"] for one in filters(acme.ALL, kinship(acme.ALL))["selects"] if one["name"] == "meets")
    options = [option["value"] for group in groups for option in group["options"]]
    assert options == [f"{definition.id}:{level}".rstrip(":") for definition, level in lines(acme.ALL)]
