"""Ask the Hub again for what was cited: the listing and the files of a repository at a commit."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from auditor.evidence import File, Kind, Missing, Reason, Ref
from auditor.sources import Counted, Listing
from auditor.sources.huggingface.info import MAX_FILES, files_of, read_info, refusal
from auditor.transport import Door, HostFailure, Reply, hash_of

_NO_MORE: Final = frozenset({"RevisionNotFound", "EntryNotFound", "RepoNotFound"})
"""The Hub's own words for what is not there: the commit, the file, the repository."""


class _Lfs(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    oid: str | None = None


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    path: str = Field(max_length=4096)
    type: str
    size: Counted = None
    oid: str | None = None
    lfs: _Lfs | None = None


_Entries: Final = TypeAdapter(list[_Entry])


def files_at(ref: Ref, revision: str, door: Door) -> Listing | Missing:
    """The listing at a commit: one request, for the info tells it whole; where it does not, a page of the tree more.

    Raises `HostFailure` where no answer could be had, or one about another commit.
    """
    at = quote(revision, safe="")
    reply = door.get(f"{_api(ref, door)}/revision/{at}?blobs=true")
    if missing := _missing(reply):
        return missing
    info = read_info(reply)
    if not info.sha or not (info.sha.startswith(revision) or revision.startswith(info.sha)):
        raise HostFailure("the Hub answered about another commit than it was asked for")
    files = files_of(info)
    if files is not None:
        return Listing(files=files[:MAX_FILES], complete=len(files) <= MAX_FILES)
    return _first_page(door.get(f"{_api(ref, door)}/tree/{at}?recursive=1"))


def hash_at(ref: Ref, revision: str, path: str, door: Door) -> str | Missing:
    """The sha256 of a file's bytes, by one plain GET on resolve, which the Hub redirects once.

    Raises `HostFailure` where no answer could be had, also for a file larger than the door lets through.
    """
    folder = "datasets/" if ref.kind is Kind.DATASET else ""
    at = quote(revision or "main", safe="")
    reply = door.get(f"{door.endpoints.hub}/{folder}{ref.name}/resolve/{at}/{quote(path)}")
    return _missing(reply) or hash_of(reply.body)


def _api(ref: Ref, door: Door) -> str:
    return f"{door.endpoints.hub}/api/{ref.kind}s/{ref.name}"


def _missing(reply: Reply) -> Missing | None:
    if reply.status == 200:  # noqa: PLR2004
        return None
    gone = reply.headers.get("x-error-code", "") in _NO_MORE
    return Missing(reason=Reason.NOT_FOUND if gone else refusal(reply), observed=reply.observed)


def _first_page(reply: Reply) -> Listing | Missing:
    if missing := _missing(reply):
        return missing
    try:
        entries = _Entries.validate_python(reply.json())
    except (ValidationError, RecursionError) as error:
        raise HostFailure("the Hub answered with something that is not a file list") from error
    files = [
        File(path=one.path, size=one.size, oid=((one.lfs.oid if one.lfs else one.oid) or "")[:64])
        for one in entries
        if one.type == "file"
    ]
    return Listing(files=tuple(files), complete='rel="next"' not in reply.headers.get("link", ""))
