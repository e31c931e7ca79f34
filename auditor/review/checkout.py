"""Lays the data/ of a commit out in a fresh folder: regular files of known sorts and sizes only, from git's objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from auditor.review.git import FILE, Blob, Repository
from auditor.review.paths import Sort, model_of, sort_of

_KINDS: Final = {"120000": "a symbolic link", "160000": "a submodule"}


def refused(path: str, blob: Blob) -> str:
    """Why a file of data/ is not looked into, as what is wrong and what is allowed; empty where it is."""
    if blob.mode not in FILE:
        return f"{_KINDS.get(blob.mode, 'no regular file')} is not allowed in data/, and was not followed"
    sort = sort_of(path)
    if sort is None:
        return "no file of this name belongs in data/; data/README.md tells what lies there"
    if sort.name == "entry" and model_of(path) is None:
        return (
            "the path is no model's: allowed is data/models/OWNER/NAME.yaml by the Hub's rule of ids, "
            "without '..' or '--'"
        )
    if blob.size > sort.max_bytes:
        return f"the file has {blob.size:,} bytes and was not read; allowed in {sort.shown} are {sort.max_bytes:,}"
    return ""


def lay_out(
    repository: Repository, files: Mapping[str, Blob], root: Path, *, wanted: Callable[[Sort], bool] = lambda _: True
) -> None:
    """Write the files of data/ that are allowed and `wanted` below `root`, which must be a folder of ours."""
    kept = {
        path: blob
        for path, blob in files.items()
        if not refused(path, blob) and (sort := sort_of(path)) and wanted(sort)
    }
    for path, content in zip(kept, repository.contents(tuple(kept.values())), strict=True):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
