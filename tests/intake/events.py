"""The events of made-up issues, honest and hostile, and a register to take them in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from auditor.intake import Issue, read_event
from auditor.store import Store

PAYLOADS: Final = Path(__file__).parent / "payloads"
NAMES: Final = sorted(path.stem for path in PAYLOADS.glob("*.json"))
COMMENTED: Final = "# kept by a person\nid: acme/open-7b  # so\nnotes: Mind the gap.\n"


def event(name: str) -> dict[str, Any]:
    found = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def issue(name: str) -> Issue:
    return read_event(PAYLOADS / f"{name}.json")


def issue_with(tmp_path: Path, name: str, **others: Any) -> Issue:
    """The issue of a payload with other values."""
    found = event(name)
    found["issue"] |= others
    path = tmp_path / "event.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return read_event(path)


def register(root: Path) -> Store:
    """A register with two models, one of which has comments."""
    folder = root / "data" / "models"
    for name, text in (("acme/open-7b", COMMENTED), ("globex/adapter", "id: globex/adapter\n")):
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Store(root)


def files(root: Path) -> dict[str, str]:
    """Every file below a folder by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }
