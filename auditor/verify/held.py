"""Where a citation points: the place, the commit and the file, as far as the evidence that we hold tells. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from auditor.answers import Citation
from auditor.evidence import Head, Kind, Place, Ref, Snapshot
from auditor.record import Record

_FORMS: Final = {"/blob/": True, "/tree/": False}
"""How a citation names a file and a listing behind the page of its place: what `Place.cite_file` and others write."""


class Pin(Record):
    """What a citation points at. `path` is empty for the listing itself, `revision` where only a hash pins the text."""

    ref: Ref
    revision: str = ""
    path: str = ""


class Shelf:
    """All evidence that is held, found by the address that a citation names."""

    def __init__(self, places: Iterable[Place], stated: Iterable[str] = ()) -> None:
        """`stated` are addresses that people stated: curated links and the sources of attestations."""
        self._by_page: dict[str, list[Place]] = {}
        self._by_ref: dict[Ref, Place] = {}
        self._stated = set(stated)
        for place in places:
            if place.ref.kind is not Kind.FOLDER:
                self._by_page.setdefault(place.page, []).append(place)
                self._by_ref[place.ref] = place
            if place.snapshot:
                self._stated.update(link.url for link in place.snapshot.links)
            if place.card:
                self._stated.update(link.url for link in place.card.links)

    def pin(self, citation: Citation) -> Pin | None:
        """What a pinned citation points at; None where it is not pinned or no place that we hold has its address."""
        found = self._found(citation)
        return found[1] if found and citation.pinned else None

    def snapshot(self, pin: Pin) -> Snapshot | None:
        """What is held of a place at this commit, None where only its head or another commit is."""
        place = self._by_ref.get(pin.ref)
        snapshot = place.snapshot if place else None
        return snapshot if snapshot and snapshot.revision == pin.revision else None

    def unheld(self, citation: Citation) -> str:
        """Why a citation does not follow from what is held, as a clause; empty where it does."""
        if not citation.pinned:
            return self._unheld_page(citation)
        found = self._found(citation)
        if found is None:
            return "no place in the evidence has this address"
        place, pin = found
        if pin.revision not in _revisions(place):
            return f"the evidence of {place.ref} holds no commit {pin.revision[:12] or '(none)'}"
        if pin.path and pin.path not in _paths(place):
            return f"the evidence of {place.ref} holds no file {pin.path[:200]}"
        if citation.sha256 and citation.sha256 not in _hashes(place, pin.path):
            return f"the evidence of {place.ref} holds another hash of {pin.path[:200]}"
        return ""

    def _unheld_page(self, citation: Citation) -> str:
        address = citation.url.partition("#")[0]
        found = self._found(citation)
        if found and found[1].path and found[1].path not in _paths(found[0]):
            return f"the evidence of {found[0].ref} holds no file {found[1].path[:200]}"
        if found or citation.url in self._stated or address in self._by_page or address in self._stated:
            return ""
        return "neither a place in the evidence nor a link in it has this address"

    def _found(self, citation: Citation) -> tuple[Place, Pin] | None:
        """The place and the pin, of several places at one address the one that holds this commit."""
        address = citation.url.partition("#")[0]
        for form, is_file in _FORMS.items():
            page, there, rest = address.partition(form)
            if not there or page not in self._by_page:
                continue
            places = self._by_page[page]
            place = next((one for one in places if citation.revision in _revisions(one)), places[0])
            path = unquote(rest.partition("/")[2]) if is_file else ""
            return place, Pin(ref=place.ref, revision=citation.revision, path=path)
        return None


def _revisions(place: Place) -> set[str]:
    """Every commit of a place that anything is held of; empty stands for what was read without a commit."""
    snapshot = place.snapshot
    found = {place.head.revision} if isinstance(place.head, Head) else {""}
    if snapshot:
        found |= {snapshot.revision, *(one.revision for one in snapshot.read)}
        found |= {snapshot.card.revision} if snapshot.card else set()
    return found


def _paths(place: Place) -> set[str]:
    snapshot = place.snapshot
    if snapshot is None:
        return set()
    card = {snapshot.card.path} if snapshot.card else set()
    return {*snapshot.by_path, *(one.path for one in snapshot.read), *card}


def _hashes(place: Place, path: str) -> set[str]:
    snapshot = place.snapshot
    if snapshot is None:
        return set()
    found = {one.sha256 for one in snapshot.read if one.path == path}
    found |= {snapshot.by_path[path].oid} if path in snapshot.by_path else set()
    return found | ({snapshot.card.sha256} if snapshot.card and snapshot.card.path == path else set())
