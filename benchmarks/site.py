"""How long the site takes to build, beside Hugo on the same pages in the same run: `python -m benchmarks.site`.

`--models 100 1000 5000`, `--builder mkdocs|zensical`, `--skip cards` (drawing them takes the longest). Hugo (Debian's
package) has a layout with the same frame. Once it fills a template from the same data, as we do, and once it is given
the finished HTML and only frames it, which is the least it can do. The sizes beside the seconds tell how alike the
pages are; where Hugo is missing, its lines are.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from auditor.outputs import Page, Published, all_outputs
from tests.outputs import acme
from tests.site.sample import BUILDERS, lay_out_frame, write_pages

_HUGO = """baseURL = "https://acme.example/"
title = "Openness Auditor"
disableKinds = ["taxonomy", "term", "RSS", "section"]
"""
# Shows whatever it is given: maps and lists as lists, everything else as text.
_ANY = (
    '{{ if reflect.IsMap . }}<ul class="oa-list">{{ range $key, $one := . }}<li class="oa-{{ $key }}">'
    '{{ partial "any.html" $one }}</li>{{ end }}</ul>{{ else if reflect.IsSlice . }}<ul class="oa-results">'
    '{{ range . }}<li>{{ partial "any.html" . }}</li>{{ end }}</ul>'
    '{{ else }}<span class="oa-quiet">{{ . }}</span>{{ end }}'
)


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What one process took: seconds on the clock, and its largest memory in MB."""

    seconds: float
    peak: int


def run(command: Sequence[str], folder: Path) -> Ran:
    """Run to the end; raises `SystemExit` with what was said where it fails."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=said, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        took = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read()[-2000:].decode(errors="replace"))
    return Ran(seconds=took, peak=used.ru_maxrss // 1024)


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


def lay_out_for_hugo(ours: Path, folder: Path, data: Mapping[str, Mapping[str, Any]] | None) -> None:
    """The same scorecards for Hugo: the frame of one of ours as its layout, the others' content as its content.

    Without `data` it is given the finished HTML and only puts the frame around it; with it (path -> the data that our
    template was filled with) it fills a template of its own, which shows every value once.
    """
    built = next((ours / "site/models").glob("*/*/index.html")).read_text(encoding="utf-8")
    start = built.index('<div class="oa oa-scorecard')
    frame = built[:start], built[built.rindex("</article>") :]
    layouts, content = folder / "layouts/_default", folder / "content/models"
    (folder / "layouts/partials").mkdir(parents=True)
    layouts.mkdir(parents=True)
    (folder / "config.toml").write_text(_HUGO, encoding="utf-8")
    body = '{{ partial "any.html" .Params.data }}' if data else "{{ .Content }}"
    (layouts / "single.html").write_text(f"<!-- {{{{ .Title }}}} -->\n{body.join(frame)}", encoding="utf-8")
    (folder / "layouts/partials/any.html").write_text(_ANY, encoding="utf-8")
    for page in (ours / "docs/models").glob("*/*.md"):
        name = page.relative_to(ours / "docs").as_posix()
        front = yaml.load(page.read_bytes().split(b"\n---\n")[0], yaml.CSafeLoader)
        target = content / page.relative_to(ours / "docs/models").with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        head = {key: front[key] for key in ("title", "description", "tags")} | ({"data": data[name]} if data else {})
        target.write_text(f"{json.dumps(head)}\n{'' if data else front['html']}\n", encoding="utf-8")


def _size(pages: Path) -> tuple[int, int]:
    """How many scorecards were built, and bytes of one on the average."""
    sizes = [file.stat().st_size for file in pages.glob("*/*/index.html")]
    return len(sizes), sum(sizes) // max(len(sizes), 1)


def measure(builder: str, models: int, skip: Sequence[str]) -> None:
    """Build once by us and once by Hugo, and print a line of each."""
    with tempfile.TemporaryDirectory() as name:
        ours, hugo = Path(name) / "ours", Path(name) / "hugo"
        ours.mkdir()
        lay_out_frame(ours)
        published, filled = synthetic(models), {}
        data: dict[str, Mapping[str, Any]] = {}
        for form, pages in all_outputs().items():
            if form in skip:
                continue
            started = time.perf_counter()
            write_pages(ours, _noted(pages(published), data))
            filled[form] = time.perf_counter() - started
        built = run([sys.executable, "-m", builder, *BUILDERS[builder]], ours)
        total = filled["site"] + built.seconds
        count, size = _size(ours / "site/models")
        parts = ", ".join(f"{form} {seconds:.1f}" for form, seconds in filled.items())
        print(
            f"{count:6,} scorecards  {builder:14} {total:6.1f} s (fill {filled['site']:.1f}, frame"
            f" {built.seconds:.1f}), {built.peak:4,} MB, {size:,} bytes a scorecard; seconds of each output: {parts}",
            flush=True,
        )
        if not shutil.which("hugo"):
            print("hugo is not here (apt install hugo)", flush=True)
            return
        for way, given in (("hugo, filling", data), ("hugo, framing", None)):
            folder = hugo / way
            folder.mkdir(parents=True)
            lay_out_for_hugo(ours, folder, given)
            other = run(["hugo", "--quiet"], folder)
            count, size = _size(folder / "public/models")
            print(
                f"{count:6,} scorecards  {way:14} {other.seconds:6.1f} s, {other.peak:4,} MB,"
                f" {size:,} bytes a scorecard; ours took {total / other.seconds:.1f} times as long",
                flush=True,
            )


def _noted(pages: Iterable[Page], data: dict[str, Mapping[str, Any]]) -> Iterator[Page]:
    """The same pages; what the scorecards show is noted for the other builder."""
    for page in pages:
        if page.data is not None and page.path.startswith("models/"):
            data[page.path] = page.data
        yield page


def main() -> None:
    """Print three lines for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builder", choices=BUILDERS, default="mkdocs")
    parser.add_argument("--models", type=int, nargs="+", default=[100, 1000, 5000])
    parser.add_argument("--skip", nargs="*", default=[], help="outputs to leave out, such as cards")
    asked = parser.parse_args()
    for models in sorted(asked.models):
        measure(asked.builder, models, asked.skip)


if __name__ == "__main__":
    main()
