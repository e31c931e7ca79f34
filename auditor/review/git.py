"""What git says of a change: names of files, their kinds and sizes, and their bytes. Nothing is read through a path."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.store import BadData
from auditor.wording import plain

TIMEOUT: Final = 120
"""Seconds for one question to git."""
FILE: Final = frozenset({"100644", "100755"})
"""Modes of a regular file; a link is 120000, a submodule 160000."""
_SHA: Final = re.compile(r"[0-9a-f]{40}")
_REF: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./~^@{}+-]{0,199}")
_BATCH: Final = 16 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Change:
    """A changed file: `A` added, `M` modified, `D` removed, `T` of another kind than before."""

    status: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Blob:
    """A file of a commit, not yet read."""

    mode: str
    oid: str
    size: int


@dataclass(frozen=True)
class Repository:
    """The git repository of a checkout. Raises `BadData` with one sentence where git cannot answer."""

    root: Path

    def commit(self, ref: str, name: str) -> str:
        """The commit that a branch, tag or commit names; `name` is what the sentence of a refusal calls it."""
        allowed = f"{name} {plain(ref, 80)}: allowed is a branch, tag or commit of this checkout"
        if not _REF.fullmatch(ref):
            raise BadData(allowed)
        found = self._ask(["rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"], allowed).decode().strip()
        if not _SHA.fullmatch(found):
            raise BadData(allowed)
        return found

    def fork_point(self, base: str, head: str) -> str:
        """The commit from which both come. Raises `BadData` where the history that is here does not reach it."""
        failure = "the two commits have no common one here: fetch the whole history (git fetch --unshallow)"
        return self._ask(["merge-base", base, head], failure).decode().strip()

    def changes(self, base: str, head: str) -> tuple[Change, ...]:
        """The files that differ between the fork point and `head`; a renamed one is removed and added."""
        options = ["--name-status", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color"]
        found = self._ask(["diff", *options, f"{base}...{head}", "--"], "git could not compare the two commits")
        fields = found.split(b"\0")[:-1]
        pairs = zip(fields[::2], fields[1::2], strict=True)
        return tuple(Change(status=status.decode("ascii")[:1], path=_name(path)) for status, path in pairs)

    def tree(self, commit: str, folder: str) -> Mapping[str, Blob]:
        """Every file of a commit below a folder, by path."""
        found = self._ask(["ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", folder], "git could not list it")
        files: dict[str, Blob] = {}
        for line in found.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, oid, size = about.decode("ascii").split()
            files[_name(path)] = Blob(mode=mode, oid=oid, size=int(size) if size.isdecimal() else 0)
        return files

    def contents(self, blobs: Sequence[Blob]) -> Iterator[bytes]:
        """The bytes of files, in their order, a few MB of them at a time."""
        batch: list[Blob] = []
        for blob in blobs:
            if batch and sum(one.size for one in batch) + blob.size > _BATCH:
                yield from self._read(batch)
                batch = []
            batch.append(blob)
        yield from self._read(batch)

    def _read(self, blobs: Sequence[Blob]) -> Iterator[bytes]:
        if not blobs:
            return
        asked = "".join(f"{blob.oid}\n" for blob in blobs).encode()
        found = self._ask(["cat-file", "--batch"], "git could not read a file", asked)
        at = 0
        for _ in blobs:
            end = found.index(b"\n", at)
            size = found[at:end].rsplit(b" ", 1)[-1]
            if not size.isdigit():
                raise BadData("git lacks a file of the change: fetch it whole")
            start, at = end + 1, end + 2 + int(size)
            yield found[start : at - 1]

    def _ask(self, arguments: Sequence[str], failure: str, given: bytes = b"") -> bytes:
        command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments]
        quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        try:
            done = subprocess.run(  # noqa: S603 - literals, checked commits and no shell
                command,
                cwd=self.root,
                env={**os.environ, **quiet},
                input=given,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BadData(f"git could not be asked ({type(error).__name__})") from error
        if done.returncode:
            raise BadData(failure)
        return done.stdout


def _name(path: bytes) -> str:
    """A path as text: names are bytes to git, and not all of them are UTF-8."""
    return path.decode("utf-8", "replace")
