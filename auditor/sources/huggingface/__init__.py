"""The Hugging Face Hub: models and datasets, their settings, file listings, cards and license files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

import httpx2
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.hf_api import RepoFile

from auditor.card import Card, CardState
from auditor.evidence import File, Gate, Head, Kind, Missing, Place, ReadFile, Ref, Reported, Snapshot
from auditor.reading.card import read_card
from auditor.reading.contents import read_file
from auditor.reading.declared import address
from auditor.sources import Errand, counted, saw_less
from auditor.sources.huggingface.addresses import recognise
from auditor.sources.huggingface.again import files_at, hash_at
from auditor.sources.huggingface.client import client
from auditor.sources.huggingface.history import on_main
from auditor.sources.huggingface.info import (
    HEX,
    MAX_FILES,
    Info,
    head_of,
    read_info,
    refusal,
)
from auditor.sources.huggingface.lists import heads, listed_under, settles, still_stands
from auditor.sources.huggingface.results import RESULTS_FOLDER, reported_of
from auditor.sources.huggingface.seen import bounded, listing_of, snapshot_of
from auditor.transport import Door, HostFailure, Reply, hash_of
from auditor.utf8 import holdable

__all__ = ["files_at", "hash_at", "heads", "listed_under", "observe", "recognise", "settles"]

MAX_CARD_BYTES: Final = 12 * 1024 * 1024
MAX_WANTED_BYTES: Final = 8 * 1024 * 1024
MAX_REQUESTS: Final = 6
"""Requests for a newly observed model; files beyond the card are read while they fit in."""
_OPEN_BEHIND_A_GATE: Final = frozenset({"README.md", "LICENSE", "LICENSE.md", "LICENSE.txt"})
"""What an anonymous reader gets of a gated repository. Source: live probes of 2026-10-05."""


def observe(ref: Ref, errand: Errand) -> Place:
    """Look at a model or dataset: at most six requests for a new one, one where nothing changed.

    None where a list told so; where the errand asks for commits that were not seen on main yet, up to three more list
    its history. Raises `HostFailure` where the info could not be had. What else could not be had is left out of the
    snapshot, which says so (`files=None`, `complete=False`, `branches=None`, `card_state=NOT_READ`).
    """
    return _Visit(ref, errand).place()


def head(ref: Ref, door: Door) -> Head | Missing:
    """Ask for a repository's settings only: one request. Raises `HostFailure` where no answer could be had."""
    return _head(door.get(_info_url(ref, door)), ref)[0]


def _info_url(ref: Ref, door: Door) -> str:
    revision = f"/revision/{quote(ref.branch, safe='')}" if ref.branch else ""
    return f"{door.endpoints.hub}/api/{ref.kind}s/{ref.name}{revision}?blobs=true&securityStatus=true"


def _head(reply: Reply, ref: Ref) -> tuple[Head | Missing, Info]:
    if reply.status != 200:  # noqa: PLR2004
        return Missing(reason=refusal(reply), observed=reply.observed), Info()
    info = read_info(reply)
    return head_of(info, reply.observed, ref.name), info


def _freshest(told: Head, known: Head | Missing) -> Head:
    """What was seen to be the same twice was seen on the later day: a recorded list tells its oldest row's only."""
    same = isinstance(known, Head) and known == told.model_copy(update={"observed": known.observed})
    return told.model_copy(update={"observed": max(told.observed, known.observed)}) if same else told


class _Visit:
    """One look at one repository; keeps what its requests share."""

    def __init__(self, ref: Ref, errand: Errand) -> None:
        self.ref = ref
        self.errand = errand
        self.door = errand.door
        self._before = self.door.sent_here
        self._broken_off = False
        """True as soon as the host failed to answer one of the requests behind the first."""
        self._a_file_costs = 2
        """Requests for one file: the Hub redirects small files once, mirrors may not."""
        self._from_cache = 0
        """Requests that files took which the cache answered: the same files are read whatever lies in it."""
        self.web = f"{self.door.endpoints.hub}/{'datasets/' if ref.kind is Kind.DATASET else ''}{ref.name}"

    def place(self) -> Place:
        known, reading = self.errand.known, self.errand.reading
        if (listed := self.errand.told) and known and settles(listed, known, reading):
            return known.model_copy(update={"head": _freshest(listed, known.head)})
        told, info = _head(self.door.get(_info_url(self.ref, self.door)), self.ref)
        snapshot = known.snapshot if known else None
        if isinstance(told, Head) and not still_stands(snapshot, told.revision, reading):
            seen = self._look(info, told)
            snapshot = snapshot if self._broken_off and saw_less(seen, snapshot) else seen
        commits = known.commits if known else {}
        if isinstance(told, Head):
            commits = on_main(self.ref, told, self.errand.commits, known, self.door)
        return Place(ref=self.ref, page=address(self.ref), head=told, snapshot=snapshot, commits=commits)

    def _look(self, info: Info, head: Head) -> Snapshot:
        at = head.revision or "main"
        files, complete = listing_of(info)
        if info.siblings is None:
            files, complete = self._tree(at)
            files, complete = bounded(files, complete=complete)
        branches = self._branches() if self.ref.kind is Kind.MODEL else None
        card, card_state = self._card(at, files if complete else None)
        read = self._wanted(at, files or (), head.settings.gated)
        reported = self._reported(files or ())
        return snapshot_of(
            info,
            head,
            reading=self.errand.reading,
            files=files,
            complete=complete,
            branches=branches,
            card=card,
            card_state=card_state,
            read=read,
            reported=reported,
        )

    def _tree(self, at: str) -> tuple[tuple[File, ...] | None, bool]:
        """The listing page by page, by the Hub's own client; a page that did not come makes it a part."""
        found: list[File] = []
        entries = client(self.door).list_repo_tree(
            self.ref.name, recursive=True, revision=at, repo_type=self.ref.kind.value
        )
        try:
            for entry in entries:
                if isinstance(entry, RepoFile):
                    sha256 = entry.lfs.sha256 if entry.lfs else entry.blob_id
                    found.append(
                        File(path=holdable(entry.path[:4096]), size=counted(entry.size), oid=(sha256 or "")[:64])
                    )
                if len(found) > MAX_FILES:
                    return tuple(found), False
        except (HostFailure, HfHubHTTPError, httpx2.HTTPError, ValueError, KeyError, TypeError):
            self._broken_off = True
            return (tuple(found) or None), False
        return tuple(found), True

    def _branches(self) -> tuple[str, ...] | None:
        try:
            refs = client(self.door).list_repo_refs(self.ref.name)
        except (HostFailure, HfHubHTTPError, httpx2.HTTPError, ValueError, KeyError, TypeError):
            self._broken_off = True
            return None
        return tuple(holdable(branch.name[:200]) for branch in refs.branches[:5000])

    def _card(self, at: str, listing: tuple[File, ...] | None) -> tuple[Card | None, CardState]:
        if listing is not None and not any(file.path == "README.md" for file in listing):
            return None, CardState.ABSENT
        try:
            reply = self._file(at, "README.md", MAX_CARD_BYTES)
        except HostFailure:
            self._broken_off = True
            return None, CardState.NOT_READ
        match reply.status:
            case 200:
                commit = reply.first_headers.get("x-repo-commit", "")
                revision = commit if HEX.fullmatch(commit) else ""
                return read_card(reply.body, self.errand.rules.vocabulary, revision=revision), CardState.READ
            case 404 if reply.headers.get("x-error-code") == "EntryNotFound":
                return None, CardState.ABSENT
            case 401 | 403:
                return None, CardState.GATED
            case _:
                return None, CardState.NOT_READ

    def _wanted(self, at: str, files: Iterable[File], gated: Gate) -> tuple[ReadFile, ...]:
        """Read what checks want, as far as the requests allow; what cannot be had is left out."""
        if self.ref.kind is not Kind.MODEL:
            return ()
        paths = [file.path for file in files]
        if gated not in {Gate.NO, Gate.UNKNOWN}:
            paths = [path for path in paths if path in _OPEN_BEHIND_A_GATE]
        read: list[ReadFile] = []
        for path in self.errand.chosen(paths):
            spent = self.door.sent_here - self._before + self._from_cache
            if spent + self._a_file_costs > MAX_REQUESTS:
                break
            try:
                reply = self._file(at, path, MAX_WANTED_BYTES)
            except HostFailure:
                self._broken_off = True
                continue
            if reply.status == 200:  # noqa: PLR2004
                commit = reply.first_headers.get("x-repo-commit", "")
                read.append(
                    ReadFile(
                        path=path,
                        sha256=hash_of(reply.body),
                        size=len(reply.body),
                        revision=commit if HEX.fullmatch(commit) else "",
                        facts=read_file(path, reply.body, self.errand.rules),
                    )
                )
        return tuple(read)

    def _reported(self, files: Iterable[File]) -> tuple[Reported, ...]:
        """The results that the Hub collects for a model: one request, only where the repository keeps such files.

        They are no part of a verdict: where they could not be had, the pages show none and nothing else suffers.
        """
        if self.ref.kind is not Kind.MODEL or not any(file.path.startswith(RESULTS_FOLDER) for file in files):
            return ()
        try:
            reply = self.door.get(f"{self.door.endpoints.hub}/api/models/{self.ref.name}?expand[]=evalResults")
            return reported_of(reply) if reply.status == 200 else ()  # noqa: PLR2004
        except HostFailure:
            return ()

    def _file(self, at: str, path: str, max_bytes: int) -> Reply:
        """One plain GET on resolve: a commit in the URL makes the answer immutable."""
        url = f"{self.web}/resolve/{quote(at, safe='')}/{quote(path)}"
        sent = self.door.sent_here
        reply = self.door.get(url, max_bytes=max_bytes, immutable=len(at) == 40)  # noqa: PLR2004
        self._a_file_costs = reply.hops
        if self.door.sent_here == sent:
            self._from_cache += reply.hops
        return reply
