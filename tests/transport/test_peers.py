"""A name that leads into our own network is not asked, over a real socket."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from auditor.standin import Fault, StandIn
from auditor.transport import AddressRefused, Door, Endpoints, HostUnreachable
from auditor.transport.peers import is_public
from tests.conftest import HASTY, MADE_UP, door_to

PATH = "/api/models/acme/open-7b"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("18.164.174.55", True),
        ("2606:4700::6810:1", True),
        ("::ffff:18.164.174.55", True),
        ("64:ff9b::12a4:ae37", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address that must be refused
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
        ("", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:  # noqa: FBT001
    assert is_public(address) is public


def resolving(monkeypatch: pytest.MonkeyPatch, answers: dict[str, str]) -> None:
    """Let names resolve as they are told to here."""
    ask = socket.getaddrinfo

    def answer(host: str, *given: object, **named: object) -> object:
        return ask(answers.get(host, host), *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def test_a_name_that_resolves_to_this_machine_is_refused_before_a_byte_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with StandIn([MADE_UP], tls=True) as standin:
        port = urlsplit(standin.hub_url).port
        resolving(monkeypatch, {"hub.example": "127.0.0.1"})
        waits: list[float] = []
        hub = f"https://hub.example:{port}"
        door = door_to(standin, endpoints=Endpoints(hub=hub), hub_token="hub-secret", sleep=waits.append)
        with pytest.raises(AddressRefused, match=r"^hub\.example leads to an address that is not public") as refused:
            door.get(hub + PATH)
        assert standin.requests == []
        assert (door.sent.total(), waits) == (1, [])
        assert "secret" not in str(refused.value)


def test_a_redirect_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn([MADE_UP]) as standin, StandIn([MADE_UP], tls=True) as inside:
        resolving(monkeypatch, {"api.example": "127.0.0.1"})
        github = f"https://api.example:{urlsplit(inside.hub_url).port}"
        standin.faults[PATH] = Fault(redirect=f"{github}/repos/acme/open-trainer")
        door = door_to(standin, endpoints=Endpoints(hub=standin.hub_url, github=github))
        with pytest.raises(AddressRefused, match=r"api\.example leads to an address that is not public"):
            door.get(standin.hub_url + PATH)
        assert inside.requests == []


def test_an_endpoint_on_this_machine_must_lead_here(monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn([MADE_UP]) as standin:
        port = urlsplit(standin.hub_url).port
        hub = f"http://localhost:{port}"
        door = door_to(standin, endpoints=Endpoints(hub=hub, github=standin.github_url))
        assert door.get(hub + PATH).status == 200

        class Elsewhere(socket.socket):
            def getpeername(self) -> tuple[str, int]:
                return ("18.164.174.55", 80)

        monkeypatch.setattr(socket, "socket", Elsewhere)
        with pytest.raises(AddressRefused, match="localhost leads to"):
            door_to(standin, endpoints=Endpoints(hub=hub)).get(hub + PATH)


def test_a_name_that_resolves_to_nothing_is_a_failure_of_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", nothing)
    door = Door(endpoints=Endpoints(hub="https://hub.example"), patience=HASTY, sleep=lambda _: None)
    with pytest.raises(HostUnreachable, match="could not be reached"):
        door.get("https://hub.example" + PATH)
