"""A site whose every free field holds a text of the corpus, in the browser: nothing runs, asks, breaks or forges."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from auditor.drawing.png import png
from tests.hostile.outputs import KEPT, WORLD
from tests.hostile.payloads import PAYLOADS
from tests.hostile.planting import DATES, Planter
from tests.site.conftest import Site, opened, served
from tests.site.sample import build, lay_out

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SHORT = tuple(one for one in PAYLOADS if len(one) < 5000)


class Spreading(Planter):
    """Fills each field with the next text of the corpus."""

    def __init__(self) -> None:
        super().__init__(text="", kept=KEPT | DATES)
        self.texts = itertools.cycle(SHORT)
        self.used: set[str] = set()

    def plant(self, value: Any, where: str = "") -> Any:
        if type(value) is str:
            self.text = next(self.texts)
            self.used.add(self.text)
        return super().plant(value, where)


@pytest.fixture(scope="module")
def corpus_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, spreading = tmp_path_factory.mktemp("corpus"), Spreading()
    lay_out(folder, replace(spreading.plant(WORLD), draw=png))
    assert spreading.used == set(SHORT)
    done = build("mkdocs", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    yield from served(folder / "site")


def test_no_page_runs_asks_breaks_or_forges(corpus_site: Site, context: BrowserContext) -> None:
    pages = sorted(corpus_site.folder.rglob("index.html"))
    paths = [f"{one.parent.relative_to(corpus_site.folder).as_posix()}/".removeprefix("./") for one in pages]
    assert len(paths) > 25
    for path in paths:
        if "lantern-old" in path:
            continue
        visit = opened(context, corpus_site, path)
        visit.at_peace()
        assert visit.page.evaluate("window.ran") is None
        counts = {
            one: visit.page.locator(one).count() for one in ("header.md-header", "main", "h1", "footer.md-footer")
        }
        assert counts == {"header.md-header": 1, "main": 1, "h1": 1, "footer.md-footer": 1}, path
        forged = (
            "#content :is(script:not([src]), iframe, object, embed, link, meta, base, style, marquee, math, [style])"
        )
        assert visit.page.locator(forged).count() == 0, path
        visit.page.close()
