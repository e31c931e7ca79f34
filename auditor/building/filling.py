"""The many pages filled by all cores while the builder makes the frames, and poured as soon as these stand."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from multiprocessing.context import ForkContext
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from auditor.building.frame import Frame, frame_path, parts_of
from auditor.building.listed import Listed
from auditor.building.sources import Folder
from auditor.outputs import Page
from auditor.outputs.site import MANY

SHARE_FROM: Final = 200
"""From so many pages on the cores of the machine share the filling: below, starting them takes longer."""
HELD: Final = 1_000
"""So many filled pages, of some 40 kB, a process holds until there are frames; then it waits."""
_LOOK: Final = 1.0
"""Seconds after which a process that waits looks whether the one that it waits for still lives."""


class _State(IntEnum):
    FRAMED = 1
    GIVEN_UP = 2


class _Frames:
    """Whether the frames stand in the builder's folder, as the processes that fill are told."""

    def __init__(self, fork: ForkContext) -> None:
        self._told = fork.Event()
        self._state = fork.Value("i", 0)
        self._teller = os.getpid()

    def tell(self, state: _State) -> None:
        """Tell it once; what comes after is not heard."""
        if not self._told.is_set():
            self._state.value = state
            self._told.set()

    def stand(self, *, wait: bool) -> bool | None:
        """Whether they do; None where that cannot be told yet. They never will where the teller has died."""
        while wait and not self._told.wait(_LOOK):
            if os.getppid() != self._teller:
                return False
        return self._state.value == _State.FRAMED if self._told.is_set() else None


@dataclass(frozen=True, kw_only=True)
class _Work:
    """What every process that fills knows: it is forked from the one that read it all, so nothing is sent to it."""

    pages: Sequence[Callable[[], Page]]
    built: Path
    site: Path
    frames: _Frames

    def share(self, first: int, step: int) -> tuple[Folder, list[Listed]]:
        """Every `step`th page from `first` on: what was written, and how the pages are listed."""
        poured, held = _Poured(self.built, self.site), list[Page]()
        for make in self.pages[first::step]:
            made = make()
            # Its data are several times as large as the page, and no longer of use.
            held.append(Page(path=made.path, front=made.front))
            if (stand := self.frames.stand(wait=len(held) >= HELD)) is False:
                break
            if stand:
                poured.add(held)
                held.clear()
        if held and self.frames.stand(wait=True):
            poured.add(held)
        return poured.folder, poured.listed


class _Poured:
    """The pages that were put into their frames."""

    def __init__(self, built: Path, site: Path) -> None:
        self.folder = Folder(site)
        self.listed: list[Listed] = []
        self._built = built
        self._frames: Mapping[str, Frame] = {}

    def add(self, pages: Sequence[Page]) -> None:
        """Write these. The frames have to stand."""
        self._frames = self._frames or frames_in(self._built)
        for page in pages:
            frame = self._frames[page.path.partition("/")[0]]
            self.folder.put(f"{page.path.removesuffix('.md')}/index.html", frame.filled(parts_of(page)).encode())
            self.listed.append(Listed.of(page))


def frames_in(built: Path) -> Mapping[str, Frame]:
    """The frame of each section, from the builder's folder. Raises `BadData` for one that lacks a part of a page."""
    return {
        section: Frame((built / frame_path(section) / "index.html").read_text(encoding="utf-8")).complete(section)
        for section in MANY
    }


class Filling:
    """Fills pages from the moment it is entered; `poured` when the frames stand. What was begun is given up on leaving.

    One process does it all where the system cannot fork, has one core, or the pages are few.
    """

    def __init__(self, pages: Sequence[Callable[[], Page]], *, built: Path, site: Path) -> None:
        """`pages` are made when they are called. `built`: where the frames will stand. `site`: where the pages go."""
        self._pages, self._built, self._site = pages, built, site
        self._children: ProcessPoolExecutor | None = None
        self._frames: _Frames | None = None
        self._shares: list[Future[tuple[Folder, list[Listed]]]] = []

    def __enter__(self) -> Self:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        if cores > 1 and len(self._pages) >= SHARE_FROM and "fork" in multiprocessing.get_all_start_methods():
            fork = multiprocessing.get_context("fork")
            self._frames = _Frames(fork)
            work = _Work(pages=self._pages, built=self._built, site=self._site, frames=self._frames)
            self._children = ProcessPoolExecutor(cores, mp_context=fork, initializer=_begin, initargs=(work,))
            self._shares = [self._children.submit(_share, first, cores) for first in range(cores)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._frames:
            self._frames.tell(_State.GIVEN_UP)
        if self._children:
            self._children.shutdown()

    def poured(self) -> tuple[Folder, list[Listed]]:
        """All pages in their frames, which stand now: what was written, and how the pages are listed."""
        all_of_them = _Poured(self._built, self._site)
        if self._frames is None:
            for make in self._pages:
                all_of_them.add([make()])
        else:
            self._frames.tell(_State.FRAMED)
            for share in self._shares:
                folder, listed = share.result()
                all_of_them.folder.join(folder)
                all_of_them.listed += listed
        return all_of_them.folder, all_of_them.listed


_work: _Work
"""In a process that fills: set before its first page."""


def _begin(work: _Work) -> None:
    global _work  # noqa: PLW0603 - a process of a pool has no other place for what it knows
    _work = work


def _share(first: int, step: int) -> tuple[Folder, list[Listed]]:
    return _work.share(first, step)
