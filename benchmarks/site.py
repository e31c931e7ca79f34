"""How long the site takes to build: `python -m benchmarks.site [--builder zensical] [--models 100 1000 5000]`."""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from auditor.outputs import Published
from tests.outputs import acme
from tests.site.sample import BUILDERS, build, lay_out


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


def measure(builder: str, models: int) -> str:
    """Build once; seconds of rendering and of building, peak memory of the builder, and bytes of pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.perf_counter()
        lay_out(folder, synthetic(models))
        rendered = time.perf_counter()
        build(builder, folder).check_returncode()
        built = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        scorecards = [file.stat().st_size for file in (folder / "site/models").glob("*/*/index.html")]
        index = (folder / "site/models/index.html").stat().st_size
    return (
        f"{builder:8} {models:6,} models: render {rendered - started:6.1f} s, build {built - rendered:6.1f} s, "
        f"peak {peak:5,} MB, {sum(scorecards) // len(scorecards):,} bytes a scorecard, index {index:,} bytes"
    )


def main() -> None:
    """Print one line for each size, smallest first: the peak memory is that of the largest build so far."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builder", choices=BUILDERS, default="mkdocs")
    parser.add_argument("--models", type=int, nargs="+", default=[100, 1000, 5000])
    asked = parser.parse_args()
    for models in sorted(asked.models):
        print(measure(asked.builder, models), flush=True)


if __name__ == "__main__":
    main()
