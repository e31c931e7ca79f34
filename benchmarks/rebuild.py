"""How long the site takes when one model changed, beside building all of it: `python -m benchmarks.rebuild`.

`--models 100 1000 5000`, `--builder mkdocs|zensical`. The committed data are copied under new owners until there are as
many models as asked; each build is a process of its own, as `auditor build` is. Built are: all of it with nothing kept;
all of it with the pictures kept, which are the slowest and depend on six states only; then, after one answer of one
model was turned on disk, what follows from that; and the changed data with nothing kept, to tell whether the bytes
are equal.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from auditor import pipeline
from auditor.building import pouring
from auditor.building.builder import BUILDERS
from auditor.pipeline import Auditor, open_door
from auditor.store import Store
from benchmarks.memory import run
from tests.site.sample import ROOT, lay_out_frame

_RULES = ("licenses.yaml", "license_fingerprints.json", "vocabulary.yaml", "corrections.yaml")


def lay_out(folder: Path, models: int) -> None:
    """A checkout of so many models: the committed ones, and copies of them and of what they link under new owners."""
    lay_out_frame(folder)
    data = ROOT / "data"
    for name in ("definitions", "labels"):
        shutil.copytree(data / name, folder / "data" / name)
    for name in _RULES:
        shutil.copy(data / name, folder / "data")
    ids = Store(ROOT).registered()
    owners = sorted(
        {path.name for path in data.glob("evidence/*/*/*") if path.is_dir()} | {one.split("/")[0] for one in ids}
    )
    # An owner stands before a slash, in ids and in addresses.
    owned = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, owners))})/")
    shutil.copytree(data / "evidence", folder / "data/evidence")
    for at in range(-(-models // len(ids))):
        wanted = ids[: models - at * len(ids)]
        ending = f"-{at}" if at else ""
        if at:
            for path in (data / "evidence").rglob("*.json"):
                _copy(path, data, folder, owned, ending)
        for one in wanted:
            for kind, suffix in (("models", "yaml"), ("audits", "json"), ("history", "jsonl")):
                if (path := data / kind / f"{one}.{suffix}").is_file():
                    _copy(path, data, folder, owned, ending)


def _copy(path: Path, data: Path, folder: Path, owned: re.Pattern[str], ending: str) -> None:
    target = folder / "data" / owned.sub(rf"\1{ending}/", path.relative_to(data).as_posix())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(owned.sub(rf"\1{ending}/", path.read_text(encoding="utf-8")), encoding="utf-8")


def turn(folder: Path) -> str:
    """Turn the first yes of the model in the middle into an unknown; the model's id."""
    store = Store(folder)
    judged = [one for one in store.registered() if store.audit_path(one).is_file()]
    path = store.audit_path(judged[len(judged) // 2])
    audit = json.loads(path.read_text(encoding="utf-8"))
    answer = next(one for one in audit["answers"].values() if one["outcome"] == "yes")
    answer["outcome"] = "unknown"
    path.write_text(json.dumps(audit, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return str(audit["id"])


@contextmanager
def _clocked(seconds: dict[str, float], name: str, owner: object, function: str) -> Iterator[None]:
    """The seconds that a function takes are added up while this lasts."""
    real = getattr(owner, function)

    def clocked(*args: object, **options: object) -> object:
        started = time.perf_counter()
        try:
            return real(*args, **options)
        finally:
            seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - started

    with mock.patch.object(owner, function, clocked):
        yield


def build(folder: Path, builder: str) -> None:
    """One build, in a process of its own; prints the seconds of its stages, and of all processors, as JSON."""
    auditor = Auditor(root=folder, door=open_door(folder))
    seconds: dict[str, float] = {}
    started = time.perf_counter()
    with (
        _clocked(seconds, "reports", pipeline, "viewed"),
        _clocked(seconds, "builder", pouring, "build_aside"),
    ):
        auditor.build(builder, pour=True)
    seconds["rest"] = time.perf_counter() - started - sum(seconds.values())
    seconds["processors"] = sum(os.times()[:4])
    sys.stdout.write(json.dumps(seconds))


def hashes(site: Path) -> dict[str, str]:
    """Path -> sha256 of every file."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def timed(what: str, folder: Path, builder: str) -> tuple[float, float]:
    """Build in a process, print a line, and return its seconds, on the clock and of all processors."""
    ran = run([sys.executable, "-m", "benchmarks.rebuild", "--builder", builder, "--into", str(folder)], ROOT)
    seconds: dict[str, float] = json.loads(ran.printed)
    stages = ", ".join(f"{name} {took:.1f}" for name, took in seconds.items())
    print(f"  {what:34}{ran.seconds:8.1f} s {ran.peak:6,} MB   {stages}", flush=True)
    return ran.seconds, seconds["processors"]


def measure(models: int, builder: str) -> None:
    """Build, turn one answer, build again, and tell what that took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "checkout"
        lay_out(folder, models)
        print(f"{len(Store(folder).registered()):,} models", flush=True)
        whole = timed("all, nothing kept", folder, builder)
        shutil.rmtree(folder / ".cache/made")
        shutil.rmtree(folder / "site")
        drawn = timed("all, the pictures kept", folder, builder)
        timed("nothing changed", folder, builder)
        turned = turn(folder)
        again = timed("one model changed", folder, builder)
        site = hashes(folder / "site")
        for kept in ("site", ".cache/made"):
            shutil.rmtree(folder / kept)
        timed("all of the changed, pictures kept", folder, builder)
        equal = site == hashes(folder / "site")
        print(
            f"  one changed, of all: {_shares(again, whole)}; of all with the pictures kept: {_shares(again, drawn)}\n"
            f"  changed: {turned}; the bytes of all {len(site):,} files are {'equal' if equal else 'NOT EQUAL'}",
            flush=True,
        )


def _shares(some: tuple[float, float], whole: tuple[float, float]) -> str:
    clock, processors = (one / other for one, other in zip(some, whole, strict=True))
    return f"{clock:.3f} on the clock, {processors:.3f} of the processors"


def main() -> None:
    """Print the lines of each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=int, nargs="+", default=[100, 1000, 5000])
    parser.add_argument("--builder", choices=BUILDERS, default="mkdocs")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.into:
        build(asked.into, asked.builder)
        return
    for models in sorted(asked.models):
        measure(models, asked.builder)


if __name__ == "__main__":
    main()
