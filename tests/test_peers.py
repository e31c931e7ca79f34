"""The rules of the Model Openness Framework over the records of the Model Openness Tool: the classes that it gives.

The records are claims made by hand (tests/peers/README.md): they test our rules, not the models.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from auditor.answers import Answer, Citation, Outcome
from auditor.definitions import Definition, Requirement
from auditor.schemes import combined
from auditor.store import Store
from auditor.truth import State, state_of
from tests.conftest import CHECKOUT

RECORDS = Path(__file__).parent / "peers" / "model-openness-tool.jsonl"
SEEN = Citation(url="https://example.org", shows="a record", revision="8b5d30e")
# Requirement -> the component of the tool, and whose general license stands for one that has none of its own.
COMPONENTS = {
    "model_architecture": ("Model architecture", "code"),
    "parameters": ("Model parameters (Final)", "data"),
    "technical_report": ("Technical report", "document"),
    "evaluation_results": ("Evaluation results", "document"),
    "model_card": ("Model card", "document"),
    "data_card": ("Data card", "document"),
    "sample_outputs": ("Sample model outputs", "document"),
    "training_code": ("Training code", "code"),
    "inference_code": ("Inference code", "code"),
    "evaluation_code": ("Evaluation code", "code"),
    "evaluation_data": ("Evaluation data", "data"),
    "supporting_libraries": ("Supporting libraries and tools", "code"),
    "datasets": ("Datasets", "data"),
    "data_processing_code": ("Data preprocessing code", "code"),
    "research_paper": ("Research paper", "document"),
    "intermediate_parameters": ("Model parameters (Intermediate)", "data"),
    "model_metadata": ("Model metadata", "data"),
}


def records() -> Iterator[Mapping[str, Any]]:
    for line in RECORDS.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def answer(outcome: Outcome, value: str = "") -> Answer:
    return Answer(outcome=outcome, because="The record says so.", citations=(SEEN,), value=value)


def answers_for(
    requirement: Requirement, record: Mapping[str, Any], spelled: Callable[[str], str]
) -> Mapping[str, Answer]:
    """What our checks would say of one component, had they seen what the record claims."""
    claimed: dict[str, str | None] = dict(record["components"])
    component, kind = COMPONENTS[requirement.id]
    if requirement.id == "technical_report" and "Research paper" in claimed:
        component = "Research paper"
    there = component in claimed
    general = record["licenses"].get(kind) or record["licenses"].get("distribution") or ""
    license_ = spelled(claimed.get(component) or general)
    given: dict[str, Answer] = {}
    for check in requirement.checks():
        if check.endswith("_licensed"):
            given[check] = answer(Outcome.YES if license_ else Outcome.NO, license_)
        else:
            given[check] = answer(Outcome.YES if there else Outcome.NO)
    return given


def classes(definition: Definition, spelled: Callable[[str], str]) -> list[tuple[str, str]]:
    """Name and class of every record, in order: some names occur twice."""
    found: list[tuple[str, str]] = []
    for record in records():
        states: dict[str, State] = {}
        for requirement in definition.requirements:
            states[requirement.id] = state_of(requirement, answers_for(requirement, record, spelled))
        found.append((record["name"], combined(definition, states).level or "unclassified"))
    return found


@pytest.fixture(scope="module")
def tool() -> Definition:
    store = Store(CHECKOUT)
    return store.read_definition(store.data / "definitions" / "mof-tool-1.0.yaml")


def test_the_tool_s_own_records_come_out_in_the_tool_s_own_classes(tool: Definition) -> None:
    found = classes(tool, lambda stated: stated)
    assert Counter(level for _, level in found) == {"class_1": 14, "class_2": 1, "class_3": 16, "unclassified": 242}
    first = sorted(name for name, level in found if level == "class_1")
    pythia = sorted(f"Pythia-{size}" for size in ("1.4B", "12B", "160M", "1B", "2.8B", "410M", "6.9B", "70M"))
    assert first == ["Amber", "Aquila-VL-2B", "OLMo-1B-hf", "OLMo-7B", "OLMo-7B-Twin-2T-hf", "OLMo-7B-hf", *pythia]
    assert [name for name, level in found if level == "class_2"] == ["Polyglot-Ko"]


def test_corrected_spellings_take_no_class_away_and_give_none(tool: Definition) -> None:
    """The tool compares letter by letter; what it misses so ("Apache 2.0", "BSD-3") stands in unclassified records."""
    licenses = Store(CHECKOUT).licenses
    assert classes(tool, lambda stated: licenses.resolve(stated) or "") == classes(tool, lambda stated: stated)


def test_the_paper_s_reading_is_never_stricter(tool: Definition) -> None:
    store = Store(CHECKOUT)
    paper = store.read_definition(store.data / "definitions" / "mof-paper-1.0.yaml")
    order = ["unclassified", "class_3", "class_2", "class_1"]
    by_tool, by_paper = (classes(one, lambda stated: stated) for one in (tool, paper))
    assert all(
        order.index(wide) >= order.index(strict) for (_, strict), (_, wide) in zip(by_tool, by_paper, strict=True)
    )


def unlicensed(record: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**record, "components": [[name, "" if name == "Datasets" else own] for name, own in record["components"]]}


def test_the_readings_part_on_a_dataset_without_a_license(tool: Definition, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(CHECKOUT)
    paper = store.read_definition(store.data / "definitions" / "mof-paper-1.0.yaml")
    whole = [unlicensed({**one, "licenses": {}}) if "Datasets" in dict(one["components"]) else one for one in records()]
    licensed = [
        {**one, "components": [[name, own if name == "Datasets" else "Apache-2.0"] for name, own in one["components"]]}
        for one in whole
    ]
    monkeypatch.setattr("tests.test_peers.records", lambda: iter(licensed))
    first = [Counter(level for _, level in classes(one, lambda stated: stated))["class_1"] for one in (tool, paper)]
    assert first[0] == 0
    assert first[1] >= 14
