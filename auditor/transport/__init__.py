"""The one HTTP door: allowed hosts, limits, retries, the hosts' budgets, a local cache, a count of every request."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Final
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

from auditor.transport.cache import Cache
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


@dataclass(frozen=True, kw_only=True)
class Endpoints:
    """Where the hosts are. Other than the public ones only for tests and mirrors."""

    hub: str = "https://huggingface.co"
    github: str = "https://api.github.com"

    @classmethod
    def from_environment(cls) -> Endpoints:
        """Read `HF_ENDPOINT` and `GITHUB_API_URL`, the names that the hosts' own clients use."""
        return cls(
            hub=os.environ.get("HF_ENDPOINT", cls.hub).rstrip("/"),
            github=os.environ.get("GITHUB_API_URL", cls.github).rstrip("/"),
        )


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long the door waits: seconds. A host that asks for more than `longest` is left for the next run."""

    connect: float = 10.0
    read: float = 30.0
    whole: float = 120.0
    longest: float = 60.0
    backoff: float = 1.0
    tries: int = 3


def is_loopback(url: str) -> bool:
    """True for an address on this machine: the stand-in's."""
    host = urlsplit(url).hostname or ""
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


@dataclass(kw_only=True)
class _Allowance:
    """What a bucket of a host still allows, as it last told."""

    remaining: int
    resets_at: float


_RATE_LIMIT: Final = re.compile(r'"(?P<bucket>[\w-]+)";r=(?P<remaining>\d+);t=(?P<seconds>\d+)')


@dataclass(kw_only=True)
class Door:
    """Sends every request of the project. Tokens go to their own host only, and into no log, cache or message."""

    endpoints: Endpoints = field(default_factory=Endpoints)
    hub_token: str | HubToken = ""
    github_token: str = ""
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
    _behalf: str = ""
    _down: dict[str, str] = field(default_factory=dict)
    _allowances: dict[tuple[str, str], _Allowance] = field(default_factory=dict)
    _session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        # A callable keeps requests from putting a password of ~/.netrc in the place of our header.
        self._session.auth = lambda request: request
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=0, pool_maxsize=4))

    @contextlib.contextmanager
    def on_behalf(self, subject: str) -> Iterator[None]:
        """Count the requests inside under `subject`."""
        before, self._behalf = self._behalf, subject
        try:
            yield
        finally:
            self._behalf = before

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
            return Reply(
                url=cached.url,
                status=200,
                headers=cached.headers,
                first_headers={**cached.first_headers, **reply.first_headers},
                body=cached.body,
                observed=reply.observed,
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
        for _ in range(MAX_REDIRECTS + 1):
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
            self._check_allowance(url)
            try:
                reply = self._send(url, headers, max_bytes)
            except HostUnreachable as error:
                failure, wait = str(error), self.patience.backoff * 2**attempt
                if attempt + 1 == self.patience.tries:
                    self._down[host] = failure
                    raise
            except HostFailure as error:
                failure, wait = str(error), self.patience.backoff * 2**attempt
            else:
                asked = self._asked_to_wait(reply)
                if asked is None:
                    return reply
                failure, wait = asked
                if wait > self.patience.longest:
                    break
                wait = max(wait, self.patience.backoff * 2**attempt)
            if attempt + 1 < self.patience.tries:
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
            return parts.netloc, "github"
        return parts.netloc, "api" if parts.path.startswith("/api/") and "/resolve-cache/" not in url else "resolvers"

    def _check_allowance(self, url: str) -> None:
        if self.most is not None and self.sent.total() >= self.most:
            raise BudgetSpent(f"the {self.most:,} requests that this run may send are used up")
        left = self._allowances.get(self._bucket(url))
        if left is None or left.remaining > 0:
            return
        wait = left.resets_at - self.clock()
        if wait > self.patience.longest:
            raise BudgetSpent(f"the limit of {host_of(url)} is used up for {wait / 60:.0f} more minutes")
        if wait > 0:
            self.sleep(wait)
        del self._allowances[self._bucket(url)]

    def _send(self, url: str, headers: Mapping[str, str], max_bytes: int) -> Reply:
        """Send one request; `HostUnreachable` where no connection came about, `HostFailure` where it broke off."""
        token = self._token(url)
        sent = {"User-Agent": "openness-auditor", **headers}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        self.sent[self._behalf, self._bucket(url)[1]] += 1
        host = host_of(url)
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
        self._note_allowance(url, lowered)
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

    def _note_allowance(self, url: str, headers: Mapping[str, str]) -> None:
        """Remember what the host says is left. Sources: the Hub's `RateLimit`, GitHub's `X-RateLimit-*`."""
        now = self.clock()
        host = urlsplit(url).netloc
        for told in _RATE_LIMIT.finditer(headers.get("ratelimit", "")):
            self._allowances[host, told["bucket"]] = _Allowance(
                remaining=int(told["remaining"]), resets_at=now + int(told["seconds"])
            )
        remaining, reset = headers.get("x-ratelimit-remaining", ""), headers.get("x-ratelimit-reset", "")
        if remaining.isdecimal() and reset.isdecimal():
            self._allowances[host, "github"] = _Allowance(remaining=int(remaining), resets_at=float(reset))

    def _asked_to_wait(self, reply: Reply) -> tuple[str, float] | None:
        """Why and how many seconds to wait before asking again; None where the reply is an answer."""
        host = host_of(reply.url)
        told = reply.headers.get("retry-after", "")
        retry_after = float(told) if told.isdecimal() else 0.0
        allowance = self._allowances.get(self._bucket(reply.url))
        until_reset = max(0.0, allowance.resets_at - self.clock()) if allowance and not allowance.remaining else 0.0
        limited = reply.status == requests.codes.too_many_requests or (
            reply.status == requests.codes.forbidden and (reply.headers.get("x-ratelimit-remaining") == "0" or told)
        )
        if limited:
            return f"the limit of {host} is used up", retry_after or until_reset
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
