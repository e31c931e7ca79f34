"""What a run may spend: requests and time. A place that was begun is finished, so that nothing is left by halves."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from auditor.transport import BudgetSpent

JOBS: Final = 4
"""Places that are asked at the same time where nothing else is said."""


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What a run may spend: requests, minutes (None: no end of its own), and how many places it asks at a time."""

    requests: int | None = None
    minutes: float | None = None
    jobs: int = JOBS


@dataclass(kw_only=True)
class Budget:
    """Lets places begin as long as there is room; safe to share between threads.

    `sent` tells the requests of the run so far. With places in flight a new one begins only where all of them could
    cost their most and still fit; one alone begins as long as a single request is left. So `requests` are exceeded by
    what one place costs at most.
    """

    requests: int | None = None
    until: float | None = None
    """By the clock: seconds since the epoch."""
    clock: Callable[[], float]
    sent: Callable[[], int]
    _in_flight: list[int] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @contextlib.contextmanager
    def room(self, most: int) -> Iterator[None]:
        """Room for something that costs at most so many requests. Raises `BudgetSpent` where there is none."""
        with self._changed:
            while not self._fits(most):
                self._changed.wait()
            self._in_flight.append(most)
        try:
            yield
        finally:
            with self._changed:
                self._in_flight.remove(most)
                self._changed.notify_all()

    def _fits(self, most: int) -> bool:
        if self.until is not None and self.clock() >= self.until:
            raise BudgetSpent("the minutes that the run was given are used up")
        if self.requests is None:
            return True
        left = self.requests - self.sent()
        if left <= 0:
            raise BudgetSpent("the requests that the run was given are used up")
        return not self._in_flight or sum(self._in_flight) + most <= left
