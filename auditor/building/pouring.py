"""A site of thousands: the builder makes the few pages and a frame of each section, the many are poured into it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from auditor.building.builder import SITE, build_aside
from auditor.building.frame import Frame, frame_page, frame_path, parts_of
from auditor.building.listed import Listed, rewritten
from auditor.building.sources import Folder, Written, write_sources
from auditor.outputs import Page, Published, other_pages
from auditor.outputs.site import MANY, few, many

POUR_FROM: Final = 1_000
"""From so many models on a site is poured; below, the builder frames every page itself, and docs/ holds them all."""
SHARE_FROM: Final = 200
"""From so many pages on the cores of the machine share the pouring: below, starting them takes longer."""
_BUILT: Final = Path(".cache/built")


@dataclass(frozen=True, kw_only=True)
class _Pouring:
    """What every process that pours knows: it is forked from the one that read it all, so nothing is sent to it."""

    pages: Sequence[Callable[[], Page]]
    frames: Mapping[str, Frame]
    site: Path

    def pour(self, first: int, step: int) -> tuple[Folder, list[Listed]]:
        """Pour every `step`th page from `first` on: what was written, and how the pages are listed."""
        folder, listed = Folder(self.site), []
        for make in self.pages[first::step]:
            page = make()
            frame = self.frames[page.path.partition("/")[0]]
            folder.put(f"{page.path.removesuffix('.md')}/index.html", frame.filled(parts_of(page)).encode())
            listed.append(Listed.of(page))
        return folder, listed


_pouring: _Pouring
"""In a process that pours: set before its first page."""


def _begin(pouring: _Pouring) -> None:
    global _pouring  # noqa: PLW0603 - a process of a pool has no other place for what it knows
    _pouring = pouring


def _in_child(first: int, step: int) -> tuple[Folder, list[Listed]]:
    return _pouring.pour(first, step)


def pour_site(root: Path, published: Published, builder: str = "mkdocs") -> Written:
    """Build the whole site into `site/`: the same bytes as if the builder had framed every page.

    What the builder needs is written below docs/, and nothing else of ours remains there. Files that hold the same
    already are left alone. Raises `BadData` for what the builder says, and for a frame that lacks a part of a page.
    """
    site = Folder(root / SITE)
    sizes: dict[str, int] = {}
    for page in other_pages(published):
        site.put(page.path, page.content)
        sizes[page.path] = len(page.content)
    published = replace(published, sizes=sizes)
    write_sources(root / "docs", [*few(published), *(frame_page(section) for section in MANY)])
    built = root / _BUILT
    build_aside(root, builder, built)
    frames = {section: Frame(_html(built, section)).complete(section) for section in MANY}
    poured, listed = _poured(_Pouring(pages=many(published), frames=frames, site=site.root))
    site.join(poured)
    lists = rewritten(built, listed)
    of_frames = tuple(f"{frame_path(section)}/" for section in MANY)
    for file in sorted(path for path in built.rglob("*") if path.is_file()):
        path = file.relative_to(built).as_posix()
        if not path.startswith(of_frames):
            site.put(path, lists.get(path) or file.read_bytes())
    shutil.rmtree(built)
    return Written(pages=site.kept, written=site.written, removed=site.remove_stale())


def _poured(pouring: _Pouring) -> tuple[Folder, list[Listed]]:
    """All pages poured, by as many processes as there are cores where that is worth it and the system can fork."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if cores < 2 or len(pouring.pages) < SHARE_FROM or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004 - one core shares nothing
        return pouring.pour(0, 1)
    folder, listed = Folder(pouring.site), []
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(cores, mp_context=fork, initializer=_begin, initargs=(pouring,)) as children:
        for part, names in children.map(_in_child, range(cores), [cores] * cores):
            folder.join(part)
            listed += names
    return folder, listed


def _html(built: Path, section: str) -> str:
    """What the builder made of a section's frame page."""
    return (built / frame_path(section) / "index.html").read_text(encoding="utf-8")
