"""The sources: one file per host that evidence comes from. The folder is the register."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from auditor.evidence import Place, Ref
from auditor.rules import Rules
from auditor.transport import Door


@dataclass(frozen=True, kw_only=True)
class Errand:
    """What a source needs to look at a place.

    `known` is what we hold already: where its revision still stands and it was read by the same rules (`reading`),
    the snapshot is kept and only the settings are asked. `wanted` are path patterns of files that checks read.
    """

    door: Door
    rules: Rules
    reading: str
    """Names the version of the reading and its vocabulary; another one reads the card again."""
    known: Place | None = None
    wanted: tuple[str, ...] = ()

    def chosen(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The listed paths that checks want to have read: the shallowest match of each pattern, each path once."""
        ordered = sorted(paths, key=lambda path: (path.count("/"), path))
        patterns = [re.compile(pattern, re.IGNORECASE) for pattern in self.wanted]
        matches = (next((path for path in ordered if pattern.fullmatch(path)), "") for pattern in patterns)
        return tuple(dict.fromkeys(path for path in matches if path))


class Source(Protocol):
    """What a module of this folder offers."""

    def recognise(self, url: str) -> Ref | None:
        """The place that a link leads to, None where the link is not this host's or no place we can open."""

    def observe(self, ref: Ref, errand: Errand) -> Place:
        """Look at a place. Raises `HostFailure` where no answer could be had."""


@cache
def all_sources() -> Mapping[str, Source]:
    """Every source of this folder by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast("Source", importlib.import_module(f"{__name__}.{name}")) for name in names}


def recognise(url: str) -> Ref | None:
    """The place that a link leads to, by the first source that knows it."""
    found = (source.recognise(url) for source in all_sources().values())
    return next((ref for ref in found if ref), None)
