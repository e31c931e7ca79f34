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
# A scorecard as somebody would write it for Hugo: what ours shows, with a line for each thing that stands in a list.
_SCORECARD = """{{ define "state" }}<span class="oa-state oa-{{ .state }}"><svg class="oa-shape" viewBox="0 0 16 16"
aria-hidden="true" focusable="false"><use href="#oa-{{ .state }}"/></svg> {{ .word }}</span>{{ end }}
{{ define "cited" }}<ul class="oa-citations">{{ range . }}<li>{{ .shows }}<br><span class="oa-place"><a
href="{{ .href }}" rel="nofollow noopener noreferrer">{{ .place }}</a></span> <span class="oa-quiet">{{ .pin }}</span>
</li>{{ end }}</ul>{{ end }}
{{ define "said" }}{{ range . }}{{ . }}{{ end }}{{ end }}
{{ with .Params.data }}<div class="oa oa-scorecard" id="content"><h1>{{ .id }}</h1><p>{{ .strip.words }}</p>
<dl class="oa-facts">{{ range .facts }}<div><dt>{{ .name }}</dt><dd>{{ .value }}</dd></div>{{ end }}</dl>
<p>{{ .looked_at }}</p>
{{ range .criteria }}<article class="oa-card" aria-labelledby="{{ .id }}"><header><h3 id="{{ .id }}">{{ .title }}</h3>
{{ template "state" . }}</header><p>{{ .question }}</p><p>{{ .because }}</p>{{ template "cited" .citations }}
<ul>{{ range .remedies }}<li>{{ template "said" .text }}{{ range .blocks }}<pre><code>{{ .text }}</code></pre>{{ end }}
</li>{{ end }}</ul></article>{{ end }}
{{ range .verdicts }}<details class="oa-verdict" id="{{ .anchor }}"><summary>{{ .title }} {{ template "state" . }}
{{ .words }}</summary>{{ range .turns }}<h5>{{ .kind }}</h5><ul>{{ range .things }}<li>{{ range .titles }}{{ . }}
{{ end }}: {{ .text }} <code>{{ .check }}</code></li>{{ end }}</ul>{{ end }}<ul class="oa-results">{{ range .results }}
<li>{{ template "state" . }} <strong>{{ .title }}</strong>: {{ .because }}</li>{{ end }}</ul></details>{{ end }}
{{ range .uses }}<h3>{{ .title }}</h3>{{ template "state" . }}<p>{{ .because }}</p>{{ end }}
{{ range .licenses.parts }}<h3>{{ .title }}</h3>{{ range .rows }}<p>{{ .of }} {{ .license }} {{ template "state" . }}
{{ .by }}</p>{{ template "cited" .citations }}{{ end }}{{ end }}
{{ with .lineage.picture }}<svg role="group" height="{{ .height }}">{{ range .boxes }}<g>{{ range .lines }}<text
x="{{ .x }}" y="{{ .y }}">{{ .text }}</text>{{ end }}{{ range .strip }}<use x="{{ .x }}" y="{{ .y }}"
href="#oa-{{ .state }}"/>{{ end }}</g>{{ end }}</svg>{{ end }}
{{ range .history.changes }}<p>{{ .on }} {{ .question }} {{ template "state" .before }} {{ template "state" .after }}
{{ .because }} {{ .cause }} {{ .pins }}</p>{{ end }}
{{ range .mend.things }}<li>{{ template "said" .text }}{{ range .criteria }}{{ template "state" . }}{{ end }}</li>
{{ end }}
{{ range .badge.blocks }}<h3>{{ .title }}</h3><pre><code>{{ .text }}</code></pre>{{ end }}
<table>{{ range .linked }}<tr><td><a href="{{ .href }}" rel="nofollow noopener noreferrer">{{ .place }}</a></td><td>
{{ .role }}</td><td>{{ .by }}</td><td>{{ .found }} {{ .observed }}</td></tr>{{ end }}</table>
<table>{{ range .answers }}<tr><th scope="row"><code>{{ .id }}</code> {{ .question }}</th><td>{{ .word }}</td><td>
{{ .because }}{{ template "cited" .citations }}</td></tr>{{ end }}</table></div>{{ end }}"""
# Counts the memory of the command alone: a process begins with the high water mark of the one that starts it.
_LAUNCH = (
    "import resource, subprocess, sys\n"
    "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)\n"
    "sys.exit(done.stderr[-2000:] if done.returncode else 0)"
)


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What one process took: seconds on the clock, and its largest memory in MB."""

    seconds: float
    peak: int


def run(command: Sequence[str], folder: Path) -> Ran:
    """Run to the end; raises `SystemExit` with what was said where it fails."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _LAUNCH, *command],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(done.stderr)
    return Ran(seconds=took, peak=int(done.stdout))


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
    template was filled with) it fills a template of its own, which shows what ours shows.
    """
    built = next((ours / "site/models").glob("*/*/index.html")).read_text(encoding="utf-8")
    start = built.index('<div class="oa oa-scorecard')
    frame = built[:start], built[built.rindex("</article>") :]
    layouts, content = folder / "layouts/_default", folder / "content/models"
    layouts.mkdir(parents=True)
    (folder / "config.toml").write_text(_HUGO, encoding="utf-8")
    body = _SCORECARD if data else "{{ .Content }}"
    (layouts / "single.html").write_text(f"<!-- {{{{ .Title }}}} -->\n{body.join(frame)}", encoding="utf-8")
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
