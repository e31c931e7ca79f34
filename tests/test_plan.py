"""The plan of docs/scale.md: the page's tables are the functions', and the functions are what is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.observing import Made, owners
from benchmarks.plan import (
    LIMITS,
    PER_OWNER,
    Cost,
    Limit,
    by_owner,
    changed,
    hours,
    of_all,
    one_by_one,
    owners_of,
    tables,
)
from tests.conftest import CHECKOUT

ANONYMOUS = LIMITS[0]
NARROW = Limit(reader="narrow", api=12, resolvers=9)
WIDE = Limit(reader="wide", api=10_000, resolvers=10_000)


def test_the_tables_of_the_page_are_what_the_functions_give() -> None:
    page = (CHECKOUT / "docs" / "scale.md").read_text(encoding="utf-8")
    assert [table for table in tables() if table not in page] == []
    assert len(list(tables())) == 4


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        (one_by_one(1_000_000), Cost(api=1_000_000)),
        (of_all(3_000_000), Cost(api=3_000)),
        (of_all(3_000_001), Cost(api=3_001)),
        (by_owner([(1, 5_000), (2, 2), (1_200, 1_200), (2, 5_000), (1_500, 2_500)]), Cost(api=1 + 1 + 2 + 2 + 3)),
        (changed(10), Cost(api=20, resolvers=40)),
        (changed(10, asked_singly=4), Cost(api=16, resolvers=40)),
        (one_by_one(2) + changed(1), Cost(api=4, resolvers=4)),
    ],
)
def test_what_each_way_costs(cost: Cost, expected: Cost) -> None:
    assert cost == expected


@pytest.mark.parametrize(
    ("cost", "windows", "shown"),
    [
        (Cost(), 0, "0 min"),
        (Cost(api=500, resolvers=3_000), 1, "5 min"),
        (Cost(api=501), 2, "10 min"),
        (Cost(api=1, resolvers=6_001), 3, "15 min"),
        (Cost(api=1_000_000), 2_000, "166.7 h"),
    ],
)
def test_the_slower_bucket_tells_how_many_windows_are_begun(cost: Cost, windows: int, shown: str) -> None:
    assert (cost.windows(ANONYMOUS), hours(cost, ANONYMOUS)) == (windows, shown)


def test_the_owners_of_a_million_models_have_a_million_models() -> None:
    found = owners_of(1_000_000)
    assert sum(ours for ours, _ in found) == 1_000_000
    assert len(found) == round(1_000_000 / PER_OWNER)


def test_the_simulated_owners_are_a_hundredth_of_a_million_models() -> None:
    assert (sum(owners().values()), len(owners())) == (10_000, 2_706)


def test_what_is_counted_at_a_stand_in_is_what_was_worked_out(tmp_path: Path) -> None:
    made = Made(tmp_path, {"giant": 45, "mid": 7, "two": 2, **{f"one-{at}": 1 for at in range(16)}}, page=20, one_in=8)
    assert made.changed_singly == 2
    found = {(one.limit.reader, one.run): one for limit in (NARROW, WIDE) for one in made.runs(limit)}
    assert [key for key, one in found.items() if not one.agrees] == []
    still, new = found["narrow", "nothing changed"], found["narrow", "9 changed"]
    assert still.counted.cost == Cost(api=3 + 1 + 1 + 16)
    assert new.counted.cost == Cost(api=21 + 2 * 7 + 2, resolvers=4 * 9)
    assert 5 <= still.counted.minutes <= 10.1
    assert new.counted.minutes > still.counted.minutes
    assert found["wide", "9 changed"].counted.minutes == 0
    assert found["wide", "the list of all"].counted.cost == Cost(api=11)
