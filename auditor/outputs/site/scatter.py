"""A scatter of something against openness as plain numbers: scales, round ticks, and places that a template draws.

No chart library: the few that draw SVG without a browser bring numpy (matplotlib) or a JavaScript engine (Altair), and
none knows a place that is a range whose end could not be seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

FULL: Final = 150
"""Points beyond which ranges would cover each other: only the points are drawn then, and the page says so."""
MANY: Final = 2_000
"""Models from which on a picture shows only some of its points: each is an element that a browser lays out."""
_STEPS: Final = (1, 2, 5)
_SAME: Final = 1e-9
"""Values that differ by less than this share of themselves stand on one spot."""
_RADII: Final = ((FULL, 5.0), (600, 3.5))
_LEAST_RADIUS: Final = 2.5
_ASIDE: Final = 1.2
"""How far apart the ranges of points stand that are stacked on one spot."""


@dataclass(frozen=True, kw_only=True)
class Datum:
    """One model: `x` as it is told, how many of its criteria came out how, and what its point says and leads to."""

    x: float
    met: int
    partial: int
    unknown: int
    number: int
    """The model's place in the page's list: by it the filters find its points."""
    href: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The picture's size, and the room that its axes' words take at the left and below, in its own units."""

    width: int
    height: int
    left: int
    below: int
    above: int = 30
    right: int = 18
    inset: int = 9
    """So much stays free between the frame and the outermost points."""


WIDE: Final = Frame(width=720, height=460, left=48, below=46)
SMALL: Final = Frame(width=340, height=280, left=34, below=44)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """From a value to its place between `start` and `end`. The outermost ticks are the ends, and differ."""

    ticks: Sequence[float]
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """The place of a value that lies between the outermost ticks; on a log scale values are above 0."""
        low, high = self.ticks[0], self.ticks[-1]
        part = math.log(value / low) / math.log(high / low) if self.log else (value - low) / (high - low)
        return self.start + part * (self.end - self.start)


def linear_ticks(low: float, high: float, at_most: int = 6) -> Sequence[float]:
    """Round numbers from at or below `low` to at or above `high`: steps of 1, 2 or 5 times a power of ten."""
    largest = max(abs(low), abs(high))
    if high - low <= largest * _SAME:
        aside = largest / 10 or 1.0
        low, high = low - aside, high + aside
    power = math.floor(math.log10((high - low) / at_most))
    while True:
        for one in _STEPS:
            step = one * 10.0**power
            first, last = math.floor(low / step), math.ceil(high / step)
            if last - first < at_most:
                digits = max(0, -power)
                return tuple(round(number * step, digits) for number in range(first, last + 1))
        power += 1


def log_ticks(low: float, high: float, at_most: int = 7) -> Sequence[float]:
    """Round numbers around `low` and `high`, both above 0: 1, 2 and 5 times powers of ten, or only some powers."""
    powers = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 2)
    fine = _around([step * 10.0**power for power in powers for step in _STEPS], low, high)
    if len(fine) <= at_most:
        return fine
    stride = 1
    while True:
        # From a power that stays the same for all strides of a range; one more at the end, so that it is covered.
        coarse = [10.0**power for power in range(powers[0], powers[-1] + stride + 1, stride)]
        if len(found := _around(coarse, low, high)) <= at_most:
            return found
        stride += 1


def _around(rising: Sequence[float], low: float, high: float) -> Sequence[float]:
    """The part of `rising` from the last that is not above `low` to the first that is not below `high`, two at least.

    `rising` begins below `low` and ends above `high`.
    """
    first = max(at for at, one in enumerate(rising) if one <= low)
    last = min(at for at, one in enumerate(rising) if one >= high)
    return tuple(rising[first : max(last, first + 1) + 1])


def thinned(data: Sequence[Datum], at_most: int) -> Sequence[Datum]:
    """At most so many (2 or more), evenly taken from the least `x` to the largest; all of them where they are fewer."""
    if len(data) <= at_most:
        return data
    rising = sorted(data, key=lambda one: (one.x, one.number))
    return [rising[place * (len(rising) - 1) // (at_most - 1)] for place in range(at_most)]


def stacked(xs: Sequence[float], radius: float, room: float) -> Sequence[int]:
    """How many steps up (or, below 0, down) each point of one row moves, so that points on one spot stay visible.

    `xs` rise. A step is the width of a point and a little; `room` is the row's height. Where the row is full, points
    cover each other.
    """
    step = 2 * radius + 1
    reach = max(0, math.floor((room / 2 - radius) / step))
    slots = sorted(range(-reach, reach + 1), key=lambda slot: (abs(slot), slot))
    last = dict.fromkeys(slots, -math.inf)
    found = []
    for x in xs:
        free = (slot for slot in slots if x - last[slot] >= step)
        slot = next(free, None)
        if slot is None:
            slot = min(slots, key=lambda one: last[one])
        last[slot] = x
        found.append(slot)
    return found


def scatter(
    data: Sequence[Datum], criteria: int, words: Callable[[float], str], *, frame: Frame, log: bool = False
) -> Mapping[str, Any]:
    """Everything that a template needs to draw `data`, as text; `words` name a tick of the x axis.

    `criteria` is how many each model has: the rows from bottom to top, 0 to all of them. A point stands in the row of
    what is met for certain; a line goes on as far as what is met in part, dashed as far as what is unknown may reach.
    Without data there are no points and no ticks.
    """
    radius = next((size for limit, size in _RADII if len(data) <= limit), _LEAST_RADIUS)
    left, right = frame.left, frame.width - frame.right
    top, bottom = frame.above, frame.height - frame.below
    row = (bottom - top) / (criteria + 1)
    drawn: Mapping[str, Any] = {
        "width": f"{frame.width}",
        "height": f"{frame.height}",
        "left": f"{left}",
        "right": f"{right}",
        "top": f"{top}",
        "bottom": f"{bottom}",
        "of": f"{criteria}",
        "radius": f"{radius:g}",
        "rows": [
            {"at": _text(bottom - (number + 0.5) * row), "line": _text(bottom - number * row), "label": f"{number}"}
            for number in range(criteria + 1)
        ],
    }
    if not data:
        return {**drawn, "ticks": [], "points": []}
    lowest, highest = min(one.x for one in data), max(one.x for one in data)
    ticks = log_ticks(lowest, highest) if log else linear_ticks(lowest, highest)
    scale = Scale(ticks=ticks, start=left + frame.inset, end=right - frame.inset, log=log)
    points = list(_points(data, scale, radius, row, bottom))
    return {
        **drawn,
        "ticks": [{"at": _text(scale.at(one)), "label": words(one)} for one in ticks],
        "points": [point for _, point in sorted(points, key=lambda pair: pair[0].number)],
    }


def _points(
    data: Sequence[Datum], scale: Scale, radius: float, row: float, bottom: float
) -> Iterator[tuple[Datum, Mapping[str, Any]]]:
    for met in sorted({one.met for one in data}):
        ordered = sorted((one for one in data if one.met == met), key=lambda one: (one.x, one.number))
        slots = stacked([scale.at(one.x) for one in ordered], radius, row)
        for one, slot in zip(ordered, slots, strict=True):
            x, y = scale.at(one.x), bottom - (met + 0.5) * row - slot * (2 * radius + 1)
            partly = bottom - (met + one.partial + 0.5) * row
            perhaps = bottom - (met + one.partial + one.unknown + 0.5) * row
            ranged = len(data) <= FULL
            yield (
                one,
                {
                    "x": _text(x),
                    "y": _text(y),
                    "aside": _text(x + slot * _ASIDE),
                    "partly": _text(partly) if ranged and one.partial else "",
                    "from": _text(partly if one.partial else y),
                    "perhaps": _text(perhaps) if ranged and one.unknown else "",
                    "open": bool(one.unknown),
                    "number": f"{one.number}",
                    "href": one.href,
                    "title": one.title,
                },
            )


def _text(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
