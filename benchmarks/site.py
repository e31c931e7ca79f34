"""How long the site takes to build, beside Hugo on the same pages in the same run: `python -m benchmarks.site`.

`--models 100 1000 5000`, `--builder mkdocs|zensical`, `--skip cards` (drawing them takes the longest). Ours is built in
two ways, `--ways framed poured`: the builder frames every page, or makes one frame that we pour the pages into. Hugo
(Debian's package) has a layout with the same frame. Once it fills a template from the same data, as we do, and once it
is given the finished HTML and only frames it, which is the least it can do. The sizes beside the seconds tell how alike
the pages are; where Hugo is missing, its lines are. What is compared is the site alone, without JSON and tables.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from auditor.building.builder import BUILDERS, build_site
from auditor.building.pouring import pour_site
from auditor.outputs import Page, Published, all_outputs, other_pages
from auditor.outputs.site import many
from benchmarks.memory import run
from tests.outputs import acme
from tests.site.sample import ROOT, lay_out_frame, write_pages

_HUGO = """baseURL = "https://acme.example/"
title = "Openness Auditor"
disableKinds = ["taxonomy", "term", "RSS", "section"]
"""
_SCORECARD = Path(__file__).with_name("hugo.html")
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}
_APART = ("other outputs", "with all outputs")


def synthetic(models: int) -> Published:
    """As many models as asked, each a copy of a made-up one under another name."""
    kinds = (acme.OPEN, acme.PART, acme.CLOSED)
    reports = tuple(
        kinds[number % len(kinds)].model_copy(update={"id": f"acme{number % 100:02}/model-{number:05}"})
        for number in range(models)
    )
    return Published(
        reports=tuple(sorted(reports, key=lambda report: report.id)),
        definitions=acme.ALL.definitions,
        checks=acme.ALL.checks,
        generated_from=acme.ALL.generated_from,
        version=acme.ALL.version,
    )


def lay_out_for_hugo(frame: tuple[str, str], folder: Path, pages: Iterable[Page], *, filling: bool) -> None:
    """The same scorecards for Hugo: the frame of one of ours as its layout, the others' content as its content.

    `filling`: it is given the data that our template was filled with and fills a template of its own, which shows what
    ours shows; else it is given the finished HTML and only puts the frame around it.
    """
    layouts, content = folder / "layouts/_default", folder / "content"
    layouts.mkdir(parents=True)
    (folder / "config.toml").write_text(_HUGO, encoding="utf-8")
    body = _SCORECARD.read_text(encoding="utf-8") if filling else "{{ .Content }}"
    (layouts / "single.html").write_text(f"<!-- {{{{ .Title }}}} -->\n{body.join(frame)}", encoding="utf-8")
    for page in pages:
        if page.front is None or not page.path.startswith("models/"):
            continue
        target = (content / page.path).with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        head: dict[str, Any] = {"title": page.front.title, "description": page.front.lead, "tags": page.front.tags}
        body = "" if filling else page.front.html
        target.write_text(f"{json.dumps(head | ({'data': page.data} if filling else {}))}\n{body}\n", encoding="utf-8")


def frame_of(site: Path) -> tuple[str, str]:
    """What stands around the content of a scorecard that was built."""
    built = next((site / "models").glob("*/*/index.html")).read_text(encoding="utf-8")
    return built[: built.index('<div class="oa oa-scorecard')], built[built.rindex("</article>") :]


def _size(pages: Path) -> tuple[int, int]:
    """How many scorecards were built, and bytes of one on the average."""
    sizes = [file.stat().st_size for file in pages.glob("*/*/index.html")]
    return len(sizes), sum(sizes) // max(len(sizes), 1)


@contextmanager
def without(skip: Sequence[str]) -> Iterator[None]:
    """The outputs but for some."""
    kept = {form: pages for form, pages in all_outputs().items() if form not in skip}
    with mock.patch("auditor.outputs.all_outputs", return_value=kept):
        yield


def build(folder: Path, models: int, builder: str, skip: Sequence[str], *, pour: bool) -> None:
    """One build, in a process of its own; prints the seconds of its parts as JSON."""
    published = synthetic(models)
    with without(skip):
        seconds = {}
        if pour:
            # The other outputs are made beside the site, so that only a build without them can tell what it takes.
            with without([form for form in all_outputs() if form != "site"]):
                started = time.perf_counter()
                pour_site(folder, published, builder)
                seconds["site, poured"] = time.perf_counter() - started
            shutil.rmtree(folder / "site")
            started = time.perf_counter()
            pour_site(folder, published, builder)
            seconds["with all outputs"] = time.perf_counter() - started
        else:
            started = time.perf_counter()
            write_pages(folder, other_pages(published))
            seconds["other outputs"] = time.perf_counter() - started
            started = time.perf_counter()
            write_pages(folder, all_outputs()["site"](published))
            seconds["fill"] = time.perf_counter() - started
            started = time.perf_counter()
            build_site(folder, builder)
            seconds["frame"] = time.perf_counter() - started
    sys.stdout.write(json.dumps(seconds))


def measure(builder: str, models: int, skip: Sequence[str], ways: Sequence[str]) -> None:
    """Build once by each way of ours and of Hugo's, and print a line of each."""
    with tempfile.TemporaryDirectory() as name:
        took: dict[str, float] = {}
        for way in ways:
            ours = Path(name) / way
            lay_out_frame(ours)
            asked = ["--models", str(models), "--builder", builder, "--into", str(ours), "--ways", way]
            ran = run([sys.executable, "-m", "benchmarks.site", *asked, "--skip", *skip], ROOT, _QUIET)
            seconds = json.loads(ran.printed)
            took[way] = sum(
                part for title, part in seconds.items() if title not in {"other outputs", "with all outputs"}
            )
            parts = ", ".join(f"{title} {part:.1f}" for title, part in seconds.items())
            _print(f"{builder}, {way}", took[way], ran.peak, ours / "site/models", f": {parts}")
        if not shutil.which("hugo"):
            print("hugo is not here (apt install hugo)", flush=True)
            return
        frame = frame_of(ours / "site")
        for way in ("filling", "framing"):
            folder = Path(name) / f"hugo-{way}"
            lay_out_for_hugo(frame, folder, (make() for make in many(synthetic(models))), filling=way == "filling")
            other = run(["hugo", "--quiet"], folder, _QUIET)
            times = ", ".join(f"{our} {seconds / other.seconds:.1f}" for our, seconds in took.items())
            _print(f"hugo, {way}", other.seconds, other.peak, folder / "public/models", f"; ours took, times: {times}")


def _print(way: str, seconds: float, peak: int, pages: Path, more: str) -> None:
    count, size = _size(pages)
    print(f"{count:6,} scorecards  {way:15} {seconds:6.1f} s, {peak:4,} MB, {size:,} bytes each{more}", flush=True)


def main() -> None:
    """Print a line for each way and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builder", choices=BUILDERS, default="mkdocs")
    parser.add_argument("--models", type=int, nargs="+", default=[100, 1000, 5000])
    parser.add_argument("--skip", nargs="*", default=[], help="outputs to leave out, such as cards")
    parser.add_argument("--ways", choices=("poured", "framed"), nargs="+", default=["framed", "poured"])
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    for models in sorted(asked.models):
        if asked.into:
            build(asked.into, models, asked.builder, asked.skip, pour=asked.ways == ["poured"])
        else:
            measure(asked.builder, models, asked.skip, asked.ways)


if __name__ == "__main__":
    main()
