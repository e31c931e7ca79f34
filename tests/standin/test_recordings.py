from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from auditor.standin import BadRecording, StandIn
from auditor.standin.exchange import blob_id, seen_on
from auditor.standin.recordings import GithubRecordings, HubRecordings
from tests.standin.conftest import RECORDINGS


def line(name: str, **info: Any) -> bytes:
    return json.dumps({"kind": "model", "id": name, "info": info}).encode() + b"\n"


def placed(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") and content[:2] != b"\x1f\x8b" else content)
    return folder


def test_the_first_file_in_order_holds(tmp_path: Path) -> None:
    files = {
        "hub/another.jsonl": line("acme/a", likes=5),
        "hub/models-2022-02.jsonl.gz": line("acme/a", likes=4) + line("acme/b", likes=4),
        "hub/cards-2024-10.jsonl.gz": line("acme/a", likes=3),
        "hub/models-2025-04.jsonl.gz": line("acme/a", likes=2),
        "hub/labelled.jsonl.gz": line("acme/a", likes=1) + line("acme/a", likes=9),
    }
    recordings = HubRecordings([placed(tmp_path, files), RECORDINGS])
    found = {name: row.info["likes"] for name in ("acme/a", "acme/b") if (row := recordings.find("model", name))}
    assert found == {"acme/a": 1, "acme/b": 4}
    assert recordings.find("model", "acme/open-7b")
    recordings.close()


WHOLE = gzip.compress(line("acme/a") * 1000)
HUB_PROBLEMS: Mapping[str, tuple[str, bytes, str]] = {
    "no JSON": ("hub/x.jsonl", line("acme/a") + b"{oops\n", "x.jsonl, line 2: is not JSON"),
    "no UTF-8": ("hub/x.jsonl", b'{"id": "\xff"}\n', "x.jsonl, line 1: is not JSON"),
    "no gzip": ("hub/x.jsonl.gz", b"\x1f\x8bno", "x.jsonl.gz breaks off after line 0"),
    "half a gzip": ("hub/x.jsonl.gz", WHOLE[: len(WHOLE) // 2], "x.jsonl.gz breaks off after line"),
    "no kind": ("hub/x.jsonl", b'{"id": "acme/a"}\n', 'line 1: is not a row with "kind"'),
    "no object": ("hub/x.jsonl", b"[]\n", 'line 1: is not a row with "kind"'),
    "an id that is no id": ("hub/x.jsonl", line("acme/a\\r\\nb"), 'line 1: has no usable "id"'),
    "no info": ("hub/x.jsonl", b'{"kind": "model", "id": "a/b", "info": 3}\n', 'line 1: a/b: "info"'),
    "a sibling without a name": ("hub/x.jsonl", line("acme/a", siblings=[{}]), "line 1: acme/a: a sibling"),
    "deep nesting": ("hub/x.jsonl", b"[" * 200_000, "line 1: is not JSON"),
    "GitHub: no JSON": ("github/a__b.json", b"{\n{", "a__b.json, line 2: is not JSON"),
    "GitHub: no gzip": ("github/a__b.json.gz", b"\x1f\x8bno", "a__b.json.gz breaks off"),
    "GitHub: no name": ("github/a__b.json", b"{}", 'a__b.json has no usable "full_name"'),
    "GitHub: no tree": ("github/a__b.json", b'{"full_name": "a/b"}', 'a__b.json has no "tree"'),
    "GitHub: another name": ("github/a__b.json", b'{"full_name": "a/c", "missing": true}', "holds a__c"),
    "GitHub: no commit": (
        "github/a__b.json",
        b'{"full_name": "a/b", "tree": [], "texts": {}, "head": {"sha": "x"}}',
        '"head" with a commit',
    ),
    "GitHub: a branch that is a number": ("github/a__b.json", b'{"full_name": "a/b", "branch": 3}', '"branch"'),
    "nothing": ("hub/README.md", b"x", "holds no recordings"),
}


@pytest.mark.parametrize(("name", "content", "told"), HUB_PROBLEMS.values(), ids=HUB_PROBLEMS.keys())
def test_a_bad_recording_is_named(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    with pytest.raises(BadRecording) as problem, StandIn([placed(tmp_path, {name: content})]):
        pass
    assert told in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [("2024", "2024"), ("2025-04", "2025-04"), ("2026-11-01", "2026-11-01"), ("undated", ""), ("", "")],
)
def test_only_dates_are_told(stated: str, shown: str) -> None:
    assert seen_on(stated).get("X-Recording-Observed", "") == shown


def made_up() -> list[Mapping[str, Any]]:
    return [json.loads(line) for path in sorted((RECORDINGS / "hub").glob("*.jsonl")) for line in path.open()]


@pytest.mark.parametrize("row", made_up(), ids=lambda row: str(row["id"]))
def test_made_up_recordings_agree_with_themselves(row: Mapping[str, Any]) -> None:
    texts = {**row.get("texts", {}), **({"README.md": row["card"]} if row.get("card") else {})}
    listed = {one["rfilename"]: one for one in row["info"].get("siblings", [])}
    held = {path: (len(text.encode()), blob_id(text.encode())) for path, text in texts.items()}
    if row.get("complete") is not None:
        assert held == {path: (listed[path]["size"], listed[path]["blobId"]) for path in texts}


def test_made_up_github_recordings_agree_with_themselves() -> None:
    recordings = GithubRecordings([RECORDINGS])
    checked = 0
    for path in sorted((RECORDINGS / "github").glob("*.json")):
        found = json.loads(path.read_bytes())
        listed = {one["path"]: one for one in found.get("tree", [])}
        for name, text in found.get("texts", {}).items():
            assert (listed[name]["size"], listed[name]["sha"]) == (len(text.encode()), blob_id(text.encode()))
            checked += 1
        served = recordings.find(found["full_name"], found.get("branch", ""))
        assert served
        assert found.items() <= served.items()
    assert checked
