"""Which files a piece of work rests on, by the hashes of what they hold: a checkout's times of change tell nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ABSENT: Final = ""
"""Stands for a file that was looked for and is not there."""
_LINK: Final = "link"
"""Stands for a symbolic link, whatever it leads to: no reader takes one."""
_UNREADABLE: Final = "unreadable"


class Seen:
    """The files below a checkout as this run finds them: each is hashed once, the first time that it is asked for.

    It is hashed before it is read, so that a file which changes in the middle is told apart by the next run.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._hashes: dict[str, str] = {}
        self._noted: list[dict[str, str]] = []

    def hash_of(self, name: str) -> str:
        """The sha256 of the file that `note` names so, or what stands for one that cannot be read."""
        if name not in self._hashes:
            self._hashes[name] = _hash(self._root / name)
        return self._hashes[name]

    def note(self, path: Path) -> None:
        """Somebody is about to read the file, or to ask whether it is there."""
        name = path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else path.as_posix()
        found = self.hash_of(name)
        for noted in self._noted:
            noted[name] = found

    @contextmanager
    def noting(self) -> Iterator[Mapping[str, str]]:
        """File -> hash of all that is noted while this lasts, below the root where it lies there."""
        noted: dict[str, str] = {}
        self._noted.append(noted)
        try:
            yield noted
        finally:
            # By what it is: two that hold the same are equal.
            self._noted = [one for one in self._noted if one is not noted]

    def stands(self, files: Mapping[str, str]) -> bool:
        """Whether all these files hold what they held."""
        return all(self.hash_of(name) == found for name, found in files.items())


def _hash(path: Path) -> str:
    if path.is_symlink():
        return _LINK
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ABSENT
    except OSError:
        return _UNREADABLE
