"""`auditor census` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.census.made_up import results, write
from tests.commands.project import Project


def test_a_census_says_what_it_did_and_does_it_once(project: Project, tmp_path: Path) -> None:
    source = write(tmp_path, 8)
    done = project.run("census", str(source), "--out", str(tmp_path / "out"), "--processes", "1")
    assert done.returncode == 0, done.stderr
    assert "a census of models.parquet of 24 rows" in done.stderr
    assert "23 models judged by" in done.stderr
    assert "1 row left out" in done.stderr
    assert "6 rows could not be read and are unknown (id: 3, json: 2, types: 1)" in done.stderr
    assert len(results(tmp_path / "out")) == 23
    again = project.run("--json", "census", str(source), "--out", str(tmp_path / "out"))
    told = json.loads(again.stdout)
    assert told["kept"] == 64
    assert told["results"] == 23
    assert str(tmp_path) not in (tmp_path / "out" / "census.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["nowhere.parquet", "--out", "out"], 2, "there is no such file or folder"),
        (["data", "--out", "out", "--processes", "2", "--scheduler", "tcp://x"], 2, "do not stand together"),
    ],
)
def test_bad_input_is_one_sentence_and_two(project: Project, arguments: list[str], status: int, says: str) -> None:
    done = project.run("census", *arguments)
    assert done.returncode == status
    assert says in done.stderr
    assert "Traceback" not in done.stderr
