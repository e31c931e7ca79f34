"""`python -m fuzz TARGET [SECONDS]`: let atheris look for bytes that break a reader; a find is kept in build/fuzz/."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

try:
    import atheris
except ImportError:
    sys.exit("atheris is needed: pip install atheris (it has wheels for Linux and CPython up to 3.13)")

# The fuzzer learns what a text is compared with, not only that a comparison failed.
atheris.enabled_hooks.add("str")
with atheris.instrument_imports(include=["auditor", "markdown_it", "yaml", "html"]):
    from fuzz.seeds import LONGEST_LICENSE, SEEDS, dictionary, installed_licenses
    from fuzz.targets import TARGETS

LONGEST: Final = {"license_text": LONGEST_LICENSE}
"""Bytes of the longest input of a target, where it is not 4,096: a license is told by its whole text."""


def main(arguments: list[str]) -> None:
    """Fuzz one target for so many seconds."""
    name, seconds = arguments[0], arguments[1] if len(arguments) > 1 else "600"
    if name not in TARGETS:
        sys.exit(f"{name} is no target; allowed are {', '.join(TARGETS)}")
    if not seconds.isdecimal():
        sys.exit(f"{seconds} is no number of seconds")
    corpus, finds = Path("build/fuzz") / name, Path("build/fuzz") / f"{name}-finds"
    for folder in (corpus, finds):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = [*SEEDS[name], *(installed_licenses() if name == "license_text" else ())]
    words = finds.with_suffix(".dict")
    words.write_text(dictionary(name), encoding="ascii")
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048"]
    options += [f"-dict={words}", f"-max_len={LONGEST.get(name, 4096)}"]
    atheris.Setup([sys.argv[0], str(corpus), f"-artifact_prefix={finds}/", *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:] or [""])
