from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.rebuild.run import Run, read_run
from tests.rebuild.repositories import write

COLLECTED = {
    "observed": 2,
    "unchanged": 40,
    "failed": {"huggingface/model/acme/open-7b": "127.0.0.1 could not be reached"},
    "left": ["github/repository/acme/x"],
    "requests_sent": 57,
    "a key of tomorrow": [1],
}


def test_what_the_stages_told_is_read_back(tmp_path: Path) -> None:
    for name, told in {"collect": COLLECTED, "judge": {"turned": {}}, "build": {"pages": 3}}.items():
        write(tmp_path, f"{name}.json", json.dumps(told))
    found = read_run(tmp_path)
    assert found == Run(
        ended=("collect", "judge", "build"),
        observed=2,
        unchanged=40,
        requests=57,
        failed={"huggingface/model/acme/open-7b": "127.0.0.1 could not be reached"},
        left=("github/repository/acme/x",),
    )
    assert found.broken == ()


@pytest.mark.parametrize("told", ["", '{"observed": 2, "fai', "[]", "[" * 200_000, "\xff"])
def test_a_stage_that_broke_off_told_nothing(tmp_path: Path, told: str) -> None:
    write(tmp_path, "collect.json", told.encode("latin-1"))
    assert read_run(tmp_path) == Run()
    assert read_run(tmp_path / "nowhere").broken == ("observing", "judging", "building")


def test_what_has_another_shape_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "collect.json", '{"observed": "many", "unchanged": true, "failed": [], "left": {}}')
    assert read_run(tmp_path) == Run(ended=("collect",))
