"""What is left of a window, and how requests are spread over it."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.transport.allowance import Allowances
from auditor.transport.reply import BudgetSpent

HUB, GITHUB = ("hub", "api"), ("git", "github")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def told(remaining: int, seconds: int) -> dict[str, str]:
    return {"ratelimit": f'"api";r={remaining};t={seconds}', "ratelimit-policy": '"fixed window";"api";q=500;w=300'}


def waits(allowances: Allowances, count: int, *, longest: float, bucket: tuple[str, str] = HUB) -> list[float]:
    found = []
    for _ in range(count):
        with allowances.one(bucket, "the host", longest) as wait:
            found.append(wait)
    return found


def test_what_is_not_known_is_not_waited_for() -> None:
    assert waits(Allowances(clock=Clock()), 3, longest=60) == [0, 0, 0]


def test_a_run_that_needs_less_than_is_left_is_not_held_back() -> None:
    allowances = Allowances(clock=Clock(), ahead=Counter(api=10))
    allowances.note("hub", told(10, 50))
    assert waits(allowances, 10, longest=60) == [0] * 10


def test_a_run_that_needs_more_is_spread_over_the_window() -> None:
    allowances = Allowances(clock=Clock(), ahead=Counter(api=100))
    allowances.note("hub", told(5, 50))
    assert waits(allowances, 5, longest=60) == [0, 10, 20, 30, 40]


def test_a_window_that_will_not_be_waited_for_is_used_up_at_once() -> None:
    allowances = Allowances(clock=Clock(), ahead=Counter(api=100))
    allowances.note("hub", told(5, 290))
    assert waits(allowances, 5, longest=60) == [0] * 5
    with pytest.raises(BudgetSpent, match="used up for 5 more minutes"):
        waits(allowances, 1, longest=60)
    assert waits(allowances, 1, longest=300) == [290]


def test_a_window_that_ended_is_forgotten() -> None:
    clock = Clock()
    allowances = Allowances(clock=clock)
    allowances.note("hub", told(0, 20))
    clock.now += 21
    assert waits(allowances, 1, longest=0) == [0]


def test_answers_that_overtake_each_other_do_not_raise_what_is_left() -> None:
    allowances = Allowances(clock=Clock())
    allowances.note("hub", told(3, 100))
    allowances.note("hub", told(5, 100))
    assert next(iter(allowances.told()))["remaining"] == 3
    allowances.note("hub", told(499, 300))
    assert next(iter(allowances.told()))["remaining"] == 499
    allowances.note("hub", told(0, 100))
    assert next(iter(allowances.told()))["remaining"] == 499


def test_what_is_in_flight_is_taken_for_not_yet_counted() -> None:
    allowances = Allowances(clock=Clock())
    with allowances.one(HUB, "the host", 60), allowances.one(HUB, "the host", 60), allowances.one(HUB, "the host", 60):
        allowances.note("hub", told(2, 100))
        with pytest.raises(BudgetSpent):
            waits(allowances, 1, longest=60)


def test_github_gives_back_what_a_304_took() -> None:
    clock = Clock()
    allowances = Allowances(clock=clock)
    headers = {"x-ratelimit-remaining": "7", "x-ratelimit-reset": "1100", "x-ratelimit-limit": "60"}
    allowances.note("git", headers)
    for _ in range(20):
        with allowances.one(GITHUB, "the host", 0) as wait:
            allowances.note("git", headers)
        assert wait == 0
    assert list(allowances.told()) == [
        {"host": "git", "bucket": "github", "remaining": 7, "limit": 60, "resets_at": 1100.0}
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"ratelimit": "nonsense"},
        {"ratelimit": '"api";r=-1;t=5'},
        {"ratelimit": f'"api";r={"9" * 5000};t=5'},
        {"x-ratelimit-remaining": "many", "x-ratelimit-reset": "later"},
    ],
)
def test_headers_that_are_none_tell_nothing(headers: dict[str, str]) -> None:
    allowances = Allowances(clock=Clock())
    allowances.note("hub", headers)
    assert list(allowances.told()) == []
