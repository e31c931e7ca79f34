"""That a poured site is the built one, byte by byte, is told in `tests/site/test_same.py`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor.addresses import scorecard_path
from auditor.building import filling
from auditor.building.pouring import pour_site
from auditor.store import BadData
from tests.outputs import acme
from tests.site.sample import lay_out_frame


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_out_frame(tmp_path)
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_time_writes_nothing_and_what_left_goes(root: Path) -> None:
    first = pour_site(root, acme.ALL)
    assert first.written == first.pages > 100
    again = pour_site(root, acme.ALL)
    assert (again.pages, again.written, again.removed) == (first.pages, 0, 0)
    fewer = pour_site(root, acme.published(*acme.ALL.reports[1:]))
    assert fewer.removed >= 4  # its page, JSON, badge twice and card
    assert not (root / "site" / scorecard_path(acme.ALL.reports[0].id)).exists()
    assert not (root / ".cache/built").exists()
    assert not (root / ".cache/built-before").exists()


def test_docs_hold_what_the_builder_needs_and_no_page_twice(root: Path) -> None:
    pour_site(root, acme.ALL)
    names = {path.name for path in (root / "docs/models").rglob("*.md")}
    assert names == {"index.md", "oa0frame0name0.md"}
    assert not (root / "docs/api").exists()


def test_several_processes_pour_what_one_pours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pour_site(root, acme.ALL)
    alone = tree(root / "site")
    monkeypatch.setattr(filling, "SHARE_FROM", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    (root / "site/models/acme/vault_70b/index.html").unlink()
    done = pour_site(root, acme.ALL)
    assert (done.written, done.removed) == (1, 0)
    assert tree(root / "site") == alone


def test_a_mistake_in_a_process_reaches_the_one_that_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> dict[str, str]:
        raise BadData("a page that cannot be poured")

    monkeypatch.setattr(filling, "SHARE_FROM", 1)
    monkeypatch.setattr(filling, "parts_of", broken)
    with pytest.raises(BadData, match="a page that cannot be poured"):
        pour_site(root, acme.ALL)


def test_where_the_builder_fails_the_pages_of_before_stand(root: Path) -> None:
    pour_site(root, acme.ALL)
    before = tree(root / "site")
    (root / "docs/broken.md").write_text("[away](nowhere.md)", encoding="utf-8")
    with pytest.raises(BadData, match="mkdocs could not build the site"):
        pour_site(root, acme.ALL)
    assert tree(root / "site") == before


def test_a_theme_that_shows_less_is_refused(root: Path) -> None:
    page = root / "auditor/outputs/overrides/page.html"
    page.write_text(page.read_text(encoding="utf-8").replace("{{ page.meta.html | safe }}", ""), encoding="utf-8")
    with pytest.raises(BadData, match="the frame of families/ shows no html"):
        pour_site(root, acme.ALL)
