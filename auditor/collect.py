"""Look at the registered models and at what they link: the only stage that reaches the network."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from auditor.card import Card, Role
from auditor.evidence import Kind, Link, Missing, Place, Ref, Snapshot, StatedBy
from auditor.findings.onward import places_beyond
from auditor.reading.declared import address, ref_of
from auditor.reading.roles import is_public_tool, role_of
from auditor.registry import CuratedLink, Entry
from auditor.rules import Rules
from auditor.sources import Errand, all_sources, recognise
from auditor.transport import BudgetSpent, Door, HostFailure

MAX_DEPTH: Final = 10
"""Generations of base models that are followed; the recorded lineages have at most four."""
MAX_LINKED: Final = {Kind.DATASET: 40, Kind.REPOSITORY: 8}
"""Linked places that are opened for one model, in the order in which they stand."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Observation:
    """How one place was found in this run."""

    ref: Ref
    for_model: str
    """The model on whose behalf it was asked first."""
    outcome: str
    """`observed`, `unchanged`, `failed` or `left` (for the next run)."""
    requests: int
    why: str = ""


@dataclass(kw_only=True)
class Collected:
    """What a run did: one observation for each place, in the order asked."""

    observations: list[Observation] = field(default_factory=list)

    def of(self, outcome: str) -> list[Observation]:
        """The observations that came out so."""
        return [one for one in self.observations if one.outcome == outcome]


@dataclass(frozen=True, kw_only=True)
class Collector:
    """Asks the sources for places and hands each to `save` as soon as it is had, so that a kill loses nothing.

    `known` gives what is held of a place, None where nothing is; `curated` what curators added to a base model, by id.
    `progress` hears of every observation.
    """

    door: Door
    rules: Rules
    reading: str
    wanted: tuple[str, ...]
    known: Callable[[Ref], Place | None]
    save: Callable[[Place], None]
    curated: Callable[[str], tuple[CuratedLink, ...]] = lambda _: ()
    commits: Callable[[str], tuple[str, ...]] = lambda _: ()
    progress: Callable[[Observation], None] = lambda _: None

    def collect(self, entries: Iterable[Entry]) -> Collected:
        """Look at the models with all their base models, then at what they link, datasets first, then one step further.

        One place's failure never touches another.
        """
        return self._collect([(model_ref(entry.id), entry.links) for entry in entries])

    def collect_from(self, ref: Ref, curated: tuple[CuratedLink, ...] = ()) -> Collected:
        """The same for one place: a model at a revision, or a folder."""
        return self._collect([(ref, curated)])

    def read_again(self, places: Iterable[Place]) -> Collected:
        """Read places anew at the commits that they are pinned to, one by one, without following what they link.

        To be used with a `known` that knows nothing, so that no snapshot counts as read already.
        """
        done = Collected()
        for place in places:
            if place.snapshot and place.snapshot.revision:
                pinned = place.ref.model_copy(update={"branch": place.snapshot.revision})
                self._ask(pinned, place.ref.name, done)
        return done

    def _collect(self, starts: Sequence[tuple[Ref, tuple[CuratedLink, ...]]]) -> Collected:
        done = Collected()
        asked: dict[str, Place | None] = {}
        linked: dict[str, tuple[Ref, str]] = {}
        stated: list[tuple[str, tuple[Link, ...], Card | None]] = []
        queue = [(ref, ref.name, curated, 0) for ref, curated in starts]
        while queue:
            ref, subject, curated, depth = queue.pop(0)
            if str(ref) in asked:
                continue
            place = self._ask(ref, subject, done)
            asked[str(ref)] = place
            links = (*(place.snapshot.links if place and place.snapshot else ()), *curated_links(curated))
            stated.append((subject, links, place.card if place else None))
            for link in self._to_open(links, subject):
                linked.setdefault(str(link), (link, subject))
            if depth < MAX_DEPTH:
                queue += [
                    (base, base.name, self.curated(base.name), depth + 1)
                    for base in (link.ref for link in links if link.role is Role.BASE_MODEL)
                    if base and str(base) not in asked
                ]
        self._ask_all(linked.values(), asked, done)
        # One step further, now that the linked READMEs are there.
        words = self.rules.vocabulary
        beyond = {
            str(ref): (ref, subject)
            for subject, links, card in stated
            for ref in places_beyond(subject, links, card, lambda ref: asked.get(str(ref)), words)
        }
        self._ask_all(beyond.values(), asked, done)
        return done

    def _ask_all(self, linked: Iterable[tuple[Ref, str]], asked: dict[str, Place | None], done: Collected) -> None:
        for ref, subject in self._stalest_first(linked):
            if str(ref) not in asked:
                asked[str(ref)] = self._ask(ref, subject, done)

    def _stalest_first(self, linked: Iterable[tuple[Ref, str]]) -> Iterator[tuple[Ref, str]]:
        """What was never seen, then what was seen longest ago: so a small budget is spent where it is needed most."""

        def age(one: tuple[Ref, str]) -> tuple[bool, bool, str]:
            known = self.known(one[0])
            return one[0].source != "huggingface", known is not None, known.observed if known else ""

        return iter(sorted(linked, key=age))

    def _ask(self, ref: Ref, subject: str, done: Collected) -> Place | None:
        """Observe one place and save it; on failure the last evidence stands, and is returned."""
        before, known = self.door.sent.total(), self.known(ref)
        errand = Errand(
            door=self.door,
            rules=self.rules,
            reading=self.reading,
            known=known,
            wanted=self.wanted,
            commits=self.commits(ref.name) if ref == model_ref(ref.name) else (),
        )
        place, outcome, why = known, "failed", ""
        try:
            with self.door.on_behalf(str(ref)):
                place = self._with_card_links(all_sources()[ref.source].observe(ref, errand))
            outcome = "unchanged" if known and known.snapshot == place.snapshot else "observed"
            self.save(place)
            if self._is_behind(place):
                outcome, why = "failed", f"{ref.name} changed, and only a part of it could be read"
        except BudgetSpent as error:
            outcome, why = "left", str(error)
        except HostFailure as error:
            why = str(error)
        except (ValueError, TypeError, KeyError, LookupError, AttributeError, RecursionError, MemoryError) as error:
            # A stranger's file that our own reading stumbles over must not end the run for the others.
            _log.debug("reading %s failed", ref, exc_info=True)
            why = f"it could not be read ({type(error).__name__}); this is a mistake of ours, please report it"
        observation = Observation(
            ref=ref, for_model=subject, outcome=outcome, requests=self.door.sent.total() - before, why=why
        )
        done.observations.append(observation)
        self.progress(observation)
        return place

    def _is_behind(self, place: Place) -> bool:
        """True where the last good snapshot stands because the host broke off while it was to be taken anew."""
        head, snapshot = place.head, place.snapshot
        if isinstance(head, Missing) or snapshot is None:
            return False
        return snapshot.revision != head.revision or snapshot.reading != self.reading

    def _to_open(self, links: Sequence[Link], subject: str) -> Iterator[Ref]:
        """The linked places to open, a curator's first, each kind up to its limit; base models come by themselves."""
        chosen: dict[str, Ref] = {}
        for link in sorted(links, key=lambda link: link.stated_by is not StatedBy.CURATOR):
            curated = link.stated_by is StatedBy.CURATOR
            if link.ref is None or link.role in {Role.BASE_MODEL, Role.PAPER} or link.ref.kind not in MAX_LINKED:
                continue
            if curated or not is_public_tool(link.ref.name, self.rules.vocabulary, subject=subject):
                chosen[str(link.ref)] = link.ref
        for kind, most in MAX_LINKED.items():
            yield from [ref for ref in chosen.values() if ref.kind is kind][:most]

    def _with_card_links(self, place: Place) -> Place:
        """Add the links of the card to those that the source declared; an unchanged snapshot has them already."""
        snapshot = place.snapshot
        if snapshot is None or snapshot.card is None or any(one.stated_by is StatedBy.CARD for one in snapshot.links):
            return place
        links = (*snapshot.links, *card_links(snapshot, self.rules, place.ref.name))
        return place.model_copy(update={"snapshot": snapshot.model_copy(update={"links": links})})


def model_ref(model_id: str, revision: str = "") -> Ref:
    """The place of a model on the Hub."""
    return Ref(source="huggingface", kind=Kind.MODEL, name=model_id, branch=revision)


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
