"""Look at the registered models and at what they link: the only stage that reaches the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from auditor.collect.budget import JOBS, Spending
from auditor.collect.links import card_links, curated_links, model_ref
from auditor.collect.memory import Memory, Notes
from auditor.collect.plan import MOST, Plan, plan
from auditor.collect.run import Collected, Observation, Run
from auditor.collect.walk import Start, Walk
from auditor.evidence import Place, Ref
from auditor.registry import CuratedLink, Entry
from auditor.rules import Rules
from auditor.transport import Door

__all__ = [
    "JOBS",
    "MOST",
    "Collected",
    "Collector",
    "Memory",
    "Notes",
    "Observation",
    "Plan",
    "Spending",
    "card_links",
    "curated_links",
    "model_ref",
    "pinned",
]


@dataclass(frozen=True, kw_only=True)
class Collector:
    """Asks the sources for places and hands each to `save` as soon as it is had, so that a kill loses nothing.

    `known` gives what is held of a place, None where nothing is; `curated` what curators added to a base model and
    `commits` the commits that somebody says a model's owner made, by id.
    Both and `save` are called by several threads, never two at a time for the same place. `planned` hears what a run
    will ask before its first request, `progress` of every observation, in their order. `notes` are those of the last
    run, and afterwards those for the next.
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
    planned: Callable[[Plan], None] = lambda _: None
    notes: Notes = field(default_factory=Notes)
    spending: Spending = field(default_factory=Spending)

    def collect(self, entries: Iterable[Entry]) -> Collected:
        """Look at the models with all their base models, then at what they link, then one step further.

        One place's failure never touches another.
        """
        return self._collect(_starts(entries))

    def collect_from(self, ref: Ref, curated: tuple[CuratedLink, ...] = ()) -> Collected:
        """The same for one place: a model at a revision, or a folder."""
        return self._collect([(ref, curated)])

    def read_again(self, places: Iterable[Place]) -> Collected:
        """Read places anew at the commits that they are pinned to, one by one, without following what they link.

        To be used with a `known` that knows nothing, so that no snapshot counts as read already.
        """
        return self._run(Plan()).again((ref, place.ref.name) for place in places if (ref := pinned(place)))

    def plan(self, entries: Iterable[Entry]) -> Plan:
        """What `collect` would ask, as far as that is known before: without a request."""
        return self._plan(_starts(entries))

    def _plan(self, starts: Sequence[Start]) -> Plan:
        return plan(self._walk(), starts, self.known, self.reading, self.notes)

    def _walk(self) -> Walk:
        return Walk(rules=self.rules, curated=self.curated)

    def _collect(self, starts: Sequence[Start]) -> Collected:
        planned = self._plan(starts)
        self.planned(planned)
        return self._run(planned).over(self._walk(), starts)

    def _run(self, planned: Plan) -> Run:
        return Run(
            door=self.door,
            rules=self.rules,
            reading=self.reading,
            wanted=self.wanted,
            known=self.known,
            save=self.save,
            commits=self.commits,
            progress=self.progress,
            notes=self.notes,
            spending=self.spending,
            plan=planned,
        )


def pinned(place: Place) -> Ref | None:
    """A place at the commit of what is held of it; None where nothing is, or of no known commit."""
    revision = place.snapshot.revision if place.snapshot else ""
    return place.ref.model_copy(update={"branch": revision}) if revision else None


def _starts(entries: Iterable[Entry]) -> list[Start]:
    return [(model_ref(entry.id), entry.links) for entry in entries]
