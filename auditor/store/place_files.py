"""Evidence as JSON files: sorted, one line for each listed file, so that git shows what changed."""

from __future__ import annotations

import json
from typing import Any

from auditor.evidence import Place

_UNKNOWN = "-"


def place_to_json(place: Place) -> bytes:
    """The place as bytes: the same place gives the same bytes.

    Listed files are grouped by folder, each as `SIZE OID NAME` with `-` for what the host did not tell: a listing of
    10,000 files would else be mostly keys.
    """
    content: dict[str, Any] = place.model_dump(mode="json", exclude_defaults=True)
    content["schema_version"] = place.schema_version
    snapshot = content.get("snapshot")
    if snapshot is not None and (files := snapshot.get("files")) is not None:
        folders: dict[str, list[str]] = {}
        for file in files:
            folder, slash, name = file["path"].rpartition("/")
            size = file.get("size")
            entry = f"{_UNKNOWN if size is None else size} {file.get('oid') or _UNKNOWN} {name}"
            folders.setdefault(folder + slash, []).append(entry)
        snapshot["files"] = folders
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def place_from_json(content: bytes) -> Place:
    """Read back what `place_to_json` wrote. Raises `ValueError` (also as pydantic's) for anything else."""
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError("allowed is a JSON object")  # noqa: TRY004 - a wrong value in a file, not a wrong call
    snapshot = found.get("snapshot")
    if isinstance(snapshot, dict) and isinstance(folders := snapshot.get("files"), dict):
        snapshot["files"] = [file for folder, entries in folders.items() for file in _files(folder, entries)]
    return Place.model_validate_json(json.dumps(found))


def _files(folder: str, entries: object) -> list[dict[str, Any]]:
    return [_file(folder, entry) for entry in (entries if isinstance(entries, list) else [None])]


def _file(folder: str, entry: object) -> dict[str, Any]:
    pieces = entry.split(" ", 2) if isinstance(entry, str) else []
    if len(pieces) != 3 or not (pieces[0] == _UNKNOWN or pieces[0].isdecimal()):  # noqa: PLR2004
        raise ValueError("snapshot.files: allowed are entries 'SIZE OID NAME', with '-' for what is not known")
    size, oid, name = pieces
    return {
        "path": folder + name,
        "size": None if size == _UNKNOWN else int(size),
        "oid": "" if oid == _UNKNOWN else oid,
    }
