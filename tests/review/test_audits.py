"""Live audits of added and changed models: within a budget, and a host that fails is no mistake of the change."""

from __future__ import annotations

import pytest

from auditor.review.record import MAX_AUDITS, Asked, Audited
from auditor.score import State
from auditor.standin import Fault, Quota, StandIn
from auditor.transport import Door, Endpoints
from tests.conftest import HASTY, MADE_UP, door_to
from tests.review.repo import Repo


def add(repo: Repo, *ids: str) -> None:
    for model_id in ids:
        repo.write(f"data/models/{model_id}.yaml", f"id: {model_id}\n")
    repo.commit()


def test_an_added_model_is_audited_and_its_results_cite_pinned_places(repo: Repo, standin: StandIn) -> None:
    add(repo, "acme/open-7b")
    review = repo.review(door_to(standin), offline=False)
    (one,) = review.audits
    assert (one.id, one.change, one.asked) == ("acme/open-7b", "added", Asked.AUDITED)
    assert [result.state for result in one.results][:2] == [State.MET, State.MET]
    assert all(result.cited and one.revision in result.cited.url for result in one.results)
    assert len(one.standings) == len(list((repo.root / "data/definitions").glob("*.yaml")))
    assert review.requests == len(standin.requests) > 0
    assert review.rejudged is None
    assert not (repo.root / "data/evidence/huggingface/model/acme/open-7b.json").exists()


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault(status=429, headers={"Retry-After": "3600"}), "limit"),
        (Fault(status=503), "503"),
        (Fault(reset=True), "broke the connection off"),
        (Fault(status=200, body=b"<html>"), "not JSON"),
    ],
    ids=["429", "503", "reset", "no JSON"],
)
def test_a_host_that_fails_reads_not_audited_yet(repo: Repo, standin: StandIn, fault: Fault, why: str) -> None:
    add(repo, "acme/open-7b")
    standin.faults["/api/models/acme/open-7b"] = fault
    review = repo.review(door_to(standin), offline=False)
    (one,) = review.audits
    assert one.asked is Asked.NOT_YET
    assert why in one.why
    assert one.results == ()
    assert review.problems == ()


def test_an_outage_and_a_spent_budget_leave_the_others(repo: Repo) -> None:
    add(repo, "acme/no-card", "acme/open-7b", "acme/renamed")
    nowhere = Endpoints(hub="http://127.0.0.1:9", github="http://127.0.0.1:9/github")
    away = repo.review(Door(endpoints=nowhere, patience=HASTY, sleep=lambda _: None), offline=False)
    assert {one.asked for one in away.audits} == {Asked.NOT_YET}
    with StandIn([MADE_UP], quota=Quota(api=5, resolvers=100, github=0, window=3600)) as scarce:
        found = {one.id: one.asked for one in repo.review(door_to(scarce), offline=False).audits}
    assert found["acme/no-card"] is Asked.AUDITED
    assert found["acme/renamed"] is Asked.NOT_YET


def test_no_more_requests_are_sent_than_allowed(repo: Repo, standin: StandIn) -> None:
    add(repo, "acme/open-7b", "acme/renamed")
    review = repo.review(door_to(standin, most=3), offline=False)
    assert len(standin.requests) == review.requests == 3
    assert review.audits[0].asked is Asked.AUDITED
    assert any("3 requests" in gap for gap in review.audits[0].gaps)
    assert review.audits[1].asked is Asked.NOT_YET
    assert "3 requests that this run may send are used up" in review.audits[1].why


def test_a_changed_model_stands_on_what_was_seen_where_the_host_fails(repo: Repo, standin: StandIn) -> None:
    repo.write("data/models/globex/adapter.yaml", "id: globex/adapter\nnotes: Changed.\n")
    repo.commit()
    standin.faults[r"/api/models(/globex/adapter|\?author=globex&)"] = Fault(status=503)
    (one,) = repo.review(door_to(standin), offline=False).audits
    assert (one.change, one.asked) == ("changed", Asked.STANDS)
    assert one.results
    assert "503" in one.why


def test_only_the_first_are_audited_and_offline_none(repo: Repo, standin: StandIn) -> None:
    add(repo, *(f"acme/m{number:03}" for number in range(MAX_AUDITS + 5)))
    review = repo.review(offline=True)
    assert len(review.audits) == MAX_AUDITS
    assert review.models_in_all == MAX_AUDITS + 5
    assert {(one.asked, one.why) for one in review.audits} == {(Asked.NOT_YET, "offline")}
    (left,) = [look for look in review.looks if look.matter.value == "not audited"]
    assert "only the first 20 are asked about" in left.says
    assert "acme/m020" in left.says
    assert standin.requests == []
    assert isinstance(review.audits[0], Audited)


def test_a_model_with_mistakes_in_its_entry_is_not_asked(repo: Repo, standin: StandIn) -> None:
    repo.write("data/models/acme/open-7b.yaml", "id: acme/open-7b\nsurprise: 1\n")
    repo.commit()
    review = repo.review(door_to(standin), offline=False)
    assert review.audits == ()
    assert standin.requests == []
