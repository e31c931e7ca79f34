"""The second pass: which models are named as bases, judged generation by generation, and the lineage of everyone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import compute as pc
from pyarrow import parquet as pq

from auditor.census.job import PARTITIONS, Job, is_done, write_table
from auditor.census.lineage import Base, Descent, Lineage
from auditor.census.stages import BASES, Generation, ancestors, judge_bases, judged_path, read_path
from auditor.hub_state import Chain
from auditor.rules import Standing

Each = Callable[[str, Callable[..., None], Sequence[tuple[Any, ...]]], None]
"""Does a step for each of several arguments; what it is called, the function, and the arguments after the job."""
_KNOWN: Final = pa.schema(
    [
        *[(name, pa.string()) for name in ("key", "codes", "values", "line", "root")],
        ("depth", pa.int32()),
        ("root_licenses", pa.list_(pa.string())),
        ("restricted", pa.bool_()),
        ("told", pa.bool_()),
        ("circle", pa.int32()),
    ]
)


def known_path(job: Job) -> Path:
    """Where all named bases stand with their answers and their descent."""
    return job.work / "known.parquet"


def settle_bases(job: Job, each: Each) -> None:
    """Judge every base that has bases, oldest generation first, and keep what `finish` needs of all bases."""
    if is_done(known_path(job), job):
        return
    named, places = _named(job)
    lineage = Lineage(named={key: one.base for key, one in named.items()})
    heirs = [key for key, one in named.items() if one.base.bases]
    homes: dict[int, list[str]] = {}
    for key in heirs:
        homes.setdefault(places[key], []).append(key)
    tasks = [(home, frozenset(named[key].base.id for key in keys)) for home, keys in sorted(homes.items())]
    each("finding bases", partial(ancestors, job), tasks)
    for number in sorted({lineage.generations[key] for key in heirs}):
        due = {home: [key for key in keys if lineage.generations[key] == number] for home, keys in homes.items()}
        work = [(home, _generation(number, keys, lineage, named)) for home, keys in sorted(due.items()) if keys]
        each(f"judging bases, generation {number + 1}", partial(judge_bases, job), work)
        for home, _ in work:
            for row in pq.read_table(judged_path(job, number, home)).to_pylist():
                key = row["id"].lower()
                named[key] = _Named.of({**row, "bases": named[key].base.bases})
    # A card may say that the base's license is its own: only now is every license known.
    _keep(job, named, Lineage(named={key: one.base for key, one in named.items()}))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    base: Base
    codes: str | None
    values: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> _Named:
        base = Base(
            id=row["id"],
            bases=tuple(row["bases"] or ()),
            licenses=tuple(row["licenses"] or ()),
            standing=Standing(row["standing"]) if row["standing"] else None,
        )
        return cls(base=base, codes=row["codes"], values=row["values"])


def _named(job: Job) -> tuple[dict[str, _Named], dict[str, int]]:
    """Every model that another names as its base, and the partition in which it stands, by id in lower case."""
    wanted: set[str] = set()
    for partition in range(PARTITIONS):
        stated = pq.read_table(read_path(job, partition), columns=["bases"]).column("bases")
        wanted.update(pc.ascii_lower(pc.unique(pc.list_flatten(stated))).to_pylist())
    values = pa.array(sorted(wanted), pa.string())
    named: dict[str, _Named] = {}
    places: dict[str, int] = {}
    for partition in range(PARTITIONS):
        table = pq.read_table(read_path(job, partition), columns=BASES.names)
        found = table.filter(pc.is_in(pc.ascii_lower(table.column("id")), value_set=values))
        for row in found.to_pylist():
            # Two ids that differ in case only cannot both be on the Hub: the first holds.
            if (key := row["id"].lower()) not in named:
                named[key] = _Named.of(row)
                places[key] = partition
    return named, places


def _generation(number: int, keys: Sequence[str], lineage: Lineage, named: Mapping[str, _Named]) -> Generation:
    inherits: dict[str, tuple[str, ...]] = {}
    given: dict[str, tuple[str, str]] = {}
    for key in keys:
        base = named[key].base
        above = dict(lineage.inherited(base.bases, base.id))
        inherits[base.id] = tuple(above)
        for one in above.values():
            codes, values = named[one.id.lower()].codes, named[one.id.lower()].values
            if codes is not None and values is not None:
                given[one.id.lower()] = (codes, values)
    return Generation(number=number, inherits=inherits, given=given)


def _keep(job: Job, named: Mapping[str, _Named], lineage: Lineage) -> None:
    rows: dict[str, list[Any]] = {name: [] for name in _KNOWN.names}
    for key, one in named.items():
        found = lineage.descents[key]
        kept = {
            "key": key,
            "codes": one.codes,
            "values": one.values,
            "line": found.line.value,
            "root": found.root,
            "depth": found.depth,
            "root_licenses": list(found.root_licenses),
            "restricted": found.restricted,
            "told": found.told,
            "circle": lineage.circles.get(key),
        }
        for name, column in rows.items():
            column.append(kept[name])
    write_table(known_path(job), pa.table(rows, schema=_KNOWN), job)


@dataclass(kw_only=True)
class Known:
    """What `finish` needs of the bases that one partition names: their answers and their descent, by key."""

    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    descents: dict[str, Descent] = field(default_factory=dict)
    circles: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, job: Job, wanted: set[str]) -> Known:
        """Only what is wanted, ids in lower case."""
        values = pa.array(sorted(wanted), pa.string())
        known = cls()
        for table in _groups(known_path(job)):
            for row in table.filter(pc.is_in(table.column("key"), value_set=values)).to_pylist():
                known.add(row)
        return known

    def add(self, row: Mapping[str, Any]) -> None:
        """Take over one row of what `settle_bases` kept."""
        key = row["key"]
        if row["codes"] is not None:
            self.codes[key] = (row["codes"], row["values"])
        if row["circle"] is not None:
            self.circles[key] = row["circle"]
        self.descents[key] = Descent(
            line=Chain(row["line"]),
            root=row["root"],
            depth=row["depth"],
            root_licenses=tuple(row["root_licenses"]),
            restricted=row["restricted"],
            told=row["told"],
        )


def _groups(path: Path) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            yield file.read_row_group(number, use_threads=False)
