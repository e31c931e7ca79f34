from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from auditor.census.source import batches, open_cards, open_source
from auditor.store import BadData
from tests.census.made_up import write


def test_a_folder_of_parquet_is_one_source_and_its_bytes_name_it(tmp_path: Path) -> None:
    write(tmp_path)
    found = open_source(tmp_path)
    assert (found.kind, found.names, found.rows) == ("statistics", ("models.parquet",), 136)
    assert sum(one.num_rows for chunk in found.chunks for one in batches(found, chunk)) == 136
    before = found.sha256
    write(tmp_path, 121)
    assert open_source(tmp_path).sha256 != before


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"x", "there is nothing to read here"),
        ("a.parquet", b"PAR1 and no more", "it is no Parquet file"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadData, match=says) as raised:
        open_source(tmp_path / name)
    assert "\n" not in str(raised.value)


def test_columns_that_must_be_there_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"name": ["acme/m"]}), path)
    with pytest.raises(BadData, match="no column 'id'; allowed are id, createdAt"):
        open_source(path)
    parquet.write_table(pa.table({"modelId": ["acme/m"]}), path)
    with pytest.raises(BadData, match="no column 'card'"):
        open_cards(path)


def test_recordings_that_break_off_are_told_and_strange_lines_are_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = [b"{broken", json.dumps({"kind": "dataset", "id": "acme/d"}).encode(), b"[1]"]
    lines.append(json.dumps({"kind": "model", "id": "acme/\ud800", "info": {}, "card": "\ud800"}).encode())
    path.write_bytes(gzip.compress(b"\n".join(lines)))
    source = open_source(path)
    rows = [row for one in batches(source, source.chunks[0]) for row in one.to_pylist()]
    assert [row["id"] for row in rows] == [None, None, "acme/?"]
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(BadData, match="it cannot be read to its end"):
        list(batches(source, source.chunks[0]))
