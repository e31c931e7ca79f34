"""How long the site takes to build, beside Hugo on the same pages in the same run: `python -m benchmarks.site`.

`--models 100 1000 5000`, `--builder mkdocs|zensical`. Hugo (Debian's package) is given the finished HTML of every
scorecard and a layout with the same frame, so that its pages are as large as ours; where it is missing, its column is.
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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from auditor.outputs import Published, all_outputs
from tests.outputs import acme
from tests.site.sample import BUILDERS, lay_out_frame, write_pages

_HUGO = """baseURL = "https://acme.example/"
title = "Openness Auditor"
disableKinds = ["taxonomy", "term", "RSS", "section"]
"""


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


def lay_out_for_hugo(ours: Path, folder: Path) -> None:
    """The same scorecards for Hugo: the frame of one of ours as its layout, the others' content as its content."""
    built = next((ours / "site/models").glob("*/*/index.html")).read_text(encoding="utf-8")
    start = built.index('<div class="oa')
    frame = built[:start], built[built.index("</article>", start) :]
    layouts, content = folder / "layouts/_default", folder / "content/models"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    shutil.copy(folder / "hugo.toml", folder / "config.toml")
    layout = "<!-- {{ .Title }} -->\n" + "\n{{ .Content }}\n".join(frame)
    (layouts / "single.html").write_text(layout, encoding="utf-8")
    for page in (ours / "docs/models").glob("*/*.md"):
        front = yaml.load(page.read_bytes().split(b"\n---\n")[0], yaml.CSafeLoader)
        target = content / page.relative_to(ours / "docs/models").with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        head = json.dumps({key: front[key] for key in ("title", "description", "tags")})
        target.write_text(f"{head}\n{front['html']}\n", encoding="utf-8")


def _size(pages: Path) -> tuple[int, int]:
    """How many scorecards were built, and bytes of one on the average."""
    sizes = [file.stat().st_size for file in pages.glob("*/*/index.html")]
    return len(sizes), sum(sizes) // max(len(sizes), 1)


def measure(builder: str, models: int) -> None:
    """Build once by us and once by Hugo, and print a line of each."""
    with tempfile.TemporaryDirectory() as name:
        ours, hugo = Path(name) / "ours", Path(name) / "hugo"
        ours.mkdir()
        lay_out_frame(ours)
        published, filled = synthetic(models), {}
        for form, pages in all_outputs().items():
            started = time.perf_counter()
            write_pages(ours, pages(published))
            filled[form] = time.perf_counter() - started
        built = run([sys.executable, "-m", builder, *BUILDERS[builder]], ours)
        total = filled["site"] + built.seconds
        count, size = _size(ours / "site/models")
        parts = ", ".join(f"{form} {seconds:.1f}" for form, seconds in filled.items())
        print(
            f"{count:6,} scorecards  {builder:8} {total:6.1f} s (fill {filled['site']:.1f}, frame {built.seconds:.1f}),"
            f" {built.peak:4,} MB, {size:,} bytes a scorecard; seconds of each output: {parts}"
        )
        if shutil.which("hugo"):
            hugo.mkdir()
            lay_out_for_hugo(ours, hugo)
            other = run(["hugo", "--quiet"], hugo)
            count, size = _size(hugo / "public/models")
            print(
                f"{count:6,} scorecards  hugo     {other.seconds:6.1f} s, {other.peak:4,} MB,"
                f" {size:,} bytes a scorecard; ours took {total / other.seconds:.1f} times as long,"
                f" the frame {built.seconds / other.seconds:.1f}",
                flush=True,
            )
        else:
            print("hugo is not here (apt install hugo)", flush=True)


def main() -> None:
    """Print two lines for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builder", choices=BUILDERS, default="mkdocs")
    parser.add_argument("--models", type=int, nargs="+", default=[100, 1000, 5000])
    asked = parser.parse_args()
    for models in sorted(asked.models):
        measure(asked.builder, models)


if __name__ == "__main__":
    main()
