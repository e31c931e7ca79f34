from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.outputs.site.scatter import (
    FULL,
    SMALL,
    WIDE,
    Datum,
    Frame,
    Scale,
    linear_ticks,
    log_ticks,
    scatter,
    stacked,
    thinned,
)
from auditor.wording import file_size

SIX = 6


def size(number: float) -> str:
    return file_size(round(number))


values = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False, allow_subnormal=False)
sizes = st.floats(min_value=1, max_value=1e18, allow_nan=False)


@st.composite
def data(draw: st.DrawFn, of: st.SearchStrategy[float], least: int = 1) -> list[Datum]:
    found = []
    for number in range(draw(st.integers(min_value=least, max_value=40))):
        met = draw(st.integers(0, SIX))
        partial = draw(st.integers(0, SIX - met))
        unknown = draw(st.integers(0, SIX - met - partial))
        found.append(
            Datum(
                x=draw(of),
                met=met,
                partial=partial,
                unknown=unknown,
                number=number,
                href=f"models/acme/m{number}/",
                title=f"acme/m{number}",
            )
        )
    return found


def one(x: float, met: int = 3, *, partial: int = 0, unknown: int = 0, number: int = 0) -> Datum:
    return Datum(x=x, met=met, partial=partial, unknown=unknown, number=number, href="models/acme/m/", title="acme/m")


def is_round(number: float) -> bool:
    """1, 2 or 5 times a power of ten."""
    if number == 0:
        return True
    leading = abs(number) / 10 ** math.floor(math.log10(abs(number)) + 1e-9)
    return any(math.isclose(leading, step, rel_tol=1e-6) for step in (1, 2, 5))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 100, (0, 20, 40, 60, 80, 100)),
        (0.1554, 0.62, (0, 0.2, 0.4, 0.6, 0.8)),
        (41.5, 62, (40, 45, 50, 55, 60, 65)),
        (-3, 4, (-4, -2, 0, 2, 4)),
        (5, 5, (4.5, 5, 5.5)),
        (0, 0, (-1, -0.5, 0, 0.5, 1)),
    ],
)
def test_values_stand_on_a_scale_of_round_numbers(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert linear_ticks(low, high) == ticks


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (375e6, 689e9, ["100 MB", "1 GB", "10 GB", "100 GB", "1 TB"]),
        (2.1e9, 14.5e9, ["2 GB", "5 GB", "10 GB", "20 GB"]),
        (1e9, 1e9, ["1 GB", "2 GB"]),
        (1.3e9, 1.4e9, ["1 GB", "2 GB"]),
    ],
)
def test_sizes_stand_on_a_scale_of_round_sizes(low: float, high: float, words: list[str]) -> None:
    assert [size(tick) for tick in log_ticks(low, high)] == words


@given(values, values)
def test_linear_ticks_are_round_and_cover(first: float, second: float) -> None:
    low, high = sorted((first, second))
    ticks = linear_ticks(low, high)
    assert 2 <= len(ticks) <= 6
    assert ticks[0] <= low <= high <= ticks[-1]
    steps = [after - before for before, after in itertools.pairwise(ticks)]
    assert min(steps) > 0
    assert max(steps) == pytest.approx(min(steps), rel=1e-3)
    if max(map(abs, ticks)) < 1e6 * steps[0]:
        assert is_round(steps[0])


@given(sizes, sizes)
def test_log_ticks_are_round_and_cover(first: float, second: float) -> None:
    low, high = sorted((first, second))
    ticks = log_ticks(low, high)
    assert 2 <= len(ticks) <= 7
    assert ticks[0] <= low <= high <= ticks[-1]
    assert all(is_round(tick) for tick in ticks)
    assert list(ticks) == sorted(set(ticks))


@given(st.lists(values, min_size=2, max_size=20))
def test_a_scale_keeps_the_order(found: list[float]) -> None:
    found.sort()
    scale = Scale(ticks=linear_ticks(found[0], found[-1]), start=50, end=700)
    places = [scale.at(value) for value in found]
    assert places == sorted(places)
    assert all(50 - 1e-6 <= place <= 700 + 1e-6 for place in places)


@given(data(sizes), st.sampled_from([WIDE, SMALL]))
def test_every_point_and_every_range_lies_inside_the_frame(found: list[Datum], frame: Frame) -> None:
    chart = scatter(found, SIX, size, frame=frame, log=True)
    assert len(chart["points"]) == len(found)
    radius = float(chart["radius"])
    left, right, top, bottom = (float(chart[side]) for side in ("left", "right", "top", "bottom"))
    for point in chart["points"]:
        assert left + radius <= float(point["x"]) <= right - radius
        assert top + radius <= float(point["y"]) <= bottom - radius
        for end in ("partly", "perhaps"):
            assert not point[end] or top <= float(point[end]) < bottom
    assert all(left <= float(tick["at"]) <= right for tick in chart["ticks"])


@given(data(values, least=2))
def test_the_order_of_values_and_of_criteria_is_kept(found: list[Datum]) -> None:
    points = scatter(found, SIX, str, frame=SMALL)["points"]
    for first, first_point in zip(found, points, strict=True):
        assert first_point["number"] == str(first.number)
        for second, second_point in zip(found, points, strict=True):
            if first.x < second.x:
                assert float(first_point["x"]) <= float(second_point["x"])
            if first.met < second.met:
                assert float(first_point["y"]) > float(second_point["y"])


def test_models_on_one_spot_stay_visible() -> None:
    points = scatter([one(5e9, number=at) for at in range(5)], SIX, size, frame=WIDE, log=True)["points"]
    places = sorted(float(point["y"]) for point in points)
    assert len({point["x"] for point in points}) == 1
    assert min(after - before for before, after in itertools.pairwise(places)) >= 10
    assert len({point["aside"] for point in points}) == 5


def test_a_full_row_covers_rather_than_leaves_the_row() -> None:
    slots = stacked([0.0] * 50, 5, 56)
    assert {abs(slot) for slot in slots} == {0, 1, 2}
    assert stacked([0, 100, 200], 5, 56) == [0, 0, 0]
    assert stacked([0, 0], 5, 4) == [0, 0]


def test_what_is_partial_is_a_solid_range_and_what_is_unknown_a_dashed_one() -> None:
    sure, partial, unknown, both = scatter(
        [
            one(1e9, number=0),
            one(2e9, partial=1, number=1),
            one(4e9, unknown=2, number=2),
            one(8e9, partial=1, unknown=1, number=3),
        ],
        SIX,
        size,
        frame=WIDE,
        log=True,
    )["points"]
    assert (sure["partly"], sure["perhaps"], sure["open"]) == ("", "", False)
    assert (partial["perhaps"], partial["open"]) == ("", False)
    assert unknown["partly"] == ""
    assert unknown["open"]
    assert float(both["y"]) > float(both["partly"]) > float(both["perhaps"])
    assert both["from"] == both["partly"]
    row = float(sure["y"]) - float(partial["partly"])
    assert float(unknown["y"]) - float(unknown["perhaps"]) == pytest.approx(2 * row, abs=0.2)
    # Unknown never reads as not met: it is another shape, and its range goes up.
    assert both["open"]


def test_a_crowd_is_drawn_without_ranges() -> None:
    chart = scatter([one(1e9 + at, partial=1, unknown=1, number=at) for at in range(FULL + 1)], SIX, size, frame=WIDE)
    assert {(point["partly"], point["perhaps"], point["open"]) for point in chart["points"]} == {("", "", True)}


def test_no_data_is_a_frame_without_points_and_ticks() -> None:
    chart = scatter([], SIX, size, frame=SMALL)
    assert (chart["points"], chart["ticks"]) == ([], [])
    assert [row["label"] for row in chart["rows"]] == ["0", "1", "2", "3", "4", "5", "6"]


def test_of_many_points_some_are_taken_evenly_with_both_ends() -> None:
    data = [one(float(number), number=number) for number in (7, 3, 9, 0, 5, 1, 8, 2, 6, 4)]
    assert thinned(data, 10) == data
    assert [datum.number for datum in thinned(data, 4)] == [0, 3, 6, 9]
    assert [datum.number for datum in thinned(data, 2)] == [0, 9]
