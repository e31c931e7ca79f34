"""One run: asks the places of a walk, several at a time, and tells of each in one order however they came."""

from __future__ import annotations

import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from auditor.collect.budget import Budget, Spending
from auditor.collect.links import model_ref, with_card_links
from auditor.collect.memory import Notes
from auditor.collect.plan import MOST, Plan, Shelf
from auditor.collect.walk import Due, Start, Walk
from auditor.evidence import Head, Missing, Place, Ref
from auditor.rules import Rules
from auditor.sources import Errand, Listed, all_listers, all_sources
from auditor.transport import BudgetSpent, Door, HostFailure

_BUCKETS: Final = {"huggingface": "api", "github": "github"}
_ONE_BY_ONE: Final = "github"
"""GitHub asks its clients not to ask several things at a time; so its few anonymous requests finish a place, too.

Source: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

_STUMBLES: Final = (ValueError, TypeError, LookupError, AttributeError, RecursionError, MemoryError)
"""What our own reading may come to over a stranger's file."""

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
    """What a run did: one observation for each place, in the order asked; and what each list of an owner cost."""

    observations: list[Observation] = field(default_factory=list)
    lists: dict[str, int] = field(default_factory=dict)

    def of(self, outcome: str) -> list[Observation]:
        """The observations that came out so."""
        return [one for one in self.observations if one.outcome == outcome]


@dataclass(kw_only=True)
class Run:
    """See `Collector`. What was asked once is not asked again; `done` is the same for one job and for many."""

    door: Door
    rules: Rules
    reading: str
    wanted: tuple[str, ...]
    known: Callable[[Ref], Place | None]
    save: Callable[[Place], None]
    commits: Callable[[str], tuple[str, ...]]
    progress: Callable[[Observation], None]
    notes: Notes
    spending: Spending
    plan: Plan
    done: Collected = field(default_factory=Collected)
    _places: dict[str, Place | None] = field(default_factory=dict)
    _told: dict[str, Head] = field(default_factory=dict)
    _shelves: dict[str, Shelf] = field(default_factory=dict)
    _waiting: frozenset[str] = frozenset()
    """What was seen more recently than all that the requests suffice for: asked at the end, if there is room."""

    def __post_init__(self) -> None:
        clock, before = self.door.clock, self.door.sent_so_far
        until = None if self.spending.minutes is None else clock() + 60 * self.spending.minutes
        self.door.until = until
        self._now = datetime.fromtimestamp(clock(), UTC).isoformat(timespec="seconds")
        self.door.limits.ahead = Counter({bucket: self.plan.requests_of(source) for source, bucket in _BUCKETS.items()})
        self._budget = Budget(
            requests=self.spending.requests,
            until=until,
            clock=clock,
            sent=lambda: self.door.sent_so_far - before,
        )
        self._shelves = {str(ref): shelf for shelf in self.plan.shelves for ref in shelf.refs}
        if self.spending.requests is not None:
            self._waiting = self.plan.freshest_beyond(self.spending.requests)

    def over(self, walk: Walk, starts: Sequence[Start]) -> Collected:
        """Ask all that the walk leads to; what had to wait is asked when the rest is done."""
        jobs = max(1, self.spending.jobs)
        with ThreadPoolExecutor(jobs) as self._pool, ThreadPoolExecutor(1) as self._single:
            try:
                walk.over(starts, self._ask_all)
                if self._waiting:
                    self._waiting = frozenset()
                    walk.over(starts, self._ask_all)
            except BaseException:
                # What has not begun shall not begin: a run that is interrupted ends with what is in flight.
                for pool in (self._pool, self._single):
                    pool.shutdown(wait=False, cancel_futures=True)
                raise
        return self.done

    def again(self, due: Iterable[Due]) -> Collected:
        """Ask these places and nothing that they lead to, one by one, without a list."""
        for ref, subject in due:
            observation, _ = self._ask(ref, subject)
            self.done.observations.append(observation)
            self.progress(observation)
        return self.done

    def _ask_all(self, due: Sequence[Due]) -> Mapping[str, Place | None]:
        """Lists first, then whom they did not show to be unchanged, the stalest first."""
        new = sorted((one for one in due if str(one[0]) not in self._places), key=self._age)
        self._read_lists([ref for ref, _ in new if str(ref) not in self._waiting])
        now = [one for one in new if str(one[0]) not in self._waiting or str(one[0]) in self._told]
        pools = {_ONE_BY_ONE: self._single}
        asked = [pools.get(ref.source, self._pool).submit(self._ask, ref, subject) for ref, subject in now]
        for observation, place in map(Future.result, asked):
            key = str(observation.ref)
            self._places[key] = place
            if observation.outcome != "left":
                self.notes.asked[key] = self._now
            self.done.observations.append(observation)
            self.progress(observation)
        keys = [(str(ref), ref) for ref, _ in due]
        return {key: self._places[key] if key in self._places else self._held(ref) for key, ref in keys}

    def _held(self, ref: Ref) -> Place | None:
        if str(ref) in self.plan.never_seen:
            return None
        return self.plan.seen.get(str(ref)) or self.known(ref)

    def _age(self, due: Due) -> tuple[bool, str, bool]:
        ref = due[0]
        age = self.plan.age(ref)
        if age is None:
            # A link that is new: the place may have been seen on behalf of another model.
            known = self._held(ref)
            age = (known is not None, known.observed if known else "")
        return (*age, ref.source != "huggingface")

    def _read_lists(self, refs: Sequence[Ref]) -> None:
        found = (self._shelves.get(str(ref)) for ref in refs)
        shelves = {str(shelf): shelf for shelf in found if shelf}
        for shelf in shelves.values():
            for ref in shelf.refs:
                self._shelves.pop(str(ref), None)
        reading = [(shelf, self._pool.submit(self._read_list, shelf)) for shelf in shelves.values()]
        for shelf, future in reading:
            listed, requests = future.result()
            if requests:
                self.done.lists[str(shelf)] = requests
            if listed is None:
                continue
            if listed.pages:
                self.notes.pages[str(shelf)] = listed.pages
            for ref in shelf.refs:
                if head := listed.heads.get(ref.name.lower()):
                    self._told[str(ref)] = head

    def _read_list(self, shelf: Shelf) -> tuple[Listed | None, int]:
        """None where it could not be read: then its places are asked themselves, as far as there is room."""
        before = self.door.sent_here
        listed = None
        try:
            with self._budget.room(shelf.pages), self.door.on_behalf(str(shelf)):
                names = [ref.name for ref in shelf.refs]
                listed = all_listers()[shelf.source].heads(shelf.under, names, self.door)
        except (HostFailure, *_STUMBLES) as error:
            _log.debug("the list %s failed: %s", shelf, error)
        return listed, self.door.sent_here - before

    def _ask(self, ref: Ref, subject: str) -> tuple[Observation, Place | None]:
        """Observe one place and save it; on failure the last evidence stands, and is returned."""
        before, known, told = self.door.sent_here, self._held(ref), self._told.get(str(ref))
        commits = self.commits(ref.name) if ref == model_ref(ref.name) else ()
        settled = told and known and all_listers()[ref.source].settles(told, known, self.reading)
        if known and any(one not in known.commits for one in commits):
            # A list does not tell who made a commit.
            settled, told = None, None
        errand = Errand(
            door=self.door,
            rules=self.rules,
            reading=self.reading,
            known=known,
            wanted=self.wanted,
            told=told,
            commits=commits,
        )
        place, outcome, why = known, "failed", ""
        source = all_sources()[ref.source]
        try:
            with contextlib.nullcontext() if settled else self._budget.room(MOST), self.door.on_behalf(str(ref)):
                place = with_card_links(source.observe(ref, errand), self.rules)
            outcome = "unchanged" if known and _same(known, place) else "observed"
            self.save(place)
            if self._is_behind(place):
                outcome, why = "failed", f"{ref.name} changed, and only a part of it could be read"
        except BudgetSpent as error:
            outcome, why = "left", str(error)
        except HostFailure as error:
            why = str(error)
        except _STUMBLES as error:
            # A stranger's file that our own reading stumbles over must not end the run for the others.
            _log.debug("reading %s failed", ref, exc_info=True)
            why = f"it could not be read ({type(error).__name__}); this is a mistake of ours, please report it"
        requests = self.door.sent_here - before
        return Observation(ref=ref, for_model=subject, outcome=outcome, requests=requests, why=why), place

    def _is_behind(self, place: Place) -> bool:
        """True where the last good snapshot stands because the host broke off while it was to be taken anew."""
        head, snapshot = place.head, place.snapshot
        if isinstance(head, Missing) or snapshot is None:
            return False
        return snapshot.revision != head.revision or snapshot.reading != self.reading


def _same(before: Place, now: Place) -> bool:
    """True where nothing but the day of the look differs."""
    head = before.head.model_copy(update={"observed": now.head.observed})
    return before.snapshot == now.snapshot and before.commits == now.commits and head == now.head
