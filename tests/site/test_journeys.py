"""What people come for, done in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.site.conftest import Site, opened
from tests.site.kinds import KINDS

pytestmark = [pytest.mark.timeout(120), pytest.mark.browser]


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
