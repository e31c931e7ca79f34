"""Rows a second and peak memory of a census, by a plain loop, a pool of processes and a Dask cluster, in one run.

    python -m benchmarks.census --recordings ../shared --rows 30000 300000 --engines loop,pool:2,dask:2 [--cards]

The recorded models are drawn again and again under new ids and owners, with their base models renamed along, and
written as Parquet with the columns of the Hub's daily statistics; with `--cards` their cards beside them. Each engine
is a process of its own over the same file. Rows a second is over the whole census, from opening the source to the last
file, CPU seconds are those of all its processes, starting included; peak MB is the largest process's.

Rows that tell the same but for their ids are judged once. With more rows than there are recorded models most rows are
such, by the way they are drawn: "alike" tells the share, as the loop met it. What is different all along costs what the
run of at most so many rows as there are recorded models costs.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

CHECKOUT = Path(__file__).resolve().parents[1]
FILES = ("models-2025-04.jsonl.gz", "cards-2024-10.jsonl.gz", "models-2022-02.jsonl.gz")
STATISTICS = pa.schema(
    [
        *[(name, pa.string()) for name in ("id", "author", "createdAt", "lastModified", "cardData")],
        *[(name, pa.int64()) for name in ("downloads", "likes")],
        ("tags", pa.list_(pa.string())),
        *[(name, pa.string()) for name in ("pipeline_tag", "library_name", "baseModels")],
        ("siblings", pa.list_(pa.struct([("rfilename", pa.string())]))),
        *[(name, pa.string()) for name in ("safetensors", "gguf")],
    ]
)
CARDS = pa.schema([("modelId", pa.string()), ("card", pa.string())])
IN_A_GROUP = 20_000


def recorded(folder: Path) -> list[dict[str, Any]]:
    """The recorded models, each once."""
    found: dict[str, dict[str, Any]] = {}
    for name in FILES:
        with gzip.open(folder / "hub" / name, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["kind"] == "model":
                    found.setdefault(row["id"], row)
    return list(found.values())


def statistics(row: dict[str, Any], generation: int, known: frozenset[str]) -> dict[str, Any]:
    """A recorded model under a new id, as a row of the statistics; its base models, if recorded, are renamed too."""

    def renamed(model_id: str) -> str:
        owner, slash, name = model_id.partition("/")
        return f"{owner}-{generation}{slash}{name}" if slash else f"{model_id}-{generation}"

    def tag(one: str) -> str:
        kind, colon, name = one.rpartition(":")
        return f"{kind}{colon}{renamed(name)}" if one.startswith("base_model:") and name in known else one

    info = row["info"]
    card = dict(info["cardData"]) if isinstance(info.get("cardData"), dict) else None
    if card and (bases := card.get("base_model")):
        card["base_model"] = [
            renamed(one) if one in known else one for one in ([bases] if isinstance(bases, str) else bases)
        ]
    model_id = renamed(row["id"])
    siblings = info.get("siblings") if row["complete"] else None
    return {
        "id": model_id,
        "author": model_id.partition("/")[0],
        "createdAt": info.get("createdAt"),
        "lastModified": info.get("lastModified"),
        "cardData": None if card is None else json.dumps(card),
        "downloads": info.get("downloads"),
        "likes": info.get("likes"),
        "tags": [tag(one) for one in info.get("tags") or ()],
        "pipeline_tag": info.get("pipeline_tag"),
        "library_name": info.get("library_name"),
        "siblings": None if siblings is None else [{"rfilename": one["rfilename"]} for one in siblings],
        "safetensors": json.dumps(info["safetensors"]) if info.get("safetensors") else None,
        "gguf": json.dumps(info["gguf"]) if info.get("gguf") else None,
    }


def drawn(rows: list[dict[str, Any]], many: int) -> Iterator[tuple[dict[str, Any], str | None]]:
    """So many rows with their cards: the recorded ones in a new order again and again, each time under new owners."""
    known = frozenset(row["id"] for row in rows)
    left, generation, order = many, 0, random.Random(0)  # noqa: S311 - the same draw every time
    while left > 0:
        generation += 1
        for row in order.sample(rows, min(left, len(rows))):
            yield statistics(row, generation, known), row["card"]
        left -= len(rows)


def write(rows: list[dict[str, Any]], many: int, folder: Path, *, cards: bool) -> None:
    """The source of one size: `rows.parquet`, and `cards.parquet` where asked for."""
    held: list[tuple[dict[str, Any], str | None]] = []
    with parquet.ParquetWriter(folder / "rows.parquet", STATISTICS, compression="zstd") as file:
        beside = parquet.ParquetWriter(folder / "cards.parquet", CARDS, compression="zstd") if cards else None

        def flush() -> None:
            file.write_table(pa.Table.from_pylist([row for row, _ in held], schema=STATISTICS))
            if beside:
                texts = [{"modelId": row["id"], "card": card} for row, card in held]
                beside.write_table(pa.Table.from_pylist(texts, schema=CARDS))
            held.clear()

        for one in drawn(rows, many):
            held.append(one)
            if len(held) == IN_A_GROUP:
                flush()
        flush()
        if beside:
            beside.close()


def peak() -> int:
    """The most memory of this process in KB; what `getrusage` tells counts its parent's too, from before the start."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def census(engine: str, folder: Path, *, cards: bool) -> None:
    """One census in this process, and what it took as one line of JSON: what `main` starts for each engine."""
    from auditor.census.engine import engine as engines  # noqa: PLC0415 - starting is measured too
    from auditor.census.job import judging_for  # noqa: PLC0415
    from auditor.census.run import plan, run  # noqa: PLC0415

    kind, _, many = engine.partition(":")
    out = folder / f"out-{engine.replace(':', '-')}"
    began = time.perf_counter()
    texts = folder / "cards.parquet" if cards else None
    steps: dict[str, float] = {}

    def heard(what: str, done: int, _all: int) -> None:
        what = "judging bases" if what.startswith("judging bases") else what
        steps[what] = time.perf_counter() - began if done else steps.get(what, 0.0)

    job = plan(folder / "rows.parquet", out, CHECKOUT, texts)
    peaks: list[int] = []
    if kind == "dask":
        from dask.distributed import Client, LocalCluster  # noqa: PLC0415

        with LocalCluster(n_workers=int(many), threads_per_worker=1, dashboard_address=None, processes=True) as cluster:
            ready = time.perf_counter()
            with engines(None, cluster.scheduler_address) as workers:
                run(job, workers, heard)
            ended = time.perf_counter()
            with Client(cluster) as client:
                peaks = list(client.run(peak).values())
    else:
        ready = began
        with engines(1 if kind == "loop" else int(many), None) as workers:
            run(job, workers, heard)
        ended = time.perf_counter()
    peaks += [peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]
    digest = hashlib.sha256()
    for path in sorted(one for one in out.rglob("*") if one.is_file()):
        digest.update(path.relative_to(out).as_posix().encode() + path.read_bytes())
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in spent)
    told: dict[str, Any] = {
        "seconds": ended - ready,
        "cpu": cpu,
        "peak": max(peaks) / 1024,
        "digest": digest.hexdigest(),
        "steps": steps,
    }
    if kind == "loop":
        memory = judging_for(job).alike
        told["alike"] = memory.met / memory.asked
    print(json.dumps(told))


def main() -> None:
    """A line for each size and engine; ends with 1 where the engines' bytes differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recordings", type=Path, required=True)
    parser.add_argument("--rows", type=int, nargs="+", default=[30_000])
    parser.add_argument("--engines", default="loop,pool:2,dask:2")
    parser.add_argument("--cards", action="store_true", help="join the cards too")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--scratch", type=Path, help="where the sources and results lie for the time of the run")
    options = parser.parse_args()
    if options.one:
        census(options.one, options.scratch, cards=options.cards)
        return
    rows = recorded(options.recordings)
    print(f"{len(rows):,} recorded models, {'with' if options.cards else 'without'} cards")
    print(f"load before the run: {', '.join(f'{one:.1f}' for one in os.getloadavg())}; {os.cpu_count()} processors")
    print(
        f"{'rows':>10} {'engine':<8}{'seconds':>9}{'rows/s':>9}{'CPU s':>8}{'per CPU s':>10}{'peak MB':>9}"
        f"{'alike':>7}  {'bytes':<10} steps, in seconds"
    )
    differ = False
    for many in options.rows:
        with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
            write(rows, many, Path(folder), cards=options.cards)
            digests: set[str] = set()
            for engine in options.engines.split(","):
                command = [sys.executable, "-m", "benchmarks.census", "--recordings", str(options.recordings)]
                command += ["--one", engine, "--scratch", folder, *(["--cards"] if options.cards else [])]
                done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
                if done.returncode:
                    sys.exit(f"{engine}: {done.stderr[-1500:]}")
                told = json.loads(done.stdout.splitlines()[-1])
                digests.add(told["digest"])
                steps = ", ".join(f"{what} {seconds:.0f}" for what, seconds in told["steps"].items())
                speed = many / told["seconds"]
                alike = f"{told['alike']:.2f}" if "alike" in told else "-"
                print(
                    f"{many:>10,} {engine:<8}{told['seconds']:>9.1f}{speed:>9,.0f}{told['cpu']:>8.1f}"
                    f"{many / told['cpu']:>10,.0f}{told['peak']:>9,.0f}{alike:>7}  "
                    f"{told['digest'][:8]:<10} {steps}",
                    flush=True,
                )
            differ = differ or len(digests) > 1
    sys.exit("the engines' results differ" if differ else 0)


if __name__ == "__main__":
    main()
