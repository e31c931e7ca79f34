from __future__ import annotations

import pytest

from auditor.assumptions import Assumption
from auditor.assumptions.hub import HUB
from auditor.assumptions.probe import State
from auditor.standin import Fault, StandIn
from tests.assumptions.faulted import asked

ROWS = pytest.mark.parametrize("row", HUB, ids=lambda row: row.id)
WITHOUT_LIMIT = {"hub_info_limit", "hub_missing_limit", "hub_resolve_limit"}


@ROWS
def test_the_stand_in_answers_as_is_assumed_and_a_fault_is_seen(row: Assumption, standin: StandIn) -> None:
    assert asked(row, standin).state is State.HOLDS
    # 418 is no answer to any of the questions; the limits' headers come with every answer.
    expected = State.HOLDS if row.id in WITHOUT_LIMIT else State.TURNED
    assert asked(row, standin, Fault(status=418, body=b"{}")).state is expected
    assert asked(row, standin, Fault(status=503)).state is State.NOT_ASKED


@ROWS
@pytest.mark.parametrize(
    "body", [b"[]", b"[1]", b"null", b'{"siblings": [1], "branches": 3, "sha": 1, "id": {}}', b"<"]
)
def test_an_answer_of_another_shape_never_breaks_the_probe(row: Assumption, standin: StandIn, body: bytes) -> None:
    assert asked(row, standin, Fault(status=200, body=body)).state is not State.NOT_ASKED


@pytest.mark.parametrize("name", sorted(WITHOUT_LIMIT))
def test_without_the_header_the_limit_is_not_told(name: str, standin: StandIn) -> None:
    row = next(row for row in HUB if row.id == name)
    assert asked(row, standin, Fault(headers={"RateLimit": "none"})).state is State.TURNED
