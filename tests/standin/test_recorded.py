from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.standin import github, hub
from auditor.standin.exchange import Reply, Request
from auditor.standin.recordings import GithubRecordings, HubRecordings, Row

FOLDER = Path(os.environ.get("OPENNESS_RECORDINGS", Path(__file__).parents[3] / "shared"))
EVERY = 40
"""Of the rows with whole lists each fortieth is asked for; of the others all."""

pytestmark = [
    pytest.mark.recordings,
    pytest.mark.skipif(not (FOLDER / "hub").is_dir(), reason="needs the recordings: set OPENNESS_RECORDINGS"),
]


@pytest.fixture(scope="module")
def recordings() -> Iterator[HubRecordings]:
    found = HubRecordings([FOLDER])
    yield found
    found.close()


def ask(recordings: HubRecordings, target: str) -> Reply:
    return hub.answer(Request(method="GET", target=target, base="http://127.0.0.1:1"), recordings)


def rows(recordings: HubRecordings) -> Iterator[Row]:
    for count, (kind, name) in enumerate(list(recordings._index)):
        row = recordings.find(kind, name)
        assert row
        if row.complete is False or count % EVERY == 0:
            yield row


def test_what_was_not_recorded_is_never_said_to_be_absent(recordings: HubRecordings) -> None:
    seen = {True: 0, False: 0, None: 0}
    for row in rows(recordings):
        seen[row.complete] += 1
        api, page = f"/api/{row.kind}s/{row.id}", f"{'datasets/' if row.kind == 'dataset' else ''}{row.id}"
        info, tree = ask(recordings, f"{api}?blobs=true"), ask(recordings, f"{api}/tree/main?recursive=1")
        body = json.loads(info.body)
        assert info.status == 200, row.id
        assert ("siblings" in body) == (row.complete is True), row.id
        assert ("gated" in body) == ("gated" in row.info), row.id
        assert tree.status == (503 if row.complete is None else 200), row.id
        assert row.complete is not False or "Link" in tree.headers, row.id
        card = ask(recordings, f"/{page}/resolve/main/README.md").status
        nothing = ask(recordings, f"/{page}/raw/main/no-such-file").status
        absent = row.card == "" or (row.complete is True and "README.md" not in (row.listing or ()))
        assert card == (307 if row.card else 404 if absent else 503), row.id
        assert nothing == (401 if row.info.get("gated") else 404 if row.complete else 503), row.id
    assert all(seen.values())


def test_a_commit_comes_with_a_card_only_where_both_were_recorded_together(recordings: HubRecordings) -> None:
    for row in rows(recordings):
        page = f"{'datasets/' if row.kind == 'dataset' else ''}{row.id}"
        reply = ask(recordings, f"/{page}/resolve/main/README.md")
        if reply.status == 307:
            assert reply.headers.get("X-Repo-Commit", "") == (row.sha if row.card_at_sha else ""), row.id


def test_github_recordings_are_served() -> None:
    recordings = GithubRecordings([FOLDER])
    assert len(recordings)
    for name, branch in list(recordings._files):
        root = f"/github/repos/{name}"
        ref = branch or "HEAD"
        status = {
            target: github.answer(Request(method="GET", target=target, base=""), recordings).status
            for target in (
                f"{root}/commits/{ref}",
                f"{root}/git/trees/{ref}?recursive=1",
                f"{root}/commits/no-such-ref",
            )
        }
        assert list(status.values()) == [200, 200, 503], name
