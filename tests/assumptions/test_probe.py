from __future__ import annotations

import importlib

from auditor.assumptions import PUBLIC, Known
from auditor.assumptions.probe import ASSUMPTIONS, State, address, probe
from auditor.evidence import checked_name
from auditor.standin import Fault, StandIn
from auditor.transport import Door
from tests.assumptions.made_up import MADE_UP
from tests.conftest import door_to


def test_every_row_holds_at_the_stand_in_and_no_address_is_asked_twice(door: Door, standin: StandIn) -> None:
    found = probe(door, subjects=MADE_UP)
    assert [(one.id, one.saw) for one in found if one.state is not State.HOLDS] == []
    assert len(found) == len(ASSUMPTIONS) > 20
    # Two rows send an ETag back, one has none to send.
    assert len(standin.requests) < 40
    repeated = [one.path for one in standin.requests if one.status != 304]
    assert len(set(repeated)) == len(repeated)


def test_a_host_that_is_down_is_not_a_turn(standin: StandIn, door: Door) -> None:
    standin.faults = {"/github": Fault(reset=True)}
    states = {one.id: one.state for one in probe(door, subjects=MADE_UP)}
    assert {state for name, state in states.items() if name.startswith("github")} == {State.NOT_ASKED}
    assert {state for name, state in states.items() if name.startswith("hub")} == {State.HOLDS}


def test_an_address_that_failed_is_not_asked_again(standin: StandIn) -> None:
    standin.faults = {"/": Fault(status=503, headers={"Retry-After": "86400"})}
    found = probe(door_to(standin), subjects=MADE_UP)
    assert {one.state for one in found} == {State.NOT_ASKED}
    assert len(standin.requests) == len({one.path for one in standin.requests})


def test_a_row_that_turned_says_what_was_seen(standin: StandIn, door: Door) -> None:
    standin.faults = {"/globex/closed-13b/resolve/main/LICENSE.txt": Fault(status=401)}
    turned = [one for one in probe(door, subjects=MADE_UP) if one.state is State.TURNED]
    assert [(one.id, one.saw) for one in turned] == [("hub_gated_license", "status 401")]


def test_what_a_host_says_is_never_repeated(standin: StandIn, door: Door) -> None:
    hostile = Fault(status=404, headers={"X-Error-Code": "<script>"}, body=b'{"error": "@everyone"}')
    standin.faults = {"/": hostile}
    said = " ".join(one.saw for one in probe(door, subjects=MADE_UP))
    assert "script" not in said
    assert "everyone" not in said


def test_every_row_is_asked_once_under_its_own_name_and_relies_on_what_there_is() -> None:
    assert len({row.id for row in ASSUMPTIONS}) == len(ASSUMPTIONS)
    for row in ASSUMPTIONS:
        module, _, name = row.relied_on.partition(".")
        assert hasattr(importlib.import_module(f"auditor.standin.{module}"), name), row.id
        assert row.question.endswith(".")
    assert {row.known for row in ASSUMPTIONS} == set(Known)


def test_the_live_subjects_are_names_that_the_hosts_accept() -> None:
    for name, value in PUBLIC.model_dump().items():
        if "/" in value:
            assert checked_name(value), name
    assert len(PUBLIC.commit) == len(PUBLIC.tree_commit) == 40
    door = Door()
    assert address(ASSUMPTIONS[0], door, PUBLIC) == (
        "https://huggingface.co/api/models/openai-community/gpt2?blobs=true&securityStatus=true"
    )
