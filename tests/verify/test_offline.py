from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from auditor.answers import yes
from auditor.verify.held import Shelf
from auditor.verify.offline import Difference, differences, unheld
from tests.builders import place

FILE = "data/audits/acme/open-7b.json"
AUDIT: Mapping[str, Any] = {
    "answers": {"weights_full": {"outcome": "yes", "because": "All there."}, "data_licensed": {"outcome": "unknown"}},
    "checks": {"weights_full": 1, "data_licensed": 1},
    "rules": "r1",
}


def told(committed: object, judged: object = AUDIT) -> list[tuple[str, str]]:
    found = differences(FILE, json.dumps(committed).encode(), json.dumps(judged).encode())
    return [(one.check, one.what) for one in found]


def test_the_same_bytes_say_nothing() -> None:
    assert told(AUDIT) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"answers": {**AUDIT["answers"], "weights_full": {"outcome": "no", "because": "All there."}}},
            [("weights_full", "answers no, judging again yes")],
        ),
        (
            {"answers": {**AUDIT["answers"], "weights_full": {"outcome": "yes", "because": "Other."}}},
            [("weights_full", "its because differ")],
        ),
        (
            {"answers": {"data_licensed": {"outcome": "unknown"}}},
            [("weights_full", "answers nothing, judging again yes")],
        ),
        ({"checks": {"weights_full": 2, "data_licensed": 1}}, [("weights_full", "was asked in another version")]),
        ({"rules": "r2"}, [("", "its rules differ")]),
        (
            {"answers": []},
            [
                ("data_licensed", "answers nothing, judging again unknown"),
                ("weights_full", "answers nothing, judging again yes"),
            ],
        ),
    ],
    ids=["turned", "words", "lacking", "version", "rules", "of another shape"],
)
def test_a_difference_names_the_check_and_what_differs(
    change: Mapping[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert told({**AUDIT, **change}) == expected


def test_other_bytes_of_the_same_and_files_too_many_or_too_few() -> None:
    same = json.dumps(AUDIT, indent=2).encode()
    assert [one.what for one in differences(FILE, same, json.dumps(AUDIT).encode())] == [
        "holds the same in other bytes"
    ]
    assert list(differences(FILE, None, b"{}")) == [Difference(file=FILE, what="is missing")]
    assert [one.what for one in differences(FILE, b"{}", None)] == [
        "nothing in the register and the evidence leads to it"
    ]
    assert list(differences(FILE, None, None)) == []


def test_a_citation_into_nothing_is_named() -> None:
    own = place()
    answers = {"weights_full": yes("x", own.cite_listing("x")), "card": yes("x", place("acme/other").cite_listing("x"))}
    found = list(unheld(FILE, answers, Shelf([own])))
    assert [(one.check, "acme/other" in one.what) for one in found] == [("card", True)]
