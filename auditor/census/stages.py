"""The steps of a census over one partition each. Every step reads files and writes one, so that any machine can do it.

`read` judges what names no base model; `ancestors` keeps the rows of bases that have bases; `judge_bases` judges a
generation of these; `finish` judges what is built on a base and writes the results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]

from auditor.census.asking import Bases, Given
from auditor.census.bare import Asked
from auditor.census.job import Job, Judging, is_done, judging_for, whole, write_table
from auditor.census.looking import Poisoned, Seen, likeness, look
from auditor.census.looking import own as own_of
from auditor.census.rows import ROWS, Poison, Row
from auditor.census.split import Cards, parts

_READ: Final = pa.schema(
    [
        *[(name, pa.string()) for name in ("id", "author", "created_at", "last_modified", "task", "library")],
        *[(name, pa.int64()) for name in ("downloads", "likes", "parameters")],
        ("bases", pa.list_(pa.string())),
        ("reasons", pa.list_(pa.string())),
        ("position", pa.int64()),
        ("codes", pa.string()),
        ("values", pa.string()),
        ("scores", pa.string()),
        ("licenses", pa.list_(pa.string())),
        ("standing", pa.string()),
    ]
)
"""What is kept of each row; the last five are null where the bases must be judged first."""
_BATCH: Final = 4096
JUDGED: Final = ("codes", "values", "scores", "licenses", "standing")
BASES: Final = pa.schema([_READ.field(name) for name in ("id", "bases", *JUDGED)])


def read_path(job: Job, partition: int) -> Path:
    """Where `read` leaves a partition."""
    return job.work / "read" / f"{partition:03d}.parquet"


def judged_path(job: Job, generation: int, partition: int) -> Path:
    """Where `judge_bases` leaves the bases of one generation."""
    return job.work / "bases" / f"{generation:03d}-{partition:03d}.parquet"


def _ancestors_path(job: Job, partition: int) -> Path:
    return job.work / "ancestors" / f"{partition:03d}.arrow"


def read(job: Job, partition: int) -> None:
    """Read every row of a partition, the first of each id; judge those that name no base model."""
    path = read_path(job, partition)
    if is_done(path, job):
        return
    judges = judging_for(job)
    cards = Cards(job, partition)
    rows: dict[str, list[Any]] = {name: [] for name in _READ.names}
    ids: set[str] = set()
    counts: Counter[str] = Counter()
    observed: set[str] = set()
    position = -1
    for batch in parts(job, job.source, partition):
        for row in ROWS[job.source.kind](batch):
            position += 1
            if row.id in ids and row.id:
                counts["duplicates"] += 1
                continue
            ids.add(row.id)
            observed.add(row.observed)
            _add(rows, {**_facts(row, judges, cards), "position": position})
    counts["rows"] = position + 1
    told = sorted(one for one in observed if one[:1].isdecimal())
    span = {"oldest": told[0], "newest": told[-1]} if told else {}
    write_table(path, pa.table(rows, schema=_READ), job, {**counts, **span})


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What was found of a row, without what is its own; `given` is None where the bases must be judged first."""

    poison: Poison | None = None
    task: str | None = None
    library: str | None = None
    parameters: int | None = None
    bases: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    given: Given | None = None


def _facts(row: Row, judges: Judging, cards: Cards) -> dict[str, Any]:
    try:
        own = own_of(row)
    except Poisoned as poisoned:
        return _poisoned(row, poisoned.kind, judges.asker.unknown())
    found = judge(row, judges, cards.text(row.id))
    if found.poison:
        return _poisoned(row, found.poison, judges.asker.unknown())
    return {
        "id": row.id,
        "author": row.id.partition("/")[0] if "/" in row.id else None,
        "created_at": _text(own.created),
        "last_modified": _text(own.modified),
        "task": found.task,
        "library": found.library,
        "downloads": own.downloads,
        "likes": own.likes,
        "parameters": found.parameters,
        "bases": list(found.bases),
        "reasons": list(found.lacks),
        **_judged(found.given),
    }


def judge(row: Row, judges: Judging, card: bytes | None, bases: Bases | None = None) -> Found:
    """Judge a row, or remember how one that is alike was judged; `bases` are told where they were judged before."""
    told = likeness(row, card, None if bases is None else [(base, *one.codes) for base, one in bases.items()])
    found = judges.alike.find(told, row.id) if told else None
    if found is None:
        found, asked = _looked(row, judges, card, bases)
        if told and asked:
            judges.alike.keep(told, asked, found)
    return found


def _looked(row: Row, judges: Judging, card: bytes | None, bases: Bases | None) -> tuple[Found, Asked | None]:
    try:
        seen = look(row, judges.rules, judges.reading, card)
        named = seen.evidence.base_ids
        given = _asked(judges, seen, bases or {}) if bases is not None or not named else None
    except Poisoned as poisoned:
        return Found(poison=poisoned.kind), None
    profile = seen.evidence.place.snapshot.profile if seen.evidence.place and seen.evidence.place.snapshot else None
    found = Found(
        task=_text(profile.task) if profile else None,
        library=_text(profile.library) if profile else None,
        parameters=seen.parameters,
        bases=named,
        lacks=tuple(lack.value for lack in seen.lacks),
        given=given,
    )
    return found, seen.evidence.asked


def _asked(judges: Judging, seen: Seen, bases: Bases) -> Given:
    told = {base: one.answers for base, one in bases.items()}
    evidence = seen.evidence.model_copy(update={"bases": told}) if told else seen.evidence
    try:
        return judges.asker.ask(evidence)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, MemoryError) as error:
        raise Poisoned(Poison.READING) from error


def _poisoned(row: Row, kind: Poison, given: Given) -> dict[str, Any]:
    return {"id": _text(row.id) or "", "bases": [], "reasons": [f"poisoned_row:{kind}"], **_judged(given)}


def _judged(given: Given | None) -> dict[str, Any]:
    if given is None:
        return {}
    return {
        "codes": given.codes,
        "values": _text(given.values),
        "scores": given.scores,
        "licenses": [_text(one) for one in given.licenses],
        "standing": given.standing.value if given.standing else None,
    }


def _text(told: str | None) -> str | None:
    """Text that can be kept: a lone surrogate, which JSON can spell, is replaced."""
    return told.encode(errors="replace").decode() if told else None


def _add(rows: dict[str, list[Any]], found: Mapping[str, Any]) -> None:
    for name, column in rows.items():
        column.append(found.get(name))


def ancestors(job: Job, partition: int, wanted: frozenset[str]) -> None:
    """Keep the rows of the bases (ids as they stand) that have base models themselves."""
    path = _ancestors_path(job, partition)
    if path.exists():
        return
    kept: list[pa.RecordBatch] = []
    left = set(wanted)
    for batch in parts(job, job.source, partition):
        indices = []
        for index, model_id in enumerate(batch.column("id").to_pylist()):
            if model_id in left:
                left.discard(model_id)
                indices.append(index)
        if indices:
            kept.append(batch.take(pa.array(indices, pa.int32())))
    tables = [pa.Table.from_batches([batch]) for batch in kept]
    table = pa.concat_tables(tables, promote_options="permissive") if tables else pa.table({"id": []})
    with whole(path) as beside, pa.ipc.new_file(beside, table.schema) as file:
        file.write_table(table, max_chunksize=_BATCH)


@dataclass(frozen=True, kw_only=True)
class Generation:
    """Bases of one partition that are judged together: id -> the bases that it inherits from, as stated."""

    number: int
    inherits: Mapping[str, tuple[str, ...]]
    given: Mapping[str, tuple[str, str]]
    """Base in lower case -> its codes and values."""


def judge_bases(job: Job, partition: int, generation: Generation) -> None:
    """Judge bases that are built on bases of earlier generations."""
    path = judged_path(job, generation.number, partition)
    if is_done(path, job):
        return
    judges, cards = judging_for(job), Cards(job, partition)
    answers = {key: judges.asker.base_of(*codes) for key, codes in generation.given.items()}
    rows: dict[str, list[Any]] = {name: [] for name in BASES.names}
    with pa.OSFile(str(_ancestors_path(job, partition))) as content, pa.ipc.open_file(content) as file:
        for index in range(file.num_record_batches):
            batch = file.get_batch(index)
            chosen = [number for number, one in enumerate(batch.column("id").to_pylist()) if one in generation.inherits]
            if chosen:
                for row in ROWS[job.source.kind](batch.take(pa.array(chosen, pa.int32()))):
                    stated = generation.inherits[row.id]
                    bases = {base: answers[base.lower()] for base in stated if base.lower() in answers}
                    _add(rows, {"id": row.id, "bases": list(stated), **judged_again(row, judges, cards, bases)})
    write_table(path, pa.table(rows, schema=BASES), job)


def judged_again(row: Row, judges: Judging, cards: Cards, bases: Bases) -> dict[str, Any]:
    """A row judged with the answers of the base models that it inherits from."""
    return _judged(judge(row, judges, cards.text(row.id), bases).given or judges.asker.unknown())


def waiting(job: Job, partition: int, table: pa.Table) -> Iterator[tuple[int, Row]]:
    """(Number in the table, row) of each row of a partition that waits for its base models."""
    numbers = [number for number, one in enumerate(table.column("codes").to_pylist()) if one is None]
    positions = table.column("position").to_pylist()
    wanted = iter([(positions[number], number) for number in numbers])
    following = next(wanted, None)
    start = 0
    for batch in parts(job, job.source, partition):
        chosen: list[int] = []
        which: list[int] = []
        while following and following[0] < start + batch.num_rows:
            chosen.append(following[0] - start)
            which.append(following[1])
            following = next(wanted, None)
        start += batch.num_rows
        if chosen:
            yield from zip(which, ROWS[job.source.kind](batch.take(pa.array(chosen, pa.int32()))), strict=True)
