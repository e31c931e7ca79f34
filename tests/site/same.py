"""Do both builders make the same site? `python -m tests.site.same` builds the sample by each, prints what differs."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from auditor.building.builder import BUILDERS
from tests.site.conftest import PUBLISHED
from tests.site.sample import build, lay_out

VOID: Final = frozenset({"br", "img", "input", "link", "meta", "hr", "wbr", "source", "col", "area", "base", "embed"})
INLINE: Final = frozenset(
    {"a", "abbr", "b", "br", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup", "wbr"}
)
"""Tags that do not end a line of the comparison: one builder marks up the words of code, the other does not."""
OWN: Final = (
    "assets/javascripts/",
    "assets/stylesheets/",
    "assets/images/",
    "search/",
    "search.json",
    "sitemap.xml.gz",
)
"""What each builder brings along for itself: its scripts, styles, icons and search index."""


@dataclass(kw_only=True)
class Shown:
    """What a reader gets of one page."""

    title: str = ""
    description: str = ""
    headings: list[str] = field(default_factory=list)
    strips: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The same as lines that a person can compare."""
        heads = [f"title: {self.title}", f"description: {self.description}"]
        heads += [f"h1: {one}" for one in self.headings] + [f"strip: {one}" for one in self.strips]
        return heads + self.words


class _Reader(HTMLParser):
    """Reads one page: its head, and all that stands in the theme's `article`."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown()
        self._open: list[str] = []
        self._article = 0
        self._line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._end_line(tag)
        if tag == "meta" and found.get("name") == "description":
            self.shown.description = found.get("content", "")
        if "oa-strip" in found.get("class", "").split():
            self.shown.strips.append(found.get("aria-label", ""))
        if tag not in VOID:
            self._open.append(tag)
            if not self._article and "md-content__inner" in found.get("class", "").split():
                self._article = len(self._open)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A closed shape of an SVG holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        self._end_line(tag)
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if len(self._open) < self._article:
            self._article = 0

    def handle_data(self, data: str) -> None:
        if self._article or "title" in self._open:
            self._line += data

    def _end_line(self, tag: str) -> None:
        """A tag that is no part of a line begins or ends: file what was read since the last one."""
        if tag in INLINE:
            return
        line, self._line = " ".join(self._line.split()), ""
        if line and "head" in self._open:
            self.shown.title = line
        elif line and not {"script", "style"} & set(self._open):
            (self.shown.headings if "h1" in self._open else self.shown.words).append(line)


def shown(html: str) -> Shown:
    """What a reader gets of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.shown


def _files(site: Path) -> Mapping[str, Path]:
    paths = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    return {path: file for path, file in sorted(paths.items()) if not path.startswith(OWN)}


def _lines(path: str, file: Path) -> list[str]:
    if path.endswith(".html"):
        return shown(file.read_text(encoding="utf-8")).lines()
    if path == "sitemap.xml":
        return sorted(line.strip() for line in file.read_text(encoding="utf-8").splitlines() if "<loc>" in line)
    return [file.read_bytes().hex()]


def differences(one: Path, other: Path) -> Iterator[str]:
    """Lines of a diff of two built sites, folder by folder; none where they show the same."""
    left, right = _files(one), _files(other)
    yield from (f"only in {one.parent.name}: {path}" for path in left.keys() - right.keys())
    yield from (f"only in {other.parent.name}: {path}" for path in right.keys() - left.keys())
    for path in sorted(left.keys() & right.keys()):
        names = (f"{one.parent.name}/{path}", f"{other.parent.name}/{path}")
        yield from unified_diff(_lines(path, left[path]), _lines(path, right[path]), *names, lineterm="", n=1)


def main() -> int:
    """Build the sample site by both and print what differs; 1 where something does."""
    with tempfile.TemporaryDirectory() as name:
        for builder in BUILDERS:
            folder = Path(name) / builder
            lay_out(folder, PUBLISHED)
            done = build(builder, folder)
            if done.returncode:
                sys.stderr.write(done.stdout + done.stderr)
                return 1
        found = list(differences(*(Path(name) / builder / "site" for builder in BUILDERS)))
    sys.stdout.write("\n".join([*found, f"{len(found)} lines differ", ""]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
