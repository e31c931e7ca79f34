"""A site of made-up models, laid out as the pipeline lays out the real one; for the browser tests and the benchmark."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from auditor.building.builder import BUILDERS
from auditor.building.sources import GENERATED
from auditor.outputs import Page, Published, all_pages

ROOT: Final = Path(__file__).parents[2]


def lay_out(folder: Path, published: Published) -> None:
    """The project's own configuration, theme and prose, with pages made from the samples."""
    lay_out_frame(folder)
    write_pages(folder, all_pages(published))


def lay_out_frame(folder: Path) -> None:
    """All that people write: configuration, theme, assets and prose."""
    shutil.copytree(ROOT / "auditor/outputs/overrides", folder / "auditor/outputs/overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    for prose in (ROOT / "docs").glob("*.md"):
        if prose.name not in GENERATED:
            shutil.copy(prose, folder / "docs")


def write_pages(folder: Path, pages: Iterable[Page]) -> None:
    """Write what an output yields, below docs/."""
    for page in pages:
        target = folder / "docs" / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page.content)


def build(builder: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the site in `folder` by `mkdocs` or `zensical`, warnings as errors."""
    command = [sys.executable, "-m", builder, *BUILDERS[builder]]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
