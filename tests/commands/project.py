"""A checkout of its own for the commands, and what they print."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from auditor.standin import StandIn
from tests.conftest import CHECKOUT

NOWHERE = {"HF_ENDPOINT": "http://127.0.0.1:9", "GITHUB_API_URL": "http://127.0.0.1:9/github"}
MODELS = ("acme/open-7b", "acme/open-7b-chat", "globex/adapter")


class Project:
    """A checkout of its own, with the commands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("definitions", "licenses.yaml", "license_fingerprints.json", "vocabulary.yaml"):
            source = CHECKOUT / "data" / name
            target = root / "data" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _ = shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        for model_id in MODELS:
            self.write(f"data/models/{model_id}.yaml", f"id: {model_id}\n")

    def write(self, path: str, content: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
        return target

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "auditor", *arguments],
            cwd=self.root,
            env=self.environment(environment),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def environment(self, others: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"HF_TOKEN", "GITHUB_TOKEN"}}
        return {**kept, "PYTHONPATH": str(CHECKOUT), "OPENNESS_ROOT": str(self.root), "COLUMNS": "100", **others}

    def evidence(self) -> dict[str, bytes]:
        folder = self.root / "data" / "evidence"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}


def hosts(standin: StandIn) -> dict[str, str]:
    return {"HF_ENDPOINT": standin.hub_url, "GITHUB_API_URL": standin.github_url}


def plain(done: subprocess.CompletedProcess[str]) -> str:
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    return said
