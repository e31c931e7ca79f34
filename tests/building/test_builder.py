from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.building.builder import BUILDERS, build_aside, build_site
from auditor.store import BadData


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Acme", encoding="utf-8")
    settings = {
        "site_name": "Acme",
        "site_url": "https://acme.example/",
        "validation": {"links": {"not_found": "warn"}},
    }
    (tmp_path / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("builder", [*BUILDERS])
def test_a_warning_is_a_failure_and_is_said(root: Path, builder: str) -> None:
    (root / "docs/index.md").write_text("[away](nowhere.md)", encoding="utf-8")
    with pytest.raises(BadData, match=rf"{builder} could not build the site: .*(nowhere|index)\.md"):
        build_site(root, builder)


def test_built_aside_the_site_of_before_stays(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/before.html").write_bytes(b"")
    aside = root / ".cache/built"
    build_aside(root, "mkdocs", aside)
    assert (aside / "index.html").is_file()
    assert [file.name for file in (root / "site").iterdir()] == ["before.html"]


def test_a_run_that_was_killed_in_the_middle_left_the_site_of_before_aside(root: Path) -> None:
    aside = root / ".cache/built"
    before = root / ".cache/built-before"
    before.mkdir(parents=True)
    (before / "before.html").write_bytes(b"")
    (root / "site").mkdir()
    (root / "site/half.html").write_bytes(b"")
    build_aside(root, "mkdocs", aside)
    assert [file.name for file in (root / "site").iterdir()] == ["before.html"]
    assert not before.exists()


def test_without_a_site_before_there_is_none_after(root: Path) -> None:
    build_aside(root, "mkdocs", root / ".cache/built")
    assert not (root / "site").exists()
