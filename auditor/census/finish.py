"""The last step over a partition: judge what is built on a base, add the lineage, and write the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import compute as pc
from pyarrow import parquet as pq

from auditor.census.asking import Base
from auditor.census.bases import Known
from auditor.census.columns import CHECK, CRITERION, DEFINITION, outcome_columns, schema, state_columns
from auditor.census.job import Job, Judging, counts_of, is_done, judging_for, write_table
from auditor.census.lineage import Descent, descent
from auditor.census.split import Cards
from auditor.census.stages import JUDGED, judged_again, read_path, waiting
from auditor.hub_state import Chain
from auditor.rules import Standing

_FREE = frozenset({Standing.OSI.value, Standing.OPEN.value})
_SILENT = "no_license"


def finish(job: Job, partition: int) -> None:
    """Write the results of one partition."""
    path = job.part(partition)
    if is_done(path, job):
        return
    judges = judging_for(job)
    read = pq.read_table(read_path(job, partition), use_threads=False)
    columns: dict[str, list[Any]] = {name: read.column(name).to_pylist() for name in read.schema.names}
    known = Known.of(job, _wanted(read))
    _judge_heirs(job, partition, read, columns, known, judges)
    descents = [descent(bases, known.descents) for bases in columns["bases"]]
    for number, model_id in enumerate(columns["id"]):
        # Who stands in a circle is in its own lineage.
        if descents[number].line is not Chain.NONE and (own := known.descents.get(model_id.lower())):
            descents[number] = own if own.line is Chain.CYCLE else descents[number]
    table = _results(columns, descents, judges)
    counts = {**counts_of(read_path(job, partition)), **_counted(table)}
    write_table(path, table, job, counts)


def _wanted(read: pa.Table) -> set[str]:
    """The bases that are named, and who names one: it may stand in a circle."""
    named = pc.unique(pc.ascii_lower(pc.list_flatten(read.column("bases")))).to_pylist()
    heirs = read.filter(pc.greater(pc.list_value_length(read.column("bases")), 0)).column("id")
    return {*named, *pc.ascii_lower(heirs).to_pylist()}


def _judge_heirs(  # noqa: PLR0913, PLR0917 - what one partition is made of
    job: Job, partition: int, read: pa.Table, columns: dict[str, list[Any]], known: Known, judges: Judging
) -> None:
    cards = Cards(job, partition)
    answers: dict[str, Base] = {}
    for number, row in waiting(job, partition, read):
        own = known.circles.get(row.id.lower())
        bases: dict[str, Base] = {}
        for stated in columns["bases"][number]:
            key = stated.lower()
            if key not in known.codes or (own is not None and own == known.circles.get(key)):
                continue
            if key not in answers:
                answers[key] = judges.asker.base_of(*known.codes[key])
            bases[stated] = answers[key]
        given = judged_again(row, judges, cards, bases)
        for name in JUDGED:
            columns[name][number] = given[name]


def _results(columns: Mapping[str, Sequence[Any]], descents: Sequence[Descent], judges: Judging) -> pa.Table:
    asker = judges.asker
    kept = schema(asker.checks, asker.definitions)
    named: dict[str, Sequence[Any]] = {name: columns[name] for name in kept.names if name in columns}
    named |= {
        "root": [one.root for one in descents],
        "depth": [one.depth for one in descents],
        "root_licenses": [list(one.root_licenses) for one in descents],
        "lineage": [one.line.value for one in descents],
        "inherits_restricted": [
            inherits(standing, one) for standing, one in zip(columns["standing"], descents, strict=True)
        ],
        "reasons": [
            _reasons(reasons, licenses, one)
            for reasons, licenses, one in zip(columns["reasons"], columns["licenses"], descents, strict=True)
        ],
    }
    checks = [f"{CHECK}{one.id}" for one in asker.checks]
    states = [f"{CRITERION}{one.id}" for one in asker.definitions[0].requirements]
    states += [f"{DEFINITION}{one.id}" for one in asker.definitions]
    named |= dict(zip(checks, outcome_columns(columns["codes"]), strict=False))
    named |= dict(zip(states, state_columns(columns["scores"]), strict=False))
    return pa.table({name: named.get(name, []) for name in kept.names}, schema=kept)


def inherits(standing: str | None, found: Descent) -> bool | None:
    """Whether an open license stands on a model that is built on a restricted one; None where it cannot be told."""
    if found.line is Chain.NONE or standing == Standing.RESTRICTED:
        return False
    if standing not in _FREE:
        return None
    return True if found.restricted else False if found.told else None


def _reasons(reasons: Iterable[str], licenses: Sequence[str], found: Descent) -> list[str]:
    own = list(reasons)
    if own[:1] and own[0].startswith("poisoned_row"):
        return own
    broken = {Chain.BROKEN: ["base_not_in_census"], Chain.CYCLE: ["base_cycle"]}
    return [*own, *([] if licenses else [_SILENT]), *broken.get(found.line, [])]


def _counted(table: pa.Table) -> Mapping[str, object]:
    """How often each outcome, state, lineage and reason stands in the results, and the newest day in them."""
    found: dict[str, Mapping[str, int]] = {}
    for name in table.schema.names:
        if name.startswith((CHECK, CRITERION, DEFINITION)) or name in {"lineage", "inherits_restricted"}:
            found[name] = _times(table.column(name))
    days = pc.max(table.column("last_modified")).as_py() or ""
    return {
        "results": table.num_rows,
        "columns": found,
        "reasons": _times(pc.list_flatten(table.column("reasons"))),
        "newest_modified": days,
    }


def _times(column: pa.ChunkedArray) -> Mapping[str, int]:
    counted = Counter[str]()
    for one in pc.value_counts(column).to_pylist():
        counted[_key(one["values"])] += one["counts"]
    return counted


def _key(value: object) -> str:
    return "null" if value is None else str(value).lower()
