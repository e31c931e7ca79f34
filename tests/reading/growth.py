"""How reading time grows with its input; a ratio, since no machine is as fast as another."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

Text = TypeVar("Text", bytes, str)

GENTLE: Final = 10
"""Four times the input may take ten times as long: far from the sixteen of a quadratic reading, and room for noise."""


def slowdown(read: Callable[[Text], object], made: Callable[[int], Text], size: int) -> float:
    """How many times longer `size` takes than a quarter of it: the best of three tries, of which one may do."""
    quarter, whole = made(size // 4), made(size)
    read(quarter)
    best = float("inf")
    for _ in range(3):
        best = min(best, _seconds(read, whole) / _seconds(read, quarter))
        if best < GENTLE:
            break
    return best


def _seconds(read: Callable[[Text], object], text: Text) -> float:
    start = time.process_time()
    read(text)
    return max(time.process_time() - start, 1e-4)
