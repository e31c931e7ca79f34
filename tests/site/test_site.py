from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext

from auditor.outputs import REPOSITORY, SITE
from auditor.outputs.site.datapage import scorecard_path
from tests.site.conftest import PUBLISHED, Site, opened
from tests.site.sample import ROOT

KINDS = {
    "home": "",
    "models": "models/",
    "scorecard": "models/acme/lantern-1.5b-chat/",
    "unseen": "models/acme/README--/",
    "hostile": "models/acme/_x_-1.0/",
    "definitions": "definitions/",
    "definition": "definitions/five-and-license/",
    "ladder": "definitions/acme-ladder/",
    "mean": "definitions/acme-index/",
    "disagreement": "definitions/where_they_disagree/",
    "license sets": "definitions/license_sets/",
    "checks": "checks/",
    "check": "checks/weights_ungated/",
    "judging": "how-we-judge/",
    "accuracy": "how-right-are-we/",
    "learn": "learn/",
    "ten criteria": "learn/osd/",
    "license guide": "learn/licenses/",
    "fairness": "fairness/",
    "corrections": "corrections/",
    "changes": "changes/",
    "data": "data/",
    "contribute": "contribute/",
    "not found": "404.html",
}
every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
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


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as made:
        yield made


def test_the_published_address_is_one() -> None:
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.SafeLoader)
    assert (config["site_url"], config["extra"]["repo"]) == (f"{SITE}/", REPOSITORY)


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
@every_kind
def test_nothing_runs_and_no_request_leaves(any_site: Site, context: BrowserContext, path: str) -> None:
    visit = opened(context, any_site, path, until="networkidle")
    assert (visit.foreign, visit.dialogs, visit.errors) == ([], [], [])
    assert visit.page.evaluate("window.ran") is None


@pytest.mark.browser
def test_hostile_text_is_shown_as_it_is(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, KINDS["hostile"]).page
    shown = page.locator("#content").inner_text()
    assert "{{ 7 * 7 }}{% raw %}{{ config }}{% include 'x' %}" in shown
    assert (
        '"\'><img src="http://elsewhere.invalid/b.png" onerror="window.ran=2;alert(1)"><svg onload=alert(2)>' in shown
    )
    assert "&amp; &lt;b&gt;" in shown
    assert page.locator("#content :is(script, img, iframe, style, form, input, object, embed, link, meta)").count() == 0
    attributes = "[...document.querySelectorAll('#content *')].flatMap(one => one.getAttributeNames())"
    assert not [name for name in page.evaluate(attributes) if name.startswith("on")]
    for link in page.locator("#content a").all():
        href = link.get_attribute("href") or ""
        assert re.match(r"(https?://(elsewhere\.invalid|acme\.example|github\.com)/|\.\./|#)", href), href
        assert href.startswith((".", "#")) or link.get_attribute("rel") == "nofollow noopener noreferrer"


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@every_kind
def test_no_page_scrolls_sideways(mkdocs_site: Site, browser: Browser, path: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = opened(context, mkdocs_site, path).page
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        outside = (
            "[...document.querySelectorAll('#content *')].filter(one => !one.closest('.oa-scroll, .oa-unseen, thead')"
        )
        outside += f" && one.getBoundingClientRect().right > {width + 1}).map(one => one.outerHTML.slice(0, 120))"
        assert page.evaluate(outside) == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@every_kind
def test_axe_finds_nothing_serious(
    mkdocs_site: Site, browser: Browser, path: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme=scheme) as context:
        page = opened(context, mkdocs_site, path).page
        assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
        found = Axe().run(page, context={"include": [["main"], [".md-footer"]]}).response["violations"]
    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in serious] == []


@pytest.mark.browser
def test_a_scorecard_reads_without_scripts(any_site: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = opened(context, any_site, KINDS["scorecard"]).page
        shown = page.locator("#content").inner_text()
        for words in (
            "2 of 6 met, 3 partial, 1 not met",
            "2026-01-21, at commit 0123456",
            "The observation has gaps: 1 linked place could not be opened.",
            "Does not meet it",
            "pinned by the text's hash feedfac",
            "not pinned, not opened",
            "could not be judged acme/unseen-base",
            "The code follows with the next release.",
            "What would turn it",
            "This is wrong: tell us",
        ):
            assert words in shown, words
        page.locator("details summary").first.click()
        assert page.locator("details ul").first.is_visible()


@pytest.mark.browser
def test_the_strip_speaks(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, KINDS["models"]).page
    name = (
        "Training data: partial; Weights: met; Evaluation code: not met; Fine-tuning code: partial; "
        "Training metrics: partial; License: met"
    )
    strip = page.get_by_role("img", name=name)
    box = strip.bounding_box()
    assert box
    assert box["height"] >= 12
    assert strip.locator("use").evaluate_all("all => all.map(one => one.getAttribute('href'))") == [
        f"#oa-{state}" for state in ("partial", "met", "not_met", "partial", "partial", "met")
    ]


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_names_stay_in_sight_where_definitions_disagree(mkdocs_site: Site, browser: Browser, width: int) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 700}) as context:
        page = opened(context, mkdocs_site, KINDS["disagreement"]).page
        table = page.get_by_role("region", name="Models by definitions")
        before = table.locator("tbody th").first.bounding_box()
        table.focus()
        page.keyboard.press("End")
        page.keyboard.press("ArrowRight")
        after = table.locator("tbody th").first.bounding_box()
        assert before
        assert after
        assert before["x"] == after["x"]
        page.locator("details summary").first.click()
        assert page.get_by_text("Not by:").first.is_visible()


@pytest.mark.browser
def test_the_keyboard_reaches_the_content_first(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, KINDS["scorecard"]).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") in {"#content", "#__skip"}


@pytest.mark.browser
def test_print_is_black_on_white(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, KINDS["scorecard"]).page
    page.emulate_media(media="print", color_scheme="light")
    colors = "[...document.querySelectorAll('.oa-state')].map(one => getComputedStyle(one).color)"
    assert set(page.evaluate(colors)) == {"rgb(0, 0, 0)"}
    assert not page.locator(".md-header").is_visible()
