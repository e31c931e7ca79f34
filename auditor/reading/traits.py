"""What a path tells by itself, all of it at once: repositories name their files alike, and every check asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

_KEPT: Final = 30_000
"""Paths that are remembered; a tenth of the different ones among 30,000 repositories."""


class Trait:
    """A question about a path that its name answers, with a bit of its own. To be made where a module is loaded."""

    def __init__(self, tells: Callable[[str], bool]) -> None:
        self.tells = tells
        self.bit = 1 << len(_TRAITS)
        self.__doc__ = tells.__doc__
        _TRAITS.append(self)
        traits_of.cache_clear()

    def __call__(self, path: str) -> bool:
        """Ask this one question about one path."""
        return self.tells(path)


_TRAITS: list[Trait] = []


@lru_cache(maxsize=_KEPT)
def traits_of(path: str) -> int:
    """The bits of all traits that a path has."""
    found = 0
    for one in _TRAITS:
        if one.tells(path):
            found |= one.bit
    return found


def how_many() -> int:
    """How many traits there are: with another one, what was told before does not hold."""
    return len(_TRAITS)
