"""An index of five thousand: found in whole where scripts run, reached in whole where none does.

Two thousand and one, the fewest that are parted, where the run is no thorough one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect

from auditor.outputs.site.models import FIRST, WHOLE
from auditor.outputs.site.shards import ROWS
from auditor.report import Report
from auditor.wording import openness
from tests.conftest import THOROUGH, thorough
from tests.site import many
from tests.site.conftest import Site, opened, served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
NUMBER: Final = 5000 if THOROUGH else WHOLE + 1
ALL: Final = f"{NUMBER:,} models"
LAST: Final = range(FIRST, NUMBER, ROWS)[-1]
"""How many rows stand before those of the last file."""
LINK: Final = re.compile(r'<th scope="row"><a href="([^"]+)">([^<]+)</a>')


@pytest.fixture(scope="module")
def reports() -> Mapping[str, Report]:
    """The most open first."""
    made = {one.id: one for one in many.published(NUMBER).reports}
    return {one: made[one] for one in sorted(made, key=lambda one: (*openness(made[one]), one.casefold()))}


@pytest.fixture(scope="module")
def long_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from served(many.built(tmp_path_factory.mktemp("long"), NUMBER, further=True))


def names(page: Page) -> list[str]:
    return page.locator("#oa-models tbody th").all_inner_texts()


def loaded(page: Page) -> None:
    expect(page.locator("#oa-count")).not_to_have_attribute("aria-busy", "true", timeout=30_000)


def test_find_one_of_five_thousand_and_come_back(
    long_index: Site, context: BrowserContext, reports: Mapping[str, Report]
) -> None:
    visit = opened(context, long_index, "models/")
    page = visit.page
    loaded(page)
    expect(page.locator("#oa-count")).to_have_text(f"{ALL}, the first 50 shown")
    expect(page.locator("#oa-pages")).to_be_hidden()
    assert names(page) == list(reports)[:50]
    page.locator("#oa-find [name=task]").select_option("text-generation")
    page.locator("#oa-find [name=sort]").select_option("-name")
    fitting = sorted((one for one, report in reports.items() if report.task == "text-generation"), key=str.lower)
    expect(page.locator("#oa-count")).to_have_text(f"{len(fitting):,} of {ALL}, the first 50 shown")
    assert names(page) == fitting[:-51:-1]
    last = fitting[-1]
    page.locator("#oa-find [name=find]").press_sequentially(last)
    expect(page.locator("#oa-count")).to_have_text(f"1 of {ALL}")
    query = f"{long_index.address}models/?find={last}&task=text-generation&sort=-name"
    expect(page).to_have_url(query)
    page.get_by_role("checkbox", name=f"Compare {last}", exact=True).check()
    page.goto(f"{long_index.address}models/more--/2/")
    page.go_back()
    expect(page).to_have_url(f"{query}&m={last}")
    expect(page.locator("#oa-count")).to_have_text(f"1 of {ALL}")
    assert names(page) == [last]
    assert page.get_by_role("checkbox", name=f"Compare {last}", exact=True).is_checked()
    visit.at_peace()


@thorough
def test_no_address_asks_for_more_rows_than_a_browser_bears(long_index: Site, context: BrowserContext) -> None:
    page = opened(context, long_index, "models/?show=1000000").page
    loaded(page)
    expect(page.locator("#oa-count")).to_have_text(f"{ALL}, the first 2,000 shown")
    expect(page.locator("#oa-more button").last).to_have_text("Show 500 more")


def test_more_rows_are_shown(long_index: Site, context: BrowserContext, reports: Mapping[str, Report]) -> None:
    page = opened(context, long_index, "models/?task=none").page
    loaded(page)
    step, further = page.locator("#oa-more button").all()
    step.click()
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 51
    expect(further).to_have_text("Show all")
    further.click()
    assert len(names(page)) == sum(not one.task for one in reports.values())


def test_a_row_that_is_loaded_is_written_as_one_that_stands_there(long_index: Site, context: BrowserContext) -> None:
    page = opened(context, long_index, "models/more--/2/").page
    bare = """all => all.map(row => [...row.cells].slice(0, 6).map((cell) => {
      cell.removeAttribute("role");
      for (const link of cell.querySelectorAll("a")) link.href = link.href;
      return cell.outerHTML;
    }))"""
    written = page.locator(".oa-models tbody tr").evaluate_all(bare)
    page.goto(f"{long_index.address}models/?show={2 * FIRST}")
    loaded(page)
    assert page.locator("#oa-models tbody tr").evaluate_all(bare)[FIRST:] == written


def test_what_could_not_be_loaded_is_said_and_asked_for_again(
    long_index: Site, context: BrowserContext, reports: Mapping[str, Report]
) -> None:
    context.route(f"**/rows--/{LAST}-*", lambda route: route.fulfill(status=404, body=""))
    late = list(reports)[-1]
    page = opened(context, long_index, f"models/?find={late}&m={late}").page
    expect(page.get_by_role("alert")).to_contain_text(f"found among the {LAST:,} most open of {NUMBER:,}")
    expect(page.locator("#oa-count")).to_have_text(f"0 among the {LAST:,} most open of {ALL}")
    expect(page.locator("#oa-none")).to_be_hidden()
    expect(page.locator("#oa-pages")).to_be_visible()
    assert f"m={late}" in page.url
    found = Axe().run(page, context={"include": [["main"]]}).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    context.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#oa-count")).to_have_text(f"1 of {ALL}")
    assert names(page) == [late]
    assert page.get_by_role("checkbox", name=f"Compare {late}", exact=True).is_checked()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_without_scripts_every_model_is_reached(
    long_index: Site, browser: Browser, reports: Mapping[str, Report]
) -> None:
    found = []
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = opened(context, long_index, "models/").page
        assert page.locator("#content :is(form, button, input, select):visible").count() == 0
        while True:
            html = page.content()
            found += [unescape(name) for _, name in LINK.findall(html)]
            further = page.get_by_role("link", name="Next page")
            if further.count() == 0:
                break
            page.goto(urljoin(page.url, further.get_attribute("href") or ""))
    assert found == list(reports)
