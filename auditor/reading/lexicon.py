"""Find the vocabulary's phrases and known names in a stretch of text, in time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from auditor.rules import KnownName, NameKind, Vocabulary

_WORD: Final = re.compile(r"[^\W_]+")
_IDEOGRAPHIC: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that are written without spaces, or with endings joined on: their phrases are found as they stand."""

KEPT: Final = 8192
"""How many stretches of text are remembered with what stands in them."""
KEPT_LENGTH: Final = 400
"""Characters of the longest that is."""

Words = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What stands in a stretch of text: cue groups, and names with their offsets in it."""

    cues: frozenset[str]
    names: tuple[tuple[KnownName, int], ...]


NOTHING: Final = Found(frozenset(), ())


def words_of(text: str) -> list[str]:
    """The words in lower case; punctuation, dashes and underscores separate (`fine-tuned_on` gives three)."""
    if text.isascii():
        return _WORD.findall(text.lower())
    # Folding a whole text could part a word in two (`İ` gives two letters): each word is folded by itself.
    return [word.casefold() for word in _WORD.findall(text)]


def count_of(text: str) -> int:
    """How many words there are."""
    return len(_WORD.findall(text))


class Lexicon:
    """The phrases of a vocabulary, by their first word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        # Cards written from a template repeat one another: of their lines three in four were read before.
        self._find_again = lru_cache(maxsize=KEPT)(self._find)
        self._phrases: dict[str, list[tuple[Words, str | KnownName]]] = {}
        self._joined: list[tuple[str, str]] = []
        for group, phrases in vocabulary.cues.items():
            for phrase in phrases:
                if _IDEOGRAPHIC.search(phrase):
                    self._joined.append((phrase.casefold(), group))
                else:
                    self._add(phrase, group)
        for name in vocabulary.names:
            # A license's id may be a model's name too (`llama2`): only what is said to mean the license counts.
            spellings = name.aliases if name.kind is NameKind.LICENSE else (name.name, *name.aliases)
            for spelling in spellings:
                self._add(spelling, name)

    def _add(self, phrase: str, meaning: str | KnownName) -> None:
        words = tuple(words_of(phrase))
        if words:
            self._phrases.setdefault(words[0], []).append((words[1:], meaning))

    def find(self, text: str) -> Found:
        """All groups and names in `text`, as whole words, longest spellings and shorter ones alike.

        Of licenses that begin at one word only the longest is meant: "CC BY" stands in "CC BY-NC".
        """
        if not text:
            return NOTHING
        return self._find_again(text) if len(text) <= KEPT_LENGTH else self._find(text)

    def _find(self, text: str) -> Found:
        words = words_of(text)
        cues: set[str] = set()
        named: list[tuple[KnownName, int]] = []
        for place, phrases in enumerate(map(self._phrases.get, words)):
            if phrases is None:
                continue
            license_: tuple[int, KnownName | None] = (-1, None)
            for rest, meaning in phrases:
                if rest and tuple(words[place + 1 : place + 1 + len(rest)]) != rest:
                    continue
                if isinstance(meaning, str):
                    cues.add(meaning)
                elif meaning.kind is not NameKind.LICENSE:
                    named.append((meaning, place))
                elif len(rest) > license_[0]:
                    license_ = (len(rest), meaning)
            if license_[1]:
                named.append((license_[1], place))
        # Folding a case may lengthen a text (`ß` gives `ss`): offsets are counted before it.
        starts = [match.start() for match in _WORD.finditer(text)] if named else []
        names = tuple((name, starts[place]) for name, place in named)
        if self._joined and _IDEOGRAPHIC.search(text):
            lowered = text.casefold()
            cues.update(group for phrase, group in self._joined if phrase in lowered)
        return Found(frozenset(cues), names) if cues or names else NOTHING


_last: Mapping[int, tuple[Vocabulary, Lexicon]] = {}


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary, made once: records hold mappings, so they cannot be keys of a cache."""
    global _last  # noqa: PLW0603 - a cache of one
    if id(vocabulary) not in _last:
        _last = {id(vocabulary): (vocabulary, Lexicon(vocabulary))}
    return _last[id(vocabulary)][1]


def sorted_cues(groups: Iterable[str]) -> tuple[str, ...]:
    """Groups in a fixed order, so that the same card gives the same bytes."""
    return tuple(sorted(groups))
