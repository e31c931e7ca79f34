"""What was looked at and what could not be: a no rests on a whole look, a yes may rest on a part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import Final

from auditor.answers import Answer, Citation, no, unknown
from auditor.card import Card, CardState, FrontMatterState, Role
from auditor.evidence import Evidence, Head, Link, Missing, Place, Reason, StatedBy
from auditor.findings.once import once
from auditor.reading.roles import is_akin
from auditor.record import Record
from auditor.rules import NameKind

_REFUSALS: Final = {
    Reason.NOT_FOUND: "it does not exist",
    Reason.NOT_FOUND_OR_PRIVATE: "it does not exist or is private",
    Reason.GATED: "it is behind a gate",
    Reason.DISABLED: "it is disabled",
    Reason.REFUSED: "access is refused",
    Reason.EMPTY: "it is empty",
}


def refusal(missing: Missing) -> str:
    """What the host's refusal says, as a plain clause."""
    return _REFUSALS[missing.reason]


class Look(Record):
    """What one question was able to see. `gaps` are plain clauses; a no may be given only where there are none."""

    seen: tuple[str, ...]
    gaps: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def whole(self) -> bool:
        """True where nothing that could hold the answer was out of sight."""
        return not self.gaps

    def lacking(self, *gaps: str) -> Look:
        """The same look with more that could not be seen."""
        more = [gap for gap in gaps if gap not in self.gaps] if gaps else gaps
        return self.model_copy(update={"gaps": tuple(dict.fromkeys((*self.gaps, *more)))}) if more else self

    def deny(self, because: str, *citations: Citation, value: str = "", remedy: str = "") -> Answer:
        """A no if the look was whole, else unknown; both tell what was seen or what was not.

        `value` names what is there in part: it stands also where more could not be seen.
        """
        shown = tuple(dict.fromkeys((*citations, *self.citations))) if citations else self.citations
        if self.whole and shown:
            return no(because, *shown, value=value, remedy=remedy)
        if value and citations:
            sentence = f"{because} Whether there is more cannot be told: {self._unseen}."
            return unknown(sentence, *shown, value=value, remedy=remedy)
        return self.untold(*citations, remedy=remedy)

    def untold(self, *citations: Citation, remedy: str = "") -> Answer:
        """Unknown, with what could not be seen."""
        shown = tuple(dict.fromkeys((*citations, *self.citations))) if citations else self.citations
        return unknown(f"This cannot be told: {self._unseen}.", *shown, remedy=remedy)

    @cached_property
    def _unseen(self) -> str:
        return in_words(self.gaps) or "nothing that could be cited was seen"


def in_words(clauses: Iterable[str], limit: int = 4) -> str:
    """Clauses as one: `a, b and c`; beyond `limit` only how many more there are."""
    parts = list(dict.fromkeys(clauses))
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    if len(parts) > limit:
        parts = [*parts[:limit], f"{len(parts) - limit} more"]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def counted(number: int, thing: str) -> str:
    """`1 file`, `13 files`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def present(evidence: Evidence) -> Place | None:
    """The model's place where the host has it, None where it was never seen or the host refuses it."""
    place = evidence.place
    return place if place and isinstance(place.head, Head) else None


def look(evidence: Evidence, *roles: Role, files: bool = True, card: bool = True) -> Look:
    """Look at the model's files and card, and at the linked places of these roles."""
    if not roles or not evidence.links:
        return _own_look(evidence, files, card)
    return _look_at_linked(evidence, files, card, *roles)


@once
def _look_at_linked(evidence: Evidence, files: bool, card: bool, *roles: Role) -> Look:  # noqa: FBT001 - of our own
    own = _own_look(evidence, files, card)
    linked = tuple(evidence.linked(*roles))
    if not linked:
        return own
    gaps, citations = list(own.gaps), list(own.citations)
    for link, target in linked:
        gaps.extend(_gaps_of_link(evidence, link, target))
        if target and isinstance(target.head, Head):
            citations.append(target.cite_listing(f"Files of {link_name(link)}"))
    return _look(own.seen, gaps, citations)


@once
def _own_look(evidence: Evidence, files: bool, card: bool) -> Look:  # noqa: FBT001 - of our own
    place = present(evidence)
    gaps: list[str] = []
    seen: list[str] = []
    citations: list[Citation] = []
    if evidence.place is None:
        gaps.append("the repository could not be read")
    elif place is None and isinstance(evidence.place.head, Missing):
        gaps.append(f"the host does not show the repository ({refusal(evidence.place.head)})")
        citations.append(evidence.place.cite("The host refuses the repository"))
    if place and files:
        gaps.extend(listing_gaps(place, ""))
        if place.listing_complete:
            seen.append(listed(place))
            citations.append(place.cite_listing(f"{counted(len(place.listing), 'file')} listed"))
    if place and card:
        gaps.extend(card_gaps(place))
        if place.card:
            seen.append("the card")
            citations.append(place.cite_card("The card that was read"))
        elif not card_gaps(place):
            seen.append("no card")
            citations.append(place.cite("There is no card"))
    return _look(seen, gaps, citations)


def _look(seen: Iterable[str], gaps: Iterable[str], citations: Iterable[Citation]) -> Look:
    """Each gap and each citation once."""
    return Look.made(
        {"seen": tuple(seen), "gaps": tuple(dict.fromkeys(gaps)), "citations": tuple(dict.fromkeys(citations))}
    )


def listed(place: Place) -> str:
    """`the 13 files listed at 5105e9c`."""
    revision = place.snapshot.revision[:7] if place.snapshot else ""
    return f"the {counted(len(place.listing), 'file')} listed" + (f" at {revision}" if revision else "")


def listing_gaps(place: Place, whose: str) -> tuple[str, ...]:
    """What of a place's file list could not be seen; `whose` is empty for the model's own."""
    of = f" of {whose}" if whose else ""
    if place.listing_complete:
        return ()
    if place.listing:
        return (f"only a part of the file list{of} could be read",)
    return (f"the file list{of} could not be read",)


def card_gaps(place: Place) -> tuple[str, ...]:
    """What of the model's card could not be seen, front matter included."""
    state = place.snapshot.card_state if place.snapshot else CardState.NOT_READ
    card = place.card
    if state is CardState.GATED:
        return ("the card is behind a gate",)
    if state is CardState.ABSENT:
        return ()
    if state is CardState.NOT_READ or card is None:
        return ("the card could not be read",)
    broken = card.front_matter.state in {FrontMatterState.BROKEN, FrontMatterState.TOO_LARGE}
    front = ("the card's front matter could not be parsed",) if broken else ()
    return (*front, *(("the card could be read only in part",) if card.problems and not broken else ()))


def card_seen(place: Place | None) -> bool:
    """True where the whole card was read, or seen to be absent."""
    return place is not None and not card_gaps(place)


def link_gaps(link: Link, target: Place | None) -> tuple[str, ...]:
    """What of a linked place could not be seen. A place that the host refuses holds nothing for the public: no gap."""
    if link.ref is None:
        return (f"{link_name(link)} is a page that we do not open",)
    if target is None:
        return (f"{link_name(link)} could not be opened",)
    if isinstance(target.head, Missing):
        return (f"{link_name(link)} is behind a gate",) if target.head.reason is Reason.GATED else ()
    return listing_gaps(target, link_name(link))


def link_name(link: Link) -> str:
    """A linked place by its name, a page by its host and the first of its path: what a reader recognises."""
    if link.ref is not None:
        return link.ref.name
    rest = re.split(r"[?#]", link.url.partition("://")[2] or link.url, maxsplit=1)[0]
    return "/".join(rest.rstrip("/").split("/")[:4])[:80] or "a name without an address"


def _gaps_of_link(evidence: Evidence, link: Link, target: Place | None) -> tuple[str, ...]:
    """As `link_gaps`, without public tools: they are not opened, and hold no model's own code."""
    if target is None and link.ref and is_tool(evidence, link.ref.name):
        return ()
    return link_gaps(link, target)


def is_tool(evidence: Evidence, repository: str) -> bool:
    """True for a known tool that holds no code of this model's own: see `is_public_tool`."""
    known = evidence.rules.vocabulary.generic_repositories.get(repository.lower())
    return known is not None and (known.kind is not NameKind.FRAMEWORK or not evidence.by_id(_is_akin, repository))


def _is_akin(model_id: str, repository: str) -> bool:
    return is_akin(repository, model_id)


def linked_once(evidence: Evidence, *roles: Role) -> tuple[tuple[Link, Place | None], ...]:
    """The links of these roles, each place once: a curator's and the front matter's first, then as `roles` stand."""
    return _linked_once(evidence, *roles) if evidence.links else ()


@once
def _linked_once(evidence: Evidence, *roles: Role) -> tuple[tuple[Link, Place | None], ...]:
    order = {StatedBy.CURATOR: 0, StatedBy.FRONT_MATTER: 1}
    links = list(evidence.linked(*roles))
    if not links:
        return ()
    if len(links) > 1:
        links.sort(key=lambda pair: (order.get(pair[0].stated_by, 2), roles.index(pair[0].role)))
    found: dict[str, tuple[Link, Place | None]] = {}
    for link, place in links:
        found.setdefault(str(link.ref) if link.ref else link.url, (link, place))
    return tuple(found.values())


def cue_lines(card: Card | None, *groups: str) -> frozenset[int]:
    """The lines of a card on which a phrase of these cue groups stands."""
    return frozenset(chain.from_iterable(card.cues.get(group, ()) for group in groups)) if card else frozenset()
