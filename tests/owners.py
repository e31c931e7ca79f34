"""Made-up models of made-up owners as recordings, as many as a test or a benchmark asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from auditor.standin.exchange import blob_id


def row(model_id: str, *, commit: str = "first", **info: object) -> dict[str, Any]:
    """One model with a card and weights; `commit` names its revision, `info` replaces what the Hub tells."""
    card = f"---\nlicense: apache-2.0\n---\n# {model_id}\nMade up, at the {commit} commit.\n"
    size = len(card.encode())
    identity = hashlib.sha256(model_id.encode()).hexdigest()[:24]
    files = [
        {"rfilename": "README.md", "size": size, "blobId": blob_id(card.encode())},
        {"rfilename": "model.safetensors", "size": 1000, "blobId": "0" * 40},
    ]
    told = {
        "_id": identity,
        "id": model_id,
        "author": model_id.partition("/")[0],
        "sha": hashlib.sha256(f"{model_id} {commit}".encode()).hexdigest()[:40],
        "private": False,
        "disabled": False,
        "gated": False,
        "tags": ["license:apache-2.0"],
        "siblings": files,
        "branches": ["main"],
    }
    return {
        "kind": "model",
        "id": model_id,
        "observed": "2026-11-01",
        "complete": True,
        "card_at_sha": True,
        "refs_complete": True,
        "card": card,
        "info": {**told, **info},
    }


def ids(owners: Mapping[str, int]) -> list[str]:
    """The ids of so many models of each owner."""
    return [f"{owner}/model-{number:04}" for owner, count in owners.items() for number in range(count)]


def record(folder: Path, rows: list[dict[str, Any]]) -> Path:
    """Write rows where a stand-in finds them; gives the folder."""
    (folder / "hub").mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(one) + "\n" for one in rows)
    (folder / "hub" / "models.jsonl").write_text(lines, encoding="utf-8")
    return folder
