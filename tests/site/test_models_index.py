"""Finding a model: the journeys through the index, with a screen of a phone and of a desk, with scripts and without."""

from __future__ import annotations

import gzip
import statistics
from collections.abc import Iterator
from html import unescape
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from auditor.addresses import scorecard_path
from tests.conftest import THOROUGH
from tests.outputs.acme import CLOSED, OPEN, PART, UNSEEN
from tests.outputs.hostile import HOSTILE
from tests.site import many
from tests.site.conftest import PUBLISHED, Site, opened, served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
CROSS = " \N{MULTIPLICATION SIGN}"
ALL = [report.id for report in (OPEN, PART, HOSTILE, CLOSED, UNSEEN)]


@pytest.fixture(params=[360, 1280])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": request.param, "height": 800}) as made:
        yield made


@pytest.fixture(scope="module")
def many_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from served(many.built(tmp_path_factory.mktemp("many"), 2000))


@pytest.fixture(scope="module")
def few_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from served(many.built(tmp_path_factory.mktemp("few"), 200))


def names(page: Page) -> list[str]:
    return page.locator("#oa-models tbody th").all_inner_texts()


def select(page: Page, name: str) -> Locator:
    """A filter's list; the filters are unfolded first where they are folded."""
    if not page.locator(".oa-filters").evaluate("one => one.open"):
        page.locator("#oa-find summary").click()
    return page.locator(f"#oa-find select[name='{name}']")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_find_an_open_model_for_a_task(
    any_site: Site, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        page = opened(context, any_site, "").page
        page.get_by_role("link", name="Find a model").click()
        expect(page.locator("#oa-count")).to_have_text("5 models")
        select(page, "task").select_option("text-generation")
        expect(page.locator("#oa-count")).to_have_text("2 of 5 models")
        select(page, "training_data").select_option("met")
        expect(page.locator("#oa-count")).to_have_text("1 of 5 models")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("link", name=OPEN.id, exact=True).click()
        expect(page).to_have_url(f"{any_site.address}{scorecard_path(OPEN.id)}/")
        page.go_back()
        expect(page.locator("#oa-count")).to_have_text("1 of 5 models")
        assert names(page) == [OPEN.id]


def test_the_address_keeps_what_was_found(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, "models/").page
    select(page, "license_family").select_option("apache")
    select(page, "weights").select_option("some")
    select(page, "meets").select_option("acme-ladder:bronze")
    page.locator("#oa-find select[name='sort']").select_option("-name")
    expect(page.locator("#oa-count")).to_have_text("2 of 5 models")
    page.locator("#oa-find [name=find]").fill("lantern chat")
    expect(page.locator("#oa-count")).to_have_text("1 of 5 models")
    query = "?find=lantern+chat&license_family=apache&meets=acme-ladder:bronze&weights=some&sort=-name"
    expect(page).to_have_url(f"{mkdocs_site.address}models/{query}")
    page.reload()
    assert names(page) == [PART.id]
    chosen = page.get_by_role("list", name="Filters in use").get_by_role("button").all_inner_texts()
    assert [one.removesuffix(CROSS) for one in chosen] == [
        "Search: lantern chat",
        "License family: Apache",
        "Meets: Bronze, the weights alone",
        "Weights: met or partial",
        "Clear all",
    ]
    page.get_by_role("button", name="Take away: Search: lantern chat").click()
    assert names(page) == [PART.id, OPEN.id]
    page.get_by_role("button", name="Clear all", exact=True).click()
    expect(page).to_have_url(f"{mkdocs_site.address}models/?sort=-name")
    assert len(names(page)) == len(ALL)


def test_nothing_found_says_what_to_do(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, "models/?task=no-such-task&evaluation_code=not_met").page
    expect(page.get_by_role("heading", name="No model fits all of this")).to_be_visible()
    expect(page.locator("#oa-count")).to_have_text("0 of 5 models")
    expect(page.locator("#oa-models")).to_be_hidden()
    expect(page.get_by_role("link", name="Add a model")).to_be_visible()
    page.get_by_role("button", name="Take away: Task: no-such-task").click()
    assert names(page) == [PART.id, HOSTILE.id, CLOSED.id]
    page.goto(f"{mkdocs_site.address}models/?find=zzz")
    page.get_by_role("button", name="Clear all filters").click()
    assert names(page) == ALL


def test_unknown_is_found_as_unknown_only(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, "models/?weights=not_met").page
    expect(page.locator("#oa-count")).to_have_text("0 of 5 models")
    select(page, "weights").select_option("unknown")
    assert names(page) == [UNSEEN.id]


def test_each_choice_says_how_many_it_would_leave(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, "models/").page
    select(page, "license_family").select_option("apache")
    options = select(page, "training_data").locator("option").all_inner_texts()
    assert options == ["any", "met or partial (2)", "met (1)", "partial (1)", "not met (0)", "unknown (0)"]
    assert "No license could be told (1)" in select(page, "license_family").locator("option").all_inner_texts()


def test_every_column_sorts_and_says_so(mkdocs_site: Site, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = opened(context, mkdocs_site, "models/").page
        head = page.get_by_role("columnheader", name="Parameters")
        expect(page.get_by_role("columnheader", name="Six criteria")).to_have_attribute("aria-sort", "descending")
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "descending")
        assert names(page) == [CLOSED.id, OPEN.id, PART.id, HOSTILE.id, UNSEEN.id]
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", "ascending")
        assert names(page) == [OPEN.id, PART.id, CLOSED.id, HOSTILE.id, UNSEEN.id]
        for column, first in (
            ("Model", HOSTILE.id),
            ("License", HOSTILE.id),
            ("Task", HOSTILE.id),
            ("Observed", PART.id),
        ):
            page.get_by_role("columnheader", name=column).get_by_role("button").click()
            assert names(page)[0] == first, column
        assert page.locator("[aria-sort]").count() == 1
        page.get_by_role("columnheader", name="Six criteria").get_by_role("button").click()
        assert names(page) == ALL


def test_the_table_stands_without_scripts(any_site: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = opened(context, any_site, "models/").page
        assert names(page) == ALL
        assert page.locator("#content :is(form, button, input, select):visible").count() == 0
        expect(page.get_by_text("2 of 6 met, 3 partial, 1 not met")).to_be_visible()


def test_an_address_runs_nothing(mkdocs_site: Site, context: BrowserContext) -> None:
    hostile = "%3Cimg src=x onerror=window.ran=1%3E"
    visit = opened(
        context, mkdocs_site, f"models/?find={hostile}&task={hostile}&sort={hostile}&show={hostile}&m={hostile}"
    )
    expect(visit.page.locator("#oa-count")).to_have_text("0 of 5 models")
    assert visit.page.locator("#content img").count() == 0
    assert visit.page.evaluate("window.ran") is None
    assert (visit.foreign, visit.dialogs, visit.errors) == ([], [], [])


def test_models_are_chosen_to_be_compared(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, "models/").page
    for report in (OPEN, CLOSED):
        page.get_by_role("checkbox", name=f"Compare {report.id}", exact=True).check()
    page.reload()
    page.get_by_role("region", name="Comparison").get_by_role("link", name="Compare 2 models").click()
    expect(page).to_have_url(f"{mkdocs_site.address}compare/?m={OPEN.id}&m={CLOSED.id}")
    expect(page.locator(".oa-compare tbody tr")).not_to_have_count(0)


def test_five_are_too_many_to_compare(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, f"models/?{'&'.join(f'm={one}' for one in ALL)}").page
    boxes = page.get_by_role("checkbox", name="Compare")
    assert [box.is_checked() for box in boxes.all()] == [True] * 4 + [False]
    expect(boxes.last).to_be_disabled()
    expect(page.get_by_text("Four are the most.")).to_be_visible()
    page.get_by_role("button", name="Clear the choice").click()
    assert not any(box.is_checked() or box.is_disabled() for box in boxes.all())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_what_the_script_makes(
    mkdocs_site: Site, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    query = f"?license_family=apache&find=lantern&m={OPEN.id}&m={PART.id}"
    with browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme) as context:
        for path in (f"models/{query}", "models/?task=nothing"):
            page = opened(context, mkdocs_site, path).page
            page.locator("#oa-find summary").click()
            found = Axe().run(page, context={"include": [["main"]]}).response["violations"]
            serious = [one for one in found if one["impact"] in {"serious", "critical"}]
            assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in serious] == []


@pytest.mark.parametrize("context", [360, 1280] if THOROUGH else [360], indirect=True)
def test_many_models_come_in_steps(many_models: Site, context: BrowserContext) -> None:
    page = opened(context, many_models, "models/").page
    expect(page.locator("#oa-count")).to_have_text("2,000 models, the first 50 shown")
    page.get_by_role("button", name="Show 50 more").click()
    assert len(names(page)) == 100
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 51
    page.reload()
    assert len(names(page)) == 100
    page.get_by_role("button", name="Show all").click()
    assert len(names(page)) == 2000
    page.locator("#oa-find [name=find]").fill("no such name")
    expect(page.locator("#oa-count")).to_have_text("0 of 2,000 models")


def test_ten_times_as_many_models_answer_a_key_nearly_as_fast(
    few_models: Site, many_models: Site, browser: Browser
) -> None:
    middle = []
    for site in (few_models, many_models):
        with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
            middle.append(statistics.median(many.keystrokes(opened(context, site, "models/").page)))
    assert middle[1] < 3 * middle[0]


def test_the_page_of_many_models_is_light(few_models: Site, many_models: Site) -> None:
    few, much = ((site.folder / "models/index.html").read_bytes() for site in (few_models, many_models))
    assert len(gzip.compress(much)) < 300_000
    assert len(much) < 10.5 * len(few)


def test_the_picture_on_the_home_page_leads_to_the_criterion(any_site: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = opened(context, any_site, "").page
        row = page.get_by_role("row", name=PART.id)
        row.get_by_role("link", name="Evaluation code: not met").click()
        expect(page).to_have_url(f"{any_site.address}{scorecard_path(PART.id)}/#evaluation_code")
        assert page.locator("#evaluation_code").is_visible()


def test_the_keyboard_passes_by_the_picture(any_site: Site, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = opened(context, any_site, "").page
        past = page.get_by_role("link", name="Skip the models")
        past.focus()
        assert (past.bounding_box() or {"width": 0})["width"] > 40
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#definitions"


def test_every_model_stands_in_the_picture(any_site: Site) -> None:
    html = unescape(any_site.file_of(any_site.address).read_text(encoding="utf-8"))
    for report in PUBLISHED.reports:
        assert f'{scorecard_path(report.id)}/#license"' in html
