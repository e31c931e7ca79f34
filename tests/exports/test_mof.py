from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import ValidationError  # type: ignore[import-untyped]

from auditor.answers import Answer, Citation, no, unknown
from auditor.evidence import Evidence
from auditor.exports import mof
from auditor.exports.mof import COMPONENTS, Reach
from tests.builders import base, evidence
from tests.conftest import CHECKOUT
from tests.exports.acme import CARD, CODE, CORPUS, HUB, SCRIPT, as_mof, cite, own_place, said, subject

WEIGHTS = ("weights_downloadable", "weights_complete", "weights_full", "weights_ungated")
FILE = f"{HUB}/blob/{'a' * 40}/model.safetensors"


def components(answers: dict[str, Answer], seen: Evidence | None = None) -> dict[str, Any]:
    found = as_mof(subject(answers, seen))["release"]["components"]
    return {one["name"]: one for one in found}


def test_the_names_are_those_of_the_tool_s_own_records() -> None:
    lines = (CHECKOUT / "tests/peers/model-openness-tool.jsonl").read_text(encoding="utf-8").splitlines()
    names = {name for line in lines for name, _ in json.loads(line)["components"]}
    assert {one.name for one in COMPONENTS} == names
    assert len(COMPONENTS) == 17


def test_each_component_rests_on_the_checks_of_our_own_definition() -> None:
    content = yaml.safe_load((CHECKOUT / "data/definitions/mof-tool-1.0.yaml").read_text(encoding="utf-8"))
    asked = {one["title"].casefold(): set(_checks(one["met_when"])) for one in content["requirements"]}
    for component in COMPONENTS:
        rests_on = {*component.checks, *([component.license] if component.license else [])}
        assert rests_on <= asked[component.name.casefold()], component.name


def _checks(rule: Any) -> Iterator[str]:
    if isinstance(rule, dict):
        if "check" in rule:
            yield rule["check"]
        for one in (*rule.get("all", ()), *rule.get("any", ())):
            yield from _checks(one)


def test_what_nothing_is_known_of_has_no_component() -> None:
    assert as_mof(subject({})) == {
        "framework": {"name": "Model Openness Framework", "version": "1.0", "date": "2024-12-15"},
        "release": {
            "name": "open-7b",
            "license": {},
            "producer": "acme",
            "huggingface": HUB,
            "components": [],
        },
    }


@pytest.mark.parametrize(
    "answer",
    [
        no("It is not there.", cite(CARD)),
        no("A part is there.", cite(CARD), value="part"),
        unknown("It could not be seen."),
        unknown("A part was seen.", value="part"),
    ],
)
def test_only_a_yes_lists_a_component(answer: Answer) -> None:
    assert components({"fine_tuning_code_published": answer}) == {}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: one.name)
def test_every_component_can_be_listed(component: mof.Component) -> None:
    found = components({check: said(CARD) for check in component.checks})
    assert found == {component.name: {"name": component.name, "description": "It is there.", "component_path": CARD}}


@pytest.mark.parametrize("lacking", WEIGHTS)
def test_parameters_are_listed_where_they_are_whole_and_free_of_a_gate(lacking: str) -> None:
    answers = {check: said(FILE) for check in WEIGHTS}
    assert set(components(answers)) == {"Model parameters (Final)"}
    assert components(answers | {lacking: no("It is not so.", cite(FILE))}) == {}
    del answers[lacking]
    assert components(answers) == {}


def test_the_path_leads_beyond_the_card_that_names_the_thing() -> None:
    found = components({"fine_tuning_code_published": said(f"{CARD}#L7", SCRIPT)})
    assert found["Training code"]["component_path"] == SCRIPT


def test_a_path_that_is_not_pinned_comes_last() -> None:
    loose = Citation(url=HUB, shows="Branches")
    answer = said(f"{CARD}#L7").model_copy(update={"citations": (loose, cite(f"{CARD}#L7"))})
    assert components({"checkpoints_published": answer})["Model parameters (Intermediate)"]["component_path"].endswith(
        "#L7"
    )


def test_the_weights_license_is_where_the_governing_text_is() -> None:
    text = f"{HUB}/blob/{'a' * 40}/LICENSE"
    answers = {check: said(FILE) for check in WEIGHTS} | {"weights_licensed": said(f"{CARD}#L2", text, value="MIT")}
    found = components(answers)["Model parameters (Final)"]
    assert (found["license"], found["license_path"]) == ("MIT", text)


def test_a_license_that_spdx_lacks_goes_by_its_name() -> None:
    answers = {check: said(FILE) for check in WEIGHTS} | {"weights_licensed": said(CARD, value="llama2")}
    assert components(answers)["Model parameters (Final)"]["license"] == "Llama 2 Community License Agreement"


@pytest.mark.parametrize(
    ("license_at", "listed"), [(CODE, True), (f"{CODE}/blob/main/LICENSE", True), (f"{CODE}-2", False), (HUB, False)]
)
def test_a_license_of_code_is_given_to_code_of_the_same_repository(license_at: str, listed: bool) -> None:  # noqa: FBT001
    answers = {"evaluation_code_published": said(SCRIPT), "code_licensed": said(license_at, value="Apache-2.0")}
    found = components(answers)["Evaluation code"]
    assert found.get("license") == ("Apache-2.0" if listed else None)
    assert found.get("license_path") == (license_at if listed else None)


def test_a_public_library_is_not_under_the_model_s_license() -> None:
    answers = {"inference_code_published": said(CARD, value="library"), "code_licensed": said(CARD, value="MIT")}
    assert "license" not in components(answers)["Inference code"]


def test_a_paper_has_no_license_that_we_read_and_is_no_technical_report() -> None:
    answers = {
        "paper_published": said(CARD),
        "technical_report_published": said(CARD, value="paper"),
        "documents_licensed": said(CARD, value="CC-BY-4.0"),
    }
    assert [*components(answers)] == ["Research paper"]
    assert "license" not in components(answers)["Research paper"]


def test_documents_of_the_repository_are_under_its_license() -> None:
    answers = {"model_card_present": said(CARD), "documents_licensed": said(f"{CARD}#L2", value="CC-BY-4.0")}
    assert components(answers)["Model card"]["license"] == "CC-BY-4.0"


@pytest.mark.parametrize(("places", "path"), [((CORPUS,), CORPUS), ((CORPUS, f"{CORPUS}-2"), None)])
def test_a_license_of_several_datasets_has_no_one_place(places: tuple[str, ...], path: str | None) -> None:
    answers = {"training_data_downloadable": said(CORPUS), "data_licensed": said(*places, value="ODC-By-1.0")}
    found = components(answers)["Datasets"]
    assert (found["license"], found.get("license_path")) == ("ODC-By-1.0", path)


@pytest.mark.parametrize("value", ["", "none"])
def test_a_license_that_is_not_stated_is_absent(value: str) -> None:
    answers = {check: said(FILE) for check in WEIGHTS}
    answers["weights_licensed"] = no("None is stated.", cite(CARD), value=value)
    assert "license" not in components(answers)["Model parameters (Final)"]


@pytest.mark.parametrize(
    ("task", "kind"), [("text-to-image", "image"), ("image-text-to-text", "multimodal"), ("text-generation", None)]
)
def test_the_type_is_told_only_where_the_task_says_it(task: str, kind: str | None) -> None:
    record = as_mof(subject({}, evidence(own_place(task=task))))
    assert record["release"].get("type") == kind


def test_the_origin_is_the_base_model_that_is_stated() -> None:
    record = as_mof(subject({}, evidence(own_place(), base("globex/base-7b"))))
    assert record["release"]["origin"] == "globex/base-7b"


def test_hostile_text_stays_text_on_one_line_and_hostile_addresses_are_left_out() -> None:
    says = 'a: [b\n- *x\u202e!!python/object:os.system ""'
    answers = {"model_card_present": said("javascript:alert(1)", because=says)}
    assert components(answers)["Model card"] == {
        "name": "Model card",
        "description": 'a: [b - *x !!python/object:os.system ""',
    }
    assert mof.write(subject(answers)).isascii()


def test_equal_data_are_equal_bytes() -> None:
    answers = {"model_card_present": said(CARD), "paper_published": said(CARD)}
    assert mof.write(subject(answers)) == mof.write(subject(dict(reversed([*answers.items()]))))


def test_the_schema_refuses_what_is_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mof, "FRAMEWORK", {"name": "Another framework"})
    with pytest.raises(ValidationError):
        as_mof(subject({}))


def test_every_reach_is_used() -> None:
    assert {one.reach for one in COMPONENTS} == set(Reach)
