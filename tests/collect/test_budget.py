"""What may begin while a run has room."""

from __future__ import annotations

import threading
import time

import pytest

from auditor.collect.budget import Budget
from auditor.transport import BudgetSpent


def test_without_limits_everything_begins() -> None:
    budget = Budget(clock=lambda: 0.0, sent=lambda: 10**9)
    with budget.room(6), budget.room(6):
        pass


def test_one_place_alone_begins_as_long_as_a_request_is_left() -> None:
    sent = [9]
    budget = Budget(requests=10, clock=lambda: 0.0, sent=lambda: sent[0])
    with budget.room(6):
        sent[0] += 6
    with pytest.raises(BudgetSpent, match="requests that the run was given"), budget.room(6):
        pass


def test_after_its_time_nothing_begins() -> None:
    budget = Budget(until=100.0, clock=lambda: 100.0, sent=lambda: 0)
    with pytest.raises(BudgetSpent, match="minutes that the run was given"), budget.room(1):
        pass


def test_a_second_place_waits_where_both_might_not_fit() -> None:
    budget = Budget(requests=10, clock=lambda: 0.0, sent=lambda: 0)
    inside: list[str] = []

    def other() -> None:
        with budget.room(6):
            inside.append("other")

    with budget.room(6):
        thread = threading.Thread(target=other)
        thread.start()
        time.sleep(0.1)
        inside.append("first")
    thread.join(5)
    assert inside == ["first", "other"]


def test_room_is_given_back_where_a_place_fails() -> None:
    budget = Budget(requests=10, clock=lambda: 0.0, sent=lambda: 0)
    for _ in range(3):
        with pytest.raises(KeyError), budget.room(6):
            raise KeyError
