"""No script but ours, no request to anywhere else, whatever a stranger writes into a model card."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

import pytest
from playwright.sync_api import BrowserContext

from tests.site.conftest import Site, opened
from tests.site.kinds import KINDS, every_kind

pytestmark = pytest.mark.timeout(120)

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


class _Head(HTMLParser):
    """The policies of a page, and the tags that come before and that need none."""

    def __init__(self) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.before: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(found["content"] or "")
        elif not self.policies:
            self.before.append(tag)
        handlers = [name for name in found if name.startswith("on") or name == "style"]
        if handlers or (tag == "script" and not found.get("src") and found.get("type") != "application/json"):
            self.inline.append(self.get_starttag_text() or tag)
        if tag == "style":
            self.inline.append(tag)


FRAMES: Final = (
    *(("mkdocs_site", path) for path in KINDS.values()),
    *(("zensical_site", KINDS[kind]) for kind in ("home", "scorecard", "hostile", "judging")),
)
"""Every page of the builder that is published, and of its successor one of each frame."""


@every_kind
def test_the_policy_stands_first_and_nothing_needs_an_exception(any_site: Site, path: str) -> None:
    head = _Head()
    head.feed(any_site.file_of(f"{any_site.address}{path}").read_text(encoding="utf-8"))
    assert head.before == ["html", "head", "meta"]
    assert head.inline == []
    (policy,) = head.policies
    # Zensical's search writes its own styles into the page; no other directive may differ.
    allowed = POLICY | ({"style-src": "'self' 'unsafe-inline'"} if "zensical" in any_site.folder.parts[-2] else {})
    assert dict(one.strip().split(" ", 1) for one in policy.split(";")) == allowed


@pytest.mark.browser
@pytest.mark.parametrize(("builder", "path"), FRAMES)
def test_nothing_runs_and_no_request_leaves(
    request: pytest.FixtureRequest, context: BrowserContext, builder: str, path: str
) -> None:
    visit = opened(context, request.getfixturevalue(builder), path, until="networkidle")
    visit.at_peace()
    assert visit.page.evaluate("window.ran") is None


@pytest.mark.browser
@pytest.mark.parametrize(
    ("put", "forbidden"),
    [
        ("const one = document.createElement('script'); one.textContent = 'window.ran = 1'", "script-src-elem inline"),
        ("const one = document.createElement('script'); one.src = 'data:,window.ran = 1'", "script-src-elem data"),
        ("const one = document.createElement('b'); one.setAttribute('onclick', 'window.ran = 1')", "script-src-attr"),
        (
            "const one = document.createElement('script'); one.src = 'https://elsewhere.invalid/a.js'",
            "script-src-elem https",
        ),
        ("const one = new Image(); one.src = 'https://elsewhere.invalid/b.png'", "img-src https"),
        (
            "const one = document.createElement('iframe'); one.src = 'https://elsewhere.invalid/'",
            "frame-src https",
        ),
    ],
)
def test_what_slips_in_is_stopped(any_site: Site, context: BrowserContext, put: str, forbidden: str) -> None:
    visit = opened(context, any_site, KINDS["scorecard"])
    visit.page.evaluate(f"() => {{ {put}; document.body.append(one); one.click(); }}")
    visit.page.wait_for_function("window.violations.length")
    assert forbidden.replace(" ", " forbids ") in visit.violations()[0]
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
    assert (
        page.locator(
            "#content :is(script, img:not(.oa-badge), iframe, style, form, input, object, embed, link, meta)"
        ).count()
        == 0
    )
    attributes = "[...document.querySelectorAll('#content *')].flatMap(one => one.getAttributeNames())"
    assert not [name for name in page.evaluate(attributes) if name.startswith("on")]
    for link in page.locator("#content a").all():
        href = link.get_attribute("href") or ""
        assert re.match(r"(https?://(elsewhere\.invalid|acme\.example|github\.com)/|\.\./|#)", href), href
        assert href.startswith((".", "#")) or link.get_attribute("rel") == "nofollow noopener noreferrer"
