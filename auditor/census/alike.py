"""Rows that tell the same are judged once: most repositories are made by the same tools, and differ in their ids.

What was found of a row is kept under all that the row tells without its id, and under the questions that were asked
about the id with their answers. A row that tells the same, and whose id answers these questions alike, would be judged
by the same functions of the same values, so it is given what was found: this is nowhere an estimate. Where the id
itself was read, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Hashable
from hashlib import blake2b
from typing import Any, Final, Generic, TypeVar

from auditor.census.bare import Asked, Question

_Found = TypeVar("_Found")
_KEPT: Final = 200_000
"""What was found of so many different rows is kept at a time, at some two kB each."""


class _Fork:
    """The question that is asked next, and what follows from each answer to it."""

    __slots__ = ("answers", "question")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.answers: dict[Hashable, Any] = {}


class Alike(Generic[_Found]):
    """What was found, by what a row tells and by what its id answers; of `most` rows at a time, none for 0.

    `asked` counts the rows, and `met` those that were alike one before.
    """

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._known: dict[bytes, _Fork | _Found] = {}
        self._many = 0
        self.asked = 0
        self.met = 0

    def find(self, told: bytes, model_id: str) -> _Found | None:
        """What was found of a row that told the same, None where that has to be found first."""
        self.asked += 1
        found = self._known.get(told)
        while isinstance(found, _Fork):
            question, args = found.question
            found = found.answers.get(question(model_id, *args))
        self.met += found is not None
        return found

    def keep(self, told: bytes, asked: Asked, found: _Found) -> None:
        """Keep what was found, unless it rests on the id itself."""
        if asked.by_itself or not self._most:
            return
        if self._many >= self._most:
            self._known.clear()
            self._many = 0
        answers: dict[Any, Any] = self._known
        key: Hashable = told
        for question, answer in asked.questions.items():
            # The checks are pure: after the same answers the same is asked next.
            fork = answers.setdefault(key, _Fork(question))
            answers, key = fork.answers, answer
        answers[key] = found
        self._many += 1


def told_by(*values: Any) -> bytes:
    """What a row tells as a short name: the same for the same JSON values, and for no others."""
    return blake2b(repr(values).encode(errors="backslashreplace"), digest_size=20).digest()
