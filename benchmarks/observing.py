"""A made-up Hub observed within the limits of each reader: what is counted at a stand-in beside what was worked out.

`python -m benchmarks.observing` prints a row for each reader and run.

The collector, the door and the stand-in are the real ones, only the clock is not: whoever would wait moves it on, and
the stand-in's windows end by it. An answer takes no time, so the minutes are those of the limits alone.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from auditor.collect import Notes, Spending
from auditor.pipeline import Auditor
from auditor.sources.huggingface.lists import FIELDS, MOST
from auditor.standin import Quota, StandIn
from auditor.standin.exchange import Request, blob_id
from auditor.standin.quota import bucket_of
from auditor.transport import Cache, Door, Endpoints
from benchmarks.plan import LIMITS, WINDOW, Cost, Limit, by_owner, changed, markdown, of_all
from benchmarks.requests import copy_of_rules
from tests.owners import ids, record, row

OWNERS: Final[Mapping[int, int]] = {1_200: 1, 100: 20, 20: 60, 10: 130, 5: 200, 3: 300, 2: 405, 1: 1_590}
"""Models of an owner -> owners of so many: 10,000 models, about as uneven as those that were recorded."""
OTHERS: Final = 2
"""Models that are not ours, for each of ours."""
CHANGED: Final = 100
"""One in so many of our models has a new commit."""
LICENSE: Final = "A made-up license.\n"
_YEAR: Final = 365 * 24 * 60


class Clock:
    """Seconds that pass when somebody waits, and only then."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        """Seconds since the epoch."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Wait, that is: move on."""
        self.now += seconds


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What a run came to: requests by bucket, and the minutes that passed."""

    cost: Cost
    minutes: float


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One run beside what was worked out for it."""

    limit: Limit
    run: str
    counted: Counted
    planned: Cost

    @property
    def agrees(self) -> bool:
        """The same requests, and as long as the limits say, to a second for each window."""
        least, most = self.planned.seconds(self.limit)
        slack = self.planned.windows(self.limit) / 60
        return self.counted.cost == self.planned and least / 60 <= self.counted.minutes <= most / 60 + slack


def owners() -> Mapping[str, int]:
    """Owner -> models."""
    return {f"owner-{models}-{at}": models for models, number in OWNERS.items() for at in range(number)}


def _row(model_id: str, commit: str = "first") -> dict[str, Any]:
    """A made-up model with a card and a license text, both of which are read where it changed."""
    made = row(model_id, commit=commit)
    text = {"rfilename": "LICENSE", "size": len(LICENSE), "blobId": blob_id(LICENSE.encode())}
    made["info"]["siblings"].append(text)
    return {**made, "texts": {"LICENSE": LICENSE}}


class Made:
    """A made-up Hub, and a register of a part of it that was collected once; some change before each last run."""

    def __init__(self, folder: Path, owners: Mapping[str, int], *, page: int = MOST, one_in: int = CHANGED) -> None:
        """`page`: entries of one page of a list. `one_in` so many of our models has a new commit."""
        self.owners, self.page, self._folder = owners, page, folder
        self.ours = ids(owners)
        self.new = frozenset(self.ours[::one_in])
        others = ids({f"other-{at}": min(10, page) for at in range(OTHERS * len(self.ours) // min(10, page))})
        self.on_hub = len(self.ours) + len(others)
        self._others = [row(one) for one in others]
        self._now = self._state("first")
        self._register = folder / "checkout"
        copy_of_rules(self._register)
        for one in self.ours:
            path = self._register / "data" / "models" / f"{one}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"id: {one}\n", encoding="utf-8")
        with StandIn([self._now], page_size=page) as standin:
            self._auditor(standin, Clock(), jobs=4).collect()

    def _state(self, commit: str) -> Path:
        """The recordings of all, with a new commit in those that change."""
        made = [_row(one, commit if one in self.new else "first") for one in self.ours]
        return record(self._folder / commit, [*made, *self._others])

    @property
    def changed_singly(self) -> int:
        """New commits of models whose owner has no other of ours: their info tells."""
        return sum(self.owners[one.partition("/")[0]] == 1 for one in self.new)

    def runs(self, limit: Limit) -> Iterator[Compared]:
        """The list of all, a run in which nothing changed, and one in which some did, within a reader's limits."""
        lists = by_owner(((ours, ours) for ours in self.owners.values()), self.page)
        read = lists + changed(len(self.new), asked_singly=self.changed_singly)
        yield Compared(
            limit=limit, run="the list of all", counted=self._listed(limit), planned=of_all(self.on_hub, self.page)
        )
        yield Compared(limit=limit, run="nothing changed", counted=self._collected(limit), planned=lists)
        self._now = self._state(f"of-{limit.reader}")
        yield Compared(limit=limit, run=f"{len(self.new):,} changed", counted=self._collected(limit), planned=read)

    def _standin(self, limit: Limit, clock: Clock) -> StandIn:
        quota = Quota(api=limit.api, resolvers=limit.resolvers, window=WINDOW)
        return StandIn([self._now], quota=quota, page_size=self.page, whole=True, clock=clock)

    def _listed(self, limit: Limit) -> Counted:
        """All pages of the list of everything. The door waits for the limits as it does in a run."""
        clock = Clock()
        with self._standin(limit, clock) as standin:
            door = _door(standin, clock)
            door.until = clock() + 60 * _YEAR
            query = urlencode([("limit", str(self.page)), *(("expand[]", field) for field in FIELDS)])
            address, names, began = f"{door.endpoints.hub}/api/models?{query}", set[str](), clock()
            while address:
                reply = door.get(address)
                rows: Any = reply.json()
                names |= {one["id"] for one in rows}
                address = reply.next_page
            if len(names) != self.on_hub:
                raise ValueError(f"the list told of {len(names):,} models of {self.on_hub:,}")
            return _counted(standin, clock() - began)

    def _collected(self, limit: Limit) -> Counted:
        """One run of the collector."""
        clock = Clock()
        with self._standin(limit, clock) as standin:
            auditor, began = self._auditor(standin, clock, jobs=1), clock()
            auditor.memory.keep(Notes())
            done = auditor.collect()
            if done.of("failed") or done.of("left"):
                raise ValueError(f"{len(done.of('failed'))} places failed, {len(done.of('left'))} were left")
            return _counted(standin, clock() - began)

    def _auditor(self, standin: StandIn, clock: Clock, *, jobs: int) -> Auditor:
        door = _door(standin, clock, Cache(self._register / ".cache"))
        return Auditor(root=self._register, door=door, spending=Spending(minutes=_YEAR, jobs=jobs))


def _door(standin: StandIn, clock: Clock, cache: Cache | None = None) -> Door:
    endpoints = Endpoints(hub=standin.hub_url, github=standin.github_url)
    return Door(endpoints=endpoints, cache=cache, sleep=clock.sleep, clock=clock)


def _counted(standin: StandIn, seconds: float) -> Counted:
    """What came in at the stand-in; a request that was refused for the limit was in vain and counts too."""
    found = Counter(
        bucket_of(Request(method=one.method, target=one.path, base="", headers={}, body=b""))
        for one in standin.requests
    )
    return Counted(cost=Cost(api=found["api"], resolvers=found["resolvers"]), minutes=seconds / 60)


HEAD: Final = (
    *("reader", "run", "API, counted", "worked out", "resolvers, counted", "worked out"),
    *("minutes, counted", "worked out"),
)


def told(one: Compared) -> Sequence[str]:
    """A line of the table."""
    least, most = (f"{seconds / 60:.0f}" for seconds in one.planned.seconds(one.limit))
    requests = [(one.counted.cost.api, one.planned.api), (one.counted.cost.resolvers, one.planned.resolvers)]
    numbers = (f"{number:,}" for pair in requests for number in pair)
    return (one.limit.reader, one.run, *numbers, f"{one.counted.minutes:.1f}", f"{least} to {most}")


def simulated() -> Iterator[Sequence[str]]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        made = Made(Path(folder), owners())
        for limit in LIMITS:
            for one in made.runs(limit):
                yield told(one)


if __name__ == "__main__":
    print(markdown(simulated(), HEAD))
