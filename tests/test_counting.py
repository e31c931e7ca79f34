from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from auditor.counting import counted
from auditor.counting import results as reading
from auditor.counting.classes import DIFFERENT, TASKS
from auditor.hub_state import DIMENSIONS, Dimension, Group, HubState, Tally
from auditor.store import BadData
from tests.censuses import CRITERIA, DEFINITIONS, LICENSES, MEANINGS, row, state_of, written


def rows_by(state: HubState, dimension: Dimension) -> dict[str, int]:
    return {one.value: one.rows for one in state.by[dimension]}


def group(state: HubState, dimension: Dimension, value: str) -> Group:
    (found,) = [one for one in state.by[dimension] if one.value == value]
    return found


def test_outcomes_are_counted_over_all_and_by_group(tmp_path: Path) -> None:
    state = state_of(
        tmp_path,
        row("a/1", task="text-generation", weights="met", **{"five-and-license": "not_met"}),
        row("a/2", task="text-generation", weights="partial"),
        row("a/3", task="text-to-image", weights="not_met"),
        row("a/4"),
    )
    assert state.overall.rows == 4
    assert state.overall.criteria["weights"] == Tally(met=1, partial=1, not_met=1, unknown=1)
    assert state.overall.criteria["license"] == Tally(unknown=4)
    assert state.overall.definitions["five-and-license"] == Tally(not_met=1, unknown=3)
    assert set(state.overall.criteria) == set(CRITERIA)
    assert set(state.overall.definitions) == set(DEFINITIONS)
    assert group(state, "task", "text-generation").criteria["weights"] == Tally(met=1, partial=1)
    assert group(state, "task", "none").criteria["weights"] == Tally(unknown=1)


@pytest.mark.parametrize(
    ("dimension", "told", "value"),
    [
        ("task", {"task": "text-generation"}, "text-generation"),
        ("task", {"task": None}, "none"),
        ("task", {"task": ""}, "none"),
        ("task", {"task": "<b>" * 500}, "other"),
        ("size", {"parameters": 7_000_000_000}, "4b-10b"),
        ("size", {"parameters": None}, "none"),
        ("size", {"parameters": -1}, "none"),
        ("license", {"licenses": ["MIT"]}, "mit"),
        ("license", {"licenses": ["Apache-2.0", "Apache-2.0"]}, "apache"),
        ("license", {"licenses": ["MIT", "llama3"]}, "several"),
        ("license", {"licenses": ["nobody-knows"]}, "other"),
        ("license", {"licenses": []}, "none"),
        ("license", {"licenses": None}, "none"),
        ("created", {"created_at": "2024-05-01T10:00:00.000Z"}, "2024"),
        ("created", {"created_at": None}, "none"),
        ("created", {"created_at": "yesterday"}, "none"),
        ("downloads", {"downloads": 7}, "top-100"),
        ("downloads", {"downloads": 0}, "rest"),
        ("downloads", {"downloads": None}, "none"),
        ("depth", {}, "0"),
        ("depth", {"bases": ["b/x"], "depth": 1}, "1"),
        ("depth", {"bases": ["b/x"], "depth": 9}, "3-and-more"),
        ("depth", {"bases": ["b/x"], "depth": 0, "lineage": "broken"}, "none"),
        ("depth", {"bases": ["b/x"], "depth": None, "lineage": "broken"}, "none"),
    ],
)
def test_a_repository_belongs_to_one_group_of_each_dimension(
    tmp_path: Path, dimension: Dimension, told: dict[str, Any], value: str
) -> None:
    state = state_of(tmp_path, row("a/one", **told))
    assert rows_by(state, dimension) == {value: 1}
    assert all(sum(rows_by(state, one).values()) == 1 for one in DIMENSIONS)


def test_downloads_are_ranked_over_all_partitions_and_equal_ones_by_id(tmp_path: Path) -> None:
    rows = [row(f"a/{number:04}", downloads=5 if number < 1500 else 4) for number in range(2000)]
    random.Random(1).shuffle(rows)  # noqa: S311 - for spread, not for secrets
    state = state_of(tmp_path, *rows, parts=3)
    assert rows_by(state, "downloads") == {"top-100": 100, "top-1000": 900, "top-10000": 1000}
    most = [dict(one, weights="met") for one in rows]
    for one in most:
        one["criterion_weights"] = "met" if str(one["id"]) < "a/0100" else "not_met"
        del one["weights"]
    again = state_of(tmp_path, *most, parts=3)
    assert group(again, "downloads", "top-100").criteria["weights"] == Tally(met=100)


def test_what_derivatives_inherit_is_told_by_what_they_state_themselves(tmp_path: Path) -> None:
    base: dict[str, Any] = {"bases": ["b/x"], "depth": 1}
    state = state_of(
        tmp_path,
        row("a/1", **base, licenses=["MIT"], inherits_restricted=True, root_licenses=["llama3"]),
        row("a/2", **base, licenses=["MIT", "Apache-2.0"], inherits_restricted=None),
        row("a/3", **base, licenses=["llama3"], inherits_restricted=False, root_licenses=["llama3"]),
        row("a/4", **base, licenses=["MIT", "llama3"], inherits_restricted=False),
        row("a/5", **base, licenses=["nobody-knows"], inherits_restricted=None),
        row("a/6", **base, licenses=[], inherits_restricted=None, lineage="broken"),
        row("a/7", licenses=["MIT"], inherits_restricted=False),
        row("a/8", licenses=["MIT"], inherits_restricted=None),
    )
    told = {stated: (one.yes, one.no, one.unknown) for stated, one in state.lineage.inherited.items()}
    assert told == {"permissive": (1, 0, 1), "restricted": (0, 2, 0), "not_known": (0, 0, 1), "none": (0, 0, 1)}
    assert state.lineage.restricted == {"llama": 1}
    assert state.lineage.chains == {"none": 2, "complete": 5, "broken": 1, "cycle": 0}


def test_few_tasks_are_groups_of_their_own_and_the_others_are_one(tmp_path: Path) -> None:
    many = [row(f"a/{number}", task=f"task-{number:04}") for number in range(DIFFERENT + 50)]
    common = [row(f"b/{number}", task="common") for number in range(3)]
    state = state_of(tmp_path, *common, *many, row("c/none"))
    values = [one.value for one in state.by["task"]]
    assert (values[0], values[-2:], len(values)) == ("common", ["other", "none"], TASKS + 2)
    assert sum(rows_by(state, "task").values()) == DIFFERENT + 54


def test_what_the_census_says_of_itself_goes_along(tmp_path: Path) -> None:
    state = state_of(tmp_path, row("a/1", reasons=["gate_not_told", "other_code"]), row("a/2", reasons=["other_code"]))
    census = state.census
    assert (census.kind, census.files, census.duplicates) == ("recordings", ("models-2025-04.jsonl.gz",), 2)
    assert (census.observed_from, census.observed_to, census.rules) == ("2022", "2025-04-30", "feedfacefeed")
    assert census.newest_modified == "2025-04-29"
    assert census.poisoned == {"json": 1}
    assert state.reasons == {"other_code": 2, "gate_not_told": 1}
    assert state.meanings == MEANINGS


@pytest.mark.parametrize(
    "census", [{}, {"source": "hub-stats"}, {"source": {"kind": 5, "observed": []}, "poisoned": {"json": "many"}}]
)
def test_what_the_census_does_not_say_stays_empty(tmp_path: Path, census: object) -> None:
    state = counted(written(tmp_path, [row("a/1")], census=census), LICENSES)
    assert state.census.kind == "a source that is not named"
    assert (state.census.files, state.census.observed_to, state.census.poisoned) == ((), "", {})


def test_batches_and_partitions_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(7)  # noqa: S311 - for spread, not for secrets
    rows = [
        row(
            f"a/{number}",
            task=dice.choice((None, "text-generation", "text-to-image")),
            downloads=dice.choice((None, 0, 1, 500)),
            parameters=dice.choice((None, 10**9, 10**11)),
            licenses=dice.choice(([], ["MIT"], ["llama3"])),
            bases=dice.choice(([], ["b/x"])),
            weights=dice.choice(("met", "not_met", "unknown")),
        )
        for number in range(500)
    ]
    once = state_of(tmp_path / "one", *rows, parts=1)
    monkeypatch.setattr(reading, "ROWS", 7)
    assert state_of(tmp_path / "many", *reversed(rows), parts=5) == once


def _without(column: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        for file in (folder / "results").rglob("*.parquet"):
            pq.write_table(pq.read_table(file, partitioning=None).drop_columns([column]), file)

    return spoil


def _cut(folder: Path) -> None:
    file = folder / "results" / "partition=000" / "part.parquet"
    file.write_bytes(file.read_bytes()[:-20])


def _strange(folder: Path) -> None:
    file = folder / "results" / "partition=001" / "part.parquet"
    table = pq.read_table(file, partitioning=None)
    at = table.schema.names.index("criterion_weights")
    pq.write_table(table.set_column(at, "criterion_weights", pa.array(["perhaps"] * table.num_rows)), file)


def _null(folder: Path) -> None:
    file = folder / "results" / "partition=001" / "part.parquet"
    table = pq.read_table(file, partitioning=None)
    at = table.schema.names.index("criterion_weights")
    pq.write_table(table.set_column(at, "criterion_weights", pa.nulls(table.num_rows, pa.string())), file)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without("inherits_restricted"), "there is no column 'inherits_restricted'"),
        (_cut, "it is no whole Parquet"),
        (_strange, "'perhaps' is no outcome; allowed are met, partial, not_met, unknown"),
        (_null, "'None' is no outcome"),
        (lambda folder: (folder / "census.json").unlink(), "the census has not come to its end"),
        (lambda folder: (folder / "census.json").write_text("[" * 100_000), "it is not JSON"),
        (lambda folder: (folder / "census.json").write_text(json.dumps([1])), "it is not a JSON object"),
        (lambda folder: (folder / "dictionary.json").unlink(), "it is not there"),
    ],
)
def test_what_is_no_whole_census_is_refused_in_one_sentence(
    tmp_path: Path, spoil: Callable[[Path], object], told: str
) -> None:
    written(tmp_path, [row("a/1"), row("a/2")])
    spoil(tmp_path)
    with pytest.raises(BadData, match=told) as caught:
        counted(tmp_path, LICENSES)
    assert "\n" not in str(caught.value)


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="there is no census here"):
        counted(tmp_path, LICENSES)
