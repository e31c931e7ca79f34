from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from auditor.standin import github
from auditor.standin.exchange import Reply, Request
from auditor.standin.recordings import GithubRecordings
from tests.standin.conftest import RECORDINGS

TRAINER = "/github/repos/acme/open-trainer"


@pytest.fixture(scope="module")
def recordings() -> GithubRecordings:
    return GithubRecordings([RECORDINGS])


def ask(recordings: GithubRecordings, target: str, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(method="GET", target=target, base="http://127.0.0.1:1", headers=named)
    return github.answer(request, recordings)


def told(reply: Reply) -> Any:
    return json.loads(reply.body)


CASES: Mapping[str, tuple[str, int]] = {
    "repository": (TRAINER, 200),
    "repository in another case": ("/github/repos/ACME/Open-Trainer", 200),
    "commit of the default branch": (f"{TRAINER}/commits/main", 200),
    "commit of HEAD": (f"{TRAINER}/commits/HEAD", 200),
    "commit of a recorded branch": (f"{TRAINER}/commits/chat%2Fv2", 200),
    "the same, not encoded": (f"{TRAINER}/commits/chat/v2", 200),
    "the same, as a ref": (f"{TRAINER}/commits/heads/chat/v2", 200),
    "tree": (f"{TRAINER}/git/trees/main?recursive=1", 200),
    "readme": (f"{TRAINER}/readme", 200),
    "readme of a branch": (f"{TRAINER}/readme?ref=chat/v2", 200),
    "license": (f"{TRAINER}/license", 200),
    "text": (f"{TRAINER}/contents/LICENSE", 200),
    "license that a whole tree lacks": ("/github/repos/acme/moved/license", 404),
    "path that a whole tree lacks": (f"{TRAINER}/contents/nope.py", 404),
    "missing repository": ("/github/repos/globex/gone-code", 404),
    "commit of an empty repository": ("/github/repos/globex/empty-code/commits/main", 409),
    "readme of an empty repository": ("/github/repos/globex/empty-code/readme", 404),
    "repository that was not recorded": ("/github/repos/acme/never-seen", 503),
    "branch that was not recorded": (f"{TRAINER}/commits/other", 503),
    "commit that was not recorded": (f"{TRAINER}/git/trees/{'0' * 40}?recursive=1", 503),
    "text that was not recorded": (f"{TRAINER}/contents/train.py", 503),
    "folder": (f"{TRAINER}/contents/configs", 503),
    "readme that was listed but not recorded": ("/github/repos/acme/truncated/readme", 503),
    "license that a part of a tree lacks": ("/github/repos/acme/truncated/license", 503),
    "what is not served": (f"{TRAINER}/languages", 503),
    "another API": ("/github/users/acme", 503),
}


@pytest.mark.parametrize(("target", "status"), CASES.values(), ids=CASES.keys())
def test_status(recordings: GithubRecordings, target: str, status: int) -> None:
    reply = ask(recordings, target)
    assert reply.status == status
    assert ("Retry-After" in reply.headers) == (status == 503)


def test_repository_tells_only_what_was_recorded(recordings: GithubRecordings) -> None:
    whole, bare = told(ask(recordings, TRAINER)), told(ask(recordings, "/github/repos/acme/truncated"))
    assert (whole["full_name"], whole["default_branch"], whole["archived"]) == ("acme/open-trainer", "main", False)
    assert whole["license"]["spdx_id"] == "Apache-2.0"
    assert "license" not in bare
    assert "archived" not in bare
    assert told(ask(recordings, "/github/repos/acme/archived"))["archived"] is True


def test_commits_are_told_as_json_and_as_text(recordings: GithubRecordings) -> None:
    commit = told(ask(recordings, f"{TRAINER}/commits/main"))
    assert commit["commit"]["committer"]["date"] == "2026-10-01T08:00:00Z"
    plain = ask(recordings, f"{TRAINER}/commits/main", accept="application/vnd.github.sha")
    assert plain.body.decode() == commit["sha"]
    branch = ask(recordings, f"{TRAINER}/commits/chat%2Fv2", accept="application/vnd.github.sha")
    assert branch.body != plain.body
    assert (
        told(ask(recordings, f"{TRAINER}/git/trees/{branch.body.decode()}?recursive=1"))["sha"] == branch.body.decode()
    )


def test_trees(recordings: GithubRecordings) -> None:
    whole = told(ask(recordings, f"{TRAINER}/git/trees/main?recursive=1"))
    root = told(ask(recordings, f"{TRAINER}/git/trees/main"))
    assert {"configs/open-7b.yaml", "eval/run_eval.py"} <= {one["path"] for one in whole["tree"]}
    assert [one["path"] for one in root["tree"]] == [one["path"] for one in whole["tree"] if "/" not in one["path"]]
    assert whole["truncated"] is False
    assert told(ask(recordings, "/github/repos/acme/truncated/git/trees/main?recursive=1"))["truncated"] is True


def test_texts_come_in_base64_and_raw(recordings: GithubRecordings) -> None:
    readme = told(ask(recordings, f"{TRAINER}/readme"))
    raw = ask(recordings, f"{TRAINER}/readme", accept="application/vnd.github.raw+json").body
    assert base64.b64decode(readme["content"]) == raw
    assert (readme["path"], readme["encoding"], readme["size"]) == ("README.md", "base64", len(raw))
    assert told(ask(recordings, f"{TRAINER}/license"))["license"]["spdx_id"] == "Apache-2.0"


def test_a_renamed_repository_is_301(recordings: GithubRecordings) -> None:
    reply = ask(recordings, "/github/repos/acme/before-the-move/commits/main?per_page=1")
    where = "http://127.0.0.1:1/github/repos/acme/moved/commits/main?per_page=1"
    assert (reply.status, reply.headers["Location"], told(reply)["url"]) == (301, where, where)


def test_what_did_not_change_is_304(recordings: GithubRecordings) -> None:
    etag = ask(recordings, TRAINER).headers["ETag"]
    again = ask(recordings, TRAINER, if_none_match=etag)
    assert (again.status, again.body) == (304, b"")
    assert ask(recordings, TRAINER, if_none_match='W/"other"').status == 200


def test_an_unchanged_answer_says_the_recorded_day_too(tmp_path: Path) -> None:
    recorded = json.loads((RECORDINGS / "github/acme__open-trainer.json").read_text(encoding="utf-8"))
    (tmp_path / "github").mkdir()
    (tmp_path / "github/acme__open-trainer.json").write_text(json.dumps({**recorded, "observed": "2026-11-01"}))
    recordings = GithubRecordings([tmp_path])
    first = ask(recordings, TRAINER)
    again = ask(recordings, TRAINER, if_none_match=first.headers["ETag"])
    assert again.headers["X-Recording-Observed"] == first.headers["X-Recording-Observed"] == "2026-11-01"
