"""Answers for the Hub: repository info, lists by owner, refs; what was not recorded is 503, never "not found".

The behavior is the recorded one: statuses and error headers of anonymous and authorized requests, redirects after
renamings, pages by `Link`. Sources: the Hub's API documentation and live answers of 2026.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from auditor.standin import hub_files
from auditor.standin.exchange import Reply, Request, json_reply, not_recorded
from auditor.standin.hub_place import Place, refused
from auditor.standin.recordings import HubRecordings, Row

NO_COMMIT: Final = "0" * 40
"""Stands as `targetCommit` of a branch whose commit was not recorded: clients insist on a text there."""
LIST_LIMIT: Final = 1000
COMMITS_LIMIT: Final = 1000
_EXPAND_ONLY: Final = frozenset(
    {
        "baseModels",
        "childrenModelCount",
        "downloadsAllTime",
        "evalResults",
        "inference",
        "inferenceProviderMapping",
        "resourceGroup",
        "trendingScore",
        "xetEnabled",
    }
)
_EXPAND: Final[Mapping[str, frozenset[str]]] = {
    "model": _EXPAND_ONLY
    | {
        *("author", "cardData", "config", "createdAt", "disabled", "downloads", "gated", "gguf", "lastModified"),
        *("library_name", "likes", "mask_token", "model-index", "pipeline_tag", "private", "safetensors", "sha"),
        *("siblings", "spaces", "tags", "transformersInfo", "usedStorage", "widgetData"),
    },
    "dataset": frozenset(
        {
            *("author", "cardData", "citation", "createdAt", "description", "disabled", "downloads"),
            *("downloadsAllTime", "gated", "lastModified", "likes", "mainSize", "paperswithcode_id", "private"),
            *("resourceGroup", "sha", "siblings", "tags", "trendingScore", "usedStorage"),
        }
    ),
}
_LISTED: Final = frozenset(
    {
        *("_id", "id", "modelId", "likes", "trendingScore", "private", "downloads", "tags", "pipeline_tag"),
        *("library_name", "createdAt"),
    }
)
_LISTED_IN_FULL: Final = frozenset({"author", "gated", "disabled", "lastModified", "sha", "siblings"})
_LIST_ASKS: Final = frozenset({"author", "limit", "cursor", "expand", "expand[]", "full", "cardData", "config"})
_OF_THE_RECORDING: Final = frozenset({"branches", "tags_shown"})
"""Keys of recorded infos that the Hub's own answer does not have."""


def answer(request: Request, recordings: HubRecordings, *, page_size: int = LIST_LIMIT, whole: bool = False) -> Reply:
    """The Hub's reply to a request; `page_size` is the most entries of one page of a tree or a list.

    `whole`: what was recorded is all that there is, so that the list of everything can be told.
    """
    segments = request.segments
    if segments in {("api", "models"), ("api", "datasets")} and request.method in {"GET", "HEAD"}:
        return _list(request, recordings, segments[1][:-1], page_size, whole=whole)
    place = Place.of(request, recordings)
    if place is None:
        return not_recorded(f"{request.method} {request.path[:200]}")
    if place.moved_to:
        headers = {"Content-Type": "text/plain; charset=utf-8", "Location": place.moved_to}
        return Reply(status=HTTPStatus.TEMPORARY_REDIRECT, headers=headers)
    if place.row is None:
        return not_recorded(f"{place.kind} {place.name[:200]}")
    if place.row.missing:
        return _missing(request, place.row)
    return _of_repository(request, place, place.row, page_size)


def _missing(request: Request, row: Row) -> Reply:
    if request.authorized:
        return refused(HTTPStatus.NOT_FOUND, "Repository not found", "RepoNotFound", observed=row.observed)
    challenge = {"WWW-Authenticate": 'Bearer realm="Authentication required"'}
    return refused(HTTPStatus.UNAUTHORIZED, "Invalid username or password.", observed=row.observed).plus(challenge)


def _of_repository(request: Request, place: Place, row: Row, page_size: int) -> Reply:
    reading = request.method in {"GET", "HEAD"}
    match place.action:
        case "" | "revision" if reading:
            reply = _info(request, place, row)
        case "refs" if reading:
            reply = _refs(request, row)
        case "commits" if reading and row.info.get("gated"):
            reply = hub_files.gated(request, row)
        case "commits" if reading and row.commits is not None and place.revision == "main":
            reply = _commits(request, row, page_size)
        case "tree" if reading:
            reply = hub_files.tree(request, place, row, page_size)
        case "resolve" | "raw" | "resolve-cache" if reading:
            reply = hub_files.content(request, place, row)
        case "paths-info" if request.method == "POST":
            reply = hub_files.paths_info(request, place, row)
        case _:
            reply = not_recorded(f"{request.method} {place.action} of {row.id}")
    return reply


def _info(request: Request, place: Place, row: Row) -> Reply:
    if place.action == "revision" and (barred := place.bad_revision(row)):
        return barred
    wanted = request.values("expand", "expand[]")
    blobs, security = request.flag("blobs"), request.flag("securityStatus")
    if wanted and (problem := _unknown_expand(row.kind, wanted, joined=blobs or security)):
        return problem
    body = _body(row, blobs=blobs)
    if wanted:
        body = {key: value for key, value in body.items() if key in {"_id", "id", *wanted}}
    else:
        dropped = _EXPAND_ONLY if security else _EXPAND_ONLY | {"securityRepoStatus"}
        body = {key: value for key, value in body.items() if key not in dropped}
    return json_reply(body, observed=row.observed)


def _unknown_expand(kind: str, wanted: Sequence[str], *, joined: bool) -> Reply | None:
    unknown = sorted(set(wanted) - _EXPAND[kind])
    if not unknown and not joined:
        return None
    allowed = ", ".join(sorted(_EXPAND[kind]))
    told = (
        f"{unknown[0][:80]!r} is none of: {allowed}" if unknown else "it cannot be joined with blobs or securityStatus"
    )
    return refused(HTTPStatus.BAD_REQUEST, f"Invalid query parameter expand: {told}")


def _body(row: Row, *, blobs: bool = False) -> dict[str, Any]:
    """The info as recorded. A list of files is given only where the whole is known."""
    body = {key: value for key, value in row.info.items() if key not in {*_OF_THE_RECORDING, "siblings"}}
    body["id"] = row.id
    if row.complete and row.listing is not None:
        body["siblings"] = [_sibling(one, blobs=blobs) for one in row.listing.values()]
    return body


def _sibling(found: Mapping[str, Any], *, blobs: bool) -> dict[str, Any]:
    if not blobs:
        return {"rfilename": found["rfilename"]}
    told = dict(found)
    if isinstance(found.get("lfs"), dict):
        told["lfs"] = {key: found["lfs"].get(key) for key in ("sha256", "size", "pointerSize")}
    return told


def _refs(request: Request, row: Row) -> Reply:
    """Branches that were seen. Where only a part was looked at and it shows none, nothing can be said: 503."""
    seen = row.branches
    own = [name for name in seen or () if not name.startswith("refs/")]
    if seen is None or not (own or row.refs_complete):
        return not_recorded(f"refs of {row.id}")
    body = {
        "tags": [],
        "branches": [_ref("main", "refs/heads/main", row.sha), *(_ref(name, f"refs/heads/{name}") for name in own)],
        "converts": [
            _ref(name.removeprefix("refs/convert/"), name) for name in seen if name.startswith("refs/convert/")
        ],
    }
    if request.flag("include_prs"):
        body["pullRequests"] = [
            _ref(name.removeprefix("refs/pr/"), name) for name in seen if name.startswith("refs/pr/")
        ]
    return json_reply(body, observed=row.observed)


def _commits(request: Request, row: Row, page_size: int) -> Reply:
    """The history of main, a page at a time. Only ids were recorded: titles and authors are no facts of ours."""
    try:
        number = int(next(iter(request.values("p")), "0"))
        size = max(1, min(page_size, COMMITS_LIMIT, int(next(iter(request.values("limit")), "50"))))
    except ValueError:
        return refused(HTTPStatus.BAD_REQUEST, "Invalid query parameter p or limit")
    seen = row.commits or ()
    start = max(0, number) * size
    body = [{"id": one, "title": "", "message": "", "authors": [], "date": ""} for one in seen[start : start + size]]
    reply = json_reply(body, headers={"X-Total-Count": str(len(seen))}, observed=row.observed)
    if start + size >= len(seen):
        return reply
    return reply.plus({"Link": f'<{request.address(p=str(number + 1), limit=str(size))}>; rel="next"'})


def _ref(name: str, ref: str, commit: str = "") -> dict[str, str]:
    return {"name": name, "ref": ref, "targetCommit": commit or NO_COMMIT}


def _list(request: Request, recordings: HubRecordings, kind: str, page_size: int, *, whole: bool) -> Reply:
    """The recorded repositories of one owner, or of all where they are all: else what is not in it may still exist."""
    asked = {name for name, _ in request.query}
    every = whole and "author" not in asked
    names = recordings.every(kind) if every else recordings.owned_by(kind, next(iter(request.values("author")), ""))
    if not names or asked - _LIST_ASKS:
        return not_recorded(f"the list {request.target[:200]}")
    wanted = request.values("expand", "expand[]")
    if problem := _unknown_expand(kind, wanted, joined=False):
        return problem
    try:
        start, size = hub_files.page(request, page_size)
    except ValueError:
        return refused(HTTPStatus.BAD_REQUEST, "Invalid query parameter limit or cursor")
    rows = [row for name in names[start : start + size] if (row := recordings.find(kind, name))]
    keys = _listed_keys(request, wanted)
    reply = json_reply(
        [{key: value for key, value in _body(row).items() if key in keys} for row in rows],
        observed=_oldest([row.observed for row in rows]),
    )
    if start + size >= len(names):
        return reply
    return reply.plus(hub_files.next_page(request, start + size))


def _oldest(days: Sequence[str]) -> str:
    """The day that holds for a whole page; empty where one of its rows is undated."""
    return "" if any(not day[:1].isdecimal() for day in days) else min(days, default="")


def _listed_keys(request: Request, wanted: Sequence[str]) -> frozenset[str]:
    if wanted:
        return frozenset({"_id", "id", *wanted})
    flagged = {key for key in ("cardData", "config") if request.flag(key)}
    return _LISTED | flagged | (_LISTED_IN_FULL if request.flag("full") else frozenset())
