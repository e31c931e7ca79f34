"""The site builder: MkDocs, or Zensical where it is installed, from the same `mkdocs.yml`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from auditor.store import BadData
from auditor.wording import plain

BUILDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "mkdocs": ("build", "--strict"),
    "zensical": ("build", "--strict"),
}
"""The builders by the name of their module, and what they are told: warnings are errors.

MkDocs counts no warning that it does not print, so it must not be told to be quiet.
"""
_COMPLAINT: Final = re.compile(r"\b(?:warning|error)\b", re.IGNORECASE)
_DRAWN: Final = re.compile(r"\x1b\[[0-9;]*m|[\u2500-\u257f]")
"""Colors and the lines of boxes."""
SITE: Final = "site"
"""The folder of the built site in a checkout: `site_dir` of mkdocs.yml."""


def build_site(root: Path, builder: str = "mkdocs") -> None:
    """Build `docs/` into `site/`. Raises `BadData` with the builder's first complaint where it fails."""
    environment = {**os.environ, "DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(  # noqa: S603 - our own interpreter and literals
        [sys.executable, "-m", builder, *BUILDERS[builder]],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BadData(f"{builder} could not build the site: {_complaint(done.stdout + done.stderr)}")


def _complaint(said: str) -> str:
    """The first warning or error and the line after it, which tells where; else the last line."""
    lines = [line for one in said.splitlines() if (line := plain(_DRAWN.sub("", one)))]
    at = next((number for number, line in enumerate(lines) if _COMPLAINT.search(line)), len(lines) - 1)
    return " ".join(lines[at : at + 2]) or "it said nothing"


def build_aside(root: Path, builder: str, aside: Path) -> None:
    """Build into `aside` and leave the site of before as it was, also where the builder fails."""
    site, before = root / SITE, aside.with_name(f"{aside.name}-before")
    shutil.rmtree(aside, ignore_errors=True)
    # A site that was put aside by a run that was killed is newer than nothing.
    aside.parent.mkdir(parents=True, exist_ok=True)
    if not before.exists() and site.exists():
        site.rename(before)
    try:
        build_site(root, builder)
        site.rename(aside)
    finally:
        if before.exists():
            shutil.rmtree(site, ignore_errors=True)
            before.rename(site)
