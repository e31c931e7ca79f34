"""Base models followed to the root through the whole census, with circles found: plain dictionaries of named bases.

Only models that others name as their base are held, a small part of the Hub, so this fits into memory beside millions
of rows; and a circle of any length shows as a strongly connected part, which no repeated join would find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from auditor.hub_state import Chain
from auditor.rules import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Base:
    """A model that another names as its base. `bases` are ids as stated."""

    id: str
    bases: tuple[str, ...]
    licenses: tuple[str, ...] = ()
    standing: Standing | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Descent:
    """Where a model comes from. `depth`: how many base models were followed, the first named each time."""

    line: Chain
    root: str | None = None
    depth: int = 0
    root_licenses: tuple[str, ...] = ()
    restricted: bool = False
    """It, or a model that it is built on, is under a restricted license."""
    told: bool = True
    """It and all that it is built on are in the census, under licenses whose standing is known."""


@dataclass(kw_only=True)
class Lineage:
    """The named bases by id in lower case, as the Hub compares ids."""

    named: Mapping[str, Base]
    circles: dict[str, int] = field(default_factory=dict)
    """Member of a circle -> the circle's number."""
    generations: dict[str, int] = field(default_factory=dict)
    """0 for a model without a base in the census outside its own circle; else one more than the highest of these."""
    descents: dict[str, Descent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in _parts(self.named):
            self._settle(part)

    def inherited(self, bases: Iterable[str], model_id: str) -> Iterator[tuple[str, Base]]:
        """The stated bases in the census whose answers a model inherits, with their ids as stated.

        In a circle nobody inherits from another.
        """
        own = self.circles.get(model_id.lower())
        for stated in bases:
            base = self.named.get(key := stated.lower())
            if base and not (own is not None and own == self.circles.get(key)):
                yield stated, base

    def _settle(self, part: list[str]) -> None:
        """A model, or a circle of models, all of whose bases outside are settled already."""
        circle = len(part) > 1 or part[0] in {one.lower() for one in self.named[part[0]].bases}
        outside = [
            stated
            for key in part
            for stated in self.named[key].bases
            if not (circle and stated.lower() in set(part)) and stated.lower() in self.named
        ]
        generation = 1 + max((self.generations[one.lower()] for one in outside), default=-1)
        if circle:
            found = self._circle(part, outside)
            number = len(self.circles)
            self.circles |= dict.fromkeys(part, number)
            self.descents |= dict.fromkeys(part, found)
        else:
            one = self.named[part[0]]
            self.descents[part[0]] = _with_own(one, descent(one.bases, self.descents))
        self.generations |= dict.fromkeys(part, generation)

    def _circle(self, part: list[str], outside: Iterable[str]) -> Descent:
        members = [self.named[key] for key in part]
        above = [self.descents[one.lower()] for one in outside]
        named = [stated.lower() in self.named for one in members for stated in one.bases]
        return Descent(
            line=Chain.CYCLE,
            restricted=any(_restricts(one) for one in members) or any(one.restricted for one in above),
            told=all(named) and all(_is_told(one) for one in members) and all(one.told for one in above),
        )


def _with_own(base: Base, found: Descent) -> Descent:
    """What a derivative of this model finds: its descent with its own license, itself the root if it has no base."""
    root = found.line is Chain.NONE
    return Descent(
        line=found.line,
        root=base.id if root else found.root,
        depth=found.depth,
        root_licenses=base.licenses if root else found.root_licenses,
        restricted=found.restricted or _restricts(base),
        told=found.told and _is_told(base),
    )


def descent(bases: Iterable[str], descents: Mapping[str, Descent]) -> Descent:
    """Where a model comes from that states these bases; `descents` by id in lower case, of all that are there."""
    above = [descents.get(one.lower()) for one in bases]
    if not above:
        return Descent(line=Chain.NONE)
    there = [one for one in above if one]
    if any(one.line is Chain.CYCLE for one in there):
        line = Chain.CYCLE
    elif len(there) < len(above) or any(one.line is Chain.BROKEN for one in there):
        line = Chain.BROKEN
    else:
        line = Chain.COMPLETE
    first = above[0]
    return Descent(
        line=line,
        root=first.root if first else None,
        depth=first.depth + 1 if first else 0,
        root_licenses=first.root_licenses if first else (),
        restricted=any(one.restricted for one in there),
        told=len(there) == len(above) and all(one.told for one in there),
    )


def _restricts(base: Base) -> bool:
    return base.standing is Standing.RESTRICTED


def _is_told(base: Base) -> bool:
    return base.standing in {Standing.OSI, Standing.OPEN, Standing.RESTRICTED}


def _parts(named: Mapping[str, Base]) -> Iterator[list[str]]:
    """The strongly connected parts, bases before what is built on them (Tarjan's algorithm, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for start in named:
        if start in number:
            continue
        work = [(start, iter(_edges(named, start)))]
        number[start] = low[start] = len(number)
        stack.append(start)
        on_stack.add(start)
        while work:
            key, edges = work[-1]
            following = next((one for one in edges if one not in number or one in on_stack), None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[key])
                if low[key] == number[key]:
                    yield _popped(stack, on_stack, key)
            elif following not in number:
                number[following] = low[following] = len(number)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(_edges(named, following))))
            else:
                low[key] = min(low[key], number[following])


def _edges(named: Mapping[str, Base], key: str) -> list[str]:
    return [lowered for one in named[key].bases if (lowered := one.lower()) in named]


def _popped(stack: list[str], on_stack: set[str], key: str) -> list[str]:
    part: list[str] = []
    while not part or part[-1] != key:
        part.append(stack.pop())
        on_stack.discard(part[-1])
    return sorted(part)
