"""What is in the built files: links that lead somewhere, every model, a layout that fits."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from auditor.addresses import scorecard_path
from tests.site.conftest import PUBLISHED, Site
from tests.site.kinds import KINDS, every_kind

pytestmark = pytest.mark.timeout(120)


class Links(HTMLParser):
    """The addresses and the anchors of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in {"a", "link", "script", "img"}:
            self.addresses += [value for name in ("href", "src") if (value := found.get(name))]
        if anchor := found.get("id"):
            self.anchors.append(anchor)


def links_of(file: Path) -> Links:
    links = Links()
    links.feed(file.read_text(encoding="utf-8"))
    return links


@every_kind
def test_every_link_within_the_site_leads_somewhere(any_site: Site, path: str) -> None:
    here = f"{any_site.address}{path}"
    own = links_of(any_site.file_of(here))
    found = {urljoin(here, one) for one in own.addresses}
    within = {one for one in found if one.startswith(any_site.address)}
    assert len(within) > 5
    for one in within:
        target = any_site.file_of(one)
        assert target.is_file(), one
        anchor = one.partition("#")[2]
        assert not anchor or anchor.startswith("__") or anchor in links_of(target).anchors, one
    assert len(own.anchors) == len(set(own.anchors))


def test_every_model_has_its_page_in_the_index_and_the_search(any_site: Site) -> None:
    here = f"{any_site.address}models/"
    index = {urljoin(here, one) for one in links_of(any_site.file_of(here)).addresses}
    search = next(any_site.folder.rglob("search*.json")).read_text(encoding="utf-8")
    for report in PUBLISHED.reports:
        path = f"{scorecard_path(report.id)}/"
        assert (any_site.folder / path / "index.html").is_file()
        assert f"{any_site.address}{path}" in index
        assert f'"location":"{path}"' in search


@pytest.mark.browser
@pytest.mark.timeout(300)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways(mkdocs_site: Site, browser: Browser, width: int) -> None:
    outside = "[...document.querySelectorAll('#content *, .oa-section *, .md-header__inner > *')]"
    outside += ".filter(one => !one.closest('.oa-scroll, .oa-unseen, thead, .md-search')"
    outside += f" && one.getBoundingClientRect().right > {width + 1}).map(one => one.outerHTML.slice(0, 120))"
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for path in KINDS.values():
            page.goto(f"{mkdocs_site.address}{path}", wait_until="load")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.evaluate(outside) == [], path
