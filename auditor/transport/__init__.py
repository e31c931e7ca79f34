"""The one HTTP door: allowed hosts, limits, retries, the hosts' budgets, a local cache, a count of every request."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

from auditor.transport.allowance import GITHUB, Allowances
from auditor.transport.cache import Cache
from auditor.transport.endpoints import Endpoints, Patience, is_loopback
from auditor.transport.peers import PublicOnly
from auditor.transport.reply import (
    AddressRefused,
    BudgetSpent,
    HostFailure,
    HostUnreachable,
    Reply,
    hash_of,
    host_of,
)
from auditor.transport.trusted import HubToken

__all__ = [
    "AddressRefused",
    "BudgetSpent",
    "Cache",
    "Door",
    "Endpoints",
    "HostFailure",
    "HostUnreachable",
    "HubToken",
    "Patience",
    "Reply",
    "hash_of",
    "is_loopback",
]

MAX_BYTES: Final = 32 * 1024 * 1024
"""Bytes of one decoded answer: a listing of 100,000 files is about 20 MB."""
MAX_REDIRECTS: Final = 5
_RETRIED: Final = frozenset({500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(kw_only=True)
class Door:
    """Sends every request of the project. Tokens go to their own host only, and into no log, cache or message.

    Several threads may share it.
    """

    endpoints: Endpoints = field(default_factory=Endpoints)
    hub_token: str | HubToken = field(default="", repr=False)
    github_token: str = field(default="", repr=False)
    cache: Cache | None = None
    patience: Patience = field(default_factory=Patience)
    verify: bool | str = True
    """As in requests: a path names the certificates to trust (the stand-in's over TLS)."""
    most: int | None = None
    """Requests that may be sent in all; what is left then is left as when a host's own limit is used up."""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time
    sent: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(on whose behalf, host) -> requests sent, retries and redirects included; what the cache answered is not."""
    free: int = 0
    """Requests among these that count against no limit: what GitHub answers with 304 where a token was sent."""
    until: float | None = None
    """When to stop waiting, by the clock: a window that ends before is waited for, and nothing is tried twice after."""
    limits: Allowances = field(init=False)
    _down: dict[str, str] = field(default_factory=dict)
    _own: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.limits = Allowances(clock=self.clock)

    @property
    def _session(self) -> requests.Session:
        """A session for each thread: requests' own are not made to be shared."""
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = requests.Session()
            # A callable keeps requests from putting a password of ~/.netrc in the place of our header.
            session.auth = lambda request: request
            for scheme in ("https://", "http://"):
                session.mount(scheme, PublicOnly(max_retries=0, pool_maxsize=4))
        return session

    @property
    def sent_so_far(self) -> int:
        """All requests sent, also while other threads send."""
        with self._lock:
            return self.sent.total()

    @property
    def sent_here(self) -> int:
        """Requests that this thread sent; the difference of two moments is what something between them cost."""
        sent: int = getattr(self._own, "sent", 0)
        return sent

    @contextlib.contextmanager
    def on_behalf(self, subject: str) -> Iterator[None]:
        """Count the requests that this thread sends inside under `subject`."""
        before, self._own.behalf = getattr(self._own, "behalf", ""), subject
        try:
            yield
        finally:
            self._own.behalf = before

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        max_bytes: int = MAX_BYTES,
        immutable: bool = False,
    ) -> Reply:
        """Fetch `url`, following redirects inside the allowed hosts.

        `immutable` says that the URL names exact bytes (a commit in it): then a cached answer costs no request.
        Returns a reply for every status that answers the question, also 401, 403 and 404. Raises `HostFailure` when
        no answer could be had (time-outs, resets, 5xx, cut off, too large), `BudgetSpent` when the host's limit is
        used up, `AddressRefused` for a host that is not allowed.
        """
        key = f"{'token' if self._token(url) else 'anonymous'} {(headers or {}).get('Accept', '')} {url}"
        cached = self.cache.load(key) if self.cache else None
        if cached and immutable:
            return cached
        conditional = {"If-None-Match": cached.headers["etag"]} if cached and cached.headers.get("etag") else {}
        reply = self._follow(url, {**(headers or {}), **conditional}, max_bytes)
        if reply.status == requests.codes.not_modified and cached:
            if self._bucket(url)[1] == GITHUB and self._token(url):
                with self._lock:
                    self.free += 1
            return Reply(
                url=cached.url,
                status=200,
                headers=cached.headers,
                first_headers={**cached.first_headers, **reply.first_headers},
                body=cached.body,
                observed=reply.observed,
                hops=reply.hops,
            )
        if self.cache and reply.status == requests.codes.ok and (immutable or "etag" in reply.headers):
            self.cache.save(key, reply)
        return reply

    def _token(self, url: str) -> str:
        # GitHub first: a stand-in serves it below the Hub's own address.
        if url.startswith(self.endpoints.github + "/"):
            return self.github_token
        if not url.startswith(self.endpoints.hub + "/"):
            return ""
        return self.hub_token if isinstance(self.hub_token, str) else self.hub_token()

    def _follow(self, url: str, headers: Mapping[str, str], max_bytes: int) -> Reply:
        first: Reply | None = None
        for redirects in range(MAX_REDIRECTS + 1):
            reply = self._patiently(url, headers, max_bytes)
            first = first or reply
            target = reply.headers.get("location")
            if reply.status not in _REDIRECTS or not target:
                return Reply(
                    url=reply.url,
                    status=reply.status,
                    headers=reply.headers,
                    first_headers=first.headers,
                    body=reply.body,
                    observed=reply.observed,
                    hops=redirects + 1,
                )
            url = urljoin(url, target)
        raise HostFailure(f"{host_of(url)} redirected more than {MAX_REDIRECTS} times")

    def _patiently(self, url: str, headers: Mapping[str, str], max_bytes: int) -> Reply:
        """Ask until an answer came, the tries are used up, or the host asks for more patience than we have."""
        self._check_address(url)
        host = urlsplit(url).netloc
        if host in self._down:
            raise HostUnreachable(self._down[host])
        failure = ""
        for attempt in range(self.patience.tries):
            last = attempt + 1 == self.patience.tries
            try:
                reply = self._in_turn(url, headers, max_bytes)
            except (BudgetSpent, AddressRefused):
                raise
            except HostFailure as error:
                failure, wait = str(error), self.patience.backoff * 2**attempt
                if last and isinstance(error, HostUnreachable):
                    self._down[host] = failure
                    raise
            else:
                asked = self._asked_to_wait(reply)
                if asked is None:
                    return reply
                failure, wait = asked[0], max(asked[1], self.patience.backoff * 2**attempt)
            if last or self._is_too_long(wait, failure):
                break
            self.sleep(wait)
        raise BudgetSpent(failure) if "limit" in failure else HostFailure(failure)

    def _check_address(self, url: str) -> None:
        parts = urlsplit(url)
        for endpoint in (self.endpoints.hub, self.endpoints.github):
            allowed = urlsplit(endpoint)
            if (parts.scheme, parts.netloc) == (allowed.scheme, allowed.netloc) and (
                parts.scheme == "https" or is_loopback(endpoint)
            ):
                return
        raise AddressRefused(f"{parts.hostname or 'an address without a host'} is not a host that is asked")

    def _bucket(self, url: str) -> tuple[str, str]:
        parts = urlsplit(url)
        if url.startswith(self.endpoints.github):
            return parts.netloc, GITHUB
        return parts.netloc, "api" if parts.path.startswith("/api/") and "/resolve-cache/" not in url else "resolvers"

    @property
    def _longest(self) -> float:
        """Seconds that a host's limit is waited for: as long as the run has, at least what a request is worth."""
        return max(self.patience.longest, (self.until or 0.0) - self.clock())

    def _in_turn(self, url: str, headers: Mapping[str, str], max_bytes: int) -> Reply:
        if self.most is not None and self.sent_so_far >= self.most:
            raise BudgetSpent(f"the {self.most:,} requests that this run may send are used up")
        with self.limits.one(self._bucket(url), host_of(url), self._longest) as wait:
            if wait:
                self.sleep(wait)
            return self._send(url, headers, max_bytes)

    def _is_too_long(self, wait: float, failure: str) -> bool:
        if self.until is not None and self.clock() + wait > self.until:
            return True
        return wait > (self._longest if "limit" in failure else self.patience.longest)

    def _send(self, url: str, headers: Mapping[str, str], max_bytes: int) -> Reply:
        """Send one request; `HostUnreachable` where no connection came about, `HostFailure` where it broke off."""
        token = self._token(url)
        sent = {"User-Agent": "openness-auditor", **headers}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        host, bucket = host_of(url), self._bucket(url)[1]
        with self._lock:
            self.sent[getattr(self._own, "behalf", ""), bucket] += 1
        self._own.sent = self.sent_here + 1
        try:
            with self._session.get(
                url,
                headers=sent,
                timeout=(self.patience.connect, self.patience.read),
                allow_redirects=False,
                stream=True,
                verify=self.verify,
            ) as response:
                body = self._read(response, max_bytes)
                lowered = {name.lower(): value for name, value in response.headers.items()}
        except requests.exceptions.ConnectTimeout as error:
            raise HostUnreachable(f"{host} could not be reached: no connection in time") from error
        except requests.exceptions.Timeout as error:
            raise HostFailure(f"{host} did not answer in time") from error
        except requests.exceptions.ConnectionError as error:
            if _never_connected(error):
                raise HostUnreachable(f"{host} could not be reached") from error
            raise HostFailure(f"{host} broke the connection off") from error
        except (requests.exceptions.RequestException, HTTPError, UnicodeError, ValueError) as error:
            raise HostFailure(f"{host} sent an answer that could not be read to its end") from error
        self.limits.note(urlsplit(url).netloc, lowered)
        return Reply(
            url=url,
            status=response.status_code,
            headers=lowered,
            first_headers=lowered,
            body=body,
            observed=self._observed(url, lowered),
        )

    def _read(self, response: requests.Response, max_bytes: int) -> bytes:
        deadline = self.clock() + self.patience.whole
        body = bytearray()
        for chunk in response.iter_content(64 * 1024):
            body += chunk
            if len(body) > max_bytes:
                raise HostFailure(f"{host_of(response.url)} sent more than {max_bytes:,} bytes")
            if self.clock() > deadline:
                raise HostFailure(f"{host_of(response.url)} took more than {self.patience.whole:.0f} s for one answer")
        return bytes(body)

    def _observed(self, url: str, headers: Mapping[str, str]) -> str:
        """Today, or what a recording says of itself: the stand-in's own clock says nothing about the recorded hosts."""
        if is_loopback(url):
            return headers.get("x-recording-observed", "")
        return datetime.fromtimestamp(self.clock(), UTC).date().isoformat()

    def _asked_to_wait(self, reply: Reply) -> tuple[str, float] | None:
        """Why and how many seconds to wait before asking again; None where the reply is an answer."""
        host = host_of(reply.url)
        told = reply.headers.get("retry-after", "")
        retry_after = float(told) if told.isdecimal() else 0.0
        limited = reply.status == requests.codes.too_many_requests or (
            reply.status == requests.codes.forbidden and (reply.headers.get("x-ratelimit-remaining") == "0" or told)
        )
        if limited:
            return f"the limit of {host} is used up", retry_after or self.limits.until_reset(self._bucket(reply.url))
        if reply.status in _RETRIED:
            return f"{host} answered with status {reply.status}", retry_after
        if reply.status > max(_RETRIED):
            return f"{host} answered with status {reply.status}", self.patience.longest + 1
        return None


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError | NameResolutionError) or isinstance(
        error, requests.exceptions.ProxyError
    )
