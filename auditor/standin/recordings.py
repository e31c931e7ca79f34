"""Reads folders of recordings: an index of every repository in memory, the rows themselves on disk until asked for."""

from __future__ import annotations

import gzip
import io
import json
import mmap
import re
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import IO, Any, Final

ORDER: Final = ("labelled", "models-2025-04", "cards-2024-10", "models-2022-02", "datasets")
"""Where a repository stands in several files of a folder the first holds; other names follow by alphabet."""
_ID: Final = re.compile(r"[\w.-]+(/[\w.-]+)?", re.ASCII)
_SHA: Final = re.compile(r"[0-9a-f]{7,64}")
_UNREADABLE: Final = (OSError, EOFError, zlib.error)
_KEPT_PARSED: Final = 64


class BadRecording(ValueError):
    """A recording that cannot be served; the message is one sentence with the file and the line."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One recorded repository of the Hub. `complete`: the file list is whole (True), a part (False), unknown (None)."""

    kind: str
    id: str
    observed: str
    info: Mapping[str, Any]
    complete: bool | None
    card: str | None
    card_observed: str
    card_at_sha: bool
    texts: Mapping[str, str]
    missing: bool
    refs_complete: bool
    renamed_from: tuple[str, ...]
    commits: tuple[str, ...] | None
    """The history of main, newest first; None where it was not recorded."""

    @property
    def sha(self) -> str:
        """The recorded commit, in whole or its first digits; empty where none was recorded."""
        sha = self.info.get("sha")
        return sha if isinstance(sha, str) and _SHA.fullmatch(sha) else ""

    @cached_property
    def listing(self) -> Mapping[str, Mapping[str, Any]] | None:
        """The recorded files by path; a path that ends with "/" is a folder; None where none were recorded."""
        return None if self.complete is None else {one["rfilename"]: one for one in self.info["siblings"]}

    @property
    def branches(self) -> tuple[str, ...] | None:
        """The names that were seen, `main` apart; None where none were looked for."""
        names = self.info.get("branches")
        return tuple(name for name in names if name != "main") if isinstance(names, list) else None


class HubRecordings:
    """Every recorded model and dataset. Rows lie in one unnamed temporary file; the index alone is in memory."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._index: dict[tuple[str, str], tuple[int, int]] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._renamed: dict[tuple[str, str], str] = {}
        self._owned: dict[tuple[str, str], list[str]] = {}
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the recordings
        self._end = 0
        try:
            for folder in folders:
                for path in _in_order(folder):
                    self._read(path)
            self._spool.flush()
            self._bytes: mmap.mmap | bytes = (
                mmap.mmap(self._spool.fileno(), 0, access=mmap.ACCESS_READ) if self._end else b""
            )
        except BaseException:
            self._spool.close()
            raise
        self._parsed: Callable[[int, int], Row] = lru_cache(maxsize=_KEPT_PARSED)(self._parse)

    def __len__(self) -> int:
        return len(self._index)

    def find(self, kind: str, name: str) -> Row | None:
        """The row of exactly this id, None where it was not recorded."""
        place = self._index.get((kind, name))
        return self._parsed(*place) if place else None

    def current_name(self, kind: str, name: str) -> str:
        """What the repository is called today: after a renaming, or in its own spelling; else `name` itself."""
        if (kind, name) in self._index:
            return name
        key = (kind, name.lower())
        return self._names.get(key) or self._renamed.get(key) or name

    def owned_by(self, kind: str, owner: str) -> Sequence[str]:
        """The ids that were recorded of an owner, by alphabet."""
        return sorted(self._owned.get((kind, owner.lower()), ()))

    def every(self, kind: str) -> Sequence[str]:
        """The ids of all that were recorded with an owner, by alphabet of the owners."""
        return [name for key in sorted(self._owned) if key[0] == kind for name in sorted(self._owned[key])]

    def close(self) -> None:
        """Give the temporary file back."""
        if isinstance(self._bytes, mmap.mmap):
            self._bytes.close()
        self._spool.close()

    def _parse(self, start: int, length: int) -> Row:
        return _row(json.loads(self._bytes[start : start + length]))

    def _read(self, path: Path) -> None:
        number = 0
        with _reading(path) as file:
            try:
                for line in file:
                    number += 1
                    if line.strip():
                        self._add(_row(json.loads(line)), line)
            except (ValueError, RecursionError) as error:
                told = "is not JSON" if not isinstance(error, BadRecording) else str(error)
                raise BadRecording(f"{path}, line {number}: {told}") from error
            except _UNREADABLE as error:
                raise BadRecording(f"{path} breaks off after line {number}: it is no whole gzip file") from error

    def _add(self, row: Row, line: bytes) -> None:
        if (row.kind, row.id) in self._index:
            return
        self._spool.write(line)
        self._index[row.kind, row.id] = (self._end, len(line))
        self._end += len(line)
        self._names.setdefault((row.kind, row.id.lower()), row.id)
        owner, slash, _ = row.id.partition("/")
        if slash and not row.missing:
            self._owned.setdefault((row.kind, owner.lower()), []).append(row.id)
        for old in row.renamed_from:
            self._renamed.setdefault((row.kind, old.lower()), row.id)


class GithubRecordings:
    """Every recorded GitHub repository: names and branches in memory, trees and texts read when asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files: dict[tuple[str, str], Path] = {}
        self._names: dict[str, str] = {}
        self._renamed: dict[str, str] = {}
        for folder in folders:
            for path in _found(folder / "github", ".json"):
                self._add(path)
        self._load: Callable[[Path], Mapping[str, Any]] = lru_cache(maxsize=8)(_repository)

    def __len__(self) -> int:
        return len(self._files)

    def find(self, name: str, branch: str = "") -> Mapping[str, Any] | None:
        """The recording of a repository, or of one of its branches; names are compared without case, as GitHub does."""
        path = self._files.get((name.lower(), branch))
        return self._load(path) if path else None

    def branches(self, name: str) -> Sequence[str]:
        """The branches that have a recording of their own."""
        return sorted(branch for owner_name, branch in self._files if owner_name == name.lower() and branch)

    def current_name(self, name: str) -> str | None:
        """What the repository is called today, None where nothing was recorded under this name."""
        return self._names.get(name.lower()) or self._renamed.get(name.lower())

    def _add(self, path: Path) -> None:
        found = _repository(path)
        name, branch = found["full_name"], found.get("branch", "")
        stem = f"{name.replace('/', '__')}" + (f"@{branch.replace('/', '_')}" if branch else "")
        if path.name.partition(".json")[0].lower() != stem.lower():
            raise BadRecording(f"{path} holds {stem}: its name must say so")
        self._files.setdefault((name.lower(), branch), path)
        self._names.setdefault(name.lower(), name)
        for old in found.get("renamed_from", ()):
            self._renamed.setdefault(str(old).lower(), name)


def check_folders(folders: Sequence[Path]) -> None:
    """Raises `BadRecording` for a folder in which there is nothing to serve."""
    for folder in folders:
        if not (_found(folder / "hub", ".jsonl") or _found(folder / "github", ".json")):
            raise BadRecording(f"{folder} holds no recordings: neither hub/*.jsonl(.gz) nor github/*.json(.gz)")


def _found(folder: Path, suffix: str) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.name.endswith((suffix, f"{suffix}.gz")))


def _in_order(folder: Path) -> list[Path]:
    def rank(path: Path) -> tuple[int, str]:
        stem = path.name.partition(".jsonl")[0]
        return (ORDER.index(stem) if stem in ORDER else len(ORDER), path.name)

    return sorted(_found(folder / "hub", ".jsonl"), key=rank)


@contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadRecording(f"{path} cannot be read: {error.strerror}") from error
    with file:
        if path.suffix == ".gz":
            with gzip.open(file) as unpacked:
                yield io.BufferedReader(unpacked, 1 << 20)
        else:
            yield file


def _row(found: Any) -> Row:
    """Check what the answers rely on. Raises `BadRecording` with the clause that names what is wrong."""
    if not isinstance(found, dict) or found.get("kind") not in {"model", "dataset"}:
        raise BadRecording('is not a row with "kind" model or dataset')
    name, info = found.get("id"), found.get("info", {})
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise BadRecording(f'has no usable "id": {str(name)[:80]!r}')
    if not isinstance(info, dict) or not isinstance(info.get("siblings") or [], list):
        raise BadRecording(f'{name}: "info" is not the body of an info request')
    if not all(isinstance(one, dict) and isinstance(one.get("rfilename"), str) for one in info.get("siblings") or []):
        raise BadRecording(f'{name}: a sibling has no "rfilename"')
    texts = found.get("texts") or {}
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise BadRecording(f'{name}: "texts" does not map paths to texts')
    if not isinstance(found.get("card"), str | None) or not isinstance(found.get("complete"), bool | None):
        raise BadRecording(f'{name}: "card" or "complete" is of another type')
    return Row(
        kind=found["kind"],
        id=name,
        observed=str(found.get("observed") or ""),
        info=info,
        # Without a list there is nothing to be complete.
        complete=found.get("complete") if isinstance(info.get("siblings"), list) else None,
        card=found.get("card"),
        card_observed=str(found.get("card_observed") or ""),
        card_at_sha=found.get("card_at_sha") is True,
        texts=texts,
        missing=found.get("missing") is True,
        refs_complete=found.get("refs_complete") is True,
        renamed_from=tuple(str(old) for old in found.get("renamed_from") or ()),
        commits=tuple(map(str, found["commits"])) if isinstance(found.get("commits"), list) else None,
    )


def _repository(path: Path) -> Mapping[str, Any]:
    with _reading(path) as file:
        try:
            found = json.load(file)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            raise BadRecording(f"{path}, line {line}: is not JSON") from error
        except _UNREADABLE as error:
            raise BadRecording(f"{path} breaks off: it is no whole gzip file") from error
    return _checked_repository(found, path)


def _checked_repository(found: Any, path: Path) -> Mapping[str, Any]:
    repository: dict[str, Any] = found if isinstance(found, dict) else {}
    name, branch = repository.get("full_name"), repository.get("branch", "")
    if not isinstance(name, str) or not _ID.fullmatch(name) or "/" not in name or not isinstance(branch, str):
        raise BadRecording(f'{path} has no usable "full_name", or a "branch" that is no text')
    if repository.get("missing") or repository.get("empty"):
        return {"tree": [], "head": {}, **repository}
    tree, head, texts = repository.get("tree"), repository.get("head"), repository.get("texts")
    commit = head.get("sha") if isinstance(head, dict) else None
    if not isinstance(tree, list) or not isinstance(texts, dict) or not _SHA.fullmatch(str(commit)):
        raise BadRecording(f'{path} has no "tree", "texts" and "head" with a commit')
    if not all(isinstance(one, dict) and isinstance(one.get("path"), str) for one in tree):
        raise BadRecording(f'{path}: an entry of "tree" has no "path"')
    return repository
