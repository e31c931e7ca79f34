"""A site of thousands: the builder makes the few pages and a frame of each section, the many are poured into it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from auditor.building.builder import SITE, build_aside
from auditor.building.filling import Filling, frames_in
from auditor.building.frame import frame_page, frame_path
from auditor.building.listed import rewritten
from auditor.building.sources import Folder, Written, write_sources
from auditor.outputs import Published, other_pages
from auditor.outputs.site import MANY, few, many

POUR_FROM: Final = 1_000
"""From so many models on a site is poured; below, the builder frames every page itself, and docs/ holds them all."""
_BUILT: Final = Path(".cache/built")


def pour_site(root: Path, published: Published, builder: str = "mkdocs") -> Written:
    """Build the whole site into `site/`: the same bytes as if the builder had framed every page.

    What the builder needs is written below docs/, and nothing else of ours remains there. Files that hold the same
    already are left alone. Raises `BadData` for what the builder says, and for a frame that lacks a part of a page.
    """
    site = Folder(root / SITE)
    built = root / _BUILT
    shutil.rmtree(built, ignore_errors=True)
    # The many pages are filled beside all else, by the other cores; only what goes around them has to be waited for.
    with Filling(many(published), built=built, site=site.root) as filling:
        sizes: dict[str, int] = {}
        for page in other_pages(published):
            site.put(page.path, page.content)
            sizes[page.path] = len(page.content)
        published = replace(published, sizes=sizes)
        write_sources(root / "docs", [*few(published), *(frame_page(section) for section in MANY)])
        build_aside(root, builder, built)
        frames_in(built)
        poured, listed = filling.poured()
    site.join(poured)
    lists = rewritten(built, listed)
    of_frames = tuple(f"{frame_path(section)}/" for section in MANY)
    for file in sorted(path for path in built.rglob("*") if path.is_file()):
        path = file.relative_to(built).as_posix()
        if not path.startswith(of_frames):
            site.put(path, lists.get(path) or file.read_bytes())
    shutil.rmtree(built)
    return Written(pages=site.kept, written=site.written, removed=site.remove_stale())
