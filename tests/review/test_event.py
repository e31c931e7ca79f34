"""Which pull request a run belongs to: GitHub's event and list decide, whatever else they hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.review.event import MAX_EVENT, number_of, outside_data, read_event, read_pulls
from auditor.store import BadData

PAYLOADS = Path(__file__).parent / "payloads"
RUN = PAYLOADS / "workflow_run.json"
OURS = "openness-auditor/openness-auditor"
PULL: dict[str, Any] = {
    "number": 7,
    "sha": "0123456789abcdef0123456789abcdef01234567",
    "branch": "two-models",
    "from": "jane-example/openness-auditor",
    "to": OURS,
}


def pulls(tmp_path: Path, *found: Any) -> Path:
    path = tmp_path / "pulls.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in found), "utf-8")
    return path


def number(tmp_path: Path, *found: Any) -> int | None:
    return number_of(read_event(RUN), read_pulls(pulls(tmp_path, *found)))


def test_the_recorded_run_belongs_to_the_pull_request_of_its_commit(tmp_path: Path) -> None:
    others = [{**PULL, "number": 3, "sha": "b" * 40}, {**PULL, "number": 4, "from": None}]
    assert number(tmp_path, *others, PULL) == 7


@pytest.mark.parametrize(
    "other",
    [
        {"sha": "b" * 40},
        {"branch": "another"},
        {"from": "somebody/openness-auditor"},
        {"from": None},
        {"to": "somebody/openness-auditor"},
    ],
)
def test_anybody_elses_pull_request_is_never_taken(tmp_path: Path, other: dict[str, Any]) -> None:
    assert number(tmp_path, {**PULL, **other}) is None
    assert number(tmp_path) is None


def test_two_that_fit_are_none(tmp_path: Path) -> None:
    assert number(tmp_path, PULL, {**PULL, "number": 8}) is None


def test_a_branch_of_a_hostile_name_is_only_compared(tmp_path: Path) -> None:
    event = json.loads(RUN.read_bytes())
    name = "x$(touch pwned)`id`\";'\n::set-output name=number::1"
    event["workflow_run"]["head_branch"] = name
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), "utf-8")
    assert number_of(read_event(path), read_pulls(pulls(tmp_path, {**PULL, "branch": name}))) == 7


@pytest.mark.parametrize(
    "keys",
    [
        {"event": "push"},
        {"event": "pull_request_target"},
        {"path": ".github/workflows/ci.yml"},
        {"path": "pr.yml"},
        {"head_sha": "main"},
        {"head_sha": 5},
        {"head_repository": None},
        {"head_repository": {"full_name": "a/b/c"}},
        {"head_branch": "x" * 400},
    ],
)
def test_a_run_of_anything_else_is_refused(tmp_path: Path, keys: dict[str, Any]) -> None:
    event = json.loads(RUN.read_bytes())
    event["workflow_run"] |= keys
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), "utf-8")
    with pytest.raises(BadData, match=r"event\.json"):
        read_event(path)


def test_another_event_an_empty_file_and_a_giant_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="workflow_run"):
        read_event(PAYLOADS / "pull_request.json")
    path = tmp_path / "event.json"
    for content in (b"", b"[]", b"\xff", b"[" * 200_000, b" " * (MAX_EVENT + 1)):
        path.write_bytes(content)
        with pytest.raises(BadData):
            read_event(path)
    with pytest.raises(BadData):
        read_event(tmp_path)
    with pytest.raises(BadData):
        read_event(tmp_path / "none.json")


@pytest.mark.parametrize("line", ['{"number": "7"}', '{"number": 0}', "[]", "7; rm", '{"message": "Bad credentials"}'])
def test_a_list_that_is_none_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "pulls.jsonl"
    path.write_text(json.dumps(PULL) + "\n" + line + "\n", "utf-8")
    with pytest.raises(BadData, match="line 2"):
        read_pulls(path)


def test_files_outside_data_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "files.jsonl"
    lines = ["data/models/acme/x.yaml", "auditor/cli.py", ".github/workflows/pr.yml", "data", "datax/y", "data/x\ny"]
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")
    assert outside_data(path) == 4
    path.write_text("", "utf-8")
    assert outside_data(path) == 0
    path.write_text('"data/x"\n' * 3000, "utf-8")
    assert outside_data(path) == 1
