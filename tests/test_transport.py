"""The door, over a real socket."""

from __future__ import annotations

import gzip
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from auditor.standin import Fault, Quota, StandIn
from auditor.transport import AddressRefused, BudgetSpent, Cache, Door, Endpoints, HostFailure, HostUnreachable
from tests.conftest import HASTY, MADE_UP, door_to

MODEL = "/api/models/acme/open-7b"
INFO = f"{MODEL}?blobs=true"


def ask(door: Door, path: str = INFO) -> int:
    return door.get(door.endpoints.hub + path).status


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(status=500), "answered with status 500"),
        (Fault(status=503), "answered with status 503"),
        (Fault(status=503, headers={"Retry-After": "86400"}), "answered with status 503"),
        (Fault(status=599), "answered with status 599"),
        (Fault(delay=1.5), "did not answer in time"),
        (Fault(reset=True), "broke the connection off"),
        (Fault(truncate=True), "broke the connection off|could not be read to its end"),
        (Fault(loop=True), "redirected more than 5 times"),
        (
            Fault(status=200, body=b"not compressed at all", headers={"Content-Encoding": "gzip"}),
            "could not be read to its end",
        ),
    ],
    ids=lambda one: str(one)[:60],
)
def test_no_answer_is_a_host_failure_in_one_sentence(standin: StandIn, fault: Fault, expected: str) -> None:
    standin.faults[MODEL] = fault
    with pytest.raises(HostFailure, match=expected):
        ask(door_to(standin))


def test_a_passing_failure_is_asked_again(standin: StandIn, door: Door) -> None:
    standin.faults[MODEL] = Fault(status=503, times=2)
    assert ask(door) == 200
    assert door.sent["", "api"] == 3


def test_a_host_that_asks_for_a_day_is_not_asked_again(standin: StandIn, door: Door) -> None:
    standin.faults[MODEL] = Fault(status=503, headers={"Retry-After": "86400"})
    with pytest.raises(HostFailure):
        ask(door)
    assert door.sent.total() == 1


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:9/x", "https://example.org/", "http://169.254.169.254/", "//evil.example/"]
)
def test_a_redirect_to_another_host_is_refused_before_it_is_asked(standin: StandIn, door: Door, target: str) -> None:
    standin.faults[MODEL] = Fault(redirect=target)
    with pytest.raises(AddressRefused, match="is not a host that is asked"):
        ask(door)
    assert door.sent.total() == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://huggingface.co.evil.example/api",
        "http://huggingface.co/api",
        "https://user@huggingface.co/api",
        "file:///etc/passwd",
    ],
)
def test_only_the_hosts_themselves_are_asked(url: str) -> None:
    door = Door()
    with pytest.raises(AddressRefused):
        door.get(url)
    assert door.sent.total() == 0


def test_an_answer_larger_than_allowed_is_cut_off(standin: StandIn, door: Door) -> None:
    standin.faults[MODEL] = Fault(status=200, body=b"x" * 10_000)
    with pytest.raises(HostFailure, match="more than 1,000 bytes"):
        door.get(door.endpoints.hub + INFO, max_bytes=1000)


def test_a_compressed_answer_is_measured_unpacked(standin: StandIn, door: Door) -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    standin.faults[MODEL] = Fault(status=200, body=bomb, headers={"Content-Encoding": "gzip"})
    assert len(bomb) < 100_000
    with pytest.raises(HostFailure, match="more than 100,000 bytes"):
        door.get(door.endpoints.hub + INFO, max_bytes=100_000)


@pytest.mark.parametrize("layers", [2, 3])
def test_what_is_compressed_twice_is_not_unpacked_into_memory(standin: StandIn, door: Door, layers: int) -> None:
    bomb = b"0" * 40_000_000
    for _ in range(layers):
        bomb = gzip.compress(bomb)
    encoding = ", ".join(["gzip"] * layers)
    standin.faults[MODEL] = Fault(status=200, body=bomb, headers={"Content-Encoding": encoding})
    tracemalloc.start()
    try:
        with pytest.raises(HostFailure, match="more than 100,000 bytes"):
            door.get(door.endpoints.hub + INFO, max_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_an_answer_packed_more_often_than_anybody_does_is_no_answer(standin: StandIn, door: Door) -> None:
    encoding = ", ".join(["gzip"] * 20)
    standin.faults[MODEL] = Fault(status=200, body=gzip.compress(b"{}"), headers={"Content-Encoding": encoding})
    with pytest.raises(HostFailure, match="could not be read to its end"):
        ask(door)


@pytest.mark.parametrize(("status", "code"), [(401, 401), (403, 403), (404, 404), (400, 400)])
def test_a_refusal_is_an_answer(standin: StandIn, door: Door, status: int, code: int) -> None:
    standin.faults[MODEL] = Fault(status=status)
    assert ask(door) == code
    assert door.sent.total() == 1


def test_a_short_limit_is_waited_for(standin: StandIn) -> None:
    waits: list[float] = []
    door = door_to(standin, sleep=waits.append)
    standin.faults[MODEL] = Fault(status=429, headers={"RateLimit": '"api";r=0;t=2'}, times=1)
    assert ask(door) == 200
    assert any(1 < wait <= 2 for wait in waits)


@pytest.mark.parametrize(
    "headers", [{"RateLimit": '"api";r=0;t=290'}, {"Retry-After": "290"}], ids=["RateLimit", "Retry-After"]
)
def test_a_long_limit_is_left_for_the_next_run(standin: StandIn, door: Door, headers: dict[str, str]) -> None:
    standin.faults[MODEL] = Fault(status=429, headers=headers)
    with pytest.raises(BudgetSpent, match=r"limit of 127\.0\.0\.1 is used up"):
        ask(door)
    assert door.sent.total() == 1


def test_a_limit_without_headers_is_left_after_the_tries(standin: StandIn, door: Door) -> None:
    standin.faults[MODEL] = Fault(status=429)
    with pytest.raises(BudgetSpent):
        ask(door)


def test_a_used_up_bucket_is_not_asked_again_and_the_other_bucket_is() -> None:
    with StandIn([MADE_UP], quota=Quota(api=1, window=300)) as standin:
        door = door_to(standin)
        assert ask(door) == 200
        with pytest.raises(BudgetSpent):
            ask(door, "/api/models/acme/open-7b-chat")
        assert door.sent["", "api"] == 1
        assert ask(door, "/acme/open-7b/resolve/main/README.md") == 200


def test_a_host_that_cannot_be_reached_is_tried_once_a_run() -> None:
    nowhere = "http://127.0.0.1:9"
    door = Door(endpoints=Endpoints(hub=nowhere), patience=HASTY, sleep=lambda _: None)
    for _ in range(3):
        with pytest.raises(HostUnreachable, match="could not be reached"):
            door.get(f"{nowhere}/api/models/acme/open-7b")
    assert door.sent.total() == HASTY.tries


def test_a_token_goes_to_its_own_host_and_into_no_message_or_file(tmp_path: Path) -> None:
    seen: dict[str, str] = {}
    with StandIn([MADE_UP]) as standin:
        door = door_to(standin, hub_token="hub-secret", github_token="git-secret", cache=Cache(tmp_path))
        session = door._session
        send = session.get

        def spy(url: str, **named: object) -> object:
            seen[url] = str(named["headers"])
            return send(url, **named)  # type: ignore[arg-type]

        session.get = spy  # type: ignore[method-assign, assignment]
        ask(door, "/acme/open-7b/resolve/main/README.md")
        door.get(f"{standin.github_url}/repos/acme/open-trainer")
        standin.faults[MODEL] = Fault(status=500)
        with pytest.raises(HostFailure) as failure:
            ask(door)
    assert all(("hub-secret" in sent) == ("/github/" not in url) for url, sent in seen.items())
    assert all(("git-secret" in sent) == ("/github/" in url) for url, sent in seen.items())
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert kept
    assert b"secret" not in kept
    assert "secret" not in str(failure.value)


def test_no_token_follows_a_redirect_to_the_other_host(standin: StandIn) -> None:
    door = door_to(standin, hub_token="hub-secret", github_token="git-secret")
    seen: dict[str, str] = {}
    send = door._session.get

    def spy(url: str, **named: object) -> object:
        seen[url] = str(named["headers"])
        return send(url, **named)  # type: ignore[arg-type]

    door._session.get = spy  # type: ignore[method-assign, assignment]
    target = f"{standin.github_url}/repos/acme/open-trainer"
    standin.faults[MODEL] = Fault(redirect=target)
    assert ask(door) == 200
    assert list(seen) == [standin.hub_url + INFO, target]
    assert "git-secret" in seen[target]
    assert "hub-secret" not in seen[target]
    assert "git-secret" not in seen[standin.hub_url + INFO]
    assert all("secret" not in url for url in seen)
    assert "secret" not in repr(door)


def test_what_names_its_commit_is_asked_once(standin: StandIn, tmp_path: Path) -> None:
    door = door_to(standin, cache=Cache(tmp_path))
    url = f"{standin.github_url}/repos/acme/open-trainer"
    first = door.get(url, immutable=True)
    sent = door.sent.total()
    assert door.get(url, immutable=True).body == first.body
    assert door.sent.total() == sent


def test_what_may_change_is_asked_with_its_etag(standin: StandIn, tmp_path: Path) -> None:
    door = door_to(standin, cache=Cache(tmp_path))
    url = f"{standin.github_url}/repos/acme/open-trainer"
    first = door.get(url)
    again = door.get(url)
    assert (again.status, again.body) == (200, first.body)
    assert [one.status for one in standin.requests] == [200, 304]


def test_a_cache_that_was_tampered_with_is_not_believed(standin: StandIn, tmp_path: Path) -> None:
    door = door_to(standin, cache=Cache(tmp_path))
    url = f"{standin.github_url}/repos/acme/open-trainer"
    first = door.get(url, immutable=True)
    for blob in (tmp_path / "blobs").rglob("*"):
        if blob.is_file():
            blob.write_bytes(b"{}")
    assert door.get(url, immutable=True).body == first.body


def test_over_tls_a_certificate_must_be_trusted() -> None:
    with StandIn([MADE_UP], tls=True) as standin:
        assert ask(door_to(standin)) == 200
        with pytest.raises(HostFailure):
            ask(door_to(standin, verify=True))


def test_a_limit_is_waited_for_as_long_as_the_run_has(standin: StandIn) -> None:
    waits: list[float] = []
    door = door_to(standin, sleep=waits.append, clock=lambda: 1000.0)
    door.until = 1300.0
    standin.faults[MODEL] = Fault(status=429, headers={"RateLimit": '"api";r=0;t=290'}, times=1)
    assert ask(door) == 200
    assert 290 in waits


def test_after_its_time_a_run_tries_nothing_twice(standin: StandIn) -> None:
    door = door_to(standin, clock=lambda: 1000.0)
    door.until = 999.0
    standin.faults[MODEL] = Fault(status=503)
    with pytest.raises(HostFailure):
        ask(door)
    assert door.sent.total() == 1


def test_threads_that_share_a_door_count_each_for_itself(standin: StandIn, door: Door) -> None:
    def look(number: int) -> int:
        before = door.sent_here
        with door.on_behalf(str(number)):
            for _ in range(number):
                ask(door)
        return door.sent_here - before

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(look, range(8))) == list(range(8))
    assert {subject: count for (subject, _), count in door.sent.items()} == {str(one): one for one in range(1, 8)}


def test_the_next_page_is_where_the_link_header_says(standin: StandIn, door: Door) -> None:
    address = f"{standin.hub_url}/api/models?author=acme&limit=3"
    pages = []
    while address:
        reply = door.get(address)
        pages.append(reply.body)
        address = reply.next_page
    assert len(pages) == len(set(pages)) > 2
    strange = Fault(headers={"Link": '</a>; rel="prev", nonsense, <>; rel="next"'})
    standin.faults["/api/models?"] = strange
    assert door.get(f"{standin.hub_url}/api/models?author=acme").next_page == ""


def test_a_run_sends_no_more_than_it_may(standin: StandIn) -> None:
    door = door_to(standin, most=2)
    url = f"{standin.hub_url}/api/models/acme/open-7b"
    assert [door.get(url).status for _ in range(2)] == [200, 200]
    with pytest.raises(BudgetSpent, match="the 2 requests that this run may send are used up"):
        door.get(url)
    assert len(standin.requests) == 2
