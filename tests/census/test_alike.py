from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pytest

from auditor.answers import Answer, no, not_applicable, yes
from auditor.census.alike import Alike, told_by
from auditor.census.asking import Asker
from auditor.census.bare import Asked
from auditor.census.job import Judging, judging
from auditor.census.rows import Row, recorded, statistics
from auditor.census.stages import Found, judge
from auditor.evidence import Evidence
from tests.census.made_up import STATISTICS, hub, row
from tests.conftest import CHECKOUT, RECORDINGS

HELD = RECORDINGS / "hub"
NAMES = ("plain-7b", "other-13b", "plain-7b-gptq", "plain-7b-4bit", "plain-delta", "delta", "plain-lora", "gguf")
SHAPES: tuple[dict[str, Any], ...] = (
    {},
    {"siblings": None},
    {"card": {"license": "llama2"}},
    {"base": "globex/plain-7b"},
    {"base": "globex/plain"},
    {"siblings": [{"rfilename": name} for name in ("README.md", "adapter_config.json", "adapter_model.safetensors")]},
    {"siblings": [{"rfilename": name} for name in ("README.md", "model.safetensors", "examples/plain-7b/train.py")]},
    {"siblings": [{"rfilename": name} for name in ("README.md", "model.safetensors", "train.py", "evaluate.py")]},
    {"tags": ["dataset:acme/plain-data", "license:mit", "base_model:quantized:globex/plain-7b"]},
)


def rows_of(told: Iterator[dict[str, Any]]) -> list[Row]:
    return list(statistics(pa.RecordBatch.from_pylist(list(told), schema=STATISTICS)))


def without_memory(judges: Judging) -> Judging:
    return replace(judges, alike=Alike(0))


def with_memory(judges: Judging) -> Judging:
    return replace(judges, alike=Alike())


def test_what_was_found_of_a_row_is_what_is_found_anew() -> None:
    judges = judging(str(CHECKOUT))
    rows = rows_of(
        row(f"{owner}/{name}", **shape) for shape in SHAPES for owner in ("acme", "initech") for name in NAMES
    )
    rows += rows_of(hub(60))
    kept, anew = with_memory(judges), without_memory(judges)
    for one in rows:
        assert judge(one, kept, None) == judge(one, anew, None), one.id
        assert judge(one, kept, None, {}) == judge(one, anew, None, {}), one.id
    assert kept.alike.met > len(rows) // 2
    assert anew.alike.met == 0


def test_the_id_is_asked_where_it_matters() -> None:
    judges = with_memory(judging(str(CHECKOUT)))
    plain, quantized, again = rows_of(
        row(f"acme/{name}", base="globex/root") for name in ("root-7b", "root-7b-gptq", "root-9b")
    )
    found = [judge(one, judges, None, {}).given for one in (plain, quantized, again)]
    assert found[0] is not None
    assert found[0] != found[1]
    assert found[2] == found[0]
    assert judges.alike.met == 1


@pytest.mark.parametrize("path", [["id"], ["place", "ref", "name"]])
def test_what_reads_the_id_itself_is_judged_every_time(path: list[str]) -> None:
    def ask(evidence: Evidence) -> Answer:
        found: Any = evidence
        for name in path:
            found = getattr(found, name)
        assert evidence.place is not None
        return (yes if found.startswith("acme") else no)("It is told.", evidence.place.cite("The name"))

    found, alike = judged_by(ask, "acme/one", "initech/one", "acme/two")
    assert [one.given.codes[0] for one in found if one.given] == ["y", "n", "y"]
    assert alike.met == 0


def test_what_asks_about_the_id_is_judged_once_for_each_answer() -> None:
    def ask(evidence: Evidence) -> Answer:
        assert evidence.place is not None
        if evidence.by_id(str.startswith, "acme"):
            return (yes if evidence.by_id(str.endswith, "e") else no)("It is told.", evidence.place.cite("The name"))
        return not_applicable("It is another's.")

    found, alike = judged_by(ask, "acme/one", "initech/one", "acme/two", "acme/three", "globex/two", "acme/ten")
    assert [one.given.codes[0] for one in found if one.given] == ["y", "-", "n", "y", "-", "n"]
    assert alike.met == 3


def judged_by(ask: Any, *ids: str) -> tuple[list[Found], Alike[Found]]:
    whole = judging(str(CHECKOUT))
    first, *others = whole.asker.checks
    asker = Asker(checks=(replace(first, ask=ask), *others), definitions=whole.asker.definitions)
    judges = replace(whole, asker=asker, alike=Alike())
    return [judge(one, judges, None) for one in rows_of(map(row, ids))], judges.alike


def test_only_what_tells_the_same_is_the_same() -> None:
    values: list[Any] = [
        1,
        1.0,
        True,
        "1",
        "True",
        None,
        "None",
        [1],
        [[1]],
        {"a": 1},
        {"a": "1"},
        b"1",
        "b'1'",
        "\ud800",
    ]
    assert len({told_by(one) for one in values}) == len(values)
    assert told_by({"a": [1, None]}) == told_by({"a": [1, None]})


def test_no_more_is_kept_than_was_allowed() -> None:
    alike: Alike[int] = Alike(2)
    for number in range(3):
        alike.keep(told_by(number), Asked("acme/one"), number)
    assert [alike.find(told_by(number), "acme/one") for number in range(3)] == [None, None, 2]


@pytest.mark.recordings
@pytest.mark.skipif(not HELD.is_dir(), reason="needs the recordings: set OPENNESS_RECORDINGS")
@pytest.mark.parametrize("name", ["models-2025-04", "models-2022-02"])
def test_what_is_found_of_recorded_models_does_not_depend_on_those_before(name: str) -> None:
    judges = judging(str(CHECKOUT))
    kept, anew = with_memory(judges), without_memory(judges)
    rows = list(recorded(first_of(HELD / f"{name}.jsonl.gz", 1500)))
    for one in rows:
        assert judge(one, kept, None, {}) == judge(one, anew, None, {}), one.id
    assert len(rows) == 1500
    assert kept.alike.met > 0


def first_of(path: Path, many: int) -> pa.RecordBatch:
    """The first models of a recording by their metadata alone."""
    held: dict[str, list[Any]] = {name: [] for name in ("id", "info", "complete", "card", "observed")}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        models = (told for told in map(json.loads, lines) if told["kind"] == "model")
        for told in islice(models, many):
            for name, value in {
                **told,
                "info": json.dumps(told["info"]).encode(),
                "card": None,
                "observed": "",
            }.items():
                if name in held:
                    held[name].append(value)
    return pa.RecordBatch.from_pydict(held)
