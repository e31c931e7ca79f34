from __future__ import annotations

import http.client
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from auditor.standin import Fault, Quota, Served, StandIn
from tests.standin.conftest import RECORDINGS

INFO = "/api/models/acme/open-7b"
CARD = "/acme/open-7b/resolve/main/README.md"
REPOSITORY = "/github/repos/acme/open-trainer"


def connected(standin: StandIn) -> http.client.HTTPConnection:
    parts = urlsplit(standin.hub_url)
    assert parts.port
    if parts.scheme == "http":
        return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    context = ssl.create_default_context(cafile=str(standin.ca_file))
    return http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=10, context=context)


def get(
    standin: StandIn, target: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[int, Mapping[str, str], bytes]:
    connection = connected(standin)
    try:
        connection.request(method, target, headers=dict(headers or {}))
        reply = connection.getresponse()
        return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
    finally:
        connection.close()


def test_connections_are_kept_alive(standin: StandIn) -> None:
    connection = connected(standin)
    for method, target in (("GET", INFO), ("HEAD", CARD), ("POST", f"{INFO}/paths-info/main"), ("GET", REPOSITORY)):
        connection.request(method, target, body=b"paths=LICENSE" if method == "POST" else None)
        opened = connection.sock
        connection.getresponse().read()
        assert connection.sock is opened
    connection.close()


def test_head_is_get_without_the_body(standin: StandIn) -> None:
    (_, got, body), (_, head, nothing) = get(standin, INFO), get(standin, INFO, "HEAD")
    assert (head["content-length"], nothing) == (str(len(body)), b"")
    assert head["content-length"] == got["content-length"]


def test_requests_are_counted_before_their_replies(standin: StandIn) -> None:
    standin.requests.clear()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: get(standin, INFO), range(24)))
    assert standin.requests == [Served(method="GET", path=INFO, status=200)] * 24


@pytest.mark.parametrize(("target", "bucket"), [(INFO, "api"), (CARD, "resolvers"), ("/api/models/acme/no", "api")])
def test_every_reply_tells_the_limit(standin: StandIn, target: str, bucket: str) -> None:
    headers = get(standin, target)[1]
    assert re.fullmatch(rf'"{bucket}";r=\d+;t=\d+', headers["ratelimit"])
    assert re.fullmatch(rf'"fixed window";"{bucket}";q=\d+;w=300', headers["ratelimit-policy"])


def test_the_cache_address_counts_as_resolver(standin: StandIn) -> None:
    where = get(standin, CARD)[1]["location"]
    assert where.startswith("/api/resolve-cache/")
    assert get(standin, where)[1]["ratelimit"].startswith('"resolvers"')


@pytest.mark.parametrize(
    ("target", "status", "left"),
    [(INFO, 429, ("ratelimit", '"api";r=0')), (REPOSITORY, 403, ("x-ratelimit-remaining", "0"))],
)
def test_a_spent_quota_is_refused_until_the_window_ends(target: str, status: int, left: tuple[str, str]) -> None:
    with StandIn([RECORDINGS], quota=Quota(api=2, github=2, window=2)) as standin:
        assert [get(standin, target)[0] for _ in range(3)] == [200, 200, status]
        assert get(standin, target)[1][left[0]].startswith(left[1])
        assert get(standin, CARD)[0] == 307
        time.sleep(2.1)
        assert get(standin, target)[0] == 200


@pytest.mark.parametrize(("token", "left"), [({"Authorization": "Bearer made-up"}, "1"), ({}, "0")])
def test_an_authorized_304_of_github_is_free(token: Mapping[str, str], left: str) -> None:
    with StandIn([RECORDINGS], quota=Quota(github=2)) as standin:
        etag = get(standin, REPOSITORY)[1]["etag"]
        status, headers, _ = get(standin, REPOSITORY, headers={"If-None-Match": etag, **token})
        assert (status, headers["x-ratelimit-remaining"]) == (304, left)


ANSWERED: Mapping[str, tuple[Fault, int, Mapping[str, str], bytes | None]] = {
    "status": (Fault(status=502), 502, {}, b""),
    "status of no standard": (Fault(status=521), 521, {}, b""),
    "status with headers": (Fault(status=429, headers={"Retry-After": "7"}), 429, {"retry-after": "7"}, b""),
    "body": (Fault(body=b"<html>"), 200, {}, b"<html>"),
    "headers": (Fault(headers={"X-Repo-Commit": "not hex"}), 200, {"x-repo-commit": "not hex"}, None),
    "redirect": (Fault(redirect="https://example.com/"), 307, {"location": "https://example.com/"}, b""),
    "redirect of a kind": (Fault(status=302, redirect="/x"), 302, {"location": "/x"}, b""),
    "loop": (Fault(loop=True), 307, {"location": INFO}, b""),
}


@pytest.mark.parametrize(("fault", "status", "headers", "body"), ANSWERED.values(), ids=ANSWERED.keys())
def test_faults_change_the_reply(
    standin: StandIn, fault: Fault, status: int, headers: Mapping[str, str], body: bytes | None
) -> None:
    ordinary = get(standin, INFO)[2]
    standin.faults = {"/api/models/acme/open-": fault}
    try:
        found = get(standin, INFO)
    finally:
        standin.faults.clear()
    assert (found[0], found[2]) == (status, ordinary if body is None else body)
    assert headers.items() <= found[1].items()


def test_faults_break_connections(standin: StandIn) -> None:
    standin.faults.update({INFO: Fault(reset=True), REPOSITORY: Fault(truncate=True)})
    try:
        with pytest.raises((ConnectionError, http.client.RemoteDisconnected, ssl.SSLError)):
            get(standin, INFO)
        with pytest.raises(http.client.IncompleteRead) as cut:
            get(standin, REPOSITORY)
    finally:
        standin.faults.clear()
    assert cut.value.expected
    assert standin.requests[-2].status == 0


def test_faults_delay_and_end(standin: StandIn) -> None:
    standin.faults[r"/api/models/.*\?expand=gated$"] = Fault(status=503, delay=0.2, times=2)
    try:
        began = time.monotonic()
        statuses = [get(standin, f"{INFO}?expand=gated")[0] for _ in range(3)]
        assert time.monotonic() - began >= 0.4
        assert statuses == [503, 503, 200]
        assert get(standin, f"{INFO}?expand=sha")[0] == 200
        standin.faults[r"/api/models/.*\?expand=gated$"] = Fault(status=500, times=1)
        assert get(standin, f"{INFO}?expand=gated")[0] == 500
    finally:
        standin.faults.clear()


def test_too_large_a_body_is_refused(standin: StandIn) -> None:
    assert get(standin, INFO, "POST", {"Content-Length": "999999999"})[0] == 413


def ended(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", INFO)
    connection.getresponse()


def test_it_is_gone_when_it_ends() -> None:
    with StandIn([RECORDINGS]) as standin:
        kept = connected(standin)
        kept.request("GET", INFO)
        kept.getresponse().read()
        port = urlsplit(standin.hub_url).port
        assert port
    kept.auto_open = False
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ended(kept)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2)


def test_tls_needs_trust() -> None:
    with StandIn([RECORDINGS], tls=True) as standin:
        untrusted = http.client.HTTPSConnection(standin.hub_url.removeprefix("https://"), timeout=10)
        with pytest.raises(ssl.SSLCertVerificationError):
            untrusted.request("GET", INFO)
        assert get(standin, INFO)[0] == 200


def test_serving_tells_the_settings_and_ends_when_interrupted() -> None:
    command = "import sys, pathlib; from auditor.standin import serve; serve([pathlib.Path(sys.argv[1])])"
    with subprocess.Popen([sys.executable, "-c", command, str(RECORDINGS)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        _, hub, github = (run.stdout.readline().strip() for _ in range(3))
        address = hub.removeprefix("export HF_ENDPOINT=http://")
        connection = http.client.HTTPConnection(address, timeout=10)
        connection.request("GET", INFO)
        status = connection.getresponse().status
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=20) == 0
    assert status == 200
    assert github == f"export GITHUB_API_URL=http://{address}/github"
