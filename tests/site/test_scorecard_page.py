from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page

from auditor.addresses import SITE
from auditor.outputs.site.scorecard import SECTIONS
from tests.outputs.acme import PART
from tests.site.conftest import Site, opened
from tests.site.sample import ROOT

SCORECARD: Final = "models/acme/lantern-1.5b-chat/"
HOSTILE: Final = "models/acme/_x_-1.0/"
pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture(params=[360, 1280])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": request.param, "height": 800}) as made:
        yield made


def form() -> dict[str, Any]:
    found = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/wrong-verdict.yml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_a_claim_is_checked_and_its_evidence_is_pinned(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, "models/").page
    page.get_by_role("link", name=PART.id, exact=True).click()
    page.locator(".oa-six").get_by_role("link", name=re.compile("Training data ?: partial")).click()
    assert page.evaluate("location.hash") == "#training_data"
    card = page.get_by_role("article", name="Training data")
    evidence = card.locator(".oa-citations a").first
    assert evidence.is_visible()
    assert re.search(r"/blob/[0-9a-f]{40}/README\.md#L10$", evidence.get_attribute("href") or "")
    assert "pinned to commit 0123456" in card.locator(".oa-citations").inner_text()


def test_every_citation_says_how_it_is_pinned(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, SCORECARD).page
    cited = page.locator(".oa-citations > li, .oa-reported caption").all_text_contents()
    assert len(cited) > 10
    assert [
        one for one in cited if not re.search(r"(not pinned|pinned (to commit|by the text's hash) \w{7})", one)
    ] == []


@pytest.mark.parametrize("kind", ["badge as Markdown", "badge as HTML", "badge for the model card"])
def test_a_badge_is_copied_and_heard_of(any_site: Site, browser: Browser, kind: str) -> None:
    for width in (360, 1280):
        with browser.new_context(viewport={"width": width, "height": 800}) as context:
            context.grant_permissions(["clipboard-read", "clipboard-write"], origin=any_site.address)
            page = opened(context, any_site, SCORECARD).page
            page.get_by_role("button", name=f"Copy the {kind}").click()
            page.get_by_role("button", name=f"Copied the {kind}").wait_for()
            copied = page.evaluate("navigator.clipboard.readText()")
            assert f"{SITE}/api/v1/badges/{PART.id}.svg" in copied
            assert f"{SITE}/models/{PART.id}/" in copied
            assert page.locator("[aria-live]").filter(has_text=f"Copied: the {kind}").count() == 1


def test_where_the_clipboard_is_refused_the_lines_are_marked(any_site: Site, context: BrowserContext) -> None:
    context.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page = opened(context, any_site, SCORECARD).page
    button = page.get_by_role("button", name="Copy the badge as HTML")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Marked: copy it with your keys").wait_for()
    assert page.evaluate("getSelection().toString()").startswith('<a href="https://')


def test_a_remedy_s_lines_are_copied_as_they_stand(mkdocs_site: Site, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=mkdocs_site.address)
    page = opened(context, mkdocs_site, "models/acme/vault_70b/").page
    page.locator("#mend").locator("..").get_by_role("button", name="Copy the lines for the front matter").click()
    page.get_by_role("button", name="Copied the lines for the front matter").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "datasets:\n  - OWNER/DATASET"


def filled_in(page: Page, link_text: str) -> dict[str, list[str]]:
    link = page.get_by_role("link", name=re.compile(link_text)).first
    address = urlsplit(link.get_attribute("href") or "")
    assert (address.netloc, address.path.rpartition("/")[2]) == ("github.com", "new")
    return parse_qs(address.query)


def test_a_mistake_is_reported_with_model_commit_and_criterion(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, SCORECARD).page
    fields = {one["id"]: one for one in form()["body"]}
    for link, criterion in (
        ("This is wrong ?: License", "License"),
        ("This is wrong: tell us", "Something else on the page"),
    ):
        query = filled_in(page, link)
        assert query["template"] == ["wrong-verdict.yml"]
        assert (query["model"], query["revision"], query["criterion"]) == ([PART.id], ["0123456"], [criterion])
        assert {"model", "revision", "criterion"} <= fields.keys()
        assert criterion in fields["criterion"]["attributes"]["options"]


def test_the_table_of_contents_leads_to_every_section(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, SCORECARD).page
    contents = page.get_by_role("navigation", name="On this page")
    assert contents.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))") == [
        f"#{anchor}" for anchor, _ in SECTIONS
    ]
    tops = [page.locator(f"#{anchor}").bounding_box() for anchor, _ in SECTIONS]
    assert [top["y"] for top in tops if top] == sorted(top["y"] for top in tops if top)
    assert all(tops)


def test_the_lineage_picture_speaks_and_leads_on(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, SCORECARD).page
    drawn = page.get_by_role("group", name=f"Lineage of {PART.id}")
    box = drawn.bounding_box()
    assert box
    assert box["height"] == float(drawn.get_attribute("height") or 0)
    for inner in drawn.locator("rect, text").all():
        place = inner.bounding_box()
        assert place
        assert box["x"] <= place["x"]
        assert place["x"] + place["width"] <= box["x"] + box["width"]
    drawn.locator("a").first.click()
    assert page.url.endswith("models/acme/lantern-1.5b/")


def test_a_family_is_walked_from_a_scorecard(any_site: Site, context: BrowserContext) -> None:
    page = opened(context, any_site, SCORECARD).page
    page.get_by_role("link", name="The whole family of acme/lantern-1.5b", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "The family of acme/lantern-1.5b"
    assert page.locator(".oa-tree li").count() == 1
    page.locator(".oa-tree li").get_by_role("link", name=PART.id).click()
    assert page.url.endswith(SCORECARD)


def test_without_scripts_everything_is_there_but_the_buttons(any_site: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = opened(context, any_site, SCORECARD).page
        shown = page.locator("#content").inner_text()
        for words in (
            "OSI-approved",
            "acme/unseen-base could not be judged",
            "One data set of the base model is gone.",
            "The model changed. Before: commit feedfac. Since: commit 0123456.",
            "Our checks changed, not the model. At which commit is not known.",
            "Reported by Arena of Acme, as the publisher quotes it. Date: 2026-01-10.",
            "We did not run these.",
            "This is no legal advice",
            "Verified: it links commit 0123456 of the model's own repository, which only its owner can put there.",
            "<a href=",
        ):
            assert words in shown, words
        assert page.get_by_role("button", name=re.compile("^Copy")).count() == 0
        page.get_by_text("The same as a list").click()
        assert page.locator(".oa-list").first.is_visible()


def test_on_paper_there_is_no_navigation_and_no_button(mkdocs_site: Site, context: BrowserContext) -> None:
    page = opened(context, mkdocs_site, SCORECARD).page
    page.emulate_media(media="print", color_scheme="light")
    assert not page.locator(".oa-toc").is_visible()
    assert page.locator(".oa-copy").count() > 3
    assert not page.locator(".oa-copy").first.is_visible()
    assert page.locator(".oa-lineage").is_visible()


def test_hostile_lines_are_copied_as_text(any_site: Site, context: BrowserContext) -> None:
    visit = opened(context, any_site, HOSTILE, until="networkidle")
    for button in visit.page.get_by_role("button", name=re.compile("^Copy")).all():
        button.click()
    assert (visit.foreign, visit.dialogs, visit.errors) == ([], [], [])
    assert visit.page.evaluate("window.ran") is None


def test_old_evidence_is_marked_by_the_reader_s_own_clock(mkdocs_site: Site, context: BrowserContext) -> None:
    context.clock.set_fixed_time("2026-04-01")
    page = opened(context, mkdocs_site, SCORECARD).page
    seen = page.locator("time.oa-seen").all()
    marked = {one.get_attribute("datetime") for one in page.locator("time.oa-seen:has(+ .oa-tag)").all()}
    dates = {str(one.get_attribute("datetime")) for one in seen}
    assert marked == {one for one in dates if one < "2026"}
    assert marked != dates
    context.clock.set_fixed_time("2027-01-01")
    page.reload()
    assert page.locator("time.oa-seen + .oa-tag").count() == len(page.locator("time.oa-seen").all())
