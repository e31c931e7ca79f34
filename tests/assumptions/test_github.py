from __future__ import annotations

import pytest

from auditor.assumptions import Assumption
from auditor.assumptions.github import GITHUB
from auditor.assumptions.probe import State
from auditor.standin import Fault, StandIn
from tests.assumptions.faulted import asked

ROWS = pytest.mark.parametrize("row", GITHUB, ids=lambda row: row.id)


@ROWS
def test_the_stand_in_answers_as_is_assumed_and_a_fault_is_seen(row: Assumption, standin: StandIn) -> None:
    assert asked(row, standin).state is State.HOLDS
    expected = State.HOLDS if row.id == "github_limit" else State.TURNED
    assert asked(row, standin, Fault(status=418, body=b"{}")).state is expected
    assert asked(row, standin, Fault(status=503)).state is State.NOT_ASKED


@ROWS
@pytest.mark.parametrize("body", [b"[]", b"null", b'{"tree": [1], "content": 3, "full_name": {}}', b"<"])
def test_an_answer_of_another_shape_never_breaks_the_probe(row: Assumption, standin: StandIn, body: bytes) -> None:
    assert asked(row, standin, Fault(status=200, body=body)).state is not State.NOT_ASKED


def test_without_the_header_the_limit_is_not_told(standin: StandIn) -> None:
    row = next(row for row in GITHUB if row.id == "github_limit")
    assert asked(row, standin, Fault(headers={"X-RateLimit-Reset": "soon"})).state is State.TURNED
