"""The trusted publisher's token: GitHub's proof of identity and the Hub's exchange are played on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from auditor.pipeline import open_door
from auditor.standin import StandIn
from auditor.transport import Door, Endpoints, HubToken
from auditor.transport.trusted import GOOD_FOR
from tests.conftest import HASTY, MADE_UP


@dataclass
class Exchange:
    """Both ends of the exchange; `status` is the Hub's answer."""

    url: str = ""
    status: int = 200
    audiences: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def exchange(monkeypatch: pytest.MonkeyPatch) -> Iterator[Exchange]:
    played = Exchange()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.headers["Authorization"] == "Bearer of-the-job"
            played.audiences += parse_qs(urlsplit(self.path).query)["audience"]
            self._send(200, {"value": "proof"})

        def do_POST(self) -> None:
            assert self.path == "/oauth/token"
            played.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._send(played.status, {"access_token": f"hf_jwt_{len(played.asked)}", "expires_in": 3600})

        def _send(self, status: int, content: object) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the standard library's
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        played.url = f"http://127.0.0.1:{server.server_port}"
        for name, value in {
            "HF_ENDPOINT": played.url,
            "HF_OIDC_RESOURCE": "acme",
            "GITHUB_ACTIONS": "true",
            "ACTIONS_ID_TOKEN_REQUEST_URL": f"{played.url}/id-token",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "of-the-job",
        }.items():
            monkeypatch.setenv(name, value)
        yield played
        server.shutdown()


def test_the_proof_of_a_job_is_exchanged_once_and_anew_before_the_hour_is_over(exchange: Exchange) -> None:
    now = [0.0]
    token = HubToken(fallback="by-hand", clock=lambda: now[0])
    assert [token(), token()] == ["hf_jwt_1", "hf_jwt_1"]
    assert [(one["subject_token"], one["resource"]) for one in exchange.asked] == [("proof", "acme")]
    assert exchange.audiences == [exchange.url]
    now[0] = GOOD_FOR + 1
    assert token() == "hf_jwt_2"
    assert GOOD_FOR < 3600


@pytest.mark.parametrize(
    ("fallback", "said"),
    [("by-hand", "the token that is set is used"), ("", "the Hub is asked without a token")],
)
def test_a_failing_exchange_falls_back_with_one_warning(exchange: Exchange, fallback: str, said: str) -> None:
    exchange.status = 403
    warnings: list[str] = []
    token = HubToken(fallback=fallback, warn=warnings.append)
    assert [token(), token(), token()] == [fallback] * 3
    assert len(exchange.asked) == 1
    assert len(warnings) == 1
    assert warnings[0].startswith("the Hub's trusted publisher gave no token (")
    assert warnings[0].endswith(said)
    assert "of-the-job" not in warnings[0]
    assert "proof" not in warnings[0]


def test_outside_of_a_job_it_falls_back_too(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS")
    warnings: list[str] = []
    assert HubToken(fallback="by-hand", warn=warnings.append)() == "by-hand"
    assert "no OIDC id token is available" in warnings[0]
    assert exchange.asked == []


def test_where_it_is_not_set_up_nothing_is_exchanged(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_OIDC_RESOURCE", "")  # as a variable of a repository that is not set
    assert HubToken(fallback="by-hand")() == "by-hand"
    assert exchange.asked == []


def test_the_token_goes_to_the_hub_only(exchange: Exchange) -> None:
    with StandIn([MADE_UP]) as standin:
        endpoints = Endpoints(hub=standin.hub_url, github=standin.github_url)
        door = Door(endpoints=endpoints, hub_token=HubToken(), patience=HASTY)
        # A missing repository answers 404 to whoever has a token, 401 to whoever has none.
        assert door.get(f"{standin.hub_url}/api/models/acme/gone").status == 404
        assert exchange.asked
        before = len(exchange.asked)
        door.get(f"{standin.github_url}/repos/acme/archived")
        assert len(exchange.asked) == before


def test_opening_the_door_exchanges_nothing_yet(exchange: Exchange, tmp_path: Path) -> None:
    door = open_door(tmp_path)
    assert isinstance(door.hub_token, HubToken)
    assert exchange.asked == []
