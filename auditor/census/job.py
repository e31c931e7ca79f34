"""What every step of a census needs to know, where its files lie, and how a part is kept: whole or not at all."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet as pq

from auditor import __version__
from auditor.census.alike import Alike
from auditor.census.asking import Asker
from auditor.census.source import Source
from auditor.checks import all_checks
from auditor.definitions import Definition
from auditor.rules import Rules
from auditor.store import BadData, Store

PARTITIONS: Final = 64
"""Into so many parts the owners are divided, whatever the machine."""
FORMAT: Final = 1
"""Version of the results; another one makes them anew."""
_KEY: Final = b"auditor.fingerprint"
COUNTS: Final = b"auditor.counts"


@dataclass(frozen=True, kw_only=True)
class Job:
    """One census: small enough to be sent with every task. `root`: where the rule data lie."""

    source: Source
    cards: Source | None
    out: str
    root: str
    fingerprint: str

    @property
    def results(self) -> Path:
        """Where the results lie."""
        return Path(self.out) / "results"

    @property
    def work(self) -> Path:
        """Where what is between lies until all is done."""
        return Path(self.out) / ".work" / self.fingerprint[:16]

    def part(self, partition: int) -> Path:
        """The results of one partition."""
        return self.results / f"partition={partition:03d}" / "part.parquet"


@dataclass(frozen=True, kw_only=True)
class Judging:
    """Rule data, checks and definitions, loaded once in each process."""

    rules: Rules
    reading: str
    rules_version: str
    asker: Asker
    alike: Alike[Any] = field(default_factory=Alike)

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The definitions, the project's own first."""
        return tuple(self.asker.definitions)


@lru_cache(maxsize=4)
def judging(root: str) -> Judging:
    """What judges, by the rule data of a checkout, else of the installed package."""
    store = Store(Path(root))
    asker = Asker(checks=tuple(all_checks().values()), definitions=store.definitions())
    return Judging(rules=store.rules, reading=store.reading, rules_version=store.rules_version, asker=asker)


@lru_cache(maxsize=4)
def judging_for(job: Job) -> Judging:
    """The same, where it is the one by which the job was planned; else raises `BadData`."""
    found = judging(job.root)
    if fingerprint(job.source, job.cards, found) != job.fingerprint:
        raise BadData("a worker has other rules or another version than who gives it work; allowed is the same on all")
    return found


def fingerprint(source: Source, cards: Source | None, found: Judging) -> str:
    """Names the input and the rules: where it is the same, the results are."""
    told = {
        "format": [FORMAT, __version__, PARTITIONS],
        "source": [source.kind, source.sha256, cards.sha256 if cards else ""],
        "rules": [found.rules_version, found.reading],
        "checks": {one.id: one.version for one in found.asker.checks},
        "definitions": [one.model_dump(mode="json") for one in found.asker.definitions],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def write_table(path: Path, table: pa.Table, job: Job, counts: Mapping[str, object] | None = None) -> None:
    """Write a part whole or not at all, with the job's fingerprint in it."""
    meta = {_KEY: job.fingerprint.encode()}
    if counts is not None:
        meta[COUNTS] = json.dumps(counts, sort_keys=True).encode()
    with whole(path) as beside:
        pq.write_table(
            table.replace_schema_metadata(meta), beside, compression="zstd", row_group_size=50_000, store_schema=True
        )


def is_done(path: Path, job: Job) -> bool:
    """True where this part was written whole, for this job."""
    try:
        return (pq.read_schema(path).metadata or {}).get(_KEY) == job.fingerprint.encode()
    except (OSError, pa.ArrowException):
        return False


def counts_of(path: Path) -> Mapping[str, Any]:
    """The counts that were written with a part."""
    found = json.loads((pq.read_schema(path).metadata or {}).get(COUNTS, b"{}"))
    return found if isinstance(found, dict) else {}


def write_json(path: Path, content: object) -> None:
    """Write JSON whole or not at all."""
    with whole(path) as beside:
        beside.write_text(json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file beside the one that is meant, which takes its place when it was written to the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
