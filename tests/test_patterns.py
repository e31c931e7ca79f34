"""Every pattern of the project takes time that grows with the text, on whatever strangers write."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import auditor
from auditor.reading.facts import _MARKUP as MARKUP
from auditor.reading.markdown import ADDRESS
from tests.conftest import thorough
from tests.reading.growth import doubling

MOST = 3.5
SIZE = 2_000
RUNS = (
    *("a", "A", "0", "_", "-", ".", "/", ":", " ", "\t", "\n", "*", "`", "~", "<", ">", "[", "]", "(", ")", "{", "}"),
    *("|", "#", "'", '"', "\\", "&", "!", "?", "=", ",", ";", "@", "+", "\u00e9", "\u8bad", "\u3002", "\0"),
    *("a ", "a-", "a.", "a/", "a_", "a:", "a\n", " \n", "- ", "a=b ", "[a](", "<a ", "</", "<!--", "&#0", "http://a"),
    *("trained on the ", "A B ", "1.1.", "1b", "://", "/tree/", "arxiv.org/", "copyright 2020 ", "0x", "../"),
)
BEGIN = ("", "https://github.com/", "trained on the ", "- a")
END = ("", "\n\0!")
NOTICED = 0.02
"""Seconds from which on a pattern is looked at more closely."""
FROM_OTHERS = {"auditor.standin"}
"""Packages whose patterns never meet a stranger's text: the stand-in serves our own recordings."""

WHOLE_ONLY = {
    "auditor.findings.components._MODEL_FILES",
    "auditor.linting.body._COMMENT",
    "auditor.linting.front_matter._OPENED",
    "auditor.outputs.site.license_families._BY_ID[9]",
    "auditor.reading.config_blocks._ITEM",
    "auditor.reading.config_blocks._PATH",
    "auditor.reading.config_blocks._SHARE",
    "auditor.rebuild.news._PLACE",
    "auditor.sources.github._LICENSE",
    "auditor.store.yaml_files._INDENTED_BY_TAB",
}
"""Patterns that are asked about a whole name or line only, never for where they stand in a text."""
GUARDED = {"auditor.reading.card._COMMENT"}
"""Looked for only up to the last end of a comment, before which no search runs in vain: `test_hostile.py` times it."""


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Every compiled pattern that a module of ours holds, in lists and mappings too."""
    seen: set[tuple[str | bytes, int]] = set()
    for module in pkgutil.walk_packages(auditor.__path__, "auditor."):
        if module.name.startswith(tuple(FROM_OTHERS)) or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for number, one in enumerate(within(value)):
                if (one.pattern, one.flags) not in seen:
                    seen.add((one.pattern, one.flags))
                    yield f"{module.name}.{name}" + (f"[{number}]" if number else ""), one


def within(value: object) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from within(one)
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from within(one)


PATTERNS = dict(patterns())


def uses(pattern: re.Pattern[str] | re.Pattern[bytes], *, whole: bool = False) -> Callable[[bytes], object]:
    """All ways in which a pattern may be asked."""

    def use(text: bytes) -> object:
        found: Any = text if isinstance(pattern.pattern, bytes) else text.decode()
        asked: Any = pattern
        return asked.fullmatch(found) if whole else (asked.fullmatch(found), sum(1 for _ in asked.finditer(found)))

    return use


def text(begin: str, run: str, end: str) -> Callable[[int], bytes]:
    return lambda size: (begin + run * (size // len(run)) + end).encode()


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 60
    found = {one.pattern for one in PATTERNS.values()}
    assert {ADDRESS.pattern, MARKUP.pattern} <= found


@thorough
@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - GUARDED))
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    use = uses(PATTERNS[name], whole=name in WHOLE_ONLY)
    slow = []
    for begin, run, end in itertools.product(BEGIN, RUNS, END):
        made = text(begin, run, end)
        start = time.process_time()
        use(made(2 * SIZE))
        # Most take no time at all: only what takes some is measured with care.
        if time.process_time() - start > NOTICED and doubling(use, made, SIZE, MOST) > MOST:
            slow.append((begin, run, end))
            break
    assert slow == []


def test_a_slow_pattern_would_be_found() -> None:
    assert doubling(uses(re.compile(r"(a|b|ab)*c|a*a*a*d")), text("", "a", ""), 50, MOST) > MOST
