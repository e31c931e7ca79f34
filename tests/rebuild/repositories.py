"""Git repositories of their own: a bare origin and clones of it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

IDENTITY = {
    "GIT_AUTHOR_NAME": "acme",
    "GIT_AUTHOR_EMAIL": "acme@example.org",
    "GIT_COMMITTER_NAME": "acme",
    "GIT_COMMITTER_EMAIL": "acme@example.org",
}


def git(root: Path, *arguments: str) -> str:
    """What git says; nothing of the machine's own settings counts."""
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment = {**os.environ, **nothing, **IDENTITY}
    done = subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def write(root: Path, path: str, content: str | bytes) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


def origin(root: Path) -> Path:
    """A bare repository as a host keeps it: any commit can be fetched by its name."""
    root.mkdir(parents=True)
    git(root, "init", "--quiet", "--bare", "--initial-branch=main")
    git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    return root


def started(root: Path, bare: Path) -> Path:
    """A new repository with origin, nothing in it yet."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "remote", "add", "origin", bare.as_uri())
    return root


def commit(root: Path, message: str = "chore: begin") -> str:
    """Commit all that is there, push it, and give its name."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", f"--message={message}")
    git(root, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    return git(root, "rev-parse", "HEAD")


def checkout(root: Path, bare: Path, sha: str = "") -> Path:
    """A shallow checkout of one commit of main, as on GitHub's runners; of the newest where none is named."""
    started(root, bare)
    git(root, "fetch", "--quiet", "--depth=1", "origin", sha or "refs/heads/main")
    git(root, "checkout", "--quiet", "-B", "main", "FETCH_HEAD")
    return root


def log(bare: Path, *arguments: str) -> list[str]:
    """The subjects of main, the newest first."""
    return git(bare, "log", "--format=%s", *arguments, "main").splitlines()
