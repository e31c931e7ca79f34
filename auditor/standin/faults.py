"""Faults that tests put in the way of clients: bad statuses, delays, broken connections, redirects without end."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from http import HTTPStatus

from auditor.standin.exchange import Reply, Request


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What goes wrong. What is not set is as in the ordinary reply.

    `delay`: seconds before the reply. `reset`: the connection is broken without a reply. `truncate`: half of the body
    comes, though the length of the whole was told. `redirect`: 307 to this address (or the `status` that is set).
    `loop`: 307 to the address itself. `times`: how often it happens; None: always.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    delay: float = 0.0
    reset: bool = False
    truncate: bool = False
    redirect: str = ""
    loop: bool = False
    times: int | None = None

    @property
    def replaces(self) -> bool:
        """True where no ordinary reply is needed."""
        return bool(self.status or self.redirect or self.loop or self.body is not None)

    def applied(self, request: Request, ordinary: Reply) -> Reply:
        """The reply with the fault in it."""
        target = request.target if self.loop else self.redirect
        where = {"Location": target} if target else {}
        status = self.status or (HTTPStatus.TEMPORARY_REDIRECT if target else ordinary.status)
        body = ordinary.body if self.body is None else self.body
        return Reply(status=status, headers={**ordinary.headers, **where, **self.headers}, body=body)


@dataclass(kw_only=True)
class Faults:
    """Finds the fault for a request. A key is the beginning of path and query, or a regular expression for it."""

    by_address: MutableMapping[str, Fault]
    _happened: Counter[tuple[str, int]] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, target: str) -> Fault | None:
        """The first fault in order for this address that has not yet happened as often as it should."""
        with self._lock:
            for key, fault in list(self.by_address.items()):
                if not _matches(key, target):
                    continue
                # Counted by the fault itself, so that one put in its place counts afresh.
                counted = (key, id(fault))
                if fault.times is None or self._happened[counted] < fault.times:
                    self._happened[counted] += 1
                    return fault
        return None


def _matches(key: str, target: str) -> bool:
    if target.startswith(key):
        return True
    try:
        return re.match(key, target) is not None
    except re.error:
        return False
