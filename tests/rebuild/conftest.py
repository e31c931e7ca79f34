"""No repository of these tests takes anything from the machine's own settings of git."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.rebuild.repositories import IDENTITY, commit, origin, started, write


@pytest.fixture(autouse=True)
def _own_git(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **IDENTITY}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    return origin(tmp_path / "origin.git")


@pytest.fixture
def clone(tmp_path: Path, bare: Path) -> Path:
    """A clone with one commit, in which the program has written one file."""
    root = started(tmp_path / "clone", bare)
    write(root, "data/audits/acme/open-7b.json", '{"a": 1}\n')
    write(root, "README.md", "acme\n")
    commit(root)
    return root
