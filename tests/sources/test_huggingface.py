"""The Hub's source, over a real socket against the stand-in."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from auditor.card import CardState, Role
from auditor.evidence import Gate, Head, Kind, Missing, Place, Reason, Ref, Snapshot
from auditor.rules import Rules
from auditor.sources import Errand, huggingface, recognise
from auditor.sources.huggingface import history
from auditor.standin import Fault, StandIn
from auditor.transport import BudgetSpent, Door, HostFailure, Patience
from tests.conftest import HASTY, MADE_UP, door_to

WANTED = (r"LICENSE(\..*)?", r".*\.index\.json", r"adapter_config\.json")


def model(name: str, branch: str = "") -> Ref:
    return Ref(source="huggingface", kind=Kind.MODEL, name=name, branch=branch)


def dataset(name: str) -> Ref:
    return Ref(source="huggingface", kind=Kind.DATASET, name=name)


def look(door: Door, ref: Ref, known: Place | None = None) -> Place:
    return huggingface.observe(ref, Errand(door=door, rules=Rules(), reading="1", known=known, wanted=WANTED))


def seen(place: Place) -> Snapshot:
    assert place.snapshot is not None
    return place.snapshot


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://huggingface.co/acme/open-7b", "huggingface/model/acme/open-7b"),
        ("https://huggingface.co/acme/open-7b/blob/main/README.md#L3", "huggingface/model/acme/open-7b"),
        ("https://hf.co/acme/open-7b?x=1", "huggingface/model/acme/open-7b"),
        ("https://huggingface.co/datasets/acme/open-corpus/tree/main", "huggingface/dataset/acme/open-corpus"),
        ("https://huggingface.co/datasets/c4", "huggingface/dataset/c4"),
        ("https://huggingface.co/spaces/acme/demo", None),
        ("https://huggingface.co/papers/2402.00001", None),
        ("https://huggingface.co/docs/transformers", None),
        ("https://huggingface.co/acme", None),
        ("https://huggingface.co.evil.example/acme/open-7b", None),
        ("https://huggingface.co@evil.example/acme/open-7b", None),
        ("https://huggingface.co/acme/..", None),
        ("https://huggingface.co/acme/%2e%2e%2fetc", None),
        ("javascript://huggingface.co/acme/open-7b", None),
        ("https://[broken", None),
    ],
)
def test_a_link_is_recognised_by_its_host_and_path(url: str, expected: str | None) -> None:
    found = recognise(url)
    assert (str(found) if found else None) == expected


def test_a_whole_model_costs_at_most_six_requests(door: Door) -> None:
    place = look(door, model("acme/open-7b"))
    assert isinstance(place.head, Head)
    assert (place.settings.gated, seen(place).complete, seen(place).card_state) == (Gate.NO, True, CardState.READ)
    assert {file.path for file in seen(place).read} == {"LICENSE"}
    assert seen(place).branches
    assert seen(place).card is not None
    assert seen(place).revision == place.head.revision
    assert door.sent.total() <= 6


def test_an_unchanged_model_costs_one_request(door: Door) -> None:
    first = look(door, model("acme/open-7b"))
    sent = door.sent.total()
    again = look(door, model("acme/open-7b"), known=first)
    assert (again.snapshot, door.sent.total() - sent) == (first.snapshot, 1)


def test_a_gate_that_closes_without_a_commit_is_noticed(standin: StandIn, door: Door) -> None:
    first = look(door, model("acme/open-7b"))
    told = door.get(f"{door.endpoints.hub}/api/models/acme/open-7b?blobs=true").json()
    assert isinstance(told, dict)
    standin.faults["/api/models/acme/open-7b?"] = Fault(status=200, body=json.dumps({**told, "gated": "auto"}).encode())
    again = look(door, model("acme/open-7b"), known=first)
    assert (again.settings.gated, again.snapshot) == (Gate.AUTO, first.snapshot)


def test_a_gate_that_is_not_told_is_unknown(door: Door) -> None:
    place = look(door, model("acme/no-list"))
    assert (place.settings.gated, seen(place).files) == (Gate.UNKNOWN, None)


def test_a_part_of_a_listing_is_a_part(door: Door) -> None:
    place = look(door, model("acme/partial-list"))
    assert seen(place).files
    assert not seen(place).complete


def test_a_listing_of_several_pages_is_whole() -> None:
    with StandIn([MADE_UP], page_size=2) as standin:
        door = door_to(standin)
        first = look(door, model("acme/open-7b"))
        whole, told = seen(first).files, {"id": "acme/open-7b", "sha": seen(first).revision}
        standin.faults[r"^/api/models/acme/open-7b\?"] = Fault(status=200, body=json.dumps(told).encode())
        paged = seen(look(door, model("acme/open-7b")))
    assert whole is not None
    assert paged.files is not None
    assert {file.path for file in paged.files} == {file.path for file in whole}
    assert paged.complete


@pytest.mark.parametrize(
    ("name", "reason"),
    [("acme/gone", Reason.NOT_FOUND_OR_PRIVATE)],
)
def test_a_refusal_is_evidence(door: Door, name: str, reason: Reason) -> None:
    place = look(door, model(name))
    assert isinstance(place.head, Missing)
    assert (place.head.reason, place.snapshot) == (reason, None)


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [
        (401, {"X-Error-Code": "GatedRepo"}, Reason.GATED),
        (403, {"X-Error-Code": "GatedRepo"}, Reason.GATED),
        (403, {"X-Error-Message": "Access to this resource is disabled."}, Reason.DISABLED),
        (403, {}, Reason.REFUSED),
        (404, {"X-Error-Code": "RepoNotFound"}, Reason.NOT_FOUND),
        (401, {}, Reason.NOT_FOUND_OR_PRIVATE),
    ],
)
def test_refusals_are_told_apart_by_status_and_headers(
    standin: StandIn, door: Door, status: int, headers: dict[str, str], reason: Reason
) -> None:
    standin.faults["/api/models/acme/no-card"] = Fault(status=status, headers=headers, body=b"{}")
    place = look(door, model("acme/no-card"))
    assert isinstance(place.head, Missing)
    assert place.head.reason is reason


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault(status=200, body=b"<html>"), "not JSON"),
        (Fault(status=200, body=b"[1, 2]"), "not a repository's info"),
        (Fault(status=200, body=b'{"siblings": "none"}'), "not a repository's info"),
        (Fault(status=200, body=b'{"tags": 3}'), "not a repository's info"),
        (Fault(status=200, body=b"[" * 100_000), "not JSON"),
        (Fault(status=401, headers={"X-Error-Message": "Invalid credentials in Authorization header"}), "token"),
        (Fault(status=400), "status 400"),
        (Fault(status=503), "status 503"),
    ],
    ids=lambda one: str(one)[:50],
)
def test_an_answer_that_says_nothing_is_a_failure(standin: StandIn, door: Door, fault: Fault, sentence: str) -> None:
    standin.faults["/api/models/acme/open-7b"] = fault
    with pytest.raises(HostFailure, match=sentence):
        look(door, model("acme/open-7b"))


def test_a_limit_is_told_apart_from_a_failure(standin: StandIn, door: Door) -> None:
    standin.faults["/api/models/acme/open-7b"] = Fault(status=429, headers={"RateLimit": '"api";r=0;t=280'})
    with pytest.raises(BudgetSpent):
        look(door, model("acme/open-7b"))


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (Fault(status=503), CardState.NOT_READ),
        (Fault(reset=True), CardState.NOT_READ),
        (Fault(status=401, headers={"X-Error-Code": "GatedRepo"}), CardState.GATED),
        (Fault(status=404, headers={"X-Error-Code": "EntryNotFound"}), CardState.ABSENT),
        (Fault(status=404, headers={"X-Error-Code": "RevisionNotFound"}), CardState.NOT_READ),
    ],
    ids=["503", "reset", "gated", "absent", "no revision"],
)
def test_a_card_that_could_not_be_read_is_not_absent(
    standin: StandIn, door: Door, fault: Fault, state: CardState
) -> None:
    standin.faults[r"/acme/open-7b/resolve/[^/]+/README\.md"] = fault
    place = look(door, model("acme/open-7b"))
    assert (seen(place).card, seen(place).card_state) == (None, state)


def test_no_readme_in_a_whole_listing_is_no_card_and_no_request(standin: StandIn, door: Door) -> None:
    assert seen(look(door, model("acme/no-card"))).card_state is CardState.ABSENT
    assert not [one for one in standin.requests if "README" in one.path]


def test_a_renamed_model_says_its_new_name(door: Door) -> None:
    place = look(door, model("acme/old-name"))
    assert isinstance(place.head, Head)
    assert (place.ref.name, place.head.name) == ("acme/old-name", "acme/renamed")
    assert seen(place).files


def test_behind_a_gate_only_what_anyone_may_read_is_asked(standin: StandIn, door: Door) -> None:
    place = look(door, model("globex/closed-13b"))
    assert place.settings.gated is Gate.MANUAL
    assert [file.path for file in seen(place).read] == ["LICENSE.txt"]
    assert all(one.status < 400 for one in standin.requests)


def test_a_disabled_model_says_so(door: Door) -> None:
    assert look(door, model("acme/disabled")).settings.disabled is True


def test_an_adapter_names_its_base(door: Door) -> None:
    links = seen(look(door, model("globex/adapter"))).links
    assert {link.ref.name for link in links if link.role is Role.BASE_MODEL and link.ref} == {"globex/closed-13b"}


def test_a_gated_dataset_is_seen_as_such(door: Door) -> None:
    assert look(door, dataset("globex/gated-data")).settings.gated is Gate.AUTO


def test_a_revision_is_asked_as_one_segment(standin: StandIn, door: Door) -> None:
    with pytest.raises(HostFailure):
        look(door, model("acme/open-7b", branch="a/b?x=../.."))
    assert standin.requests[0].path.startswith("/api/models/acme/open-7b/revision/a%2Fb%3Fx%3D..%2F..?")


def test_what_was_not_recorded_is_a_failure_and_never_not_found(door: Door) -> None:
    with pytest.raises(HostFailure, match="503"):
        look(door, model("acme/never-heard-of"))


def test_the_date_is_the_recording_s_own(door: Door) -> None:
    place = look(door, model("acme/open-7b"))
    assert place.head.observed
    assert place.observed == seen(place).observed


def test_results_that_the_host_collects_cost_one_request_and_are_kept_as_facts(door: Door) -> None:
    place = look(door, model("initech/scored-1b"))
    (one,) = seen(place).reported
    assert (one.benchmark, one.task, one.value, one.by, one.on) == (
        "initech/quiz",
        "quiz_hard",
        20.5,
        "Initech Arena",
        "2026-09-30",
    )
    assert door.sent.total() <= 6


def test_a_model_without_such_files_is_not_asked_for_results(standin: StandIn, door: Door) -> None:
    plain = seen(look(door, model("acme/open-7b")))
    sent = door.sent.total()
    standin.faults[r".*expand"] = Fault(status=500)
    scored = seen(look(door, model("initech/scored-1b")))
    assert (plain.reported, scored.reported, scored.complete) == ((), (), True)
    assert sent <= 6


@pytest.mark.parametrize(
    "body", [b"[1, 2]", b'{"evalResults": {"a": 1}}', b'{"evalResults": [1, {"data": []}]}', b"<html>"]
)
def test_results_of_another_shape_leave_the_rest_as_it_is(standin: StandIn, door: Door, body: bytes) -> None:
    standin.faults[r".*expand"] = Fault(status=200, body=body)
    place = seen(look(door, model("initech/scored-1b")))
    assert (place.reported, place.complete) == ((), True)


# -- commits on main ---------------------------------------------------------------------------------------------------

NEWEST, OLDER, OLDEST = (f"{digits}b52f5f8b0b440d738beeeef72466e4e9c235" for digits in ("1000", "2222", "3333"))
ELSE = "f" * 40
HISTORY = "/api/models/acme/open-7b/commits/main"


def asked(door: Door, *commits: str, known: Place | None = None, ref: Ref | None = None) -> Mapping[str, bool]:
    errand = Errand(door=door, rules=Rules(), reading="1", known=known, wanted=WANTED, commits=commits)
    return huggingface.observe(ref or model("acme/open-7b"), errand).commits


def test_commits_are_looked_for_in_the_history_of_main(door: Door) -> None:
    assert asked(door, NEWEST, OLDEST, ELSE) == {NEWEST: True, OLDEST: True, ELSE: False}


def test_a_commit_that_can_be_had_but_is_not_on_main_proves_nothing(standin: StandIn, door: Door) -> None:
    standin.faults[f"/api/models/acme/open-7b/revision/{ELSE}"] = Fault(status=200, body=b'{"id": "acme/open-7b"}')
    assert asked(door, ELSE) == {ELSE: False}


def test_the_newest_commit_costs_no_further_request(standin: StandIn, door: Door) -> None:
    assert asked(door, NEWEST) == {NEWEST: True}
    assert not [one for one in standin.requests if "/commits/" in one.path]


def test_without_a_question_there_is_no_request(standin: StandIn, door: Door) -> None:
    assert asked(door) == {}
    assert not [one for one in standin.requests if "/commits/" in one.path]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=401, body=b"{}"),
        Fault(status=404, body=b"{}"),
        Fault(status=503),
        Fault(status=200, body=b"{}"),
        Fault(status=200, body=b"no json"),
        Fault(status=200, body=b"[]"),
        Fault(status=200, body=json.dumps([{"id": OLDEST}]).encode()),
        Fault(status=200, body=json.dumps([{"id": NEWEST}, {"name": "x"}]).encode()),
        Fault(status=200, body=json.dumps([{"id": NEWEST}, 3]).encode()),
    ],
)
def test_what_cannot_be_looked_up_is_not_denied(standin: StandIn, fault: Fault) -> None:
    standin.faults[HISTORY] = fault
    hasty = Patience(connect=2, read=1, whole=5, longest=3, backoff=0, tries=1)
    assert asked(door_to(standin, patience=hasty), NEWEST, OLDER) == {NEWEST: True}


def test_a_history_of_several_pages() -> None:
    with StandIn([MADE_UP], page_size=1) as standin:
        assert asked(door_to(standin), OLDEST, ELSE) == {OLDEST: True, ELSE: False}


def test_a_history_of_more_pages_than_we_ask_for_denies_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_PAGES", 2)
    with StandIn([MADE_UP], page_size=1) as standin:
        assert asked(door_to(standin), OLDER, OLDEST) == {OLDER: True}


def test_what_was_seen_once_stands_and_is_not_asked_again(standin: StandIn, door: Door) -> None:
    first = look(door, model("acme/open-7b"))
    known = first.model_copy(update={"commits": {OLDER: True, ELSE: False}})
    standin.faults[HISTORY] = Fault(status=503)
    before = len(standin.requests)
    assert asked(door, OLDER, ELSE, known=known) == {OLDER: True, ELSE: False}
    assert not [one for one in standin.requests[before:] if "/commits/" in one.path]
    assert isinstance(known.head, Head)
    moved = known.model_copy(update={"head": known.head.model_copy(update={"revision": OLDEST})})
    assert asked(door_to(standin, patience=HASTY), OLDER, ELSE, known=moved) == {OLDER: True}


def test_a_look_at_another_revision_asks_for_no_commits(door: Door) -> None:
    assert asked(door, NEWEST, ref=model("acme/open-7b", NEWEST)) == {}


def test_the_history_behind_a_gate_is_not_seen(door: Door) -> None:
    assert asked(door, ELSE, ref=model("globex/closed-13b")) == {}


@pytest.mark.parametrize("number", [-1, 2**53, 10**300])
def test_a_count_or_size_that_cannot_be_is_not_told(standin: StandIn, door: Door, number: int) -> None:
    told = {
        "id": "acme/open-7b", "sha": "a" * 40, "likes": number, "downloads": number,
        "siblings": [{"rfilename": "model.safetensors", "size": number}, {"rfilename": "a", "lfs": {"size": number}}],
        "safetensors": {"parameters": {"F16": number}, "total": number},
    }  # fmt: skip
    standin.faults["/api/models/acme/open-7b"] = Fault(status=200, body=json.dumps(told).encode())
    snapshot = seen(look(door, model("acme/open-7b")))
    assert snapshot.files is not None
    assert [file.size for file in snapshot.files] == [None, None]
    profile = snapshot.profile
    assert (profile.likes, profile.downloads, profile.parameters, profile.weight_bytes) == (None, None, None, None)
