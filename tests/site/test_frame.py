"""What stands around every page: the head that others read, the sections, the search, the scheme, the menu."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from auditor.addresses import REPOSITORY, SITE
from tests.site.conftest import Site, opened
from tests.site.kinds import KINDS, every_kind
from tests.site.sample import ROOT

pytestmark = pytest.mark.timeout(120)


class _Head(HTMLParser):
    """Names and contents of the metas and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.link: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := found.get("name") or found.get("property")):
            assert name not in self.meta, name
            self.meta[name] = found["content"]
        if tag == "link":
            self.link[found["rel"]] = found["href"]


def head_of(site: Site, path: str) -> _Head:
    head = _Head()
    head.feed(site.file_of(f"{site.address}{path}").read_text(encoding="utf-8"))
    return head


def test_the_published_address_is_one() -> None:
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.SafeLoader)
    assert (config["site_url"], config["extra"]["repo"]) == (f"{SITE}/", REPOSITORY)


@every_kind
def test_a_shared_link_says_what_it_leads_to(any_site: Site, path: str) -> None:
    head = head_of(any_site, path)
    if path == KINDS["not found"]:
        assert head.meta["robots"] == "noindex"
        assert "canonical" not in head.link
        assert not [name for name in head.meta if name.startswith(("og:", "twitter:"))]
        return
    assert "robots" not in head.meta
    assert head.link["canonical"] == head.meta["og:url"] == f"{SITE}/{path}"
    assert head.meta["description"] == head.meta["og:description"] == head.meta["twitter:description"]
    assert 10 < len(head.meta["description"]) < 400
    assert head.meta["og:title"] == head.meta["twitter:title"]
    image = head.meta["og:image"]
    assert image == head.meta["twitter:image"]
    assert (any_site.folder / image.removeprefix(f"{SITE}/")).read_bytes().startswith(b"\x89PNG")


def test_no_two_pages_share_a_title(mkdocs_site: Site) -> None:
    titles: dict[str, Path] = {}
    for file in sorted(mkdocs_site.folder.rglob("*.html")):
        title = file.read_text(encoding="utf-8").partition("<title>")[2].partition("</title>")[0]
        assert 10 < len(title) < 120, file
        assert title not in titles, (file, titles.get(title))
        titles[title] = file


def test_the_sitemap_lists_every_page(any_site: Site) -> None:
    files = {file.relative_to(any_site.folder).parent for file in any_site.folder.rglob("index.html")}
    pages = {f"{SITE}/{'' if path == Path() else f'{path.as_posix()}/'}" for path in files}
    listed = (any_site.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert {one.partition("<")[0] for one in listed.split("<loc>")[1:]} == pages
    assert len(pages) > 20


SECTIONS = {
    "home": ("Home", None, None),
    "models": ("Models", "All models", "page"),
    "scorecard": ("Models", "All models", "true"),
    "definition": ("Definitions", "Definitions", "true"),
    "disagreement": ("Definitions", "Where they disagree", "page"),
    "check": ("Definitions", "Checks", "true"),
    "accuracy": ("About", "How right are we", "page"),
    "not found": (None, None, None),
}


@pytest.mark.browser
@pytest.mark.parametrize("kind", SECTIONS)
def test_the_open_section_shows_its_pages_without_scripts(any_site: Site, browser: Browser, kind: str) -> None:
    section, link, current = SECTIONS[kind]
    with browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800}) as context:
        page = opened(context, any_site, KINDS[kind]).page
        tabs = page.get_by_role("navigation", name="Sections")
        assert tabs.locator("[aria-current]").all_inner_texts() == ([section] if section else [])
        row = page.locator("nav.oa-section")
        assert row.count() == (1 if link else 0)
        if link:
            assert row.get_attribute("aria-label") == section
            assert row.locator("[aria-current]").all_inner_texts() == [link]
            assert row.locator("[aria-current]").get_attribute("aria-current") == current
            assert row.is_visible()


@pytest.mark.browser
def test_every_section_leads_to_its_first_page(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, KINDS["scorecard"]).page
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Definitions").click()
    expect(page.locator("h1")).to_have_text("Definitions")
    page.get_by_role("navigation", name="Definitions").get_by_role("link", name="Checks").click()
    expect(page.locator("h1")).to_have_text("Checks")


def _searched(page: Page, word: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(word, delay=30)


@pytest.mark.browser
@pytest.mark.parametrize("word", ["lantern", "1.5b", "chat"])
def test_the_search_finds_a_model_by_a_part_of_its_id(any_site: Site, context: BrowserContext, word: str) -> None:
    visit = opened(context, any_site, KINDS["home"], until="networkidle")
    _searched(visit.page, word)
    expect(visit.page.locator("a[href*='acme/lantern-1.5b-chat/']").first).to_be_visible()
    visit.at_peace()


@pytest.mark.browser
def test_the_scheme_that_was_chosen_stays(any_site: Site, context: BrowserContext) -> None:
    visit = opened(context, any_site, KINDS["home"])
    body = visit.page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    visit.page.locator("label[for='__palette_1']").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    visit.at_peace()
    second = opened(context, any_site, KINDS["scorecard"], until="commit")
    second.page.wait_for_selector("main")
    assert second.page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    second.page.wait_for_load_state()
    second.at_peace()


@pytest.mark.browser
def test_code_is_copied(any_site: Site, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit = opened(context, any_site, KINDS["contribute"], until="networkidle")
    visit.page.locator(".md-clipboard, .md-code__button").first.click()
    expect(visit.page.locator(".md-dialog")).to_contain_text("Copied")
    assert visit.page.evaluate("navigator.clipboard.readText()").strip() in visit.page.locator("article").inner_text()
    visit.at_peace()


@pytest.mark.browser
def test_the_menu_of_narrow_screens_opens_by_keyboard_and_closes(any_site: Site, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        visit = opened(context, any_site, KINDS["checks"])
        page = visit.page
        menu = page.get_by_role("navigation", name="Menu")
        button = page.get_by_role("button", name="Menu")
        assert not menu.is_visible()
        button.focus()
        page.keyboard.press("Enter")
        expect(menu.get_by_role("link", name="Home")).to_be_focused()
        assert button.get_attribute("aria-expanded") == "true"
        assert menu.locator("[aria-current=page]").inner_text() == "Checks"
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        expect(menu).not_to_be_visible()
        page.keyboard.press("Space")
        menu.get_by_role("link", name="How we judge").click()
        expect(page.locator("h1")).to_have_text("How we judge")
        visit.at_peace()


@pytest.mark.browser
def test_the_menu_opens_by_a_finger_without_scripts(any_site: Site, browser: Browser) -> None:
    with browser.new_context(
        java_script_enabled=False, has_touch=True, viewport={"width": 360, "height": 800}
    ) as context:
        page = opened(context, any_site, KINDS["home"]).page
        page.locator(".oa-menu-label").tap()
        page.get_by_role("navigation", name="Menu").get_by_role("link", name="All models").tap()
        expect(page.locator("h1")).to_have_text("Models")
