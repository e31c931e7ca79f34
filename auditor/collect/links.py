"""From entries and cards to places: the links that are followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from auditor.card import Role
from auditor.evidence import Kind, Link, Place, Ref, Snapshot, StatedBy
from auditor.reading.declared import address, ref_of
from auditor.reading.roles import role_of
from auditor.registry import CuratedLink
from auditor.rules import Rules
from auditor.sources import recognise

_Place = TypeVar("_Place", bound=Place)


def with_card_links(place: _Place, rules: Rules) -> _Place:
    """Add the links of the card to those that the source declared; an unchanged snapshot has them already."""
    snapshot = place.snapshot
    if snapshot is None or snapshot.card is None or any(one.stated_by is StatedBy.CARD for one in snapshot.links):
        return place
    links = (*snapshot.links, *card_links(snapshot, rules, place.ref.name))
    return place.model_copy(update={"snapshot": snapshot.model_copy(update={"links": links})})


def model_ref(model_id: str, revision: str = "") -> Ref:
    """The place of a model on the Hub."""
    return Ref.made({"source": "huggingface", "kind": Kind.MODEL, "name": model_id, "branch": revision})


def curated_links(links: Iterable[CuratedLink]) -> tuple[Link, ...]:
    """A curator's links as links like any other; the role and address were checked when the entry was read."""
    return tuple(
        Link(role=Role(link.role), url=link.url, ref=recognise(link.url), stated_by=StatedBy.CURATOR, note=link.why)
        for link in links
    )


def card_links(snapshot: Snapshot, rules: Rules, subject: str) -> Iterator[Link]:
    """What a card's text links and its training configurations name, each with its role on the card of `subject`."""
    card = snapshot.card
    if card is None:
        return
    for link in card.links:
        role = role_of(link, rules.vocabulary, subject=subject)
        if role is not Role.OTHER:
            yield Link(
                role=role,
                url=link.url,
                ref=recognise(link.url),
                stated_by=StatedBy.CARD,
                line=link.line,
                path=card.path,
            )
    for named in card.configured:
        kind = Kind.MODEL if named.role is Role.BASE_MODEL else Kind.DATASET
        ref = ref_of(named.name, kind)
        # A path of the author's own disk has no address: it is kept as it stands, for people to read.
        yield Link(
            role=named.role,
            url=address(ref) if ref else named.name,
            ref=ref,
            stated_by=StatedBy.CARD,
            line=named.line,
            path=card.path,
        )
