from __future__ import annotations

import json
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pytest

from auditor.census.rows import Poison, Row, recorded, statistics
from auditor.census.source import RECORDED
from tests.census.made_up import BOMB, STATISTICS, row


def one(**others: Any) -> Row:
    batch = pa.RecordBatch.from_pylist([{**row("acme/open-7b"), **others}], schema=STATISTICS)
    return next(iter(statistics(batch)))


def test_a_row_becomes_the_body_of_an_answer() -> None:
    found = one(baseModels={"relation": "quantized", "models": [{"id": "acme/base"}]}, gguf=None)
    assert found.poison is None
    assert found.complete
    assert found.body["cardData"] == {"license": "apache-2.0"}
    assert found.body["tags"] == ["license:apache-2.0", "base_model:acme/base", "base_model:quantized:acme/base"]
    assert found.body["siblings"][0] == {"rfilename": "README.md"}
    assert not {"gguf", "gated", "baseModels"} & found.body.keys()


def test_a_list_that_is_not_told_is_none_and_an_empty_one_is_whole() -> None:
    assert not one(siblings=None).complete
    assert one(siblings=[]).complete


@pytest.mark.parametrize(
    ("others", "poison"),
    [
        ({"id": None}, Poison.ID),
        ({"id": "../../etc/passwd"}, Poison.ID),
        ({"id": "a/b/c"}, Poison.ID),
        ({"id": "acme/ö"}, Poison.ID),
        ({"id": "a--b/legacy"}, None),
        ({"id": "gpt"}, None),
        ({"cardData": '{"license": '}, Poison.JSON),
        ({"cardData": BOMB}, Poison.JSON),
        ({"cardData": f'{{"n": {"9" * 5000}}}'}, Poison.JSON),
        ({"cardData": " " * (4 * 1024 * 1024 + 1)}, Poison.SIZE),
        ({"tags": ["x"] * 200_001}, Poison.SIZE),
        ({"cardData": ""}, None),
    ],
)
def test_what_no_answer_could_hold_is_poison(others: dict[str, Any], poison: Poison | None) -> None:
    assert one(**others).poison is poison


def test_columns_of_days_and_of_nested_values_are_read_too() -> None:
    nested = pa.struct([("parameters", pa.struct([("BF16", pa.int64()), ("F32", pa.int64())])), ("total", pa.int64())])
    days = pa.array(["2026-03-01T09:00:00"]).cast(pa.timestamp("ms"))
    counted = pa.array([{"parameters": {"BF16": 7, "F32": None}, "total": 7}], nested)
    batch = pa.RecordBatch.from_arrays([pa.array(["acme/m"]), days, counted], ["id", "createdAt", "safetensors"])
    body = next(iter(statistics(batch))).body
    assert body["createdAt"].startswith("2026-03-01T09")
    assert body["safetensors"] == {"parameters": {"BF16": 7}, "total": 7}


def test_a_recorded_list_in_part_stays_a_part_without_its_folders() -> None:
    info = {"siblings": [{"rfilename": "model.safetensors"}, {"rfilename": "runs/"}]}
    rows = [
        {"id": "acme/a", "info": json.dumps(info).encode(), "complete": told, "card": None, "observed": "2026"}
        for told in (False, None, True)
    ]
    rows.append({"id": "acme/b", "info": b"[]", "complete": None, "card": None, "observed": None})
    part, none, whole, broken = recorded(pa.RecordBatch.from_pylist(rows, schema=RECORDED))
    assert (part.complete, part.body["siblings"]) == (False, [{"rfilename": "model.safetensors"}])
    assert "siblings" not in none.body
    assert whole.complete
    assert broken.poison is Poison.TYPES
