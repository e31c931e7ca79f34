"""How reading time grows with its input; a ratio, since no machine is as fast as another."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

Text = TypeVar("Text", bytes, str)

GENTLE: Final = 13
"""Four times the input may take thirteen times as long: a quadratic reading takes sixteen, noise takes the rest."""


def slowdown(read: Callable[[Text], object], made: Callable[[int], Text], size: int) -> float:
    """How many times longer `size` takes than a quarter of it: the best of seven tries, of which one may do."""
    quarter, whole = made(size // 4), made(size)
    read(quarter)
    best = float("inf")
    for _ in range(7):
        best = min(best, _seconds(read, whole) / _seconds(read, quarter))
        if best < GENTLE:
            break
    return best


def _seconds(read: Callable[[Text], object], text: Text) -> float:
    start = time.process_time()
    read(text)
    return max(time.process_time() - start, 1e-4)
