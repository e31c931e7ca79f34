"""The way from the registered models to all that is looked at: who is asked, in which order, never how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from auditor.card import Card, Role
from auditor.collect.links import curated_links
from auditor.evidence import Kind, Link, Place, Ref, StatedBy
from auditor.findings.onward import places_beyond
from auditor.reading.roles import is_public_tool
from auditor.registry import CuratedLink
from auditor.rules import Rules

MAX_DEPTH: Final = 10
"""Generations of base models that are followed; the recorded lineages have at most four."""
MAX_LINKED: Final = {Kind.DATASET: 40, Kind.REPOSITORY: 8}
"""Linked places that are opened for one model, in the order in which they stand."""

Start = tuple[Ref, tuple[CuratedLink, ...]]
Due = tuple[Ref, str]
"""A place and the model on whose behalf it is asked first."""
Ask = Callable[[Sequence[Due]], Mapping[str, Place | None]]
"""Looks at places and gives what is held of each afterwards, by `str(ref)`."""


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Models with all their base models, a generation at a time; then what they link; then one step further.

    `curated` gives what curators added to a base model, by id.
    """

    rules: Rules
    curated: Callable[[str], tuple[CuratedLink, ...]]

    def over(self, starts: Iterable[Start], ask: Ask) -> None:
        """Walk from these places, every place once. What `ask` gives leads on; None leads nowhere."""
        asked: dict[str, Place | None] = {}
        linked: dict[str, Due] = {}
        stated: list[tuple[str, tuple[Link, ...], Card | None]] = []
        generation = list(starts)
        for depth in range(MAX_DEPTH + 1):
            fresh: dict[str, Start] = {}
            for ref, curated in generation:
                if str(ref) not in asked:
                    fresh.setdefault(str(ref), (ref, curated))
            asked.update(ask([(ref, ref.name) for ref, _ in fresh.values()]) if fresh else {})
            generation = []
            for ref, curated in fresh.values():
                place = asked.get(str(ref))
                links = (*(place.snapshot.links if place and place.snapshot else ()), *curated_links(curated))
                stated.append((ref.name, links, place.card if place else None))
                for link in self._to_open(links, ref.name):
                    linked.setdefault(str(link), (link, ref.name))
                bases = [link.ref for link in links if link.role is Role.BASE_MODEL and link.ref]
                generation += [(base, self.curated(base.name)) for base in bases] if depth < MAX_DEPTH else []
        asked.update(ask([due for key, due in linked.items() if key not in asked]))
        # One step further, now that the linked READMEs are there.
        words = self.rules.vocabulary
        beyond = {
            str(ref): (ref, subject)
            for subject, links, card in stated
            for ref in places_beyond(subject, links, card, lambda ref: asked.get(str(ref)), words)
        }
        ask([due for key, due in beyond.items() if key not in asked])

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
