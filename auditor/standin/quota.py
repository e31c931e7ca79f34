"""The hosts' limits: how many requests a window allows, and the headers that tell what is left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from auditor.standin.exchange import Reply, Request, json_reply
from auditor.standin.github import PREFIX


@dataclass(frozen=True, kw_only=True)
class Quota:
    """Requests that one window allows by bucket, and the window in seconds. Default: what anonymous readers get."""

    api: int = 500
    resolvers: int = 3000
    github: int = 60
    window: float = 300


LAVISH: Final = Quota(api=10**9, resolvers=10**9, github=10**9)
"""What stands where no quota is set: the headers are sent all the same."""


def bucket_of(request: Request) -> str:
    """Which of a quota's buckets a request is counted in."""
    match request.segments:
        case (first, *_) if first == PREFIX:
            return "github"
        case ("api", second, *_) if second != "resolve-cache":
            return "api"
        case _:
            return "resolvers"


@dataclass(kw_only=True)
class Meter:
    """Counts requests against a quota, in fixed windows as the hosts do. Safe to share between threads."""

    quota: Quota
    clock: Callable[[], float] = time.monotonic
    _spent: dict[str, int] = field(default_factory=dict)
    _since: float = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._since = self.clock()

    def spend(self, bucket: str) -> bool:
        """Count a request; False where the window's quota is used up already."""
        with self._lock:
            if self.clock() - self._since >= self.quota.window:
                self._since = self.clock()
                self._spent.clear()
            if self._spent.get(bucket, 0) >= getattr(self.quota, bucket):
                return False
            self._spent[bucket] = self._spent.get(bucket, 0) + 1
            return True

    def refund(self, bucket: str) -> None:
        """Take a request back: GitHub does not count authorized requests that it answers with 304."""
        with self._lock:
            self._spent[bucket] = max(0, self._spent.get(bucket, 0) - 1)

    def headers(self, bucket: str) -> Mapping[str, str]:
        """What every reply tells: the Hub's `RateLimit` and `RateLimit-Policy`, GitHub's `X-RateLimit-*`."""
        with self._lock:
            allowed = getattr(self.quota, bucket)
            spent = self._spent.get(bucket, 0)
            left_of_window = max(0.0, self.quota.window - (self.clock() - self._since))
        # Rounded up, so that a client which waits as long as it is told never comes too early.
        seconds = int(left_of_window) + 1
        if bucket == "github":
            return {
                "X-RateLimit-Limit": str(allowed),
                "X-RateLimit-Remaining": str(allowed - spent),
                "X-RateLimit-Used": str(spent),
                "X-RateLimit-Reset": str(int(time.time()) + seconds),
                "X-RateLimit-Resource": "core",
            }
        return {
            "RateLimit": f'"{bucket}";r={allowed - spent};t={seconds}',
            "RateLimit-Policy": f'"fixed window";"{bucket}";q={allowed};w={self.quota.window:g}',
        }


def spent_reply(bucket: str) -> Reply:
    """What a host answers when the quota is used up: the Hub 429, GitHub 403."""
    if bucket == "github":
        return json_reply({"message": "API rate limit exceeded"}, HTTPStatus.FORBIDDEN)
    message = "We had to rate limit you: the quota of this window is used up."
    return json_reply({"error": message}, HTTPStatus.TOO_MANY_REQUESTS, {"X-Error-Message": message})
