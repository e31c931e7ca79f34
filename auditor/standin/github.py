"""Answers for GitHub's REST API: a repository, its commits, trees, README, license and the texts that were recorded."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from auditor.standin.exchange import Reply, Request, blob_id, json_reply, not_recorded, seen_on, unchanged
from auditor.standin.recordings import GithubRecordings

PREFIX: Final = "github"
"""The first segment of every address: `GITHUB_API_URL` is our own address and this."""
_OWNER, _NAME, _AFTER = 2, 3, 4
_COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")
_README: Final = re.compile(r"(?:\.github/|docs/)?readme(\.[\w.]+)?", re.IGNORECASE)
_LICENSE: Final = re.compile(r"(licen[cs]e|copying|unlicense)([._-].*)?", re.IGNORECASE)
_TOLD: Final = (
    *("id", "description", "private", "fork", "archived", "disabled", "license", "topics", "created_at", "pushed_at"),
    *("default_branch", "html_url", "full_name"),
)
_DOCUMENTATION: Final = "https://docs.github.com/rest"


def answer(request: Request, recordings: GithubRecordings) -> Reply:
    """GitHub's reply to a request below `/github`; what was not recorded is 503, never "not found"."""
    pieces = request.segments
    if request.method not in {"GET", "HEAD"} or pieces[1:2] != ("repos",) or len(pieces) < _AFTER:
        return not_recorded(f"{request.method} {request.path[:200]}")
    name = f"{pieces[_OWNER]}/{pieces[_NAME]}"
    current = recordings.current_name(name)
    if current is None:
        return not_recorded(f"GitHub repository {name[:200]}")
    if current.lower() != name.lower():
        return _moved(request, current)
    recorded = recordings.find(name)
    if recorded and recorded.get("missing"):
        return _problem(HTTPStatus.NOT_FOUND, "Not Found")
    return _conditional(request, _of_repository(request, recordings, name, recorded))


def _of_repository(
    request: Request, recordings: GithubRecordings, name: str, recorded: Mapping[str, Any] | None
) -> Reply:
    match request.segments[_AFTER:]:
        case () if recorded:
            return _repository(recorded)
        case ("commits" | "git", *_) if recorded and recorded.get("empty"):
            return _problem(HTTPStatus.CONFLICT, "Git Repository is empty.")
        case ("commits", _, *_) as named:
            found = _at(recordings, name, "/".join(named[1:]))
            return _commit(request, found) if found else not_recorded(f"this commit of {name}")
        case ("git", "trees", _, *_) as named:
            found = _at(recordings, name, "/".join(named[2:]))
            return _tree(request, found) if found else not_recorded(f"this tree of {name}")
        case ("readme" | "license" | "contents", *_) as named:
            found = _at(recordings, name, next(iter(request.values("ref")), "HEAD"))
            return _content(request, found, named) if found else not_recorded(f"this revision of {name}")
        case _:
            return not_recorded(f"{request.path[:200]}")


def _at(recordings: GithubRecordings, name: str, ref: str) -> Mapping[str, Any] | None:
    """The recording of a branch or commit, None where it was not recorded."""
    ref = ref.removeprefix("refs/").removeprefix("heads/")
    main = recordings.find(name)
    if main and ref in {"HEAD", main.get("default_branch", "")}:
        return main
    if branch := recordings.find(name, ref):
        return branch
    every = (main, *(recordings.find(name, branch) for branch in recordings.branches(name)))
    if not _COMMIT.fullmatch(ref):
        return None
    return next((one for one in every if one and str(one.get("head", {}).get("sha", "")).startswith(ref)), None)


def _repository(recorded: Mapping[str, Any]) -> Reply:
    owner, _, name = recorded["full_name"].partition("/")
    body = {"name": name, "owner": {"login": owner}, **{key: recorded[key] for key in _TOLD if key in recorded}}
    return json_reply(body, observed=str(recorded.get("observed", "")))


def _commit(request: Request, recorded: Mapping[str, Any]) -> Reply:
    sha, committed = str(recorded["head"]["sha"]), recorded["head"].get("committed_at")
    if "vnd.github.sha" in request.headers.get("accept", ""):
        observed = seen_on(str(recorded.get("observed", "")))
        return Reply(headers={"Content-Type": "application/vnd.github.sha", **observed}, body=sha.encode())
    commit = {"committer": {"date": _utc(committed)}} if isinstance(committed, str) else {}
    return json_reply({"sha": sha, "commit": commit}, observed=str(recorded.get("observed", "")))


def _utc(stated: str) -> str:
    """GitHub writes its dates in UTC; git's own carry the committer's offset."""
    try:
        return datetime.fromisoformat(stated).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return stated


def _tree(request: Request, recorded: Mapping[str, Any]) -> Reply:
    # Any value of `recursive` counts, as GitHub's documentation says.
    entries = [one for one in recorded["tree"] if request.values("recursive") or "/" not in one["path"]]
    body = {"sha": recorded["head"]["sha"], "tree": entries, "truncated": recorded.get("truncated") is True}
    return json_reply(body, observed=str(recorded.get("observed", "")))


def _content(request: Request, recorded: Mapping[str, Any], named: tuple[str, ...]) -> Reply:
    texts: Mapping[str, str] = recorded.get("texts") or {}
    paths = {one["path"] for one in recorded["tree"]} | texts.keys()
    match named:
        case ("readme",):
            wanted = sorted((path for path in paths if _README.fullmatch(path)), key=_readme_rank)
        case ("license",):
            wanted = sorted(path for path in paths if _LICENSE.fullmatch(path))
        case _:
            wanted = [path] if (path := "/".join(named[1:])) in paths or not path else []
    path = next((path for path in wanted if path in texts), "")
    if not path:
        if wanted or recorded.get("truncated"):
            return not_recorded(f"{'/'.join(named)[:200]} of {recorded['full_name']}")
        return _problem(HTTPStatus.NOT_FOUND, "Not Found")
    if "raw" in request.headers.get("accept", ""):
        return Reply(headers={"Content-Type": "application/vnd.github.raw; charset=utf-8"}, body=texts[path].encode())
    return json_reply(_file(recorded, path, texts[path], named), observed=str(recorded.get("observed", "")))


def _readme_rank(path: str) -> tuple[bool, bool, str]:
    """GitHub takes `.github/`, then the root, then `docs/`, and Markdown first."""
    return (path.startswith("docs/"), not path.lower().endswith(".md"), path)


def _file(recorded: Mapping[str, Any], path: str, text: str, named: tuple[str, ...]) -> dict[str, Any]:
    content = text.encode("utf-8", "surrogatepass")
    body = {
        "type": "file",
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": blob_id(content),
        "size": len(content),
        "encoding": "base64",
        "content": base64.encodebytes(content).decode(),
    }
    return {**body, "license": recorded["license"]} if named == ("license",) and "license" in recorded else body


def _moved(request: Request, name: str) -> Reply:
    query = request.target.partition("?")[2]
    rest = "/".join(request.encoded[_AFTER:])
    where = f"{request.base}/{PREFIX}/repos/{name}" + (f"/{rest}" if rest else "") + (f"?{query}" if query else "")
    body = {"message": "Moved Permanently", "url": where, "documentation_url": _DOCUMENTATION}
    return json_reply(body, HTTPStatus.MOVED_PERMANENTLY, {"Location": where})


def _problem(status: HTTPStatus, message: str) -> Reply:
    body = {"message": message, "documentation_url": _DOCUMENTATION, "status": str(status.value)}
    return json_reply(body, status)


def _conditional(request: Request, reply: Reply) -> Reply:
    if reply.status != HTTPStatus.OK:
        return reply
    etag = f'W/"{hashlib.sha256(reply.body).hexdigest()}"'
    if unchanged(request, etag):
        told = {name: value for name, value in reply.headers.items() if name != "Content-Type"}
        return Reply(status=HTTPStatus.NOT_MODIFIED, headers={**told, "ETag": etag})
    return reply.plus({"ETag": etag})
