"""How fast the models index answers, and what it weighs: `python -m benchmarks.index [--models 200 2000]`."""

from __future__ import annotations

import argparse
import gzip
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.site import many
from tests.site.conftest import CHROMIUM, served


def measure(browser: Browser, models: int) -> str:
    """Build an index of so many made-up models; milliseconds from a key to the next picture, and bytes."""
    with tempfile.TemporaryDirectory() as name:
        built = many.built(Path(name), models)
        html = (built / "models/index.html").read_bytes()
        with contextmanager(served)(built) as site:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"{site.address}models/")
            times = sorted(many.keystrokes(page))
            page.close()
    middle, worst = times[len(times) // 2], times[-1]
    return (
        f"{models:6,} models: a key is answered in {middle:5.1f} ms (worst of {len(times)}: {worst:5.1f} ms), "
        f"{len(html):,} bytes, {len(gzip.compress(html)):,} on the wire"
    )


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, nargs="+", default=[200, 2000])
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for models in sorted(asked.models):
            print(measure(browser, models), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
