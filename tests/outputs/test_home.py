from __future__ import annotations

import gzip

from auditor.answers import Outcome
from auditor.history import Cause, Change
from auditor.outputs.site import home
from auditor.score import State
from tests.outputs import acme
from tests.outputs.acme import CLOSED, OPEN, PART, UNSEEN
from tests.site import many


def test_the_picture_has_the_most_open_models_first_in_equal_parts() -> None:
    found = home.matrix(acme.ALL)
    assert [(one["first"], one["last"], [row["id"] for row in one["rows"]]) for one in found["tables"]] == [
        (1, 2, [OPEN.id, PART.id]),
        (3, 4, [CLOSED.id, UNSEEN.id]),
    ]
    assert [one["id"] for one in found["places"]] == [criterion for criterion, _, _ in acme.SIX]
    assert found["note"] == ""


def test_what_could_not_be_seen_is_told_as_unknown_in_the_picture() -> None:
    rows = [row for one in home.matrix(acme.ALL)["tables"] for row in one["rows"]]
    unseen = next(row for row in rows if row["id"] == UNSEEN.id)
    assert {(one["state"], one["word"]) for one in unseen["states"]} == {(State.UNKNOWN.value, "unknown")}
    assert unseen["href"] == "models/acme/README--/"


def test_a_picture_of_too_many_models_says_that_it_leaves_some_out() -> None:
    found = home.matrix(many.published(300))
    assert [(one["first"], one["last"]) for one in found["tables"]] == [(1, 80), (81, 160), (161, 240)]
    assert found["note"] == "The 240 most open of 300 models are shown."


def test_the_home_page_weighs_the_same_from_then_on() -> None:
    sizes = [len(gzip.compress(home.page(many.published(number)).content)) for number in (240, 2000)]
    assert sizes[1] < 1.2 * sizes[0]


def turned(on: str, check: str = "evaluation_code_published") -> Change:
    return Change(
        on=on, check=check, before=Outcome.UNKNOWN, after=Outcome.NO, value_after="some", because="-",
        cause=Cause.CHECKS_CHANGED,
    )  # fmt: skip


def test_the_newest_changes_are_told_with_their_cause() -> None:
    history = tuple(turned(f"2026-01-{number:02}") for number in range(1, 10))
    other = CLOSED.model_copy(update={"history": (turned("2026-02-01", "weights_ungated"), turned("2026", "gone"))})
    data = home.page(acme.published(PART.model_copy(update={"history": history}), other)).data
    assert data is not None
    assert [one["on"] for one in data["changes"]] == [
        "2026-02-01",
        *(f"2026-01-{number:02}" for number in range(9, 4, -1)),
    ]
    assert data["changes"][1] == {
        "id": PART.id,
        "href": f"models/{PART.id}/#evaluation_code",
        "on": "2026-01-09",
        "words": "Evaluation code: Can anyone have the evaluation code? From not seen to no (some).",
        "cause": "Our checks changed, not the model.",
    }
    assert data["changes"][0]["href"] == f"models/{CLOSED.id}/#weights"


def test_where_nothing_turned_the_first_verdicts_are_told() -> None:
    data = home.page(acme.published(PART.model_copy(update={"history": ()}), UNSEEN)).data
    assert data is not None
    assert [(one["id"], one["on"], one["words"], one["cause"]) for one in data["changes"]] == [
        (PART.id, "2026-01-21", "first verdict on record: 2 of 6 met, 3 partial, 1 not met", ""),
        (UNSEEN.id, "", "first verdict on record: 0 of 6 met, 6 unknown", ""),
    ]
