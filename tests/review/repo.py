"""A repository of its own with a register that was audited, and branches as strangers push them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from auditor.pipeline import Auditor
from auditor.review.record import Review
from auditor.review.reviewing import Reviewed, review
from auditor.standin import StandIn
from auditor.store import Store
from auditor.transport import Door
from tests.conftest import CHECKOUT, door_to

RULES = ("definitions", "licenses.yaml", "license_fingerprints.json", "vocabulary.yaml", "README.md")
REGISTERED = ("globex/adapter", "initech/scored-1b")
QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "somebody",
    "GIT_AUTHOR_EMAIL": "somebody@example.org",
    "GIT_COMMITTER_NAME": "somebody",
    "GIT_COMMITTER_EMAIL": "somebody@example.org",
}
NOBODY = cast("Door", None)


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=root, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Repo:
    """A checkout under git: `main` is audited, `change` is what a pull request would bring."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def begun(cls, root: Path, standin: StandIn) -> Repo:
        """The rules of this checkout, two made-up models, what was seen of them, and what was concluded."""
        for name in RULES:
            source, target = CHECKOUT / "data" / name, root / "data" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _ = shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        repo = cls(root)
        for model_id in REGISTERED:
            repo.write(f"data/models/{model_id}.yaml", f"id: {model_id}\n")
        auditor = Auditor(root=root, door=door_to(standin))
        auditor.collect()
        auditor.judge()
        repo.write("data/labels/initech__scored-1b.json", json.dumps(label("initech/scored-1b", auditor.store)))
        git(root, "init", "--quiet", "--initial-branch", "main")
        repo.commit("the register")
        git(root, "checkout", "--quiet", "-b", "change")
        return repo

    def copied(self, root: Path) -> Repo:
        shutil.copytree(self.root, root, symlinks=True)
        return Repo(root)

    def write(self, path: str, content: str | bytes) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return target

    def edit(self, path: str, old: str, new: str) -> None:
        target = self.root / path
        content = target.read_text("utf-8")
        assert old in content
        target.write_text(content.replace(old, new), "utf-8")

    def commit(self, message: str = "a change") -> str:
        git(self.root, "add", "--all", "--force")
        git(self.root, "commit", "--quiet", "--message", message)
        return git(self.root, "rev-parse", "HEAD").strip()

    def commit_to_main(self) -> None:
        """What the change has so far is merged."""
        git(self.root, "branch", "--force", "main", "HEAD")

    def reviewed(self, door: Door = NOBODY, *, offline: bool = True) -> Reviewed:
        return review(self.root, "main", door or Door(), offline=offline, say=lambda _: None)

    def review(self, door: Door = NOBODY, *, offline: bool = True) -> Review:
        return self.reviewed(door, offline=offline).review


def label(model_id: str, store: Store) -> Mapping[str, Any]:
    """Labels that agree with nothing in particular: all met."""
    own = store.definitions()[0]
    one = {"value": "met", "because": "Made up.", "confidence": "high"}
    return {"id": model_id, "labels": {requirement.id: one for requirement in own.requirements}}
