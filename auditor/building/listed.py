"""Where the site lists its pages: the index of the search and the sitemap. A poured page is listed as its frame was."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from auditor.building.frame import Frame, frame_path, parts_of
from auditor.outputs import Page
from auditor.outputs.site import MANY

SEARCH: Final[Mapping[str, str]] = {"search/search_index.json": "docs", "search.json": "items"}
"""The search's index of either builder, and the key of its list of pages."""
SITEMAP: Final = "sitemap.xml"
_URL: Final = re.compile(r"(?<![ \t])[ \t]*<url>.*?</url>\n", re.DOTALL)


@dataclass(frozen=True, order=True)
class Listed:
    """How a poured page is listed; both builders list pages in the order of their sources, folder by folder."""

    source: tuple[str, ...]
    parts: Mapping[str, str] = field(compare=False)
    tags: tuple[str, ...] = field(compare=False)

    @classmethod
    def of(cls, page: Page) -> Listed:
        """What is listed of a page."""
        wanted = ("owner", "name", "title", "lead")
        parts = {name: text for name, text in parts_of(page).items() if name in wanted}
        return cls(tuple(page.path.split("/")), parts, page.front.tags if page.front else ())


def rewritten(built: Path, pages: Iterable[Listed]) -> Mapping[str, bytes]:
    """The lists in the builder's folder, by their path, with the poured pages in place of their frames."""
    sections: dict[str, list[Listed]] = {section: [] for section in MANY}
    for page in sorted(pages):
        sections[page.source[0]].append(page)
    made: dict[str, bytes] = {}
    for name, key in SEARCH.items():
        if (built / name).is_file():
            made[name] = _search((built / name).read_text(encoding="utf-8"), key, sections)
    if (built / SITEMAP).is_file():
        # Zensical sorts the sitemap, and only the sitemap, by whole paths.
        if (built / "search.json").is_file():
            sections = {name: sorted(one, key=lambda page: "/".join(page.source)) for name, one in sections.items()}
        made[SITEMAP] = _sitemap((built / SITEMAP).read_text(encoding="utf-8"), sections).encode()
        if (packed := built / f"{SITEMAP}.gz").is_file():
            made[packed.name] = _packed(made[SITEMAP], packed)
    return made


def _search(text: str, key: str, sections: Mapping[str, Sequence[Listed]]) -> bytes:
    index = json.loads(text)
    index[key] = [made for entry in index[key] for made in _entries(entry, sections)]
    return json.dumps(index, separators=(",", ":"), ensure_ascii=text.isascii()).encode()


def _entries(entry: Mapping[str, Any], sections: Mapping[str, Sequence[Listed]]) -> Iterator[Mapping[str, Any]]:
    """The entry itself; for a frame's, one of each page that is poured into it."""
    section = _section_of(str(entry.get("location", "")))
    if section is None:
        yield entry
        return
    frame = Frame(json.dumps(entry))
    for page in sections[section]:
        yield {**json.loads(frame.filled(page.parts)), "tags": list(page.tags)}


def _sitemap(text: str, sections: Mapping[str, Sequence[Listed]]) -> str:
    def poured(found: re.Match[str]) -> str:
        section = _section_of(found[0])
        if section is None:
            return found[0]
        frame = Frame(found[0])
        return "".join(frame.filled(page.parts) for page in sections[section])

    return _URL.sub(poured, text)


def _section_of(text: str) -> str | None:
    """The section whose frame is named in `text`."""
    return next((section for section in MANY if frame_path(section) in text), None)


def _packed(content: bytes, before: Path) -> bytes:
    """Packed as the builder packed it: with its file's name and the time that it wrote."""
    held = BytesIO()
    stamp = int.from_bytes(before.read_bytes()[4:8], "little")
    with gzip.GzipFile(filename=str(before), fileobj=held, mode="wb", mtime=stamp) as file:
        file.write(content)
    return held.getvalue()
