"""What a run will ask, told from what is held before the first request: lists of owners, single places, the cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from auditor.collect.memory import Notes
from auditor.collect.walk import Due, Start, Walk
from auditor.evidence import Place, Ref
from auditor.sources import all_listers

UNCHANGED: Final = {"huggingface": 1, "github": 2, "folder": 0}
"""Requests for a place that did not change and is asked itself; GitHub's are conditional."""
MOST: Final = 6
"""Requests for a place that is looked at anew."""


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A list that may tell of several places of ours at once. `pages`: the requests that it took the last time."""

    source: str
    under: str
    refs: tuple[Ref, ...]
    pages: int = 1

    def __str__(self) -> str:
        return f"{self.source}/{self.under}"

    @property
    def pays(self) -> bool:
        """True where the list costs less than asking each: with one place of ours it never does."""
        return self.pages < len(self.refs)


@dataclass(kw_only=True)
class Plan:
    """The places that are held already and will be asked again, and those that were never seen."""

    seen: dict[str, Place] = field(default_factory=dict)
    """`str(ref)` -> what is held of it."""
    never_seen: dict[str, Ref] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    """`str(ref)` -> when it was asked last, as the notes tell."""
    shelves: tuple[Shelf, ...] = ()
    """Only those that pay."""

    @property
    def listed(self) -> int:
        """Places that lists will tell of."""
        return sum(len(shelf.refs) for shelf in self.shelves)

    def single(self, source: str) -> int:
        """Places of a source that are asked themselves though they were seen before."""
        on_shelves = sum(len(shelf.refs) for shelf in self.shelves if shelf.source == source)
        return sum(place.ref.source == source for place in self.seen.values()) - on_shelves

    def requests_of(self, source: str) -> int:
        """What a source costs if nothing changed; what was never seen is counted as if it were unchanged too."""
        single = self.single(source) + sum(ref.source == source for ref in self.never_seen.values())
        return sum(one.pages for one in self.shelves if one.source == source) + single * UNCHANGED[source]

    @property
    def requests(self) -> int:
        """The same of all sources."""
        return sum(map(self.requests_of, UNCHANGED))

    def age(self, ref: Ref) -> tuple[bool, str] | None:
        """Sorts the stalest first: what was never asked, then by when it was. None for a place that is not planned."""
        key = str(ref)
        if key not in self.seen and key not in self.never_seen:
            return None
        observed = self.seen[key].observed if key in self.seen else ""
        return (key in self.seen or key in self.asked, max(observed, self.asked.get(key, "")))

    def freshest_beyond(self, requests: int) -> frozenset[str]:
        """The places that can wait where there is but so much to spend: all but the stalest, at one request each."""
        every = {**self.never_seen, **{key: place.ref for key, place in self.seen.items()}}
        order = sorted(every, key=lambda key: self.age(every[key]) or (False, ""))
        return frozenset(order[requests:])


def plan(
    walk: Walk,
    starts: Sequence[Start],
    known: Callable[[Ref], Place | None],
    reading: str,
    notes: Notes,
) -> Plan:
    """Walk over what is held, without a request."""
    found = Plan(asked=notes.asked)
    shelves: dict[tuple[str, str], list[Ref]] = {}

    def look(due: Sequence[Due]) -> Mapping[str, Place | None]:
        held: dict[str, Place | None] = {}
        for ref, _ in due:
            place = held[str(ref)] = known(ref)
            if place is None:
                found.never_seen[str(ref)] = ref
                continue
            found.seen[str(ref)] = place
            lister = all_listers().get(ref.source)
            if lister and (under := lister.listed_under(ref, place, reading)):
                shelves.setdefault((ref.source, under), []).append(ref)
        return held

    walk.over(starts, look)
    every = (
        Shelf(source=source, under=under, refs=tuple(refs), pages=notes.pages.get(f"{source}/{under}", 1))
        for (source, under), refs in shelves.items()
    )
    found.shelves = tuple(shelf for shelf in every if shelf.pays)
    return found
