"""The files of rows: what is written is what is read, under a name that no other content has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from auditor.evidence import InvalidName, checked_name
from auditor.outputs.site import shards as module
from auditor.outputs.site.kinship import kinship
from auditor.outputs.site.models import row
from auditor.outputs.site.shards import shard, shards
from auditor.outputs.site.standing import lines
from tests.outputs import acme
from tests.outputs.hostile import HOSTILE

PUBLISHED = acme.published(*acme.ALL.reports, HOSTILE)
KIN = kinship(PUBLISHED)
ROWS = [row(one, lines(PUBLISHED), KIN.roots_of(one.id), PUBLISHED.licenses) for one in PUBLISHED.reports]


def read(content: bytes) -> list[Mapping[str, Any]]:
    """The rows of a file, as its script reads them."""
    columns = json.loads(content)
    del columns["first"]
    full = {
        name: column if isinstance(column, list) else [column["of"][at] for at in column["at"]]
        for name, column in columns.items()
    }
    return [dict(zip(full, values, strict=True)) for values in zip(*full.values(), strict=True)]


def test_what_is_read_is_what_the_rows_hold() -> None:
    found = read(shard(ROWS, 0).content)
    assert [one["id"] for one in found] == [one["id"] for one in ROWS]
    assert found == [{name: one[name] for name in found[0]} for one in ROWS]


def test_no_value_is_written_twice() -> None:
    columns = json.loads(shard(ROWS * 3, 0).content)
    for name in ("license", "task", "family"):
        assert len(set(columns[name]["of"])) == len(columns[name]["of"])


def test_the_files_hold_every_row_once_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS", 2)
    made = list(shards(ROWS, 1))
    assert [json.loads(one.content)["first"] for one in made] == list(range(1, len(ROWS), 2))
    assert [one["id"] for page in made for one in read(page.content)] == [one["id"] for one in ROWS[1:]]


def test_a_file_is_named_after_what_it_holds() -> None:
    assert shard(ROWS, 0) == shard(list(ROWS), 0)
    others = [shard(ROWS[1:], 0), shard(ROWS, 1), shard([{**ROWS[0], "task": "other"}, *ROWS[1:]], 0)]
    assert len({one.path for one in (shard(ROWS, 0), *others)}) == 1 + len(others)


def test_no_owner_can_have_the_folder() -> None:
    with pytest.raises(InvalidName):
        checked_name(shard(ROWS, 0).path.split("/")[1], parts=(1,))


def test_ten_times_the_rows_are_ten_times_the_bytes_at_most() -> None:
    few, many = (sum(len(one.content) for one in shards(ROWS * times, 0)) for times in (100, 1000))
    assert many < 10 * few
