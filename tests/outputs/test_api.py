from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]

from auditor.outputs.api import pages
from auditor.report import Report
from tests.outputs import acme
from tests.outputs.conftest import Compare
from tests.outputs.hostile import HOSTILE


def files(*reports: Report) -> Mapping[str, Any]:
    return {page.path: json.loads(page.content) for page in pages(acme.published(*reports))}


def test_pages_are_the_golden_ones(compare: Compare) -> None:
    compare("api", pages(acme.ALL))


@pytest.mark.parametrize("report", [*acme.ALL.reports, HOSTILE], ids=lambda report: report.id)
def test_a_model_is_valid_by_the_published_schema_and_reads_back(report: Report) -> None:
    made = files(report)
    schema = made["api/v1/schema/model.schema.json"]
    Draft202012Validator.check_schema(schema)
    found = made[f"api/v1/models/{report.id}.json"]
    Draft202012Validator(schema).validate(found)
    assert Report.model_validate_json(json.dumps(found)) == report


def test_the_index_is_valid_by_its_schema() -> None:
    made = files(*acme.ALL.reports, HOSTILE)
    schema = made["api/v1/schema/models.schema.json"]
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(made["api/v1/models.json"])
    assert set(schema["$defs"]["Row"]["required"]) == set(made["api/v1/models.json"]["models"][0])
    with pytest.raises(ValidationError):
        Draft202012Validator(schema).validate(made["api/v1/models.json"] | {"models": [{"id": "acme/x"}]})


def test_the_index_leads_to_every_file_of_a_model() -> None:
    row = files(*acme.ALL.reports)["api/v1/models.json"]["models"][1]
    asked = ("id", "producer", "task", "parameters", "json", "page", "badge", "card")
    assert {key: row[key] for key in asked} == {
        "id": "acme/lantern-1.5b",
        "producer": "acme",
        "task": "text-generation",
        "parameters": 1_500_000_000,
        "json": "api/v1/models/acme/lantern-1.5b.json",
        "page": "models/acme/lantern-1.5b/",
        "badge": "api/v1/badges/acme/lantern-1.5b.svg",
        "card": "api/v1/cards/acme/lantern-1.5b.png",
    }


def test_the_schema_refuses_what_is_no_report() -> None:
    made = files(acme.OPEN)
    broken = made[f"api/v1/models/{acme.OPEN.id}.json"] | {"surprise": 1}
    with pytest.raises(ValidationError):
        Draft202012Validator(made["api/v1/schema/model.schema.json"]).validate(broken)


@pytest.mark.parametrize(
    ("entry", "valid"),
    [
        ({"id": "acme/lantern"}, True),
        ({"id": "acme/lantern", "links": [{"role": "paper", "url": "https://acme.example/p"}]}, True),
        ({"id": "acme/lantern", "links": [{"role": "gossip", "url": "https://acme.example/p"}]}, False),
        ({"name": "acme/lantern"}, False),
    ],
)
def test_editors_can_check_an_entry(entry: Mapping[str, Any], valid: bool) -> None:  # noqa: FBT001
    validator = Draft202012Validator(files()["api/v1/schema/entry.schema.json"])
    assert validator.is_valid(entry) is valid


def test_equal_reports_are_equal_bytes() -> None:
    shuffled = acme.PART.model_copy(update={"answers": dict(reversed([*acme.PART.answers.items()]))})
    first, second = (next(pages(acme.published(report))).content for report in (acme.PART, shuffled))
    assert first == second


def test_the_index_points_at_every_model() -> None:
    made = files(*acme.ALL.reports)
    rows = made["api/v1/models.json"]["models"]
    assert [row["id"] for row in rows] == [report.id for report in acme.ALL.reports]
    assert not [row["json"] for row in rows if row["json"] not in made]
    assert rows[1]["states"]["training_data"] == "met"


def test_the_index_says_where_a_model_stands_and_the_definitions_what_that_means() -> None:
    made = files(*acme.ALL.reports)
    standing = made["api/v1/models.json"]["models"][2]["standings"]["acme-ladder"]
    assert (standing["verdict"], standing["level"], standing["highest"]) == ("partial", "bronze", "bronze")
    ladder = next(one for one in made["api/v1/definitions.json"]["definitions"] if one["id"] == "acme-ladder")
    assert {"bronze": "Bronze, the weights alone"}.items() <= {
        level["id"]: level["title"] for level in ladder["levels"]
    }.items()
    assert "met_when" not in json.dumps(ladder)


def test_a_model_says_what_would_turn_each_definition() -> None:
    made = files(acme.PART)[f"api/v1/models/{acme.PART.id}.json"]
    ladder = next(one for one in made["scorecards"] if one["definition"] == "acme-ladder")
    assert {turn["check"]: turn["unseen"] for turn in ladder["turns"]}["training_data_downloadable"] is False
