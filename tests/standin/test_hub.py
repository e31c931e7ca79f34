from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from auditor.standin import hub
from auditor.standin.exchange import Reply, Request, blob_id
from auditor.standin.recordings import HubRecordings
from tests.owners import ids, record, row
from tests.standin.conftest import RECORDINGS

BASE = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
def recordings() -> Iterator[HubRecordings]:
    found = HubRecordings([RECORDINGS])
    yield found
    found.close()


def ask(
    recordings: HubRecordings,
    target: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    page_size: int = 1000,
    **headers: str,
) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(method=method, target=target, base=BASE, headers=named, body=body)
    return hub.answer(request, recordings, page_size=page_size)


def told(reply: Reply) -> Any:
    return json.loads(reply.body)


CASES: Mapping[str, tuple[str, int, str]] = {
    # What was recorded.
    "info": ("/api/models/acme/open-7b", 200, ""),
    "info at main": ("/api/models/acme/open-7b/revision/main", 200, ""),
    "info at HEAD": ("/api/models/acme/open-7b/revision/HEAD", 200, ""),
    "info at an encoded ref": ("/api/models/acme/open-7b/revision/refs%2Fheads%2Fmain", 200, ""),
    "info of a gated model": ("/api/models/globex/closed-13b", 200, ""),
    "info of a disabled model": ("/api/models/acme/disabled", 200, ""),
    "tree of a gated model": ("/api/models/globex/closed-13b/tree/main", 200, ""),
    "card behind a gate": ("/globex/closed-13b/resolve/main/README.md", 307, ""),
    "license behind a gate": ("/globex/closed-13b/resolve/main/LICENSE.txt", 307, ""),
    "raw card": ("/acme/open-7b/raw/main/README.md", 200, ""),
    "raw card of a dataset": ("/datasets/acme/open-corpus/raw/main/README.md", 200, ""),
    "card of no bytes": ("/acme/empty-card/raw/main/README.md", 200, ""),
    "refs that are known in whole": ("/api/models/acme/renamed/refs", 200, ""),
    # What the host refuses.
    "missing or private": ("/api/models/acme/gone", 401, ""),
    "file of a missing one": ("/acme/gone/resolve/main/README.md", 401, ""),
    "file behind a gate": ("/globex/closed-13b/resolve/main/config.json", 401, "GatedRepo"),
    "absent file behind a gate": ("/globex/closed-13b/resolve/main/nope", 401, "GatedRepo"),
    "allowed but absent behind a gate": ("/globex/closed-13b/resolve/main/LICENSE", 404, "EntryNotFound"),
    "raw card behind a gate": ("/globex/closed-13b/raw/main/README.md", 401, "GatedRepo"),
    "commits behind a gate": ("/api/models/globex/closed-13b/commits/main", 401, "GatedRepo"),
    "file of a disabled model": ("/acme/disabled/resolve/main/config.json", 403, ""),
    "unknown expand": ("/api/models/acme/open-7b?expand[]=sha&expand[]=nope", 400, ""),
    "expand joined with blobs": ("/api/models/acme/open-7b?expand=sha&blobs=true", 400, ""),
    "cursor that is not ours": ("/api/models/acme/open-7b/tree/main?cursor=%C3%A9", 400, ""),
    "limit that is no number": ("/api/models?author=acme&limit=many", 400, ""),
    # What a whole list lacks.
    "file that a whole list lacks": ("/acme/open-7b/resolve/main/nope", 404, "EntryNotFound"),
    "folder that a whole list lacks": ("/api/models/acme/open-7b/tree/main/nope", 404, "EntryNotFound"),
    "card that was seen to be absent": ("/acme/no-card/resolve/main/README.md", 404, "EntryNotFound"),
    "revision that all refs lack": ("/api/models/acme/open-7b/revision/nope", 404, "RevisionNotFound"),
    # What is not known: never "not found".
    "model": ("/api/models/acme/never-seen", 503, ""),
    "model without an owner": ("/api/models/never-seen/tree/main", 503, ""),
    "dataset": ("/api/datasets/acme/open-7b", 503, ""),
    "file of a model": ("/acme/never-seen/resolve/main/README.md", 503, ""),
    "listed file": ("/acme/open-7b/resolve/main/tokenizer.json", 503, ""),
    "file that a part of a list lacks": ("/acme/partial-list/resolve/main/nope", 503, ""),
    "folder that a part of a list lacks": ("/api/models/acme/partial-list/tree/main/nope", 503, ""),
    "file without any list": ("/acme/no-list/resolve/main/LICENSE", 503, ""),
    "tree without any list": ("/api/models/acme/no-list/tree/main", 503, ""),
    "revision where not all refs are known": ("/api/models/acme/partial-list/revision/nope", 503, ""),
    "branch that was seen by name alone": ("/api/models/acme/open-7b/revision/step1000", 503, ""),
    "refs that were not looked for": ("/api/models/acme/no-list/refs", 503, ""),
    "refs of which a part shows no branch": ("/api/models/acme/partial-list/refs", 503, ""),
    "commits": ("/api/models/acme/open-7b-chat/commits/main", 503, ""),
    "list of an owner": ("/api/models?author=never-seen", 503, ""),
    "list by what was not recorded": ("/api/models?author=acme&filter=text-generation", 503, ""),
    "list of everything": ("/api/models", 503, ""),
    "space": ("/spaces/acme/demo/resolve/main/README.md", 503, ""),
    "page for people": ("/acme/open-7b", 503, ""),
    "the front page": ("/", 503, ""),
}


@pytest.mark.parametrize(("target", "status", "code"), CASES.values(), ids=CASES.keys())
def test_status(recordings: HubRecordings, target: str, status: int, code: str) -> None:
    reply = ask(recordings, target)
    assert (reply.status, reply.headers.get("X-Error-Code", "")) == (status, code)
    assert ("Retry-After" in reply.headers) == (status == 503)


@pytest.mark.parametrize(
    ("target", "status", "code"),
    [
        ("/api/models/acme/gone", 404, "RepoNotFound"),
        ("/globex/closed-13b/resolve/main/config.json", 403, "GatedRepo"),
        ("/api/models/acme/never-seen", 503, ""),
    ],
    ids=["missing", "gated", "not recorded"],
)
def test_status_with_a_token(recordings: HubRecordings, target: str, status: int, code: str) -> None:
    reply = ask(recordings, target, authorization="Bearer hf_made_up")
    assert (reply.status, reply.headers.get("X-Error-Code", "")) == (status, code)


def test_missing_says_what_the_host_says(recordings: HubRecordings) -> None:
    reply = ask(recordings, "/api/models/acme/gone")
    assert told(reply) == {"error": "Invalid username or password."}
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/api/models/acme/old-name?blobs=true&x=%2F", "/api/models/acme/renamed?blobs=true&x=%2F"),
        ("/api/models/ACME/Open-7B/revision/refs%2Fpr%2F1", "/api/models/acme/open-7b/revision/refs%2Fpr%2F1"),
        ("/acme/old-name/resolve/main/a%20b", "/acme/renamed/resolve/main/a%20b"),
        ("/datasets/Acme/open-corpus/raw/main/README.md", "/datasets/acme/open-corpus/raw/main/README.md"),
    ],
)
def test_redirects_keep_the_rest(recordings: HubRecordings, target: str, location: str) -> None:
    reply = ask(recordings, target)
    assert (reply.status, reply.headers["Location"]) == (307, location)


@pytest.mark.parametrize(
    ("name", "listed"),
    [("acme/open-7b", True), ("acme/partial-list", False), ("acme/no-list", False)],
)
def test_info_lists_files_only_where_all_are_known(recordings: HubRecordings, name: str, *, listed: bool) -> None:
    for query in ("", "?blobs=true", "?expand=siblings"):
        assert ("siblings" in told(ask(recordings, f"/api/models/{name}{query}"))) == listed


def test_info_has_nothing_that_was_not_recorded(recordings: HubRecordings) -> None:
    body = told(ask(recordings, "/api/models/acme/no-list?expand[]=gated&expand[]=likes&expand[]=sha"))
    assert sorted(body) == ["_id", "id", "likes"]
    assert "branches" not in told(ask(recordings, "/api/models/acme/open-7b"))


def test_blobs_and_security_are_told_on_request(recordings: HubRecordings) -> None:
    plain = told(ask(recordings, "/api/models/acme/open-7b"))
    assert plain["siblings"][0] == {"rfilename": ".gitattributes"}
    assert "securityRepoStatus" not in plain
    whole = told(ask(recordings, "/api/models/acme/open-7b?blobs=true&securityStatus=true"))
    shard = next(one for one in whole["siblings"] if one["rfilename"] == "model-00001-of-00002.safetensors")
    assert shard["size"] == shard["lfs"]["size"] == 9_900_000_000
    assert len(shard["lfs"]["sha256"]) == 64
    assert whole["securityRepoStatus"]["scansDone"] is True


def pages(recordings: HubRecordings, target: str, page_size: int) -> tuple[list[Any], int, int]:
    """Everything that the pages hold, the number of pages, and the status of the last."""
    found: list[Any] = []
    count = 0
    while True:
        reply = ask(recordings, target, page_size=page_size)
        count += 1
        if reply.status != 200:
            return found, count, reply.status
        found += told(reply)
        link = reply.headers.get("Link", "")
        if not link:
            return found, count, reply.status
        assert link.startswith(f"<{BASE}/")
        assert link.endswith('>; rel="next"')
        target = link.partition(">")[0].removeprefix(f"<{BASE}")


def test_tree_pages_hold_each_entry_once(recordings: HubRecordings) -> None:
    found, count, status = pages(recordings, "/api/models/acme/open-7b/tree/main?recursive=true", 3)
    paths = [entry["path"] for entry in found]
    assert (len(paths), count, status) == (8, 3, 200)
    assert paths == sorted(set(paths))
    assert pages(recordings, "/api/models/acme/open-7b/tree/main?limit=2", 1000)[1] == 4


def test_a_part_of_a_tree_ends_in_503(recordings: HubRecordings) -> None:
    found, count, status = pages(recordings, "/api/models/acme/partial-list/tree/main?recursive=1", 2)
    assert ([entry["path"] for entry in found], count, status) == (
        ["README.md", "config.json", "model-00001-of-00004.safetensors"],
        3,
        503,
    )


def test_trees_show_folders(recordings: HubRecordings) -> None:
    root = told(ask(recordings, "/api/datasets/acme/open-corpus/tree/main"))
    assert [(one["path"], one["type"]) for one in root if one["path"] == "data"] == [("data", "directory")]
    below = told(ask(recordings, "/api/datasets/acme/open-corpus/tree/main/data"))
    assert len(below) == 4
    assert all(one["path"].startswith("data/train-") for one in below)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"paths": ["LICENSE", "nope"]}'),
        ("application/x-www-form-urlencoded", b"paths=LICENSE&paths=nope&expand=false"),
    ],
)
def test_paths_info_leaves_out_what_is_absent(recordings: HubRecordings, content_type: str, body: bytes) -> None:
    reply = ask(
        recordings, "/api/models/acme/open-7b/paths-info/main", method="POST", body=body, content_type=content_type
    )
    assert [one["path"] for one in told(reply)] == ["LICENSE"]


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("partial-list", b'{"paths": ["config.json"]}', 200),
        ("partial-list", b'{"paths": ["config.json", "nope"]}', 503),
        ("no-list", b'{"paths": ["config.json"]}', 503),
        ("open-7b", b'{"paths": 7}', 400),
        ("open-7b", b'{"paths": ', 400),
        ("open-7b", json.dumps({"paths": ["x"] * 2001}).encode(), 400),
    ],
)
def test_paths_info_status(recordings: HubRecordings, name: str, body: bytes, status: int) -> None:
    target = f"/api/models/acme/{name}/paths-info/main"
    assert ask(recordings, target, method="POST", body=body, content_type="application/json").status == status


def test_refs_name_a_commit_only_where_it_is_known(recordings: HubRecordings) -> None:
    branches = told(ask(recordings, "/api/models/acme/open-7b/refs"))["branches"]
    sha = told(ask(recordings, "/api/models/acme/open-7b"))["sha"]
    assert [(one["name"], one["targetCommit"]) for one in branches] == [
        ("main", sha),
        ("step1000", hub.NO_COMMIT),
        ("step2000", hub.NO_COMMIT),
    ]


def test_lists_name_an_owners_repositories_but_not_missing_ones(recordings: HubRecordings) -> None:
    found, count, _ = pages(recordings, "/api/models?author=acme&expand[]=sha&expand[]=gated", 4)
    assert count == 3
    assert [one["id"] for one in found if one["id"] in {"acme/gone", "acme/open-7b"}] == ["acme/open-7b"]
    assert all(one.keys() <= {"_id", "id", "sha", "gated"} for one in found)


@pytest.mark.parametrize(
    ("days", "expected"), [(("2026-11-02", "2025-04"), "2025-04"), (("2026-11-02", "undated"), None)]
)
def test_a_list_tells_the_day_that_holds_for_all_its_rows(
    tmp_path: Path, days: tuple[str, ...], expected: str | None
) -> None:
    rows = [{**row(f"acme/model-{number}"), "observed": day} for number, day in enumerate(days)]
    found = HubRecordings([record(tmp_path, rows)])
    assert ask(found, "/api/models?author=acme").headers.get("X-Recording-Observed") == expected
    found.close()


def test_a_page_of_a_list_holds_a_thousand_at_most(tmp_path: Path) -> None:
    found = HubRecordings([record(tmp_path, [row(one) for one in ids({"acme": 1001})])])
    reply = ask(found, "/api/models?author=acme&limit=5000&expand[]=sha")
    assert len(told(reply)) == 1000
    assert 'rel="next"' in reply.headers["Link"]
    found.close()


def test_the_list_of_all_is_told_only_where_all_is_known(tmp_path: Path) -> None:
    every = ids({"Globex": 2, "acme": 3})
    found = HubRecordings([record(tmp_path, [row(one) for one in every])])
    assert ask(found, "/api/models?limit=2").status == 503

    def asked(target: str) -> Reply:
        return hub.answer(Request(method="GET", target=target, base=BASE, headers={}, body=b""), found, whole=True)

    names: list[str] = []
    target = "/api/models?limit=2&expand[]=sha"
    while target:
        reply = asked(target)
        names += [one["id"] for one in told(reply)]
        target = reply.headers.get("Link", "").partition(">")[0].removeprefix(f"<{BASE}")
    assert (sorted(names), len(names)) == (sorted(every), 5)
    assert asked("/api/models?author=nobody").status == 503
    found.close()


def test_a_text_is_the_same_by_every_way(recordings: HubRecordings) -> None:
    first = ask(recordings, "/acme/open-7b/resolve/main/README.md")
    second = ask(recordings, first.headers["Location"])
    info = told(ask(recordings, "/api/models/acme/open-7b?blobs=true"))
    listed = next(one for one in info["siblings"] if one["rfilename"] == "README.md")
    assert first.headers["ETag"] == second.headers["ETag"] == f'"{listed["blobId"]}"' == f'"{blob_id(second.body)}"'
    assert first.headers["X-Repo-Commit"] == second.headers["X-Repo-Commit"] == info["sha"]
    assert int(first.headers["X-Linked-Size"]) == listed["size"] == len(second.body)
    assert second.body == ask(recordings, "/acme/open-7b/raw/main/README.md").body


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=0-2", 206, b"---"),
        ("bytes=4-10", 206, b"license"),
        ("bytes=-1", 206, b"\n"),
        ("bytes=99999-", 416, b""),
        ("bytes=x", 200, None),
    ],
)
def test_ranges(recordings: HubRecordings, asked: str, status: int, body: bytes | None) -> None:
    reply = ask(recordings, "/acme/open-7b/raw/main/README.md", range=asked)
    assert reply.status == status
    assert body is None or reply.body == body


@pytest.mark.parametrize("way", ["resolve", "raw"])
def test_an_unchanged_text_is_304(recordings: HubRecordings, way: str) -> None:
    target = f"/acme/open-7b/{way}/main/README.md"
    etag = ask(recordings, target).headers["ETag"]
    again = ask(recordings, target, if_none_match=etag)
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
    assert ask(recordings, target, if_none_match='"other"').status != 304


def test_dates_are_those_of_the_recording(recordings: HubRecordings) -> None:
    assert ask(recordings, "/api/models/acme/no-list").headers["X-Recording-Observed"] == "2026"
    assert "X-Recording-Observed" not in ask(recordings, "/api/models/acme/never-seen").headers


def test_the_history_of_main_comes_in_pages(recordings: HubRecordings) -> None:
    first = ask(recordings, "/api/models/acme/open-7b/commits/main?limit=2")
    assert (first.status, len(told(first)), first.headers["X-Total-Count"]) == (200, 2, "3")
    assert set(told(first)[0]) == {"id", "title", "message", "authors", "date"}
    target = first.headers["Link"].removeprefix(f"<{BASE}").partition(">")[0]
    second = ask(recordings, target)
    assert len(told(second)) == 1
    assert "Link" not in second.headers
    assert ask(recordings, "/api/models/acme/open-7b/commits/main?limit=x").status == 400
    assert ask(recordings, "/api/models/acme/open-7b-chat/commits/main").status == 503
    assert ask(recordings, "/api/models/acme/open-7b/commits/other").status == 503
