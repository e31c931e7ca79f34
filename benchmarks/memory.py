"""A command run to its end: its seconds, and the memory that it and all that it starts hold together at their most.

Shared pages count once (`Pss` of Linux), so processes that were forked from one another are not counted twice.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.1
"""Seconds between two looks: what is held for less is not seen."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """Seconds on the clock, the most memory in MB, and what was printed."""

    seconds: float
    peak: int
    printed: str


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    fine: Collection[int] = (0,),
) -> Ran:
    """Run to the end; raises `SystemExit` with what was said where the exit status is none of `fine`."""
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as said:
        started = time.perf_counter()
        done = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | (environment or {}),
            stdout=printed,
            stderr=said,
            text=True,
            start_new_session=True,
        )
        peak = 0
        while done.poll() is None:
            peak = max(peak, sum(_held(done.pid)))
            time.sleep(_EVERY)
        took = time.perf_counter() - started
        printed.seek(0)
        said.seek(0)
        if done.returncode not in fine:
            raise SystemExit(f"{' '.join(command)} exited with {done.returncode}: {said.read()[-2000:]}")
        return Ran(seconds=took, peak=peak // 1024, printed=printed.read())


def _held(session: int) -> Iterator[int]:
    """What each process of a session holds now, in kB."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == session:
                lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
                yield next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue  # it ended meanwhile
