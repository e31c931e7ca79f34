from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from auditor.outputs import api
from auditor.outputs.table import as_csv, pages, part_of
from auditor.report import Report
from auditor.tables import Kind, Table
from auditor.tables.columns import column
from tests.outputs import acme, turned
from tests.outputs.hostile import HOSTILE

TABLES = ("models", "answers", "evaluations", "changes", "happenings")
every_table = pytest.mark.parametrize("table", TABLES)


def files(*reports: Report) -> dict[str, bytes]:
    return {page.path: page.content for page in pages(acme.published(*reports))}


def of_csv(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(content.decode(), newline=""))]


def of_parquet(content: bytes) -> Any:
    return parquet.read_table(pa.BufferReader(content))


def test_every_table_is_there_as_csv_and_as_parquet() -> None:
    paths = [f"api/v1/{table}.{form}" for table in TABLES for form in ("csv", "parquet")]
    assert [*files(*acme.ALL.reports)] == [*paths, "api/v1/tables.json"]


@every_table
def test_both_forms_hold_the_same_rows(table: str) -> None:
    made = files(*turned.ALL.reports)
    columns = of_parquet(made[f"api/v1/{table}.parquet"])
    options = arrow_csv.ConvertOptions(
        column_types={one.name: one.type for one in columns.schema},
        null_values=[""],
        strings_can_be_null=True,
    )
    read = arrow_csv.read_csv(pa.BufferReader(made[f"api/v1/{table}.csv"]), convert_options=options)
    assert len(read) > 1
    assert read.to_pylist() == columns.to_pylist()


def test_the_rows_are_those_of_the_json() -> None:
    rows = of_parquet(files(*acme.ALL.reports)["api/v1/models.parquet"]).to_pylist()
    made = {page.path: json.loads(page.content) for page in api.pages(acme.ALL)}
    index = made["api/v1/models.json"]["models"]
    assert [row["id"] for row in rows] == [one["id"] for one in index]
    for row, one in zip(rows, index, strict=True):
        assert {name: row[f"criterion_{name}"] for name in one["states"]} == one["states"]
        verdicts = {name: row[f"verdict_{name.replace('-', '_').replace('.', '_')}"] for name in one["verdicts"]}
        assert verdicts == one["verdicts"]
        assert (row["license"] or "", row["observed"] or "") == (one["license"], one["observed"])
        answers = made[one["json"]]["answers"]
        asked = answers.keys() & acme.ALL.checks.keys()
        assert {check: row[f"answer_{check}"] for check in asked} == {
            check: answers[check]["outcome"] for check in asked
        }


def test_duckdb_reads_both(tmp_path: Path) -> None:
    for path, content in files(*acme.ALL.reports).items():
        (tmp_path / path.rpartition("/")[2]).write_bytes(content)
    asked = "select id from '{}' where criterion_weights = 'met' and parameters < 2e9 order by id"
    found = [
        duckdb.sql(asked.format(tmp_path / f"models.{form}")).fetchall()  # type: ignore[union-attr]
        for form in ("csv", "parquet")
    ]
    assert found[0] == found[1] == [("acme/lantern-1.5b",), ("acme/lantern-1.5b-chat",)]


@every_table
def test_no_name_of_a_column_needs_quotes(table: str, tmp_path: Path) -> None:
    file = tmp_path / f"{table}.parquet"
    file.write_bytes(files(*turned.ALL.reports)[f"api/v1/{table}.parquet"])
    names = of_parquet(file.read_bytes()).column_names
    found = duckdb.sql(f"select {', '.join(names)} from '{file}'")  # noqa: S608
    assert found
    assert found.columns == names


def test_numbers_are_numbers_and_columns_say_what_they_hold() -> None:
    schema = of_parquet(files(acme.OPEN)["api/v1/models.parquet"]).schema
    assert (schema.field("parameters").type, schema.field("low_acme_index").type) == (pa.int64(), pa.float64())
    assert all(schema.field(one).metadata[b"description"] for one in schema.names)


def test_equal_reports_are_equal_bytes() -> None:
    shuffled = acme.PART.model_copy(update={"answers": dict(reversed([*acme.PART.answers.items()]))})
    assert files(acme.PART) == files(shuffled)


def test_the_dictionary_is_that_of_the_files() -> None:
    made = files(*acme.ALL.reports)
    for table in json.loads(made["api/v1/tables.json"])["tables"]:
        header = made[f"api/v1/{table['table']}.csv"].decode().partition("\n")[0]
        assert header.split(",") == [one["name"] for one in table["columns"]]


def test_lines_end_with_one_line_feed() -> None:
    content = files(*acme.ALL.reports)["api/v1/models.csv"]
    assert b"\r" not in content
    assert content.count(b"\n") == len(acme.ALL.reports) + 1


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t=", "\r=", "\uff1d"])
def test_a_spreadsheet_runs_no_cell(begins: str) -> None:
    report = acme.OPEN.model_copy(update={"library": f'{begins}HYPERLINK("http://elsewhere.invalid")'})
    (row,) = of_csv(files(report)["api/v1/models.csv"])
    assert row["library"].startswith("'")
    (kept,) = of_parquet(files(report)["api/v1/models.parquet"]).to_pylist()
    assert not kept["library"].startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    columns = (column("value", Kind.NUMBER, "A number.", lambda row: row), column("text", Kind.TEXT, "A text.", str))
    table: Table[Any] = Table(id="x", row="a number", columns=columns, rows_of=lambda _: ())
    assert as_csv(table, [part_of(table, [(-1.5, "-1.5")])]) == b"value,text\n-1.5,'-1.5\n"


@every_table
def test_hostile_text_breaks_no_row(table: str) -> None:
    made = files(HOSTILE, acme.OPEN)
    rows = of_csv(made[f"api/v1/{table}.csv"])
    kept = of_parquet(made[f"api/v1/{table}.parquet"]).to_pylist()
    assert len(rows) == len(kept)
    assert {row["id"] for row in rows} <= {HOSTILE.id, acme.OPEN.id}
    for row in rows:
        assert None not in row
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "@"))]
        assert all(cell.isprintable() for cell in row.values())
