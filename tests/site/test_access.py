"""The frame and the pages for those who see, point or read otherwise: axe, keyboard, quiet, paper, own colors."""

from __future__ import annotations

from typing import Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import THOROUGH
from tests.site.conftest import Site, opened
from tests.site.kinds import KINDS

pytestmark = [pytest.mark.timeout(120), pytest.mark.browser]

Scheme = Literal["light", "dark"]


def serious(page: Page) -> list[tuple[str, list[str]]]:
    """What axe calls serious or critical on the whole page, the theme's frame included."""
    found = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in grave]


SCREENS: Final = ((1280, "light"), (360, "dark"), (1280, "dark"), (360, "light"))
LOOKS: Final = tuple(
    (path, *screen)
    for number, path in enumerate(KINDS.values())
    for screen in (SCREENS if THOROUGH else (SCREENS[number % 2],))
)
"""Each kind of page once, wide and light or narrow and dark in turn; on every screen in a thorough run."""


@pytest.mark.parametrize(("path", "width", "scheme"), LOOKS)
def test_axe_finds_nothing_serious(mkdocs_site: Site, browser: Browser, path: str, width: int, scheme: Scheme) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        page = opened(context, mkdocs_site, path).page
        assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
        assert serious(page) == []


@pytest.mark.parametrize("kind", ["home", "judging", "not found"])
def test_axe_finds_nothing_serious_in_the_other_frame(zensical_site: Site, context: BrowserContext, kind: str) -> None:
    assert serious(opened(context, zensical_site, KINDS[kind]).page) == []


@pytest.mark.parametrize("kind", ["home", "models", "disagreement"])
def test_axe_finds_nothing_serious_where_something_is_open(mkdocs_site: Site, browser: Browser, kind: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        page = opened(context, mkdocs_site, KINDS[kind], until="networkidle").page
        page.get_by_role("button", name="Menu").click()
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.wait_for_timeout(400)  # the drawer slides in
        assert serious(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.type("lantern")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        page.wait_for_timeout(400)
        assert serious(page) == []


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


@pytest.mark.parametrize("scripts", [True, False])
def test_a_table_that_is_laid_out_as_a_list_stays_a_table(mkdocs_site: Site, browser: Browser, scripts: bool) -> None:  # noqa: FBT001 - a parameter of the test
    with browser.new_context(java_script_enabled=scripts, viewport={"width": 360, "height": 800}) as context:
        page = opened(context, mkdocs_site, KINDS["models"]).page
        assert page.get_by_role("columnheader").all_inner_texts()[:2] == ["Model", "Six criteria"]
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="acme/lantern-1.5b-chat"))
        assert row.get_by_role("cell").count() == (6 if scripts else 5)  # a script adds the box that compares
        assert page.locator("table[role]").count() == (1 if scripts else 0)


FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const label = one.nextElementSibling, mark = one.matches(".md-option") ? getComputedStyle(label) : style;
  return { name: one.getAttribute("aria-label") ?? one.innerText, outline: mark.outlineStyle,
    seen: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth, tag: one.tagName };
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["scorecard", "judging"])
def test_every_stop_of_the_tab_key_is_seen(any_site: Site, browser: Browser, kind: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce") as context:
        page = opened(context, any_site, KINDS[kind]).page
        stops = []
        for _ in range(25):
            page.keyboard.press("Tab")
            page.wait_for_timeout(30)
            stop = page.evaluate(FOCUSED)
            if stop["tag"] == "BODY":
                break
            assert stop["seen"], stop
            assert stop["outline"] != "none", stop
            stops.append(stop["name"].strip())
        assert stops[0] == "Skip to content"
        assert {"Openness Auditor", "Switch to the dark scheme"} <= set(stops)
        assert ({"Home", "Models", "Definitions", "Search"} if width == 1280 else {"Menu"}) <= set(stops)


def test_the_keyboard_reaches_the_content_first(any_site: Site, context: BrowserContext) -> None:
    for kind in ("scorecard", "judging", "not found"):
        page = opened(context, any_site, KINDS[kind]).page
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        anchor = page.evaluate("location.hash.slice(1)")
        assert page.evaluate("document.getElementById(location.hash.slice(1))?.closest('main') !== null"), anchor
        assert page.locator(".md-skip").count() == 1


def test_the_keyboard_does_what_a_pointer_does(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, KINDS["scorecard"]).page
    fold = page.locator("details summary").first
    fold.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None
    page.keyboard.press("Space")
    assert page.locator("details").first.get_attribute("open") is None
    page.locator(".md-option:checked, .md-option").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.keyboard.press("/")
    page.keyboard.type("vault_70b")
    expect(page.locator("a[href*='acme/vault_70b/']").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("acme/vault_70b")


MOVING = """() => [document.documentElement, ...document.querySelectorAll("*")]
  .flatMap(one => [null, "::before", "::after"].map(part => [one, getComputedStyle(one, part)]))
  .filter(([, style]) => style.transitionDuration.split(", ").some(time => parseFloat(time) > 0)
    && style.transitionProperty !== "none" || style.animationName !== "none" || style.scrollBehavior === "smooth")
  .map(([one]) => one.outerHTML.slice(0, 100))"""


def test_nothing_moves_for_those_who_ask_for_quiet(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, KINDS["scorecard"]).page
    assert page.evaluate(MOVING)
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_black_on_white(any_site: Site, browser: Browser, scheme: Scheme) -> None:
    with browser.new_context(viewport={"width": 800, "height": 1000}, color_scheme=scheme) as context:
        page = opened(context, any_site, KINDS["scorecard"]).page
        page.emulate_media(media="print")
        colors = "[...document.querySelectorAll('#content :is(p, li, td, th, h1, h2, .oa-state, svg, summary)')]"
        colors += ".map(one => getComputedStyle(one).color)"
        assert set(page.evaluate(colors)) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        for frame in (".md-header", ".md-tabs", ".oa-section", ".md-footer", ".md-search", ".md-sidebar--primary"):
            assert not page.locator(frame).first.is_visible(), frame
        assert page.locator(".oa-printed").inner_text().endswith("/models/acme/lantern-1.5b-chat/")


def test_paper_shows_what_is_folded_and_where_a_citation_leads(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, KINDS["scorecard"]).page
    folded = page.locator("details:not([open]) ul li").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    height = "one => one.getBoundingClientRect().height"
    assert page.locator("details").first.evaluate(height) > page.locator("details summary").first.evaluate(height) + 20
    assert folded.evaluate("one => one.checkVisibility({ contentVisibilityAuto: true })")
    link = page.locator(".oa-citations a").first
    assert link.get_attribute("href") in link.evaluate("one => getComputedStyle(one, '::after').content")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_take_the_colors_of_the_reader(mkdocs_site: Site, browser: Browser, scheme: Scheme) -> None:
    with browser.new_context(forced_colors="active", color_scheme=scheme) as context:
        page = opened(context, mkdocs_site, KINDS["models"]).page
        text = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        shapes = "[...document.querySelectorAll('.oa-shape, .oa-strip use, .oa-state')]"
        shapes += ".map(one => getComputedStyle(one).color)"
        assert set(page.evaluate(shapes)) == {text}
