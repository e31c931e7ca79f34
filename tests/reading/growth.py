"""How reading time grows with its input; a ratio, since no machine is as fast as another."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final, TypeVar

Text = TypeVar("Text", bytes, str)

GENTLE: Final = 30
"""Eight times the input may take thirty times as long: far from the 64 of a quadratic reading, and room for noise."""


def slowdown(read: Callable[[Text], object], made: Callable[[int], Text], size: int) -> float:
    """How many times longer `size` takes than an eighth of it: the best of five tries, of which one may do."""
    part, whole = made(size // 8), made(size)
    read(part)
    best = float("inf")
    for _ in range(5):
        best = min(best, _seconds(read, whole) / _seconds(read, part))
        if best < GENTLE:
            break
    return best


def _seconds(read: Callable[[Text], object], text: Text) -> float:
    """The time of one reading without the collector, whose work grows with all that other tests keep alive."""
    collects = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        read(text)
        return max(time.process_time() - start, 1e-4)
    finally:
        if collects:
            gc.enable()


TINY: Final = 0.004
"""Seconds that no clock measures well: what reads faster at twice the size is not compared."""


def doubling(read: Callable[[Text], object], made: Callable[[int], Text], size: int, most: float) -> float:
    """How many times longer twice `size` takes than `size`: the best of seven tries, of which one may do; 0 if tiny."""
    part, whole = made(size), made(2 * size)
    read(part)
    best = float("inf")
    for _ in range(7):
        longer = _seconds(read, whole)
        if longer < TINY:
            return 0.0
        best = min(best, longer / _seconds(read, part))
        if best <= most:
            break
    return best
