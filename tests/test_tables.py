from __future__ import annotations

import pytest

from auditor.report import Report
from auditor.tables import Table, tables
from auditor.tables.columns import name_of
from auditor.tables.models import models
from tests.outputs import acme
from tests.outputs.hostile import HOSTILE
from tests.outputs.turned import TURNED

QUESTIONS = [(check.id, check.question) for check in acme.CHECKS.values()]
ALL = {table.id: table for table in tables(acme.ALL.definitions, QUESTIONS)}


def rows(table: Table[object], *reports: Report) -> list[dict[str, object]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows(reports)]


def test_a_model_is_one_row() -> None:
    (row,) = rows(ALL["models"], acme.PART)
    asked = {
        "id": "acme/lantern-1.5b-chat",
        "producer": "acme",
        "parameters": 1_500_000_000,
        "gated": "no",
        "created": None,
        "observed": "2026-01-21",
        "page": "https://openness-auditor.github.io/openness-auditor/models/acme/lantern-1.5b-chat/",
        "criterion_training_data": "partial",
        "criterion_evaluation_code": "not_met",
        "criterion_license": "met",
        "verdict_five_and_license": "not_met",
        "verdict_acme_ladder": "partial",
        "rung_acme_ladder": "bronze",
        "highest_rung_acme_ladder": "bronze",
        "low_acme_index": 0.5,
        "high_acme_index": 0.8333,
        "answer_training_data_downloadable": "no",
        "value_training_data_downloadable": "some",
        "answer_weights_downloadable": None,
    }
    assert {name: row[name] for name in asked} == asked


def test_unknown_is_a_word_and_never_an_empty_cell() -> None:
    (row,) = rows(ALL["models"], acme.UNSEEN)
    assert [row[f"criterion_{criterion}"] for criterion, _, _ in acme.SIX] == ["unknown"] * 6
    assert row["verdict_five_and_license"] == row["answer_weights_downloadable"] == "unknown"
    assert row["observed"] is row["license"] is row["parameters"] is None


def test_an_answer_has_a_row_for_each_citation_and_one_without_any() -> None:
    found = rows(ALL["answers"], acme.PART, acme.UNSEEN)
    assert [(row["check_id"], row["citation"]) for row in found] == [
        ("evaluation_code_published", 1),
        ("training_data_downloadable", 1),
        ("training_metrics_published", 1),
        ("weights_ungated", 0),
        ("weights_downloadable", 0),
    ]
    assert (found[0]["attested_by"], found[0]["revision"], found[1]["sha256"]) == ("A. Curator", acme.COMMIT, acme.HASH)
    assert found[3]["outcome"] == "not_applicable"
    assert found[3]["url"] is None


def test_results_and_changes_are_rows_of_their_own() -> None:
    results = rows(ALL["evaluations"], TURNED)
    assert [(row["benchmark"], row["value"], row["reported_by"]) for row in results] == [
        ("acme/riddles", -1.5, "Acme Institute"),
        ("acme/puzzles", 0.25, None),
    ]
    (first, *_) = rows(ALL["changes"], TURNED)
    assert (first["seen_on"], first["before"], first["after"], first["value_after"], first["cause"]) == (
        "2025-12",
        "unknown",
        "no",
        "some",
        "our checks changed",
    )


def test_a_table_counts_its_rows() -> None:
    for table in ALL.values():
        assert table.count(acme.ALL.reports) == len([*table.rows(acme.ALL.reports)])


def test_no_cell_holds_what_cannot_be_seen_or_leads_elsewhere_than_the_web() -> None:
    for table in ALL.values():
        for row in rows(table, HOSTILE):
            texts = [cell for cell in row.values() if isinstance(cell, str)]
            assert "" not in texts
            assert not [cell for cell in texts if not cell.isprintable()]
            assert str(row.get("url") or "http").startswith("http")


def test_names_need_no_quotes() -> None:
    assert name_of("osaid-1.0") == "osaid_1_0"
    for table in ALL.values():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert not [name for name in names if not name.isidentifier() or name != name.lower()]


def test_two_columns_of_one_name_are_refused() -> None:
    twin = acme.MEAN.model_copy(update={"id": "acme.index"})
    with pytest.raises(ValueError, match="high_acme_index"):
        models((*acme.ALL.definitions, twin), QUESTIONS)


def test_every_column_says_what_it_holds() -> None:
    columns = [column for table in ALL.values() for column in table.columns]
    assert [column.name for column in columns if not column.meaning.endswith(".")] == []
