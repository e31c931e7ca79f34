"""What is taken for granted about the Hub's answers."""

from __future__ import annotations

import re
from typing import Any, Final

from auditor.assumptions import Assumption, Host, Known, Seen
from auditor.transport import Reply

_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_EXPANDED: Final = frozenset({"sha", "gated", "private", "disabled"})


def _object(reply: Reply) -> dict[str, Any]:
    found = reply.json()
    if not isinstance(found, dict):
        raise TypeError("the answer is no JSON object")
    return found


def _rows(reply: Reply) -> list[dict[str, Any]]:
    found = reply.json()
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise TypeError("the answer is no list of JSON objects")
    return found


def _code(reply: Reply) -> str:
    return reply.headers.get("x-error-code", "")


def _limit(reply: Reply, bucket: str) -> bool:
    told = reply.first_headers.get("ratelimit", "")
    return re.search(rf'"{bucket}";r=\d+;t=\d+', told) is not None


def _info(seen: Seen) -> bool:
    found = _object(seen.first)
    files = found["siblings"]
    sized = all(isinstance(one["rfilename"], str) and isinstance(one["size"], int) for one in files)
    told = found["id"] == seen.subjects.model and isinstance(found["_id"], str) and found["gated"] is False
    return seen.first.status == 200 and bool(files) and sized and told and _is_commit(found["sha"])  # noqa: PLR2004


def _is_commit(found: object) -> bool:
    return isinstance(found, str) and _COMMIT.fullmatch(found) is not None


def _info_at_commit(seen: Seen) -> bool:
    found = _object(seen.first)
    large = [one["lfs"]["sha256"] for one in found["siblings"] if one.get("lfs")]
    return found["sha"] == seen.subjects.commit and bool(large) and all(map(_SHA256.fullmatch, large))


def _answered_in_full(seen: Seen) -> bool:
    return seen.first.status == 200 and (seen.again is None or seen.again.status == 200)  # noqa: PLR2004


def _not_modified(seen: Seen) -> bool:
    return seen.first.status == 200 and seen.again is not None and seen.again.status == 304  # noqa: PLR2004


def _expanded(seen: Seen) -> bool:
    keys = _object(seen.first).keys()
    return seen.first.status == 200 and keys <= {"_id", "id", "evalResults"} and "id" in keys  # noqa: PLR2004


def _listed(seen: Seen) -> bool:
    rows = _rows(seen.first)
    shaped = all({"id", "sha"} <= row.keys() <= {"_id", "id", *_EXPANDED} for row in rows)
    return len(rows) == 1 and shaped and _next_page(seen.first)


def _next_page(reply: Reply) -> bool:
    return re.match(r'<https?://[^>]+>; *rel="next"', reply.headers.get("link", "")) is not None


def _tree(seen: Seen) -> bool:
    rows = _rows(seen.first)
    shaped = all({"type", "oid", "size", "path"} <= row.keys() for row in rows)
    return len(rows) == 1 and shaped and _next_page(seen.first)


def _refs(seen: Seen) -> bool:
    found = _object(seen.first)
    names = [branch["name"] for branch in found["branches"] if _is_commit(branch["targetCommit"])]
    return "main" in names and isinstance(found["tags"], list)


def _missing(seen: Seen) -> bool:
    reply = seen.first
    return (reply.status, _code(reply)) in {(401, ""), (404, "RepoNotFound")}


def _renamed(seen: Seen) -> bool:
    # The first hop's Location is relative and keeps the query; the last hop's answer has today's name.
    where = seen.first.first_headers.get("location", "")
    return where.startswith("/api/models/") and "blobs=true" in where and _named(seen)


def _named(seen: Seen) -> bool:
    return bool(_object(seen.first)["id"] == seen.subjects.renamed_to)


def _resolved(seen: Seen) -> bool:
    told = seen.first.first_headers
    commit, etag = told.get("x-repo-commit", ""), told.get("x-linked-etag") or told.get("etag")
    return seen.first.status == 200 and _is_commit(commit) and bool(etag) and bool(seen.first.body)  # noqa: PLR2004


def _gated_info(seen: Seen) -> bool:
    found = _object(seen.first)
    return found["gated"] in {"auto", "manual"} and bool(found["siblings"])


def _gated_file(seen: Seen) -> bool:
    return seen.first.status in {401, 403} and _code(seen.first) == "GatedRepo"


def _dataset(seen: Seen) -> bool:
    found = _object(seen.first)
    return found["id"] == seen.subjects.dataset and bool(found["siblings"]) and _is_commit(found["sha"])


def _text(seen: Seen) -> bool:
    return seen.first.status == 200 and bool(seen.first.body)  # noqa: PLR2004


def _row(name: str, question: str, path: str, **others: Any) -> Assumption:
    return Assumption(id=f"hub_{name}", question=question, host=Host.HUB, path=path, **others)


_INFO: Final = "/api/models/{model}?blobs=true&securityStatus=true"
_README: Final = "/{model}/resolve/main/README.md"
_MISSING: Final = "/api/models/{missing}"

HUB: Final = (
    _row(
        "info",
        "A model's info tells its id, commit, gate and every file with its size.",
        _INFO,
        holds=_info,
        relied_on="hub._info",
    ),
    _row(
        "info_limit",
        "An info tells what is left of the API's limit.",
        _INFO,
        holds=lambda seen: _limit(seen.first, "api"),
        relied_on="quota.Meter",
    ),
    _row(
        "info_in_full",
        "An info is answered in full also where its ETag is sent back.",
        _INFO,
        holds=_answered_in_full,
        relied_on="hub._info",
        known=Known.INFERRED,
        with_etag=True,
    ),
    _row(
        "info_at_commit",
        "An info at a commit tells the files of that commit, large ones by their sha256.",
        "/api/models/{model}/revision/{commit}?blobs=true",
        holds=_info_at_commit,
        relied_on="hub._info",
    ),
    _row(
        "expand",
        "With expand[], an info has the id and what was asked for, and nothing else.",
        "/api/models/{model}?expand[]=evalResults",
        holds=_expanded,
        relied_on="hub._info",
    ),
    _row(
        "expand_unknown",
        "An unknown value of expand[] is refused with 400.",
        "/api/models/{model}?expand[]=noSuchField",
        holds=lambda seen: seen.first.status == 400,  # noqa: PLR2004
        relied_on="hub._unknown_expand",
    ),
    _row(
        "revision_unknown",
        "A commit that is not there is 404 with the code RevisionNotFound.",
        "/api/models/{model}/revision/" + "0" * 40,
        holds=lambda seen: (seen.first.status, _code(seen.first)) == (404, "RevisionNotFound"),
        relied_on="hub_place.Place",
    ),
    _row(
        "missing",
        "A model that is not there is 401 without a code to anonymous readers, 404 with RepoNotFound to a token.",
        _MISSING,
        holds=_missing,
        relied_on="hub._missing",
        known=Known.RECORDED,
    ),
    _row(
        "missing_limit",
        "Refusals tell what is left of the limit too.",
        _MISSING,
        holds=lambda seen: _limit(seen.first, "api"),
        relied_on="quota.Meter",
        known=Known.RECORDED,
    ),
    _row(
        "renamed",
        "A former name redirects to today's, by a relative address that keeps the query.",
        "/api/models/{renamed}?blobs=true",
        holds=_renamed,
        relied_on="hub_place._renamed",
        known=Known.RECORDED,
    ),
    _row(
        "list",
        "An owner's list has what was asked for, and a Link to its next page.",
        "/api/models?author={owner}&limit=1&expand[]=sha&expand[]=gated&expand[]=private&expand[]=disabled",
        holds=_listed,
        relied_on="hub._list",
    ),
    _row(
        "list_of_all",
        "The list of all models has what was asked for, and a Link to its next page.",
        "/api/models?limit=1&expand[]=sha&expand[]=gated&expand[]=private&expand[]=disabled",
        holds=_listed,
        relied_on="hub._list",
    ),
    _row(
        "tree",
        "A tree has type, id, size and path of each file, and a Link to its next page.",
        "/api/models/{model}/tree/main?recursive=1&limit=1",
        holds=_tree,
        relied_on="hub_files.tree",
    ),
    _row(
        "refs",
        "Refs name the branches, each with its commit.",
        "/api/models/{model}/refs",
        holds=_refs,
        relied_on="hub._refs",
    ),
    _row(
        "resolve",
        "A file comes by one GET on resolve, whose first answer tells commit and ETag.",
        _README,
        holds=_resolved,
        relied_on="hub_files.content",
    ),
    _row(
        "resolve_limit",
        "A file's first answer tells what is left of the resolvers' limit.",
        _README,
        holds=lambda seen: _limit(seen.first, "resolvers"),
        relied_on="quota.Meter",
    ),
    _row(
        "resolve_not_modified",
        "A file whose ETag is sent back is 304.",
        _README,
        holds=_not_modified,
        relied_on="hub_files._sent",
        known=Known.RECORDED,
        with_etag=True,
    ),
    _row(
        "resolve_absent",
        "A file that is not there is 404 with the code EntryNotFound.",
        "/{model}/resolve/main/no-such-file.txt",
        holds=lambda seen: (seen.first.status, _code(seen.first)) == (404, "EntryNotFound"),
        relied_on="hub_files._no_entry",
        known=Known.RECORDED,
    ),
    _row(
        "gated_info",
        "The info of a gated model tells the gate and the files to everybody.",
        "/api/models/{gated}?blobs=true",
        holds=_gated_info,
        relied_on="hub._info",
        known=Known.RECORDED,
    ),
    _row(
        "gated_license",
        "LICENSE.txt of a gated model can be read without access.",
        "/{gated}/resolve/main/LICENSE.txt",
        holds=_text,
        relied_on="hub_files.content",
        known=Known.RECORDED,
    ),
    _row(
        "gated_file",
        "Other files of a gated model are refused with the code GatedRepo.",
        "/{gated}/resolve/main/USE_POLICY.md",
        holds=_gated_file,
        relied_on="hub_files.gated",
        known=Known.RECORDED,
    ),
    _row(
        "dataset",
        "A dataset's info has the shape of a model's.",
        "/api/datasets/{dataset}?blobs=true",
        holds=_dataset,
        relied_on="hub._info",
    ),
)
"""The rows, in the order in which they are asked."""
