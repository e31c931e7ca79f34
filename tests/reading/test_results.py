from __future__ import annotations

import pytest
import yaml
from pydantic import JsonValue

from auditor.reading.results import read_results


def rows(index: str) -> list[JsonValue]:
    return list(read_results(yaml.safe_load(index)).rows)


def test_reported_results_are_rows_without_the_texts_around_them() -> None:
    found = rows("""
- name: open-7b
  results:
  - task: {type: text-generation, name: prose}
    dataset: {name: Some Bench, type: acme/bench, args: prose}
    metrics:
    - {type: accuracy, value: 61.5, name: prose, verifyToken: prose}
    - {type: f1, value: '0.5'}
    - {type: loss, value: [prose]}
    - prose
  - metrics: [{value: 1}]
  - prose
  - {task: prose, metrics: prose}
- prose
- {name: other, results: prose}
""")
    row = {"task": "text-generation", "dataset": "Some Bench"}
    assert found == [
        {**row, "metric": "accuracy", "value": 61.5},
        {**row, "metric": "f1", "value": "0.5"},
        {**row, "metric": "loss", "value": None},
        {"task": "", "dataset": "", "metric": "", "value": 1},
    ]


@pytest.mark.parametrize("index", ["prose", "{results: prose}", "7", "null", "[null]"])
def test_an_index_of_another_shape_has_no_rows(index: str) -> None:
    assert rows(index) == []


def of(*datasets: str, metrics: int = 1) -> list[object]:
    return [{"results": [{"dataset": {"name": one}, "metrics": [{"value": 1}] * metrics} for one in datasets]}]


def test_beyond_500_only_a_row_of_each_further_dataset_is_kept_and_the_rest_is_counted() -> None:
    found = read_results(of("a", metrics=600) + of("b", "c", "b", metrics=2))
    assert [row["dataset"] for row in found.rows if isinstance(row, dict)] == ["a"] * 500 + ["b", "c"]
    assert (found.left_out, found.unnamed) == (100 + 4, False)


def test_more_datasets_than_are_kept_are_not_silent() -> None:
    most = read_results(of(*(f"d{number}" for number in range(1000))))
    assert (len(most.rows), most.left_out, most.unnamed) == (1000, 0, False)
    more = read_results(of(*(f"d{number}" for number in range(1001))))
    assert (len(more.rows), more.left_out, more.unnamed) == (1000, 1, True)


@pytest.mark.parametrize(("length", "unnamed"), [(120, False), (121, True), (5000, True)])
def test_a_dataset_whose_name_is_cut_is_not_silent(length: int, unnamed: bool) -> None:  # noqa: FBT001 - the expectation
    found = read_results(of("x" * length))
    assert found.rows == ({"task": "", "dataset": "x" * min(length, 120), "metric": "", "value": 1},)
    assert found.unnamed is unnamed
