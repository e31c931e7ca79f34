"""Which recorded repository a Hub address means, and what is asked of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from auditor.standin.exchange import Reply, Request, json_reply, not_recorded
from auditor.standin.recordings import HubRecordings, Row

_ACTIONS: Final = frozenset(
    {
        *("auth-check", "commits", "discussions", "paths-info", "raw", "refs", "resolve", "revision"),
        *("safetensors-metadata", "scan", "tree", "treesize"),
    }
)
_FILE_ACTIONS: Final = frozenset({"raw", "resolve"})
_MAIN: Final = frozenset({"main", "HEAD", "refs/heads/main"})
_COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")


@dataclass(frozen=True, kw_only=True)
class Place:
    """An address taken apart. `rest` follows the action: the revision, then the path. `row` is None if not recorded."""

    kind: str
    name: str
    action: str
    rest: tuple[str, ...]
    row: Row | None
    moved_to: str = ""
    """Where the repository is now, path and query, if it goes by another name or spelling."""

    @classmethod
    def of(cls, request: Request, recordings: HubRecordings) -> Place | None:
        """Take an address apart; None for one that leads to no model or dataset."""
        found = _kind_and_start(request.segments)
        if found is None:
            return None
        kind, start = found
        pieces = request.segments[start:]
        is_cache = request.segments[1:2] == ("resolve-cache",)
        alone = len(pieces) == 1 or (pieces[1] in _ACTIONS and not recordings.find(kind, "/".join(pieces[:2])))
        if is_cache:
            # A cache address has no action behind the name, so the recordings tell how long the name is.
            alone = recordings.find(kind, "/".join(pieces[:2])) is None
        count = 1 if alone else 2
        name = "/".join(pieces[:count])
        rest = pieces[count:] if is_cache else pieces[count + 1 :]
        current = recordings.current_name(kind, name)
        action = "resolve-cache" if is_cache else next(iter(pieces[count : count + 1]), "")
        is_page = start < 2 and action not in _FILE_ACTIONS and not is_cache  # noqa: PLR2004 - `/api/models` are two
        if is_page or (start >= 2 and action in _FILE_ACTIONS):  # noqa: PLR2004
            return None
        return cls(
            kind=kind,
            name=name,
            action=action,
            rest=rest,
            row=recordings.find(kind, current),
            moved_to=_renamed(request, start, count, current) if current != name else "",
        )

    @property
    def revision(self) -> str:
        """The revision that the address names, `main` where it names none."""
        return self.rest[0] if self.rest else "main"

    @property
    def path(self) -> str:
        """The path below the repository's root, empty for the root."""
        return "/".join(self.rest[1:])

    def bad_revision(self, row: Row) -> Reply | None:
        """None where the recording is of this revision; 404 where all refs are known and it is none; else 503."""
        named, sha = self.revision, row.sha
        is_commit = bool(sha and _COMMIT.fullmatch(named) and (sha.startswith(named) or named.startswith(sha)))
        if named in _MAIN or is_commit:
            return None
        if row.refs_complete and named not in (row.branches or ()):
            return refused(HTTPStatus.NOT_FOUND, f"Invalid rev id: {_plain(named)}", "RevisionNotFound")
        return not_recorded(f"revision {_plain(named)} of {row.id}")


def refused(status: HTTPStatus, message: str, code: str = "", *, observed: str = "") -> Reply:
    """A refusal in the Hub's form: the message as JSON and in `X-Error-Message`, the code in `X-Error-Code`."""
    headers = {"X-Error-Message": message} | ({"X-Error-Code": code} if code else {})
    return json_reply({"error": message}, status, headers, observed=observed)


def _plain(text: str) -> str:
    """Fit for a header: printable ASCII, at most 100 characters."""
    return "".join(one if one.isascii() and one.isprintable() else "?" for one in text[:100])


def _kind_and_start(segments: tuple[str, ...]) -> tuple[str, int] | None:
    """The kind of repository, and where in the address its name begins."""
    match segments:
        case ("api", "resolve-cache", "models" | "datasets" as kinds, _, *_):
            return kinds[:-1], 3
        case ("api", "models" | "datasets" as kinds, _, *_):
            return kinds[:-1], 2
        case ("api" | "spaces", *_):
            return None
        case ("datasets", _, _, *_):
            return "dataset", 1
        case (_, _, *_):
            return "model", 0
        case _:
            return None


def _renamed(request: Request, start: int, count: int, name: str) -> str:
    pieces = [*request.encoded[:start], quote(name), *request.encoded[start + count :]]
    query = request.target.partition("?")[2]
    return "/" + "/".join(pieces) + (f"?{query}" if query else "")
