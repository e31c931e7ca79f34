"""Answers for the files of a Hub repository: listings in pages, single paths, and the texts that were recorded."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs, quote

from auditor.standin.exchange import Reply, Request, blob_id, json_reply, not_recorded, ranged, seen_on, unchanged
from auditor.standin.hub_place import Place, refused
from auditor.standin.recordings import Row

MAX_PATHS: Final = 2000
_EXPANDED_LIMIT: Final = 100
_CARD: Final = "README.md"
_OPEN_BEHIND_A_GATE: Final = frozenset({_CARD, "LICENSE", "LICENSE.md", "LICENSE.txt"})
"""What resolve gives of a gated repository without asking. Source: live probes of 2026-10-05."""
_REST: Final = -1
"""The offset of the page behind the last recorded one, where the recorded list is a part."""


def tree(request: Request, place: Place, row: Row, page_size: int) -> Reply:
    """One page of the listing. A listing that is a part ends with a `Link` to a page that answers 503."""
    if barred := place.bad_revision(row):
        return barred
    try:
        start, size = page(request, min(page_size, _EXPANDED_LIMIT) if request.flag("expand") else page_size)
    except ValueError:
        return refused(HTTPStatus.BAD_REQUEST, "Invalid query parameter limit or cursor")
    entries = _below(_entries(row), place.path, recursive=request.flag("recursive"))
    nowhere = bool(place.path) and not entries
    if nowhere and row.complete:
        return _no_entry(row)
    if row.listing is None or start == _REST or nowhere:
        return not_recorded(f"the file list of {row.id}, or the rest of it")
    reply = json_reply(entries[start : start + size], observed=row.observed)
    if start + size < len(entries):
        return reply.plus(next_page(request, start + size))
    return reply if row.complete else reply.plus(next_page(request, _REST))


def paths_info(request: Request, place: Place, row: Row) -> Reply:
    """The listed ones of the paths that are asked for; 503 where one might be in the part that was not recorded."""
    if barred := place.bad_revision(row):
        return barred
    paths = _asked_paths(request)
    if paths is None or len(paths) > MAX_PATHS:
        return refused(HTTPStatus.BAD_REQUEST, f"paths: at most {MAX_PATHS} texts, as JSON or as a form")
    if row.listing is None:
        return not_recorded(f"the file list of {row.id}")
    entries = {entry["path"]: entry for entry in _entries(row)}
    if not row.complete and not entries.keys() >= set(paths):
        return not_recorded(f"the rest of the file list of {row.id}")
    return json_reply([entries[path] for path in paths if path in entries], observed=row.observed)


def content(request: Request, place: Place, row: Row) -> Reply:
    """A file's text, through the redirect that the Hub sends first; see `_text` for what can be known of it."""
    path = place.path
    if row.info.get("disabled"):
        return refused(HTTPStatus.FORBIDDEN, "Access to this resource is disabled.", observed=row.observed)
    if row.info.get("gated") and (place.action == "raw" or path not in _OPEN_BEHIND_A_GATE):
        return gated(request, row)
    if barred := place.bad_revision(row):
        return barred
    text = _text(row, path)
    if text is None:
        listed = row.listing is not None and path in row.listing
        return not_recorded(f"{path[:200]} of {row.id}") if listed or not _is_absent(row, path) else _no_entry(row)
    return _sent(request, place, row, text.encode("utf-8", "surrogatepass"))


def gated(request: Request, row: Row) -> Reply:
    """The refusal behind a gate: 401 to anonymous readers, 403 to a token that was not granted access."""
    about = f"Access to {row.kind} {row.id} is restricted"
    if request.authorized:
        message = (
            f"{about} and you are not in the authorized list. Visit https://huggingface.co/{row.id} to ask for access."
        )
        return refused(HTTPStatus.FORBIDDEN, message, "GatedRepo", observed=row.observed)
    message = f"{about}. You must have access to it and be authenticated to access it. Please log in."
    return refused(HTTPStatus.UNAUTHORIZED, message, "GatedRepo", observed=row.observed)


def next_page(request: Request, start: int) -> Mapping[str, str]:
    """The `Link` header to the page that begins at `start`."""
    cursor = base64.urlsafe_b64encode(str(start).encode()).decode()
    return {"Link": f'<{request.address(cursor=cursor)}>; rel="next"'}


def page(request: Request, most: int) -> tuple[int, int]:
    """Where the page begins that the request asks for, and how many entries it has, at most `most`.

    Raises `ValueError` for a cursor that is not ours and for a limit that is no number.
    """
    cursor = next(iter(request.values("cursor")), "")
    start = int(base64.urlsafe_b64decode(cursor.encode())) if cursor else 0
    if start < _REST:
        raise ValueError("a page cannot begin there")
    return start, max(1, min(most, int(next(iter(request.values("limit")), most))))


def _text(row: Row, path: str) -> str | None:
    """The recorded text. A card that is "" was seen to be absent, unless the listing has it as a file of no bytes."""
    if path in row.texts:
        return row.texts[path]
    if path != _CARD or row.card is None:
        return None
    return row.card if row.card or _is_empty_file(row) else None


def _is_empty_file(row: Row) -> bool:
    return row.listing is not None and row.listing.get(_CARD, {}).get("size") == 0


def _is_absent(row: Row, path: str) -> bool:
    """True where it was seen that there is no such file."""
    return (row.complete is True and row.listing is not None) or (path == _CARD and row.card == "")


def _no_entry(row: Row) -> Reply:
    reply = refused(HTTPStatus.NOT_FOUND, "Entry not found", "EntryNotFound", observed=row.observed)
    return reply.plus({"X-Repo-Commit": row.sha}) if row.sha else reply


def _sent(request: Request, place: Place, row: Row, text: bytes) -> Reply:
    """`/resolve/` redirects to the address that holds the bytes; both say which commit and which blob they are of."""
    etag = f'"{blob_id(text)}"'
    observed = row.card_observed if place.path == _CARD else row.observed
    told = {"ETag": etag, "Accept-Ranges": "bytes", **seen_on(observed)}
    if row.card_at_sha and row.sha:
        told["X-Repo-Commit"] = row.sha
    if unchanged(request, etag):
        return Reply(status=HTTPStatus.NOT_MODIFIED, headers=told)
    if place.action == "resolve":
        told |= {"X-Linked-ETag": etag, "X-Linked-Size": str(len(text))}
        where = f"/api/resolve-cache/{row.kind}s/{row.id}/{row.sha or 'main'}/{quote(place.path)}"
        query = request.target.partition("?")[2]
        told["Location"] = where + (f"?{query}" if query else "")
        return Reply(status=HTTPStatus.TEMPORARY_REDIRECT, headers=told)
    whole = Reply(headers={"Content-Type": "text/plain; charset=utf-8", **told}, body=text)
    return ranged(request, whole)


def _asked_paths(request: Request) -> list[str] | None:
    try:
        if "json" in request.headers.get("content-type", ""):
            paths = json.loads(request.body)["paths"]
        else:
            paths = parse_qs(request.body.decode(), max_num_fields=MAX_PATHS + 10).get("paths", [])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    found = [paths] if isinstance(paths, str) else paths
    return found if isinstance(found, list) and all(isinstance(path, str) for path in found) else None


def _entries(row: Row) -> list[dict[str, Any]]:
    """The listing as tree entries, by path, with the folders that its paths imply.

    A key that the wire form must have and the recording lacks is null: not told, never made up.
    """
    found: dict[str, dict[str, Any]] = {}
    for path, sibling in (row.listing or {}).items():
        pieces = path.rstrip("/").split("/")
        folders = pieces if path.endswith("/") else pieces[:-1]
        for depth in range(1, len(folders) + 1):
            folder = "/".join(folders[:depth])
            found[folder] = {"type": "directory", "oid": None, "size": 0, "path": folder}
        if not path.endswith("/"):
            found[path] = _entry(path, sibling)
    return [found[path] for path in sorted(found)]


def _entry(path: str, sibling: Mapping[str, Any]) -> dict[str, Any]:
    lfs = sibling.get("lfs")
    entry = {"type": "file", "oid": sibling.get("blobId"), "size": sibling.get("size"), "path": path}
    if sibling.get("size_rounded"):
        entry["size_rounded"] = True
    if isinstance(lfs, dict):
        size = lfs.get("size", sibling.get("size"))
        entry["lfs"] = {"oid": lfs.get("sha256"), "size": size, "pointerSize": lfs.get("pointerSize")}
    return entry


def _below(entries: list[dict[str, Any]], folder: str, *, recursive: bool) -> list[dict[str, Any]]:
    prefix = f"{folder}/" if folder else ""
    inside = [entry for entry in entries if entry["path"].startswith(prefix)]
    return inside if recursive else [entry for entry in inside if "/" not in entry["path"][len(prefix) :]]
