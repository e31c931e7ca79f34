"""The pages below docs/: the site builder's sources, and the files that it copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from auditor.outputs import Page
from auditor.record import Record
from auditor.store import BadData

GENERATED: Final = (
    "index.md",
    "how-right-are-we.md",
    "corrections.md",
    "state-of-the-hub.md",
    "models",
    "choose",
    "compare",
    "families",
    "definitions",
    "checks",
    "learn",
    "changes.md",
    "changes.xml",
    "data",
    "api",
)
"""What is rendered below docs/: whatever lies there and was not rendered just now is removed. In .gitignore too."""


class Written(Record):
    """What was written: pages in all, how many were new or changed, how many stale ones were removed."""

    pages: int
    written: int
    removed: int


class Folder:
    """A folder that holds what was put into it and nothing else.

    `owned`: the names at its top that are ours; what else lies there is left alone. None: all of it.
    """

    def __init__(self, root: Path, owned: Iterable[str] | None = None) -> None:
        self.root = root
        self.written = 0
        self._owned = None if owned is None else tuple(owned)
        self._kept: set[str] = set()
        self._folders: set[Path] = set()

    @property
    def kept(self) -> int:
        """How many files were put until now."""
        return len(self._kept)

    def put(self, path: str, content: bytes) -> None:
        """Write a file where it differs. `path` is relative and posix; `BadData` where it would lie elsewhere."""
        target = self.root / path
        pieces = path.split("/")
        if not {"", ".", ".."}.isdisjoint(pieces) or (self._owned is not None and pieces[0] not in self._owned):
            raise BadData(f"{path}: a page may lie only in {', '.join(self._owned or ())} below {self.root.name}/")
        self._kept.add(path)
        if target.is_file() and target.read_bytes() == content:
            return
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.parent.resolve().is_relative_to(self.root.resolve()):
                raise BadData(f"{path}: a folder on the way is a link that leads out of {self.root.name}/")
            self._folders.add(target.parent)
        target.write_bytes(content)
        self.written += 1

    def join(self, other: Folder) -> None:
        """Count as put here what was put by another hand into the same folder."""
        self._kept |= other._kept
        self.written += other.written

    def remove_stale(self) -> int:
        """Remove the files that were not put, and the folders that are empty then; the number of files."""
        stale = [file for file in self._files() if file.relative_to(self.root).as_posix() not in self._kept]
        for file in stale:
            file.unlink()
        for folder in sorted(
            {parent for file in stale for parent in file.relative_to(self.root).parents}, reverse=True
        ):
            if folder.parts and not any((self.root / folder).iterdir()):
                (self.root / folder).rmdir()
        return len(stale)

    def _files(self) -> Iterator[Path]:
        tops = self.root.iterdir() if self._owned is None else (self.root / name for name in self._owned)
        for top in tops:
            yield from (top,) if top.is_file() else (file for file in top.rglob("*") if file.is_file())


def write_sources(docs: Path, pages: Iterable[Page]) -> Written:
    """Write all pages below docs/, and remove what was rendered once and is no more."""
    folder = Folder(docs, GENERATED)
    for page in pages:
        folder.put(page.path, page.content)
    return Written(pages=folder.kept, written=folder.written, removed=folder.remove_stale())
