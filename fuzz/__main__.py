"""`python -m fuzz TARGET [SECONDS]`: let atheris look for bytes that break a reader; a find is kept in build/fuzz/."""

from __future__ import annotations

import sys
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("atheris is needed: pip install atheris (it has wheels for Linux and CPython up to 3.13)")

with atheris.instrument_imports(include=["auditor", "markdown_it", "yaml", "html"]):
    from fuzz.targets import SEEDS, TARGETS


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
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=4096"]
    atheris.Setup([sys.argv[0], str(corpus), f"-artifact_prefix={finds}/", *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:] or [""])
