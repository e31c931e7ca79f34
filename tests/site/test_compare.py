"""Models side by side: what is said of each is what its scorecard says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect

from auditor.addresses import scorecard_path
from auditor.outputs.site.standing import definitions_by_id
from auditor.wording import day, parameters, standing_words
from tests.outputs.acme import ALL, CLOSED, OPEN, PART, UNSEEN
from tests.site.conftest import Site, opened

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
BOTH = f"compare/?m={OPEN.id}&m={PART.id}"


@pytest.fixture(params=[360, 1280])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": request.param, "height": 800}) as made:
        yield made


def rows(page: Page) -> dict[str, list[str]]:
    """Heading of a row, without what differs -> the text of its cells."""
    page.locator(".oa-compare tbody th").first.wait_for()
    script = """() => [...document.querySelectorAll(".oa-compare tbody tr:not(.oa-group)")].map((row) => [
      row.cells[0].firstChild.textContent, [...row.cells].slice(1).map((cell) => cell.textContent)])"""
    return dict(page.evaluate(script))


def differing(page: Page) -> dict[str, str]:
    page.locator(".oa-compare tbody th").first.wait_for()
    script = """() => [...document.querySelectorAll(".oa-compare tbody th .oa-tag")].map((one) => [
      one.parentElement.firstChild.textContent, one.textContent])"""
    return dict(page.evaluate(script))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_compare_two(any_site: Site, browser: Browser, width: int, scheme: Literal["light", "dark"]) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        visit = opened(context, any_site, f"{scorecard_path(OPEN.id)}/")
        page = visit.page
        page.get_by_role("link", name="Compare it with other models").click()
        expect(page.get_by_text("Add another model to see where they differ.")).to_be_visible()
        page.get_by_label("Add a model").fill(PART.id)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page).to_have_url(f"{any_site.address}{BOTH}")
        told = rows(page)
        assert told["Evaluation code"] == [
            " metIt is published and open to all. See why",
            " not metThe complete file list and the card name none. See why",
        ]
        assert differing(page)["Evaluation code"] == "differs"
        assert "Weights" not in differing(page)
        page.get_by_label("Show only what differs").check()
        assert "Weights" not in rows(page)
        page.reload()
        assert "Weights" not in rows(page)
        assert "License of the weights" not in rows(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("link", name=f"See why: Evaluation code, {PART.id}").click()
        expect(page).to_have_url(f"{any_site.address}{scorecard_path(PART.id)}/#evaluation_code")
        assert (visit.foreign, visit.dialogs, visit.errors) == ([], [], [])


def test_what_is_said_is_what_the_scorecards_say(mkdocs_site: Site, context: BrowserContext) -> None:
    reports = (OPEN, PART, CLOSED, UNSEEN)
    page = opened(context, mkdocs_site, f"compare/?{'&'.join(f'm={one.id}' for one in reports)}").page
    told = rows(page)
    for definition in definitions_by_id(ALL).values():
        cards = [next(card for card in one.scorecards if card.definition == definition.id) for one in reports]
        assert told[definition.title] == [f" {standing_words(card, definition)}" for card in cards]
    assert [words.strip() for words in told["All six"]] == [one.strip.in_words() for one in reports]
    assert told["Parameters"] == [parameters(one.parameters) or "not known" for one in reports]
    assert told["Observed on"] == [day(one.observed) for one in reports]
    assert told["License of the weights"] == [one.license or "none could be told" for one in reports]
    hrefs = [link.get_attribute("href") for link in page.locator(".oa-compare thead a").all()]
    assert hrefs == [f"../{scorecard_path(one.id)}/" for one in reports]
    labels = page.locator(".oa-compare .oa-strip").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert labels[-1].startswith("Training data: unknown; Weights: unknown")


def test_what_is_unknown_differs_from_nothing_for_certain(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, f"compare/?m={OPEN.id}&m={UNSEEN.id}").page
    assert set(differing(page).values()) == {"may differ: not all is known"}


@pytest.mark.parametrize(
    "number", [0, 7, 999, 1000, 999_499, 999_500, 350_000_000, 999_999_999, 7_241_732_096, 685 * 10**9, 10**12, 10**16]
)
def test_parameters_are_written_as_elsewhere(mkdocs_site: Site, browser: Browser, number: int) -> None:
    with browser.new_context() as context:
        page = opened(context, mkdocs_site, "compare/").page
        module = f"{mkdocs_site.address}assets/js/standing.js"
        said = page.evaluate(
            "([module, number]) => import(module).then((one) => one.parameters(number))", [module, number]
        )
    assert said == parameters(number)


def test_a_model_is_picked_by_typing(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, "compare/").page
    expect(page.get_by_text("Add the first model")).to_be_visible()
    box = page.get_by_label("Add a model")
    box.focus()
    expect(page.locator("#oa-all option")).to_have_count(5)
    box.fill(OPEN.id.upper())
    page.keyboard.press("Enter")
    expect(page.locator(".oa-compare thead")).to_contain_text(OPEN.id)
    box.fill(OPEN.id)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text(f"{OPEN.id} is here already.")
    page.get_by_role("button", name=f"Take away: {OPEN.id}").click()
    expect(page.get_by_text("Add the first model")).to_be_visible()
    expect(page).to_have_url(f"{mkdocs_site.address}compare/")


@pytest.mark.parametrize(
    "text",
    ["acme", "../../assets", "acme/..", "acme/x/y", "acme/x--y", "acme/x?y", "acme/x%2Fy", "https://elsewhere.invalid/x",
     "<img src=x onerror=window.ran=1>/x"],
)  # fmt: skip
def test_what_is_no_id_is_never_fetched(mkdocs_site: Site, context: BrowserContext, text: str) -> None:
    visit = opened(context, mkdocs_site, "compare/")
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.page.evaluate("text => location.replace(`?m=${encodeURIComponent(text)}`)", text)
    expect(visit.page.get_by_text("is no id of a model")).to_be_visible()
    assert not [one for one in asked if "api/v1" in one]
    assert visit.page.evaluate("window.ran") is None
    assert visit.foreign == []


def test_a_model_that_is_not_here_is_told_in_a_sentence(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, f"compare/?m=acme/never-seen&m={OPEN.id}").page
    expect(page.get_by_text("acme/never-seen has not been audited, or is spelled otherwise.")).to_be_visible()
    expect(page.locator(".oa-compare thead")).to_contain_text(OPEN.id)


def test_without_scripts_the_page_says_what_works(any_site: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = opened(context, any_site, BOTH).page
        expect(page.get_by_text("Without it, open two scorecards beside each other")).to_be_visible()
        page.get_by_role("link", name="list of all models").click()
        expect(page).to_have_url(f"{any_site.address}models/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_side_by_side(
    mkdocs_site: Site, context: BrowserContext, scheme: Literal["light", "dark"]
) -> None:
    page = opened(context, mkdocs_site, BOTH).page
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.locator(".oa-compare").wait_for()
    found = Axe().run(page, context={"include": [["main"]]}).response["violations"]
    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in serious] == []
