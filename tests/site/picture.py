"""Take the README's picture of a scorecard from the built site: `python -m tests.site.picture OWNER/NAME`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import sync_playwright

from tests.site.conftest import CHROMIUM, served
from tests.site.sample import ROOT

WIDTH: Final = 1120
HEIGHT: Final = 1180


def main() -> None:
    """Write docs/assets/scorecard.png."""
    model_id = sys.argv[1]
    target = ROOT / "docs/assets/scorecard.png"
    with contextmanager(served)(ROOT / "site") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(f"{site.address}models/{model_id}/")
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    main()
