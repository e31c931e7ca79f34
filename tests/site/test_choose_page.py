"""The page for who chooses a model: its journey, its address, its pictures, and a crowd of two thousand."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect

from auditor.outputs.site import choose
from auditor.outputs.site.choose import LISTED, SHOWN
from tests.conftest import THOROUGH, thorough
from tests.outputs import market
from tests.site.conftest import Site, opened, served
from tests.site.sample import build, lay_out, write_pages

CHOOSE = "choose/"
pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
# Two thousand models are a second's work for a machine that does other things at the same time.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module", params=["mkdocs", "zensical"] if THOROUGH else ["mkdocs"])
def any_market(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("market")
    lay_out(folder, market.MARKET)
    done = build(request.param, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    yield from served(folder / "site")


def _of_many(number: int, folder: Path) -> Iterator[Site]:
    """The one page, of so many models: their scorecards are not asked for here."""
    lay_out(folder, market.MARKET)
    write_pages(folder, choose.pages(market.crowd(number)))
    done = build("mkdocs", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    yield from served(folder / "site")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from _of_many(2000, tmp_path_factory.mktemp("crowd"))


@pytest.fixture(scope="module")
def tenth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A tenth of the crowd."""
    yield from _of_many(200, tmp_path_factory.mktemp("tenth"))


@pytest.fixture(params=[360, 1280])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": request.param, "height": 900}) as made:
        yield made


def names(page: Page) -> list[str]:
    """The models of the list that are to be seen."""
    return page.locator(".oa-choice tbody tr:visible th > a").all_inner_texts()


def count(page: Page) -> str:
    return page.locator("#oa-count").inner_text()


def test_find_an_open_model_for_a_task(any_market: Site, context: BrowserContext) -> None:
    visit = opened(context, any_market, CHOOSE)
    page = visit.page
    expect(page.get_by_label("1. Task")).to_be_visible()
    assert count(page) == "7 models. Nothing is asked for yet."
    page.get_by_label("1. Task").select_option("text generation")
    page.get_by_label("train it again from scratch").check()
    assert count(page) == "1 of 7 models fits. 1 more might: something you ask for is not known about it."
    assert names(page) == ["acme/lamp-1b"]
    page.get_by_label("within limits, or in part, is fine").check()
    assert count(page).startswith("3 of 7 models fit.")
    assert names(page) == ["acme/lamp-1b", "acme/beacon-7b", "acme/beacon-7b-chat"]
    expect(page.get_by_role("heading", name="Text to image")).to_be_hidden()
    page.get_by_role("link", name="acme/lamp-1b", exact=True).first.click()
    expect(page.get_by_role("heading", name="acme/lamp-1b", level=1)).to_be_visible()
    assert (visit.errors, visit.foreign, visit.dialogs) == ([], [], [])


def test_the_address_keeps_what_was_asked_for(any_market: Site, context: BrowserContext) -> None:
    page = opened(context, any_market, CHOOSE).page
    page.get_by_label("3. Fits into").select_option("8")
    page.get_by_label("use it commercially").check()
    page.get_by_label("change it and pass it on").check()
    page.wait_for_url("**/choose/?memory=8&use=commerce&use=change")
    before = names(page), count(page)
    assert before[0] == ["acme/lamp-1b"]
    page.reload()
    expect(page.locator("#oa-count")).to_have_text(before[1])
    assert names(page) == before[0]
    page.get_by_role("link", name="acme/lamp-1b", exact=True).first.click()
    page.go_back()
    expect(page.locator("#oa-count")).to_have_text(before[1])
    page.get_by_role("button", name="Clear all").first.click()
    page.wait_for_url("**/choose/")
    assert count(page) == "7 models. Nothing is asked for yet."
    assert not page.get_by_label("use it commercially").is_checked()


def test_an_address_that_asks_for_what_is_not_offered_asks_for_nothing(
    any_market: Site, context: BrowserContext
) -> None:
    query = "?task=<svg onload=alert(1)>&use=__proto__&meets=x&memory=1e9&results=1"
    visit = opened(context, any_market, f"{CHOOSE}{query}")
    expect(visit.page.locator("#oa-count")).to_have_text("7 models. Nothing is asked for yet.")
    assert (visit.errors, visit.dialogs) == ([], [])


def test_what_is_not_known_is_counted_and_can_be_shown(any_market: Site, context: BrowserContext) -> None:
    page = opened(context, any_market, f"{CHOOSE}?use=audit_data&task=text+to+image").page
    expect(page.locator("#oa-count")).to_contain_text("0 of 7 models fit. 1 more might")
    expect(page.get_by_role("heading", name="No model fits all of this")).to_be_visible()
    page.get_by_label("show also what might fit").check()
    assert names(page) == ["acme/quiet"]
    expect(page.get_by_role("heading", name="No model fits all of this")).to_be_hidden()
    page.get_by_label("show also what might fit").uncheck()
    page.locator("#oa-none").get_by_role("button", name="Clear all").click()
    expect(page.locator("#oa-count")).to_have_text("7 models. Nothing is asked for yet.")
    assert page.get_by_label("1. Task").evaluate("one => one === document.activeElement")


def test_definitions_and_results_are_asked_for(any_market: Site, context: BrowserContext) -> None:
    page = opened(context, any_market, CHOOSE).page
    page.get_by_label("It meets").select_option("five-and-license")
    assert names(page) == ["acme/lamp-1b"]
    page.get_by_label("It meets").select_option("")
    page.get_by_label("only with reported results").check()
    assert sorted(names(page)) == ["acme/_x_-1.0", "acme/beacon-7b", "acme/beacon-7b-chat", "acme/lamp-1b"]


def test_a_variant_is_no_longer_indented_where_its_base_is_not_shown(any_market: Site, context: BrowserContext) -> None:
    page = opened(context, any_market, CHOOSE).page
    chat = page.locator(".oa-choice tr", has=page.get_by_role("link", name="acme/beacon-7b-chat", exact=True)).first
    expect(chat).to_have_class("oa-under-1")
    lora = page.locator(".oa-choice tr").filter(has_text="an adapter for")
    expect(lora).to_have_class("oa-under-2")
    expect(lora).to_contain_text("and its base model")
    page.get_by_label("3. Fits into").select_option("1")
    page.get_by_label("show also what might fit").check()
    expect(lora).to_have_class("")
    expect(lora).to_be_visible()


def test_pictures_and_their_tables_follow_the_choice(any_market: Site, context: BrowserContext) -> None:
    page = opened(context, any_market, CHOOSE).page
    size = page.locator(".oa-figure").first
    points = size.locator("a[data-n]:visible")
    assert points.count() == 5
    page.get_by_label("1. Task").select_option("text to image")
    expect(points).to_have_count(1)
    expect(size.locator("figcaption")).to_have_text("By your choice above, 1 of 5 points shown.")
    page.locator("#size ~ details summary").click()
    assert page.locator(".oa-behind tr[data-n]:visible th").all_inner_texts() == ["acme/prism"]
    title = points.first.locator("title").text_content()
    assert title == "acme/prism: 6.9 GB, 0 of 6 met, 1 partial, 5 not met"
    points.first.locator("circle").click()
    expect(page.get_by_role("heading", name="acme/prism", level=1)).to_be_visible()


def test_the_page_serves_without_scripts(any_market: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = opened(context, any_market, CHOOSE).page
        assert not page.locator("#oa-wishes").is_visible()
        assert len(names(page)) == 7
        shown = page.locator("#content").inner_text()
        for words in (
            "What does it cost?",
            "What this page cannot tell:",
            "fine-tuned from acme/beacon-7b",
            "4 of 6 met, 1 partial, 1 unknown",
            "within limits",
            "The size of the weights is known for 5 of 7 models. For 1 model it is not known",
            "3 of 7 models report no result that we could read. We ran none of these ourselves",
            "Reported by 4 models. Some values may be shares of 1 and others percent",
            "acme/beacon-7b: Quiz (0-shot), acc",
        ):
            assert words in shown, words
        page.locator("details summary").last.click()
        assert page.locator("details[open] a[rel]").first.get_attribute("rel") == "nofollow noopener noreferrer"


def test_hostile_names_of_benchmarks_are_shown_as_they_are(any_market: Site, context: BrowserContext) -> None:
    visit = opened(context, any_market, CHOOSE, until="networkidle")
    page = visit.page
    expect(page.locator("#oa-wishes")).to_be_visible()
    assert '</p></script><script>window.ran=1;fetch("' in page.locator("#quality ~ div").inner_text()
    assert page.evaluate("window.ran") is None
    assert page.locator("#content :is(script, img, iframe, object, embed)").count() == 0
    assert (visit.errors, visit.foreign, visit.dialogs) == ([], [], [])


def test_every_point_has_a_name_and_lies_inside_its_picture(any_market: Site, context: BrowserContext) -> None:
    page = opened(context, any_market, CHOOSE).page
    outside = """[...document.querySelectorAll('.oa-figure svg')].flatMap(svg => {
        const frame = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('circle, path, text')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
                || box.bottom > frame.bottom + 1;
        }).map(one => one.outerHTML);
    })"""
    assert page.evaluate(outside) == []
    smallest = (
        "Math.min(...[...document.querySelectorAll('.oa-figure text')].map(one => one.getBoundingClientRect().height))"
    )
    assert page.evaluate(smallest) >= 10
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_a_page_full_of_pictures(
    any_market: Site, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme) as context:
        page = opened(context, any_market, f"{CHOOSE}?use=change").page
        expect(page.locator("#oa-wishes")).to_be_visible()
        page.evaluate("document.querySelectorAll('#content details').forEach(one => { one.open = true; })")
        found = Axe().run(page, context={"include": [["main"]]}).response["violations"]
    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in serious] == []


@pytest.mark.parametrize("context", [360, 1280] if THOROUGH else [360], indirect=True)
def test_a_crowd_weighs_little_and_is_found_in_whole(crowded: Site, context: BrowserContext) -> None:
    sent = [crowded.folder / "choose" / name for name in ("index.html", "models.json")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in sent) < 300_000
    page = opened(context, crowded, CHOOSE).page
    expect(page.locator("#oa-count")).to_contain_text("2,000 models")
    assert len(names(page)) == SHOWN
    page.locator("#oa-more button").click()
    assert len(names(page)) == 2 * SHOWN
    # The least open of one task stand nowhere in the page itself: their rows are made by the script.
    page.get_by_label("1. Task").select_option("text to image")
    page.get_by_label("3. Fits into").select_option("1")
    page.get_by_label("use it commercially").check()
    listed = {model["id"]: model for model in page.evaluate("fetch('models.json').then(one => one.json())")["models"]}
    for row in page.locator(".oa-choice tbody tr:visible").all()[:10]:
        cells = row.locator("td").all_inner_texts()
        model = listed[row.locator("th > a").inner_text()]
        assert model["words"] in cells[0]
        assert cells[1].strip() == "yes"
        assert (model["size"], model["parameters"]) == (cells[5], cells[6])
        assert (row.locator("th > a").get_attribute("href") or "").endswith(model["href"])
        assert (
            row.locator(".oa-strip use").evaluate_all("all => all.map(one => one.getAttribute('href')[4]).join('')")
            == (model["states"])
        )


def test_without_scripts_a_crowd_says_where_the_others_are(crowded: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = opened(context, crowded, CHOOSE).page
        assert page.locator(".oa-choice tbody tr").count() == LISTED
        expect(page.locator("#oa-listed")).to_contain_text("1,700 more are found by the filters, where scripts run")
        assert page.locator("#oa-listed a").get_attribute("href") == "../models/"


ANSWER = """async (task) => {
    const field = document.querySelector('#oa-wishes [name=task]');
    const times = [];
    for (const value of [task, '', task, '', task, '']) {
        field.value = value;
        await new Promise(done => setTimeout(done, 300));
        const start = performance.now();
        field.dispatchEvent(new Event('change', { bubbles: true }));
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
    }
    return Math.min(...times);
}"""
"""Milliseconds from a choice to the paint of its answer, the best of six."""


@thorough
def test_ten_times_the_models_do_not_take_ten_times_as_long(crowded: Site, tenth: Site, browser: Browser) -> None:
    """A choice is answered with so many rows at most; a machine's own speed is measured along."""

    def answer(site: Site) -> float:
        with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
            page = opened(context, site, CHOOSE).page
            expect(page.locator("#oa-wishes")).to_be_visible()
            taken = page.evaluate(ANSWER, "text generation")
            assert isinstance(taken, float | int)
            return taken

    assert answer(crowded) < 4 * answer(tenth)


def test_paper_has_the_list_and_the_pictures(any_market: Site, context: BrowserContext) -> None:
    page = opened(context, any_market, CHOOSE).page
    page.emulate_media(media="print", color_scheme="light")
    assert not page.locator("#oa-wishes").is_visible()
    colors = "[...new Set([...document.querySelectorAll('.oa-figure svg a')].map(one => getComputedStyle(one).color))]"
    assert page.evaluate(colors) == ["rgb(0, 0, 0)"]


def test_the_list_that_cannot_be_had_leaves_the_page_as_it_is(any_market: Site, context: BrowserContext) -> None:
    context.route("**/choose/models.json", lambda route: route.fulfill(status=404, body=""))
    page = opened(context, any_market, CHOOSE, until="networkidle").page
    assert not page.locator("#oa-wishes").is_visible()
    assert len(names(page)) == 7
