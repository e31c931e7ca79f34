from __future__ import annotations

import pytest

from auditor.answers import Outcome
from auditor.changes import Event, events, stamp
from auditor.history import Cause, Change
from auditor.report import Report
from auditor.score import State
from tests.outputs import acme, turned
from tests.outputs.turned import HISTORY, MONTH, MOVED, TURNED, YEAR


def of(*reports: Report) -> tuple[Event, ...]:
    return events(reports, acme.ALL.definitions, acme.CHECKS)


def test_the_newest_come_first_and_what_has_no_date_last() -> None:
    found = of(*turned.ALL.reports)
    assert [(event.model, event.on) for event in found] == [
        (TURNED.id, "2026-01-21"),
        (TURNED.id, "2026-01-21"),
        (MOVED.id, "2026-01-21"),
        (MOVED.id, "2026-01"),
        (TURNED.id, "2025-12"),
        (MONTH.id, "2025-04"),
        (YEAR.id, "2024"),
        (acme.UNSEEN.id, ""),
    ]


def test_a_model_of_which_something_turned_has_no_first_verdict() -> None:
    assert not [event for event in of(TURNED) if event.turned is None]
    (first,) = of(MONTH)
    assert first.words == "first verdict on record: 6 of 6 met"
    assert (first.key, first.anchor) == ("first/acme/lantern-1.5b", "criteria")


def test_what_happened_to_a_repository_is_an_event_of_its_own() -> None:
    license_, gate = of(MOVED)
    assert gate.words == "The gate changed from none to agreeing to terms."
    assert gate.pins == "Seen at the same commit 0123456 before and since."
    assert (gate.key, gate.anchor) == ("happened/acme/lantern-2b/gate/2026-01/1", "history")
    assert license_.words == "The license that it states changed from mit to none."
    assert license_.pins == "Before: commit not known. Since: commit 0123456."


def test_a_change_is_told_in_words() -> None:
    event = of(TURNED)[-1]
    assert event.words == "Training data: Can anyone have the training data? From not seen to no (some)."
    assert event.anchor == "training_data"
    assert event.turned
    assert event.turned.cause is Cause.CHECKS_CHANGED
    assert event.turned.pins == "Seen at the same commit 0123456 before and since."


def test_an_answer_shows_as_partial_what_its_criterion_takes_for_a_part() -> None:
    told = of(TURNED)[-1].turned
    assert told
    assert (told.before.state, told.after.state) == (State.UNKNOWN, State.PARTIAL)


def side(outcome: Outcome, check: str = "license_osi_approved", value: str = "") -> tuple[State | None, str]:
    change = HISTORY[0].model_copy(update={"check": check, "after": outcome, "value_after": value})
    (event,) = of(TURNED.model_copy(update={"history": (change,)}))
    assert event.turned
    return event.turned.after.state, event.turned.after.word


@pytest.mark.parametrize(
    ("outcome", "state", "word"),
    [
        (Outcome.YES, State.MET, "yes"),
        (Outcome.NO, State.NOT_MET, "no"),
        (Outcome.UNKNOWN, State.UNKNOWN, "not seen"),
        (Outcome.NOT_APPLICABLE, None, "does not apply"),
    ],
)
@pytest.mark.parametrize("check", ["license_osi_approved", "asked_no_more"])
def test_every_outcome_has_its_shape_and_its_word(check: str, outcome: Outcome, state: State, word: str) -> None:
    assert side(outcome, check) == (state, word)


def test_an_unknown_is_never_a_part_or_a_no() -> None:
    assert side(Outcome.UNKNOWN, value="some") == (State.UNKNOWN, "not seen (some)")


def test_a_check_that_is_asked_no_more_still_has_its_change() -> None:
    change = HISTORY[0].model_copy(update={"check": "gone_by_now"})
    (event,) = of(TURNED.model_copy(update={"history": (change,)}))
    assert (event.criterion, event.anchor) == ("", "answers")
    assert event.words == "gone by now. From not seen to no (some)."


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (acme.COMMIT, f"{acme.COMMIT} 4 files", "Seen at the same commit 0123456 before and since."),
        ("5105e9c 9a8b7c6d5e4f", acme.COMMIT, "Before: commit 5105e9c. Since: commit 0123456."),
        ("9a8b7c6d5e4f 4 files", acme.COMMIT, "Before: card text 9a8b7c6. Since: commit 0123456."),
        ("no list, card gated", acme.COMMIT, "Before: commit not known. Since: commit 0123456."),
        ("", "no list", "At which commit is not known."),
    ],
)
def test_pins_are_told_in_words(before: str, after: str, words: str) -> None:
    change = HISTORY[0].model_copy(update={"pin_before": before, "pin_after": after})
    (event,) = of(TURNED.model_copy(update={"history": (change,)}))
    assert event.turned
    assert event.turned.pins == words


def test_keys_are_unique_and_stay_when_more_turns() -> None:
    before = [event.key for event in of(TURNED)]
    more = Change(**{**HISTORY[1].model_dump(), "on": "2026-02-01"})
    after = [event.key for event in of(TURNED.model_copy(update={"history": (*HISTORY, more)}))]
    assert len(set(after)) == len(after) == len(before) + 1
    assert set(before) < set(after)


@pytest.mark.parametrize(
    ("on", "told"),
    [("2024", "2024-01-01"), ("2025-04", "2025-04-01"), ("2026-01-21", "2026-01-21")],
)
def test_what_is_not_known_of_a_date_is_its_beginning(on: str, told: str) -> None:
    assert stamp(on) == f"{told}T00:00:00Z"


@pytest.mark.parametrize("observed", ["2026-13-01", "2026-02-30", "0000", "soon", ""])
def test_what_is_no_date_is_none(observed: str) -> None:
    (event,) = of(MONTH.model_copy(update={"observed": observed}))
    assert event.on == ""
