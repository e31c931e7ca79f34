"""How cheaply a run looks and how steadily: lists of owners, budgets, several places at a time; over a socket."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.collect import Collected, Collector, Notes, Spending, model_ref
from auditor.evidence import Gate, Head, Missing, Place, Reason
from auditor.registry import CuratedLink, Entry
from auditor.rules import Rules
from auditor.standin import Fault, Quota, StandIn
from auditor.transport import Cache, Door
from tests.conftest import MADE_UP, door_to
from tests.owners import ids, record, row

OWNERS = {"acme": 5, "globex": 3, "initech": 1}
ALL = ids(OWNERS)
LIST = "/api/models?author=acme&"
SECOND_PAGE = r"/api/models\?author=acme&.*cursor="


class Archive:
    """What one run hands to the next: places and notes."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.notes = Notes()

    def collect(self, standin: StandIn, *entries: str | Entry, door: Door | None = None, **spending: Any) -> Collected:
        standin.requests.clear()
        collector = Collector(
            door=door or door_to(standin),
            rules=Rules(),
            reading="1",
            wanted=(),
            known=lambda ref: self.places.get(str(ref)),
            save=lambda place: self.places.update({str(place.ref): place}),
            notes=self.notes,
            spending=Spending(**spending),
        )
        return collector.collect([one if isinstance(one, Entry) else Entry(id=one) for one in entries])

    def head(self, model_id: str) -> Head | Missing:
        return self.places[str(model_ref(model_id))].head


def paths(standin: StandIn) -> list[str]:
    return sorted(one.path.partition("?")[0] for one in standin.requests)


def outcomes(done: Collected) -> set[str]:
    return {one.outcome for one in done.observations}


def seen_once(tmp_path: Path, owners: dict[str, int] = OWNERS) -> Archive:
    archive = Archive()
    with StandIn([record(tmp_path / "first", [row(one) for one in ids(owners)])]) as standin:
        assert outcomes(archive.collect(standin, *ids(owners))) == {"observed"}
    return archive


def test_unchanged_models_cost_one_request_an_owner(tmp_path: Path) -> None:
    archive = seen_once(tmp_path)
    before = dict(archive.places)
    with StandIn([tmp_path / "first"]) as standin:
        done = archive.collect(standin, *ALL)
        assert paths(standin) == ["/api/models", "/api/models", "/api/models/initech/model-0000"]
    assert outcomes(done) == {"unchanged"}
    assert done.lists == {"huggingface/model/acme": 1, "huggingface/model/globex": 1}
    assert archive.places == before


def test_a_long_list_costs_a_request_a_page(tmp_path: Path) -> None:
    archive = seen_once(tmp_path, {"acme": 10})
    with StandIn([tmp_path / "first"], page_size=4) as standin:
        done = archive.collect(standin, *ids({"acme": 10}))
        assert len(standin.requests) == 3
    assert outcomes(done) == {"unchanged"}


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    archive = seen_once(tmp_path)
    rows = [row(one, commit="second" if one == ALL[2] else "first") for one in ALL]
    with StandIn([record(tmp_path / "second", rows)]) as standin:
        done = archive.collect(standin, *ALL)
        asked = [one for one in paths(standin) if ALL[2] in one]
        assert len(standin.requests) == 3 + 4
    assert f"/api/models/{ALL[2]}" in asked
    assert [one.ref.name for one in done.of("observed")] == [ALL[2]]


@pytest.mark.parametrize(
    ("told", "expected"),
    [({"gated": "manual"}, {"gated": Gate.MANUAL}), ({"disabled": True}, {"disabled": True})],
    ids=["gated", "disabled"],
)
def test_a_setting_that_changes_without_a_commit_is_seen_in_the_list(
    tmp_path: Path, told: dict[str, Any], expected: dict[str, Any]
) -> None:
    archive = seen_once(tmp_path)
    rows = [row(one, **(told if one == ALL[1] else {})) for one in ALL]
    with StandIn([record(tmp_path / "second", rows)]) as standin:
        done = archive.collect(standin, *ALL)
        assert len(standin.requests) == 3
    head = archive.head(ALL[1])
    assert isinstance(head, Head)
    assert expected.items() <= head.settings.model_dump().items()
    assert [one.ref.name for one in done.of("observed")] == [ALL[1]]


def test_a_setting_that_the_list_does_not_tell_is_asked_of_the_model(tmp_path: Path) -> None:
    archive = seen_once(tmp_path)
    with StandIn([tmp_path / "first"]) as standin:
        told = json.loads(door_to(standin).get(f"{standin.hub_url}{LIST}expand[]=sha&expand[]=private").body)
        standin.faults[LIST] = Fault(status=200, body=json.dumps(told).encode())
        archive.collect(standin, *ids({"acme": 5}))
        assert [one for one in paths(standin) if "acme" in one] == [f"/api/models/{one}" for one in ids({"acme": 5})]
    head = archive.head(ALL[0])
    assert isinstance(head, Head)
    assert head.settings.gated is Gate.NO


def test_who_is_absent_from_a_list_is_asked_and_may_be_renamed_gone_or_there(tmp_path: Path) -> None:
    archive = seen_once(tmp_path)
    renamed, gone, there = ALL[0], ALL[1], ALL[2]
    rows = [row(one) for one in ALL if one not in {renamed, gone}]
    rows += [{**row("acme/new-name"), "renamed_from": [renamed]}, {**row(gone), "missing": True}]
    with StandIn([record(tmp_path / "second", rows)]) as standin:
        told = json.loads(door_to(standin).get(f"{standin.hub_url}{LIST}full=true").body)
        kept = [one for one in told if one["id"] != there]
        standin.faults[LIST] = Fault(status=200, body=json.dumps(kept).encode())
        archive.collect(standin, *ALL)
    now = archive.head(renamed)
    assert isinstance(now, Head)
    assert now.name == "acme/new-name"
    refused = archive.head(gone)
    assert isinstance(refused, Missing)
    assert refused.reason is Reason.NOT_FOUND_OR_PRIVATE
    assert isinstance(archive.head(there), Head)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=503),
        Fault(status=504),
        Fault(status=404),
        Fault(status=401),
        Fault(reset=True),
        Fault(truncate=True),
        Fault(status=200, body=b"<html>"),
        Fault(status=200, body=b'{"error": "none"}'),
        Fault(status=200, body=b"[]"),
        Fault(status=200, body=b'[7, null, {"id": 7}, {"sha": "x"}]'),
        Fault(redirect="https://evil.example/"),
        Fault(redirect="http://["),
        Fault(status=200, body=b"[{}]", headers={"Link": '<http://[>; rel="next"'}),
    ],
    ids=lambda one: str(one)[:70],
)
def test_a_list_that_fails_says_nothing_about_its_models(tmp_path: Path, fault: Fault) -> None:
    archive = seen_once(tmp_path)
    before = dict(archive.places)
    with StandIn([tmp_path / "first"], faults={LIST: fault}) as standin:
        done = archive.collect(standin, *ALL)
    assert outcomes(done) == {"unchanged"}
    assert archive.places == before


@pytest.mark.parametrize(
    "fault",
    [Fault(status=429, headers={"RateLimit": '"api";r=0;t=290'}), Fault(status=429, headers={"Retry-After": "290"})],
)
def test_a_list_that_meets_a_limit_leaves_its_models_for_the_next_run(tmp_path: Path, fault: Fault) -> None:
    archive = seen_once(tmp_path)
    before = dict(archive.places)
    with StandIn([tmp_path / "first"], faults={"/api/models": fault}) as standin:
        done = archive.collect(standin, *ALL)
    assert outcomes(done) == {"left"}
    assert archive.places == before


def test_when_lists_and_models_fail_the_models_have_failed(tmp_path: Path) -> None:
    archive = seen_once(tmp_path)
    before = dict(archive.places)
    with StandIn([tmp_path / "first"], faults={"/api/models": Fault(status=503)}) as standin:
        done = archive.collect(standin, *ALL)
    assert outcomes(done) == {"failed"}
    assert archive.places == before


def test_a_second_page_that_fails_takes_nothing_from_the_first(tmp_path: Path) -> None:
    archive = seen_once(tmp_path, {"acme": 10})
    with StandIn([tmp_path / "first"], page_size=4, faults={SECOND_PAGE: Fault(status=503)}) as standin:
        done = archive.collect(standin, *ids({"acme": 10}))
        alone = [one for one in paths(standin) if one != "/api/models"]
    assert alone == [f"/api/models/{one}" for one in ids({"acme": 10})[4:]]
    assert outcomes(done) == {"unchanged"}
    assert archive.notes.pages == {}


def test_two_models_of_an_owner_of_thousands_are_asked_themselves_from_the_second_time_on(tmp_path: Path) -> None:
    archive = seen_once(tmp_path, {"acme": 40})
    two = ids({"acme": 40})[-2:]
    with StandIn([tmp_path / "first"], page_size=4) as standin:
        archive.collect(standin, *two)
        first = len(standin.requests)
        archive.collect(standin, *two)
        assert paths(standin) == [f"/api/models/{one}" for one in two]
    assert first == 4


def test_a_list_without_end_is_given_up(tmp_path: Path) -> None:
    archive = seen_once(tmp_path)
    with StandIn([tmp_path / "first"]) as standin:
        again = {"Link": f'<{standin.hub_url}{LIST}limit=1000>; rel="next"'}
        standin.faults[LIST] = Fault(status=200, body=b'[{"id": "acme/other"}]', headers=again)
        done = archive.collect(standin, *ALL)
        assert paths(standin).count("/api/models") == 2 + 1
    assert outcomes(done) == {"unchanged"}


def test_a_list_that_knows_none_of_ours_is_asked_once(tmp_path: Path) -> None:
    archive = seen_once(tmp_path)
    with StandIn([tmp_path / "first"], faults={LIST: Fault(status=200, body=b"[]")}) as standin:
        for expected in (1, 0):
            assert outcomes(archive.collect(standin, *ids({"acme": 5}))) == {"unchanged"}
            assert paths(standin).count("/api/models") == expected


def test_an_id_of_another_spelling_is_found_in_the_list_of_the_hub_s(tmp_path: Path) -> None:
    archive, spelt = Archive(), ["acme/Model-0000", "ACME/model-0001"]
    with StandIn([record(tmp_path, [row(one) for one in ids({"Acme": 3})])]) as standin:
        archive.collect(standin, *spelt)
        done = archive.collect(standin, *spelt)
        assert [one.path.partition("&")[0] for one in standin.requests] == ["/api/models?author=Acme"]
    assert outcomes(done) == {"unchanged"}
    heads = [archive.head(one) for one in spelt]
    assert [one.name for one in heads if isinstance(one, Head)] == ids({"Acme": 2})


def test_a_list_is_not_asked_of_another_host(tmp_path: Path) -> None:
    archive = seen_once(tmp_path)
    elsewhere = {"Link": '<https://evil.example/api/models?cursor=1>; rel="next"'}
    with StandIn([tmp_path / "first"], page_size=3) as standin:
        standin.faults[LIST] = Fault(headers=elsewhere)
        done = archive.collect(standin, *ALL)
    assert outcomes(done) == {"unchanged"}


def test_the_order_of_what_is_told_is_the_same_for_one_job_and_for_many(tmp_path: Path) -> None:
    rows = [row(one) for one in ALL]
    told = []
    for jobs in (1, 8):
        slow = {f"/api/models/{one}": Fault(delay=0.03 * (number % 3)) for number, one in enumerate(ALL)}
        with StandIn([record(tmp_path / "rows", rows)], faults=slow) as standin:
            archive = Archive()
            done = archive.collect(standin, *ALL, jobs=jobs)
        told.append((done, archive.places))
    assert told[0] == told[1]


def test_several_jobs_never_ask_more_than_the_host_allows(tmp_path: Path) -> None:
    many = ids({"acme": 30})
    archive = Archive()
    with StandIn([record(tmp_path, [row(one) for one in many])], quota=Quota(api=20, window=300)) as standin:
        done = archive.collect(standin, *many, jobs=8)
        refused = [one for one in standin.requests if one.status == 429]
    assert refused == []
    assert outcomes(done) == {"observed", "left"}


def test_a_budget_of_requests_is_kept_and_the_next_runs_go_on_until_all_is_seen(tmp_path: Path) -> None:
    archive = Archive()
    with StandIn([record(tmp_path, [row(one) for one in ALL])]) as standin:
        for _ in range(len(ALL)):
            done = archive.collect(standin, *ALL, requests=12, jobs=8)
            assert len(standin.requests) <= 12 + 5
            assert outcomes(done) <= {"observed", "unchanged", "left"}
            if not done.of("left"):
                break
    assert {one.snapshot.card_state for one in archive.places.values() if one.snapshot} == {"read"}
    assert archive.places.keys() == {str(model_ref(one)) for one in ALL}
    assert not done.of("left")


def test_what_was_asked_longest_ago_is_asked_first(tmp_path: Path) -> None:
    one_each = ids({f"owner-{number}": 1 for number in range(6)})
    archive, rounds = Archive(), []
    with StandIn([record(tmp_path, [row(one) for one in one_each])]) as standin:
        archive.collect(standin, *one_each)
        for hour in range(3):
            now = 2_000_000_000.0 + 3600 * hour
            done = archive.collect(standin, *one_each, door=door_to(standin, clock=lambda now=now: now), requests=2)
            rounds.append({one.ref.name for one in done.of("unchanged")})
    assert set().union(*rounds) == set(one_each)


def test_what_always_fails_does_not_use_up_every_budget(tmp_path: Path) -> None:
    archive = Archive()
    with StandIn([record(tmp_path, [row(ALL[8])])]) as standin:
        for hour in range(2):
            now = 2_000_000_000.0 + 3600 * hour
            archive.collect(standin, *ALL, door=door_to(standin, clock=lambda now=now: now), requests=8)
    assert list(archive.places) == [str(model_ref(ALL[8]))]


def test_minutes_that_are_used_up_leave_the_rest(tmp_path: Path) -> None:
    class Clock:
        now = 2_000_000_000.0

        def __call__(self) -> float:
            self.now += 1
            return self.now

    archive = Archive()
    with StandIn([record(tmp_path, [row(one) for one in ALL])]) as standin:
        done = archive.collect(standin, *ALL, door=door_to(standin, clock=Clock()), minutes=1, jobs=1)
    assert done.of("observed")
    assert {one.why for one in done.of("left")} == {"the minutes that the run was given are used up"}
    assert {one.requests for one in done.of("left")} == {0}


def test_unchanged_repositories_cost_nothing_of_github_s_limit_with_a_token(tmp_path: Path) -> None:
    links = tuple(
        CuratedLink(role="training_code", url=f"https://github.com/acme/{name}")
        for name in ("archived", "open-trainer")
    )
    entry = Entry(id="acme/no-card", links=links)
    archive, cache = Archive(), Cache(tmp_path)
    with StandIn([MADE_UP], quota=Quota(github=60, window=3600)) as standin:
        archive.collect(standin, entry, door=door_to(standin, cache=cache, github_token="made-up"))
        spent = sum(one.path.startswith("/github/") for one in standin.requests)
        # One more would be refused.
        standin._meter.quota = Quota(github=spent + 1, window=3600)
        door = door_to(standin, cache=cache, github_token="made-up")
        done = archive.collect(standin, entry, door=door)
        asked = [one.status for one in standin.requests if one.path.startswith("/github/")]
    assert asked == [304] * 4
    assert door.free == 4
    assert {one.outcome for one in done.observations if one.ref.source == "github"} == {"unchanged"}
