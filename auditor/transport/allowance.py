"""What the hosts' limits still allow, as their headers told last: spent evenly where a run needs more than is left."""

from __future__ import annotations

import contextlib
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from auditor.transport.reply import BudgetSpent

GITHUB: Final = "github"
"""GitHub's bucket; the Hub tells the names of its own (`api`, `resolvers`)."""
_LEFT: Final = re.compile(r'"(?P<bucket>[\w-]+)";r=(?P<remaining>\d{1,12});t=(?P<seconds>\d{1,12})')
_POLICY: Final = re.compile(r'"(?P<bucket>[\w-]+)";q=(?P<limit>\d{1,12})')
_SAME_WINDOW: Final = 2.0
"""Seconds: both hosts tell whole ones, so two answers of one window may differ by that much."""


@dataclass(kw_only=True)
class Allowance:
    """What is left of a bucket's window: requests, the end in seconds since the epoch, the window's limit if told."""

    remaining: int
    resets_at: float
    limit: int | None = None


@dataclass(kw_only=True)
class Allowances:
    """The windows of all hosts, by host and bucket; safe to share between threads.

    Sources: the Hub's `RateLimit` and `RateLimit-Policy`, GitHub's `X-RateLimit-*`.
    """

    clock: Callable[[], float]
    ahead: Counter[str] = field(default_factory=Counter)
    """Requests that the run still expects to send, by bucket; where none are told, nothing is held back."""
    _left: dict[tuple[str, str], Allowance] = field(default_factory=dict)
    _next: dict[tuple[str, str], float] = field(default_factory=dict)
    _in_flight: Counter[tuple[str, str]] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, host: str, headers: Mapping[str, str]) -> None:
        """Remember what an answer says is left."""
        limits = {told["bucket"]: int(told["limit"]) for told in _POLICY.finditer(headers.get("ratelimit-policy", ""))}
        with self._lock:
            for told in _LEFT.finditer(headers.get("ratelimit", "")):
                ends = self.clock() + int(told["seconds"])
                self._note((host, told["bucket"]), int(told["remaining"]), ends, limits.get(told["bucket"]))
            found = [headers.get(f"x-ratelimit-{name}", "") for name in ("remaining", "reset", "limit")]
            if found[0].isdecimal() and found[1].isdecimal():
                limit = int(found[2]) if found[2].isdecimal() else None
                self._note((host, GITHUB), int(found[0]), float(found[1]), limit)

    def _note(self, bucket: tuple[str, str], remaining: int, resets_at: float, limit: int | None) -> None:
        known = self._left.get(bucket)
        if known and resets_at < known.resets_at - _SAME_WINDOW:
            return  # an answer of the window before, overtaken by one of this
        # What is in flight beside the request that this answers may be counted or not: it is taken for not.
        remaining = max(0, remaining - max(0, self._in_flight[bucket] - 1))
        # Of answers that overtake each other the lower is the later. GitHub is asked one by one, and gives back what
        # a 304 took.
        if known and abs(resets_at - known.resets_at) <= _SAME_WINDOW and bucket[1] != GITHUB:
            remaining = min(remaining, known.remaining)
        self._left[bucket] = Allowance(remaining=remaining, resets_at=resets_at, limit=limit)

    @contextlib.contextmanager
    def one(self, bucket: tuple[str, str], shown: str, longest: float) -> Iterator[float]:
        """One request, in flight as long as the block runs: gives the seconds to wait before it may be sent.

        Where the window is used up that is until its end; where the run needs more than is left of it, the requests are
        spread over it. Raises `BudgetSpent` where the window's end is further away than `longest` seconds.
        """
        wait = self._take(bucket, shown, longest)
        try:
            yield wait
        finally:
            with self._lock:
                self._in_flight[bucket] -= 1

    def _take(self, bucket: tuple[str, str], shown: str, longest: float) -> float:
        with self._lock:
            wait = self._wait(bucket, shown, longest)
            self._in_flight[bucket] += 1
            return wait

    def _wait(self, bucket: tuple[str, str], shown: str, longest: float) -> float:
        ahead = self.ahead[bucket[1]]
        self.ahead[bucket[1]] = max(0, ahead - 1)
        left, now = self._left.get(bucket), self.clock()
        if left is None:
            return 0.0
        rest = left.resets_at - now
        if rest <= 0:
            del self._left[bucket]
            return 0.0
        if left.remaining <= 0:
            if rest > longest:
                raise BudgetSpent(f"the limit of {shown} is used up for {rest / 60:.0f} more minutes")
            return rest
        left.remaining -= 1
        if rest > longest or ahead <= left.remaining + 1:
            return 0.0
        at = max(now, self._next.get(bucket, now))
        self._next[bucket] = at + (left.resets_at - at) / (left.remaining + 1)
        return at - now

    def until_reset(self, bucket: tuple[str, str]) -> float:
        """Seconds until a used-up window ends; 0 where something is left or nothing is known."""
        with self._lock:
            left = self._left.get(bucket)
            return max(0.0, left.resets_at - self.clock()) if left and left.remaining <= 0 else 0.0

    def told(self) -> Iterator[dict[str, Any]]:
        """What is left by host and bucket, as plain values for a note."""
        with self._lock:
            for (host, bucket), left in sorted(self._left.items()):
                yield {
                    "host": host.partition(":")[0],
                    "bucket": bucket,
                    "remaining": left.remaining,
                    "limit": left.limit,
                    "resets_at": left.resets_at,
                }
