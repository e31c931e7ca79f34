"""How fast the models index answers, and what it weighs: `python -m benchmarks.index [--models 2000 5000 20000]`.

Keys are pressed as a fast typist presses them, in Chromium; an answer is the time from a key's event to the end of the
frame that shows what it found, with the wait for that frame. `loading` are the keys pressed from the moment the search
can be typed into, so in a long index while its files come in; `then` those after. `work` is what one of these costs the
page's thread on average, counts and rows further below included: other programs of the machine do not add to it.
`--slower 4` slows the processor down as Chromium emulates a phone's.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.site import many
from tests.site.conftest import CHROMIUM, served

WATCH: Final = """
window.told = { keys: [] };
let pressed = 0;
addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), true);
addEventListener("input", () => {
  const since = pressed;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => told.keys.push(performance.now() - since);
    port2.postMessage(0);
  });
}, true);
const watch = setInterval(() => {
  if (!document.querySelector("#oa-models.oa-live")) return;
  told.live ??= performance.now();
  if (document.querySelector("#oa-count[aria-busy]")) return;
  told.all = performance.now();
  clearInterval(watch);
}, 5);
"""
LOADING: Final = ("lantern", "apa")
THEN: Final = ("vault 7b", "text gen", "lantern", "apache", "zzz")
PAUSE: Final = 90
"""Milliseconds between two keys."""
_HEAD: Final = (
    ("models", 8),
    ("page", 9),
    ("files", 9),
    ("first rows", 10),
    ("search", 8),
    ("all", 8),
    ("loading: median", 15),
    ("p95", 7),
    ("then: median", 12),
    ("p95", 7),
    ("work", 8),
    ("heap", 9),
    ("nodes", 8),
)


def _typed(page: Page, words: Sequence[str]) -> list[float]:
    """Milliseconds of every key; each word is taken back letter by letter."""
    before = page.evaluate("told.keys.length")
    for word in words:
        page.keyboard.type(word, delay=PAUSE)
        for _ in word:
            page.keyboard.press("Backspace", delay=PAUSE)
    page.wait_for_timeout(500)
    return sorted(page.evaluate("told.keys")[before:])


def _metrics(session: CDPSession) -> Mapping[str, float]:
    return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}


def _part(times: Sequence[float], share: float) -> str:
    return f"{times[min(len(times) - 1, int(len(times) * share))]:.0f} ms"


def _packed(files: Sequence[Path]) -> str:
    return f"{sum(len(gzip.compress(file.read_bytes())) for file in files) / 1000:,.0f} kB"


def measure(browser: Browser, built: Path, models: int, slower: int) -> Sequence[str]:
    """One line of the table, for an index that is built."""
    with contextmanager(served)(built) as site:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(WATCH)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto(f"{site.address}models/", wait_until="commit")
        page.locator("#oa-models.oa-live").wait_for()
        page.locator("#oa-find [name=find]").focus()
        loading = _typed(page, LOADING)
        page.locator("#oa-count:not([aria-busy])").wait_for()
        page.wait_for_timeout(50)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = _metrics(session)["TaskDuration"]
        then = _typed(page, THEN)
        work = (_metrics(session)["TaskDuration"] - before) / len(then)
        told = page.evaluate("told")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        session.send("HeapProfiler.collectGarbage")
        found = _metrics(session)
        page.close()
    return (
        f"{models:,}",
        _packed([built / "models/index.html"]),
        _packed(sorted((built / "models").glob("rows--/*.json"))),
        f"{paint:.0f} ms",
        f"{told['live']:.0f} ms",
        f"{told['all']:.0f} ms",
        _part(loading, 0.5),
        _part(loading, 0.95),
        _part(then, 0.5),
        _part(then, 0.95),
        f"{work * 1000:.1f} ms",
        f"{found['JSHeapUsedSize'] / 1e6:.1f} MB",
        f"{found['Nodes']:,.0f}",
    )


def main() -> None:
    """Print one line for each size; weights are of what is packed by gzip, as hosts send it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, nargs="+", default=[2000, 5000, 20000])
    parser.add_argument("--slower", type=int, default=1, help="so many times slower a processor")
    asked = parser.parse_args()
    print("  ".join(f"{title:>{width}}" for title, width in _HEAD))
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for models in sorted(asked.models):
            built = many.built(Path(name) / str(models), models)
            line = measure(browser, built, models, asked.slower)
            print("  ".join(f"{text:>{width}}" for text, (_, width) in zip(line, _HEAD, strict=True)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
