"""A folder on this machine: a model before it is published. Nothing of it is kept or sent anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from auditor.card import CardState
from auditor.evidence import File, Head, Place, ReadFile, Ref, Snapshot
from auditor.reading.card import read_card
from auditor.reading.contents import read_file
from auditor.reading.declared import declared
from auditor.sources import Errand
from auditor.transport import HostFailure, hash_of
from auditor.utf8 import holdable

MAX_FILES: Final = 100_000
MAX_READ_BYTES: Final = 12 * 1024 * 1024
_SKIPPED: Final = frozenset({".git", ".cache", "__pycache__"})


def recognise(url: str) -> Ref | None:  # noqa: ARG001 - the sources' common interface
    """No link leads to a folder of this machine: a card must not make us read one."""
    return None


def observe(ref: Ref, errand: Errand) -> Place:
    """Look at the folder that `ref.name` names. Raises `HostFailure` where it is no folder that can be read."""
    root = Path(ref.name)
    if not root.is_dir():
        raise HostFailure(f"{ref.name} is not a folder that can be read")
    files = tuple(_files(root))
    content = _read(root / "README.md")
    card = read_card(content, errand.rules.vocabulary) if content is not None else None
    read = tuple(_wanted(root, files, errand))
    return Place(
        ref=ref,
        page=ref.name,
        head=Head(name=holdable(root.resolve().name)),
        snapshot=Snapshot(
            reading=errand.reading,
            files=files[:MAX_FILES],
            complete=len(files) <= MAX_FILES,
            branches=(),
            card=card,
            card_state=CardState.READ if card else CardState.ABSENT,
            read=read,
            links=tuple(declared(card, (), read)),
        ),
    )


def _files(root: Path) -> Iterator[File]:
    """Every file below the folder, without following links out of it, in the order of paths."""
    found: list[File] = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - _SKIPPED)
        for name in names:
            path = Path(folder, name)
            if path.is_file():
                found.append(File(path=holdable(path.relative_to(root).as_posix()), size=path.stat().st_size))
        if len(found) > MAX_FILES:
            break
    return iter(sorted(found, key=lambda file: file.path))


def _wanted(root: Path, files: tuple[File, ...], errand: Errand) -> Iterator[ReadFile]:
    for path in errand.chosen(file.path for file in files):
        if (content := _read(root / path)) is not None:
            facts = read_file(path, content, errand.rules)
            yield ReadFile(path=path, sha256=hash_of(content), size=len(content), facts=facts)


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(MAX_READ_BYTES)
    except OSError:
        return None
