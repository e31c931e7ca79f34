"""The sources: one file per host that evidence comes from. The folder is the register."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Final, Protocol, cast
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator

from auditor.card import CardState
from auditor.evidence import File, Head, Missing, Place, Ref, Snapshot
from auditor.rules import Rules
from auditor.transport import Door

MOST: Final = 2**53 - 1
"""The largest count or size that is believed, 9 petabytes as bytes: what JSON's readers hold exactly, and Parquet's."""


def counted(told: int | None) -> int | None:
    """A host's count or size; None, as if it were not told, where it is negative or beyond all that is."""
    return told if told is not None and 0 <= told <= MOST else None


Counted = Annotated[int | None, AfterValidator(counted)]
"""A count or size in a host's answer."""


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
    told: Head | None = None
    """Today's head, where a list of many repositories has told it: then an unchanged place costs no request."""
    commits: tuple[str, ...] = ()
    """Commits of the place of which somebody says that its owner made them."""

    def chosen(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The listed paths that checks want to have read: the shallowest match of each pattern, each path once."""
        ordered = sorted(paths, key=lambda path: (path.count("/"), path))
        patterns = [re.compile(pattern, re.IGNORECASE) for pattern in self.wanted]
        matches = (next((path for path in ordered if pattern.fullmatch(path)), "") for pattern in patterns)
        return tuple(dict.fromkeys(path for path in matches if path))


def path_on(hosts: frozenset[str], url: str) -> list[str]:
    """The pieces of the path of an address on one of these hosts, unquoted; empty for any other address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return []
    if parts.scheme not in {"http", "https"} or host not in hosts:
        return []
    return [unquote(piece) for piece in parts.path.split("/") if piece]


def saw_less(now: Snapshot, before: Snapshot | None) -> bool:
    """True where `now` lacks what `before` had of listing, card, branches or read files.

    A look that a host broke off and that saw less must not take the place of the last good one.
    """
    if before is None:
        return False
    gone = {one.path for one in before.read} & now.by_path.keys() - {one.path for one in now.read}
    return bool(
        (before.complete and not now.complete)
        or (before.files is not None and now.files is None)
        or (before.branches is not None and now.branches is None)
        or (before.card_state is not CardState.NOT_READ and now.card_state is CardState.NOT_READ)
        or gone
    )


class Source(Protocol):
    """What a module of this folder offers."""

    def recognise(self, url: str) -> Ref | None:
        """The place that a link leads to, None where the link is not this host's or no place we can open."""

    def observe(self, ref: Ref, errand: Errand) -> Place:
        """Look at a place. Raises `HostFailure` where no answer could be had.

        Where the host broke off in the middle, the place has today's head and, of the two snapshots, the last good
        one if the new one saw less (`saw_less`).
        """


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What a list told: today's heads by name in lower case. Who is not in it may exist all the same."""

    heads: Mapping[str, Head]
    pages: int = 0
    """Pages that it takes to find what is looked for, more where that was in vain; 0 where it broke off."""


class Lister(Protocol):
    """What a source offers beside `Source` where its host tells many heads by one request."""

    def listed_under(self, ref: Ref, known: Place | None, reading: str) -> str:
        """The list that could tell that nothing changed at a place; empty where only asking the place itself can."""

    def settles(self, told: Head, known: Place, reading: str) -> bool:
        """True where a list's head is all that has to be known today of a place: nothing changed there."""

    def heads(self, under: str, names: Collection[str], door: Door) -> Listed:
        """Read a list for the sake of these names. Raises `HostFailure`, which says nothing about any of them."""


@cache
def all_listers() -> Mapping[str, Lister]:
    """The sources that have lists, by name."""
    return {name: cast("Lister", one) for name, one in all_sources().items() if hasattr(one, "listed_under")}


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The files of a repository at one commit; `complete=False` where only a part of them came."""

    files: tuple[File, ...]
    complete: bool


class Rereader(Protocol):
    """What a source offers beside `Source` where its host keeps commits: what was cited can be asked for again."""

    def files_at(self, ref: Ref, revision: str, door: Door) -> Listing | Missing:
        """The listing at a commit. Raises `HostFailure` where no answer could be had."""

    def hash_at(self, ref: Ref, revision: str, path: str, door: Door) -> str | Missing:
        """The sha256 of a file's bytes at a commit (the default branch where it is empty); raises `HostFailure`."""


def rereader(name: str) -> Rereader | None:
    """The source of this name where it can ask again for what was cited, else None."""
    source = all_sources().get(name)
    return cast("Rereader", source) if hasattr(source, "files_at") else None


@cache
def all_sources() -> Mapping[str, Source]:
    """Every source of this folder by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast("Source", importlib.import_module(f"{__name__}.{name}")) for name in names}


def recognise(url: str) -> Ref | None:
    """The place that a link leads to, by the first source that knows it."""
    found = (source.recognise(url) for source in all_sources().values())
    return next((ref for ref in found if ref), None)
