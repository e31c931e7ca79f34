"""One request and one reply, as plain values: what the answering functions take and give."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlencode

RETRY_AFTER: Final = "86400"
"""Seconds: what was not recorded will not be there in a minute either, so clients should not try again.

Our own door gives up where a host asks for that much patience; huggingface_hub's paginating calls, used alone, do wait.
"""
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2}(T[\d:.Z+-]+)?)?)?")
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request. `target` is path and query as sent; header names are lower case; `base` is our own scheme and host."""

    method: str
    target: str
    base: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @cached_property
    def path(self) -> str:
        """The path as sent, still percent-encoded."""
        return self.target.partition("?")[0]

    @cached_property
    def query(self) -> tuple[tuple[str, str], ...]:
        """The query's pairs, decoded, in their order."""
        return tuple(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    @cached_property
    def encoded(self) -> tuple[str, ...]:
        """The path's segments as sent: a `%2F` inside one is not a separator."""
        return tuple(piece for piece in self.path.split("/") if piece)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The path's segments, decoded."""
        return tuple(unquote(piece) for piece in self.encoded)

    @property
    def authorized(self) -> bool:
        """True where a token was sent; any token is taken for a valid one."""
        return "authorization" in self.headers

    def values(self, *names: str) -> tuple[str, ...]:
        """Every value that was given for one of these names."""
        return tuple(value for name, value in self.query if name in names)

    def flag(self, name: str) -> bool:
        """True for `name=true` and `name=1`."""
        return any(value.lower() in {"true", "1"} for value in self.values(name))

    def address(self, **changes: str) -> str:
        """This request's absolute address with some of its query replaced: what `Link` headers name."""
        kept = [(name, value) for name, value in self.query if name not in changes]
        return f"{self.base}{self.path}?{urlencode([*kept, *changes.items()])}"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A reply: the server adds the length, the date and what is left of the quota."""

    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def plus(self, headers: Mapping[str, str]) -> Reply:
        """The same reply with more headers."""
        return replace(self, headers={**self.headers, **headers})


def json_reply(
    value: Any, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None, *, observed: str = ""
) -> Reply:
    """A JSON body; `observed` is the date that the recording gives, left out where it gives none."""
    return Reply(
        status=status,
        headers={"Content-Type": "application/json; charset=utf-8", **seen_on(observed), **(headers or {})},
        body=json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"),
    )


def seen_on(observed: str) -> Mapping[str, str]:
    """The header that tells when the recording was made; none for "undated"."""
    return {"X-Recording-Observed": observed} if _DATE.fullmatch(observed) else {}


def not_recorded(what: str) -> Reply:
    """503: nothing is known about it. Never "not found", which would be a statement about the repository."""
    return json_reply({"error": f"not recorded: {what}"}, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": RETRY_AFTER})


def blob_id(content: bytes) -> str:
    """The id that git gives to a file of these bytes, 40 hexadecimal digits."""
    # git's own name for content; nothing rests on its strength here.
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def unchanged(request: Request, etag: str) -> bool:
    """True where `If-None-Match` names `etag` or anything at all (weak comparison, RFC 9110 section 13.1.2)."""
    named = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return "*" in named or etag.removeprefix("W/") in named


def ranged(request: Request, whole: Reply) -> Reply:
    """The part that `Range` asks for (one range), 416 where it lies outside, else the whole (RFC 9110 section 14)."""
    found = _RANGE.fullmatch(request.headers.get("range", ""))
    if not found or not any(found.groups()):
        return whole.plus({"Accept-Ranges": "bytes"})
    size = len(whole.body)
    first, last = found.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if start >= end:
        return Reply(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            headers={**whole.headers, "Content-Range": f"bytes */{size}"},
        )
    part = {"Accept-Ranges": "bytes", "Content-Range": f"bytes {start}-{end - 1}/{size}"}
    return replace(whole.plus(part), status=HTTPStatus.PARTIAL_CONTENT, body=whole.body[start:end])
