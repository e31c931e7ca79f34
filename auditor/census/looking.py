"""From a row to the evidence of one model, by the code of the live audit; and what of it the source lacked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from auditor.card import Card, CardState, FrontMatterState, Role
from auditor.census.alike import told_by
from auditor.census.bare import Asked, BareEvidence, BarePlace, bare_evidence, bare_place
from auditor.census.rows import Poison, Row
from auditor.collect.links import with_card_links
from auditor.evidence import Evidence, File, Gate, Place, Snapshot
from auditor.findings.terms import license_texts
from auditor.reading.card import read_card
from auditor.rules import Rules
from auditor.sources import Counted
from auditor.sources.huggingface import MAX_CARD_BYTES
from auditor.sources.huggingface.info import Info, head_of
from auditor.sources.huggingface.seen import listing_of, snapshot_of

CARD: Final = "README.md"
_MOST: Final = 2**63 - 1


class Lack(StrEnum):
    """What a source did not tell of a model, as the reason codes of the results."""

    GATE = "gated_unknown"
    CARD = "no_card_text"
    FRONT_MATTER = "broken_front_matter"
    FILES = "no_file_list"
    SOME_FILES = "partial_file_list"
    SIZES = "no_file_sizes"
    LICENSE_TEXT = "license_text_unread"
    LINKED = "linked_not_opened"
    BASE = "base_without_id"


class Poisoned(ValueError):
    """A row of which no evidence can be made; `kind` says why."""

    def __init__(self, kind: Poison) -> None:
        super().__init__(kind.value)
        self.kind = kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """What a row tells that no check asks for, and that few rows share."""

    created: str | None
    modified: str | None
    downloads: int | None
    likes: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """The evidence of one model, its plain facts, and what the source lacked."""

    evidence: BareEvidence
    parameters: int | None
    lacks: tuple[Lack, ...]


class _Own(BaseModel):
    """The same as the Hub answers it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str | None = None
    createdAt: str | None = None  # noqa: N815 - the host's own name
    lastModified: str | None = None  # noqa: N815 - the host's own name
    downloads: Counted = None
    likes: Counted = None


_UNJUDGED: Final = frozenset({*_Own.model_fields, "modelId", "_id", "sha"})
"""What is not handed to those who judge, so that no answer can rest on it."""
_JUDGED: Final = tuple(sorted({"gguf", *(one.alias or name for name, one in Info.model_fields.items())} - _UNJUDGED))


def own(row: Row) -> Own:
    """The facts of a row that are its own. Raises `Poisoned`."""
    if row.poison:
        raise Poisoned(row.poison)
    try:
        told = _Own.model_validate(row.body)
    except (ValidationError, RecursionError) as error:
        raise Poisoned(Poison.TYPES) from error
    if not all(abs(number or 0) <= _MOST for number in (told.downloads, told.likes)):
        raise Poisoned(Poison.SIZE)
    return Own(
        created=(told.createdAt or "")[:10] or None,
        modified=(told.lastModified or "")[:10] or None,
        downloads=told.downloads,
        likes=told.likes,
    )


def likeness(row: Row, card: bytes | None, *more: object) -> bytes | None:
    """Names all of a row that is judged, beside `more`; None for what is too deep to be written."""
    try:
        return told_by([row.body.get(name) for name in _JUDGED], row.complete, row.observed, row.card, card, more)
    except (RecursionError, MemoryError):
        return None


def look(row: Row, rules: Rules, reading: str, card: bytes | None = None) -> Seen:
    """Make evidence of a row; `card` is a text that was joined to it. Raises `Poisoned`."""
    if row.poison:
        raise Poisoned(row.poison)
    try:
        info = Info.model_validate({name: row.body[name] for name in _JUDGED if name in row.body})
    except (ValidationError, RecursionError) as error:
        raise Poisoned(Poison.TYPES) from error
    try:
        place = _place(row, info, rules, reading, card if row.card is None else row.card)
        evidence = bare_evidence(place, rules)
        return Seen(evidence=evidence, parameters=_parameters(row, place), lacks=tuple(_lacks(evidence, place)))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, MemoryError) as error:
        raise Poisoned(Poison.READING) from error


def _place(row: Row, info: Info, rules: Rules, reading: str, text: bytes | None) -> BarePlace:
    head = head_of(info, row.observed)
    files, complete = listing_of(info)
    complete = complete and row.complete
    card, state = _card(files, text, rules, complete=complete)
    snapshot = snapshot_of(info, head, reading=reading, files=files, complete=complete, card=card, card_state=state)
    place = bare_place(Asked(row.id), head, snapshot)
    # Roles of links depend on whose card it is: without one nobody need ask.
    return with_card_links(place, rules) if card else place


def _card(
    files: tuple[File, ...] | None, text: bytes | None, rules: Rules, *, complete: bool
) -> tuple[Card | None, CardState]:
    """As the live audit: a whole list without a card says that there is none, and one that is listed may be empty."""
    listed = any(file.path == CARD for file in files or ())
    if not listed and (complete or text == b""):
        return None, CardState.ABSENT
    if text is None or len(text) > MAX_CARD_BYTES:
        return None, CardState.NOT_READ
    return read_card(text, rules.vocabulary), CardState.READ


def _parameters(row: Row, place: Place) -> int | None:
    """As the host counts them in safetensors, else in GGUF files."""
    told = place.snapshot.profile.parameters if place.snapshot else None
    if told is None and isinstance(gguf := row.body.get("gguf"), dict):
        total = gguf.get("total")
        told = total if isinstance(total, int) and not isinstance(total, bool) else None
    return told if told is None or 0 <= told <= _MOST else None


def _lacks(evidence: Evidence, place: Place) -> Iterator[Lack]:
    if place.settings.gated is Gate.UNKNOWN:
        yield Lack.GATE
    if place.snapshot:
        yield from _lacks_of(place.snapshot)
    if license_texts(place):
        yield Lack.LICENSE_TEXT
    if any(link.ref and link.role is not Role.BASE_MODEL for link in evidence.links):
        yield Lack.LINKED
    if any(link.ref is None and link.role is Role.BASE_MODEL for link in evidence.links):
        yield Lack.BASE


def _lacks_of(snapshot: Snapshot) -> Iterator[Lack]:
    if snapshot.card_state is CardState.NOT_READ:
        yield Lack.CARD
    elif snapshot.card and snapshot.card.front_matter.state in {FrontMatterState.BROKEN, FrontMatterState.TOO_LARGE}:
        yield Lack.FRONT_MATTER
    if snapshot.files is None:
        yield Lack.FILES
    elif not snapshot.complete:
        yield Lack.SOME_FILES
    if snapshot.files and all(file.size is None for file in snapshot.files):
        yield Lack.SIZES
