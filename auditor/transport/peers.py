"""Where a connection really leads: a name may resolve to an address inside our own network."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Final

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from auditor.transport.endpoints import is_loopback
from auditor.transport.reply import AddressRefused

_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""Addresses that a gateway takes for the IPv4 address in their last 32 bits. Source: RFC 6052."""


def is_public(address: str) -> bool:
    """True for an address of the public network; addresses that wrap another one are what they wrap."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    while isinstance(found, IPv6Address) and (inner := _wrapped(found)):
        found = inner
    return found.is_global and not found.is_multicast


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _checked(connected: socket.socket, host: str) -> socket.socket:
    """The socket as it is, before a byte is sent. An endpoint on this machine must lead here, any other must not."""
    peer = str(connected.getpeername()[0])
    allowed = is_loopback(f"//{peer}" if ":" not in peer else f"//[{peer}]") if _is_here(host) else is_public(peer)
    if allowed:
        return connected
    connected.close()
    raise AddressRefused(f"{host} leads to an address that is not public, which is never asked")


def _is_here(host: str) -> bool:
    return is_loopback(f"//{host}" if ":" not in host else f"//[{host.strip('[]')}]")


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn(), self.host)


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn(), self.host)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class PublicOnly(HTTPAdapter):
    """Looks at the address of every connection it makes. A proxy of the environment resolves names by itself."""

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        """As requests does, with connections that are looked at."""
        super().init_poolmanager(*given, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
