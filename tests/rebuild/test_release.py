"""`.ci/release`, in a project of its own: nothing is built unless tag, version and changelog agree."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.rebuild.repositories import write


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / ".ci", tmp_path / ".ci")
    write(tmp_path, "acme/__init__.py", '__version__ = "1.2.3"\n')
    write(
        tmp_path,
        "pyproject.toml",
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "acme"\nrequires-python = ">=3.11"\n'
        'dynamic = ["version"]\n[tool.hatch.version]\npath = "acme/__init__.py"\n',
    )
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


def release(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([".ci/release", *arguments], cwd=project, capture_output=True, text=True, check=False)


def test_what_agrees_is_built(project: Path) -> None:
    write(project, "CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## 1.2.3 — 2026-11-30\n")
    write(project, "dist/of-yesterday.whl", "")
    done = release(project, "v1.2.3")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (project / "dist").iterdir()) == [
        "acme-1.2.3-py3-none-any.whl",
        "acme-1.2.3.tar.gz",
    ]


@pytest.mark.parametrize(
    ("tag", "changelog", "said"),
    [
        ("v1.2.4", "## 1.2.3 — 2026-11-30\n", "allowed is v1.2.3"),
        ("1.2.3", "## 1.2.3 — 2026-11-30\n", "allowed is v1.2.3"),
        ("v1.2.3", "## Unreleased\n", "there is no '## 1.2.3 — YYYY-MM-DD'"),
        ("v1.2.3", "## 1x2.3 — 2026-11-30\n", "there is no '## 1.2.3 — YYYY-MM-DD'"),
        ("v1.2.3", "## 1.2.3 — soon\n", "there is no '## 1.2.3 — YYYY-MM-DD'"),
    ],
)
def test_what_does_not_is_refused(project: Path, tag: str, changelog: str, said: str) -> None:
    write(project, "CHANGELOG.md", changelog)
    done = release(project, tag)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (project / "dist").exists()


def test_without_a_tag_it_says_what_is_needed(project: Path) -> None:
    assert "the tag of the release is needed" in release(project).stderr
