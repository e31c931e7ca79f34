"""What is taken for granted about GitHub's answers."""

from __future__ import annotations

import base64
import re
from typing import Any, Final

from auditor.assumptions import Assumption, Host, Seen
from auditor.transport import Reply

_COMMIT: Final = re.compile(rb"[0-9a-f]{40}")
_JSON: Final = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_SHA: Final = {"Accept": "application/vnd.github.sha"}
_RAW: Final = {**_JSON, "Accept": "application/vnd.github.raw+json"}


def _object(reply: Reply) -> dict[str, Any]:
    found = reply.json()
    if not isinstance(found, dict):
        raise TypeError("the answer is no JSON object")
    return found


def _repository(seen: Seen) -> bool:
    found = _object(seen.first)
    told = found["full_name"] == seen.subjects.repository and isinstance(found["id"], int)
    return told and found["default_branch"] == seen.subjects.branch and found["archived"] is False


def _limit(seen: Seen) -> bool:
    told = seen.first.headers
    return told.get("x-ratelimit-remaining", "").isdecimal() and told.get("x-ratelimit-reset", "").isdecimal()


def _not_modified(seen: Seen) -> bool:
    return seen.first.status == 200 and seen.again is not None and seen.again.status == 304  # noqa: PLR2004


def _commit(seen: Seen) -> bool:
    return seen.first.status == 200 and _COMMIT.fullmatch(seen.first.body.strip()) is not None  # noqa: PLR2004


def _tree(seen: Seen) -> bool:
    found = _object(seen.first)
    shaped = all(isinstance(one["path"], str) and one["type"] in {"blob", "tree", "commit"} for one in found["tree"])
    return shaped and any(one["path"] == seen.subjects.readme for one in found["tree"]) and found["truncated"] is False


def _readme(seen: Seen) -> bool:
    found = _object(seen.first)
    text = base64.b64decode("".join(found["content"].split()), validate=True)
    return found["path"] == seen.subjects.readme and found["encoding"] == "base64" and bool(text)


def _text(seen: Seen) -> bool:
    return seen.first.status == 200 and bool(seen.first.body) and not seen.first.body.startswith(b"{")  # noqa: PLR2004


def _moved(seen: Seen) -> bool:
    # The first hop redirects, the last one's answer has today's name.
    return bool(seen.first.first_headers.get("location")) and _object(seen.first)["full_name"] == seen.subjects.moved_to


def _row(name: str, question: str, path: str, **others: Any) -> Assumption:
    return Assumption(
        id=f"github_{name}", question=question, host=Host.GITHUB, path=path, **{"headers": _JSON, **others}
    )


_REPOSITORY: Final = "/repos/{repository}"

GITHUB: Final = (
    _row(
        "repository",
        "A repository tells its name, id, default branch and whether it is archived.",
        _REPOSITORY,
        holds=_repository,
        relied_on="github._repository",
    ),
    _row(
        "limit",
        "Every answer tells what is left of the limit, and until when.",
        _REPOSITORY,
        holds=_limit,
        relied_on="quota.Meter",
    ),
    _row(
        "not_modified",
        "A repository whose ETag is sent back is 304.",
        _REPOSITORY,
        holds=_not_modified,
        relied_on="github._conditional",
        with_etag=True,
    ),
    _row(
        "commit",
        "The commit of a branch comes as plain text where that is asked for.",
        "/repos/{repository}/commits/{branch}",
        holds=_commit,
        relied_on="github._commit",
        headers=_SHA,
    ),
    _row(
        "tree",
        "A tree at a commit has path and type of each file, and says whether it was cut.",
        "/repos/{repository}/git/trees/{tree_commit}?recursive=1",
        holds=_tree,
        relied_on="github._tree",
    ),
    _row(
        "readme",
        "The README at a commit comes as base64, with its path.",
        "/repos/{repository}/readme?ref={tree_commit}",
        holds=_readme,
        relied_on="github._content",
    ),
    _row(
        "raw",
        "A file at a commit comes as its bytes where that is asked for.",
        "/repos/{repository}/contents/{readme}?ref={tree_commit}",
        holds=_text,
        relied_on="github._content",
        headers=_RAW,
    ),
    _row(
        "moved",
        "A former name redirects to today's.",
        "/repos/{moved}",
        holds=_moved,
        relied_on="github._moved",
    ),
    _row(
        "missing",
        "A repository that is not there is 404.",
        "/repos/{no_repository}",
        holds=lambda seen: seen.first.status == 404,  # noqa: PLR2004
        relied_on="github._problem",
    ),
)
"""The rows, in the order in which they are asked."""
