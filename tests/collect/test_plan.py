"""What a run will ask is told before the first request."""

from __future__ import annotations

from pathlib import Path

from auditor.collect import Collector, Notes, Plan
from auditor.evidence import Place
from auditor.registry import Entry
from auditor.rules import Rules
from auditor.standin import StandIn
from auditor.transport import Door, Endpoints
from tests.conftest import MADE_UP, door_to
from tests.owners import ids, record, row

NOWHERE = Door(endpoints=Endpoints(hub="http://127.0.0.1:9", github="http://127.0.0.1:9/github"))
OWNERS = {"acme": 5, "globex": 3, "initech": 1}


def planned(door: Door, places: dict[str, Place], *models: str, notes: Notes | None = None, reading: str = "1") -> Plan:
    collector = Collector(
        door=door,
        rules=Rules(),
        reading=reading,
        wanted=(),
        known=lambda ref: places.get(str(ref)),
        save=lambda place: places.update({str(place.ref): place}),
        notes=notes or Notes(),
    )
    entries = [Entry(id=one) for one in models]
    if door is not NOWHERE:
        collector.collect(entries)
    return collector.plan(entries)


def seen(folder: Path) -> dict[str, Place]:
    places: dict[str, Place] = {}
    with StandIn([folder]) as standin:
        planned(door_to(standin), places, *(ids(OWNERS) if folder != MADE_UP else ("acme/open-7b-chat",)))
    return places


def test_a_plan_costs_no_request_and_is_what_an_unchanged_run_costs(tmp_path: Path) -> None:
    places = seen(record(tmp_path, [row(one) for one in ids(OWNERS)]))
    plan = planned(NOWHERE, places, *ids(OWNERS))
    assert NOWHERE.sent.total() == 0
    assert {str(one): len(one.refs) for one in plan.shelves} == {
        "huggingface/model/acme": 5,
        "huggingface/model/globex": 3,
    }
    assert (plan.listed, plan.single("huggingface"), plan.requests) == (8, 1, 3)
    assert plan.never_seen == {}


def test_what_a_model_links_is_planned_too(tmp_path: Path) -> None:
    plan = planned(NOWHERE, seen(MADE_UP), "acme/open-7b-chat")
    assert {"huggingface/dataset/acme/open-corpus", "huggingface/model/acme/open-7b"} <= plan.seen.keys()
    assert plan.requests_of("github") == 2 * plan.single("github") > 0


def test_a_list_that_took_too_many_pages_is_not_planned(tmp_path: Path) -> None:
    places = seen(record(tmp_path, [row(one) for one in ids(OWNERS)]))
    notes = Notes(pages={"huggingface/model/acme": 5, "huggingface/model/globex": 2})
    plan = planned(NOWHERE, places, *ids(OWNERS), notes=notes)
    assert [str(one) for one in plan.shelves] == ["huggingface/model/globex"]
    assert plan.requests == 5 + 2 + 1


def test_another_reading_asks_every_place_itself(tmp_path: Path) -> None:
    places = seen(record(tmp_path, [row(one) for one in ids(OWNERS)]))
    assert planned(NOWHERE, places, *ids(OWNERS), reading="2").shelves == ()


def test_what_was_never_seen_comes_first_then_what_was_asked_longest_ago(tmp_path: Path) -> None:
    places = seen(record(tmp_path, [row(one) for one in ids(OWNERS)]))
    first, second, *_ = (f"huggingface/model/{one}" for one in ids(OWNERS))
    notes = Notes(
        asked={first: "2026-11-02T00:00:00+00:00", "huggingface/model/acme/failed": "2026-11-03T00:00:00+00:00"}
    )
    plan = planned(NOWHERE, places, *ids(OWNERS), "acme/failed", "acme/new", notes=notes)
    every = [*plan.never_seen.values(), *(place.ref for place in plan.seen.values())]
    order = [str(ref) for ref in sorted(every, key=lambda ref: plan.age(ref) or (True, ""))]
    assert order[:2] == ["huggingface/model/acme/new", second]
    assert order[-2:] == [first, "huggingface/model/acme/failed"]
    assert plan.freshest_beyond(len(order) - 2) == set(order[-2:])
