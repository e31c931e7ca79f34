"""What was worked out once, kept in a folder by the hash of all that it follows from, so that none of it is stale."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Final, TypeVar

from auditor.store.files import sweep, write_whole

MAX_BYTES: Final = 32 * 1024 * 1024
"""Nothing of ours is larger; a file that is was put there by somebody else."""
_DIGITS: Final = 64
_Read = TypeVar("_Read")


class Kept:
    """Files named by what they follow from, each begun by a hash of its name and content.

    What is cut off, altered, of another shape or cannot be read is as good as not there; what cannot be written costs
    the next run its time.
    """

    def __init__(self, folder: Path, common: str) -> None:
        """`common` stands for all that everything kept follows from: the program, and the rule data."""
        self._folder = folder
        self._common = common
        self._asked: set[str] = set()

    def name(self, kind: str, *inputs: str) -> str:
        """Where what follows from `inputs` is kept; it is asked for now, and so it stays."""
        told = (self._common, kind, *inputs)
        named = hashlib.sha256("".join(f"{len(one)}:{one}" for one in told).encode("utf-8", "surrogatepass"))
        name = named.hexdigest()
        self._asked.add(name)
        return name

    def get(self, name: str, read: Callable[[bytes], _Read]) -> _Read | None:
        """What `read` makes of the content; None where there is none, or where `read` raises a `ValueError`."""
        path = self._folder / name
        try:
            if path.stat().st_size > MAX_BYTES:
                return None
            found = path.read_bytes()
            content = found[_DIGITS + 1 :]
            if found[: _DIGITS + 1] != _head(name, content):
                return None
            return read(content)
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, name: str, content: bytes) -> None:
        """Keep the content."""
        try:
            write_whole(self._folder / name, _head(name, content) + content)
        except OSError:
            return

    def forget_others(self) -> None:
        """Remove what was not asked for since this was made."""
        if not self._folder.is_dir():
            return
        sweep(self._folder)
        for path in self._folder.iterdir():
            if len(path.name) == _DIGITS and path.name not in self._asked and (path.is_file() or path.is_symlink()):
                path.unlink(missing_ok=True)


def _head(name: str, content: bytes) -> bytes:
    """The first line: what lies under another name, or was altered, has another."""
    return hashlib.sha256(name.encode() + content).hexdigest().encode() + b"\n"


def program(package: Path, rules: Iterable[Path]) -> str:
    """One hash of what works things out: all files of a package, everything that is installed, Python, and `rules`."""
    found = hashlib.sha256(_running(package))
    for path in rules:
        _tell(found, path.name.encode(), path.read_bytes())
    return found.hexdigest()


@cache
def _running(package: Path) -> bytes:
    """Told once: what runs is what was loaded."""
    found = hashlib.sha256(sys.version.encode())
    for installed in sorted(f"{one.name} {one.version}" for one in distributions()):
        _tell(found, installed.encode(), b"")
    for path in sorted(path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        _tell(found, path.relative_to(package).as_posix().encode(), path.read_bytes())
    return found.digest()


def _tell(into: hashlib._Hash, name: bytes, content: bytes) -> None:
    into.update(b"%d:%s%d:" % (len(name), name, len(content)))
    into.update(content)
