"""Where the hosts are, and how long they are waited for."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit


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
