"""What a request comes to: an answer of the host, or one of the failures that leave the last evidence standing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from requests.utils import parse_header_links

from auditor.utf8 import read_json


class HostFailure(Exception):
    """No answer could be had: the message is one sentence. It is no evidence; the last evidence stands."""


class HostUnreachable(HostFailure):
    """The host could not be connected to at all; asking it again in this run would be in vain."""


class BudgetSpent(HostFailure):
    """The host's limit is used up; what was left goes to the next run."""


class AddressRefused(HostFailure):
    """A URL or a redirect leads where the door does not go."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer of a host: any status below 500 but 429.

    `headers` are the last hop's, in lower case; `first_headers` the first hop's (the Hub tells `X-Repo-Commit`
    before it redirects). `observed` is the day of the answer, or what a recording says of itself.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    first_headers: Mapping[str, str]
    body: bytes
    observed: str
    hops: int = 1
    """Requests that it takes to be led to the answer: one more for every redirect. A cached answer tells it too."""

    def json(self) -> object:
        """The body as JSON that UTF-8 can hold; raises `HostFailure` where it is none."""
        try:
            return read_json(self.body)
        except (ValueError, RecursionError) as error:
            raise HostFailure(f"{host_of(self.url)} answered something that is not JSON") from error

    @property
    def next_page(self) -> str:
        """The address of the list's next page by the `Link` header, empty after the last one."""
        links = parse_header_links(self.headers.get("link", ""))
        address = next((link.get("url", "") for link in links if link.get("rel") == "next"), "")
        try:
            return urljoin(self.url, address) if address else ""
        except ValueError:
            return ""


def hash_of(content: bytes) -> str:
    """The sha256 of what was read, hexadecimal: the pin of a text whose commit is not known."""
    return hashlib.sha256(content).hexdigest()


def host_of(url: str) -> str:
    """The host that a sentence names."""
    return urlsplit(url).hostname or "the host"
