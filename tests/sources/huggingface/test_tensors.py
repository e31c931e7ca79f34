"""The Hub's count of tensors, as the writers of hostile headers would have it."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from auditor.sources.huggingface.tensors import MAX_PARAMETERS, MAX_TYPES, bytes_of, number_of


@pytest.mark.parametrize(
    ("told", "number", "size"),
    [
        ({"parameters": {"BF16": 7}, "total": 7}, 7, 14),
        ({"parameters": {"F32": 1, "I64": 1, "BOOL": 1, "F8_E4M3": 1, "U8": 1, "F4": 2}, "total": 7}, 7, 16),
        ({"parameters": {"BF16": 0}, "total": 0}, 0, 0),
        ({"parameters": {"BF16": MAX_PARAMETERS}, "total": MAX_PARAMETERS}, MAX_PARAMETERS, 2 * MAX_PARAMETERS),
        ({"total": 7}, 7, None),
        ({"parameters": {"BF16": 7}}, None, 14),
        (None, None, None),
        ([], None, None),
    ],
)
def test_honest_counts(told: JsonValue, number: int | None, size: int | None) -> None:
    assert (number_of(told), bytes_of(told)) == (number, size)


@pytest.mark.parametrize(
    "number", [-1, -(2**63), MAX_PARAMETERS + 1, 2**63, 10**400, 1e300, float("nan"), "7", True, None]
)
def test_a_number_that_cannot_be_is_not_told(number: JsonValue) -> None:
    assert number_of({"total": number}) is None
    assert bytes_of({"parameters": {"BF16": 1, "F32": number}}) is None


@pytest.mark.parametrize(
    "kind",
    ["F99999999999999999999", "BF", "F0", "F-16", "f16", "F16\n", "BOOL8", "", "U8_" + "A" * 100, "\ufffd", "X16"],
)
def test_a_type_that_is_none_makes_the_size_unknown(kind: str) -> None:
    assert bytes_of({"parameters": {kind: 1, "F16": 1}}) is None


@pytest.mark.parametrize("counted", [{}, [], "F16", 7, {f"F16_{number}": 1 for number in range(MAX_TYPES + 1)}])
def test_no_types_or_too_many_make_the_size_unknown(counted: JsonValue) -> None:
    assert bytes_of({"parameters": counted}) is None


def test_many_types_are_bounded_in_sum() -> None:
    size = bytes_of({"parameters": {f"F64_{number}": MAX_PARAMETERS for number in range(MAX_TYPES)}})
    assert size is not None
    assert size < 2**63
