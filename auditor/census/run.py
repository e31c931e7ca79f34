"""The order of a census: part the source, read, settle the bases, finish; then what it all comes to."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from auditor.census.bases import settle_bases
from auditor.census.columns import dictionary
from auditor.census.engine import Engine, Step, Task
from auditor.census.finish import finish
from auditor.census.job import PARTITIONS, Job, counts_of, fingerprint, is_done, judging, write_json
from auditor.census.source import open_cards, open_source
from auditor.census.split import is_split, split
from auditor.census.stages import read, read_path
from auditor.store import BadData

SCHEMA: Final = 1
"""Version of `census.json`."""
BIASES: Final = (
    "Public models only: private and deleted ones are in no source.",
    "A repository counts once, however much it is used: most are never downloaded.",
    "Metadata is what owners state; cards, files and linked places are read only where the source holds them.",
    "Copies, quantizations and automatic uploads are many, and say less about their makers' openness.",
)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a census came to: the content of `census.json`, and how many partitions stood already."""

    told: Mapping[str, Any]
    kept: int


Heard = Callable[[str, int, int], None]
"""Hears how far a step is: what, how many done, how many in all."""


def plan(source: Path, out: Path, root: Path, cards: Path | None = None) -> Job:
    """The census of a source into a folder. Raises `BadData` for what is none."""
    opened = open_source(source)
    texts = open_cards(cards) if cards else None
    if texts and opened.kind == "recordings":
        raise BadData("--cards: recordings have their own card texts; allowed is --cards beside Parquet only")
    if out.exists() and not out.is_dir():
        raise BadData(f"{out}: allowed is a folder to write into")
    found = judging(str(root))
    name = fingerprint(opened, texts, found)
    return Job(source=opened, cards=texts, out=str(out.resolve()), root=str(root.resolve()), fingerprint=name)


def run(job: Job, engine: Engine, heard: Heard = lambda _what, _done, _all: None) -> Done:
    """Do all that is not done yet, and write `dictionary.json` and `census.json` at the end."""

    def each(what: str, step: Callable[..., None], tasks: Sequence[tuple[Any, ...]]) -> None:
        _each(engine, what, step, tasks, heard)

    missing = [partition for partition in range(PARTITIONS) if not is_done(job.part(partition), job)]
    if missing:
        for source in filter(None, (job.source, job.cards)):
            left = [(source, number) for number in range(len(source.chunks)) if not is_split(job, source, number)]
            each("parting the source", partial(split, job), left)
        unread = [(one,) for one in range(PARTITIONS) if not is_done(read_path(job, one), job)]
        each("reading and judging", partial(read, job), unread)
        settle_bases(job, each)
        each("judging what is built on a base", partial(finish, job), [(one,) for one in missing])
    told = _told(job)
    write_json(Path(job.out) / "dictionary.json", dictionary(_checks(job), judging(job.root).definitions))
    write_json(Path(job.out) / "census.json", told)
    shutil.rmtree(Path(job.out) / ".work", ignore_errors=True)
    return Done(told=told, kept=PARTITIONS - len(missing))


def _each(engine: Engine, what: str, step: Step, tasks: Sequence[Task], heard: Heard) -> None:
    if not tasks:
        return
    finished = 0
    heard(what, 0, len(tasks))

    def done() -> None:
        nonlocal finished
        finished += 1
        heard(what, finished, len(tasks))

    engine.each(step, tasks, done)


def _checks(job: Job) -> Sequence[Any]:
    return judging(job.root).asker.checks


def _told(job: Job) -> Mapping[str, Any]:
    """What a census is of and what it could not see. No clock and no engine is named: alike rows give alike bytes."""
    judges = judging(job.root)
    counts = [counts_of(job.part(partition)) for partition in range(PARTITIONS)]
    columns: dict[str, Counter[str]] = {}
    for one in counts:
        for name, times in one["columns"].items():
            columns.setdefault(name, Counter()).update(times)
    reasons = _summed(one["reasons"] for one in counts)
    poison = "poisoned_row:"
    return {
        "schema": SCHEMA,
        "source": {
            "kind": job.source.kind,
            "files": list(job.source.names),
            "sha256": job.source.sha256,
            "rows": sum(one.get("rows", 0) for one in counts),
            "duplicates": sum(one.get("duplicates", 0) for one in counts),
            "observed": {
                "oldest": min((one["oldest"] for one in counts if "oldest" in one), default=""),
                "newest": max((one["newest"] for one in counts if "newest" in one), default=""),
                "newest_modified": max((one["newest_modified"] for one in counts), default=""),
            },
        },
        "cards": {"files": list(job.cards.names), "sha256": job.cards.sha256} if job.cards else None,
        "results": sum(one["results"] for one in counts),
        "poisoned": {name.removeprefix(poison): times for name, times in reasons.items() if name.startswith(poison)},
        "checks": {one.id: one.version for one in judges.asker.checks},
        "definitions": {one.id: one.version for one in judges.definitions},
        "rules": judges.rules_version,
        "reading": judges.reading,
        "outcomes": {name: dict(sorted(times.items())) for name, times in sorted(columns.items())},
        "unknown": {name: times["unknown"] for name, times in sorted(columns.items()) if times["unknown"]},
        "reasons": reasons,
        "biases": list(BIASES),
    }


def _summed(each: Any) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in each:
        total.update(one)
    return dict(sorted(total.items()))
