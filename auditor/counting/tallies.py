"""Adds up a census: how many of each group came out how, what derivatives inherit, and which reasons are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, get_args

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from auditor.counting.classes import OTHER, RANKS, SEPARATOR, TASKS, Classes, in_order
from auditor.counting.results import Results
from auditor.hub_state import DIMENSIONS, Census, Chain, Dimension, Group, HubState, Inherited, Lineage, Stated, Tally
from auditor.outputs.site.facets import NOT_STATED
from auditor.store import BadData
from auditor.truth import State

REASONS: Final = 200
"""Reason codes that are kept, the most common ones."""
_ASKED: Final = (
    *("id", "task", "parameters", "licenses", "created_at", "downloads", "depth", "bases", "lineage"),
    *("inherits_restricted", "root_licenses", "reasons"),
)


def top_ids(results: Results) -> Sequence[str]:
    """The ids of the most downloaded, in order, equal ones by alphabet; what nobody downloaded is not among them."""
    order = [("downloads", "descending"), ("id", "ascending")]
    top: pa.Table | None = None
    for batch in results.batches(("id", "downloads")):
        some = batch.filter(pc.greater(batch["downloads"], 0))
        joined = pa.concat_tables([one for one in (top, some) if one is not None])
        top = joined.take(pc.select_k_unstable(joined, max(RANKS), order)) if joined.num_rows else None
    found: list[str] = top["id"].to_pylist() if top is not None else []
    return found


class Tallies:
    """The sums so far. `criteria` and `definitions` are columns whose names end with an id; `columns` are all read."""

    def __init__(self, criteria: Sequence[str], definitions: Sequence[str], classes: Classes) -> None:
        self._outcomes = (*criteria, *definitions)
        self._criteria, self._definitions = criteria, definitions
        self._classes = classes
        self._top = pa.array(classes.top, pa.string())
        self._rows: dict[Dimension, Counter[str]] = {one: Counter() for one in DIMENSIONS}
        self._counts: dict[Dimension, Counter[tuple[str, str, State]]] = {one: Counter() for one in DIMENSIONS}
        self._chains: Counter[str] = Counter()
        self._inherited: Counter[tuple[Stated, str]] = Counter()
        self._restricted: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self.columns: Sequence[str] = (*_ASKED, *self._outcomes)

    def add(self, batch: pa.Table) -> None:
        """Count the rows of a batch. Raises `BadData` for an outcome that is none."""
        came_out = self._came_out(batch)
        joined = pc.binary_join(batch["licenses"], SEPARATOR)
        built = pc.greater(pc.fill_null(pc.list_value_length(batch["bases"]), 0), 0)
        # A base that the census does not hold cannot be followed: no step was made, though there is one.
        steps = pc.if_else(built, pc.if_else(pc.greater(batch["depth"], 0), batch["depth"], -1), 0)
        groups: Mapping[Dimension, pa.Array] = {
            "task": _mapped(batch["task"], self._classes.task),
            "size": _mapped(batch["parameters"], self._classes.size),
            "license": _mapped(joined, self._classes.license),
            "created": _mapped(pc.utf8_slice_codeunits(batch["created_at"], 0, 4), self._classes.created),
            "downloads": self._downloads(batch),
            "depth": _mapped(steps, self._classes.depth),
        }
        for dimension, group in groups.items():
            self._group(dimension, group, came_out)
        self._inherit(batch.filter(built), joined.filter(built))
        self._chains.update(_counted(batch["lineage"]))
        self._reasons.update(_counted(pc.list_flatten(batch["reasons"])))

    def _came_out(self, batch: pa.Table) -> Mapping[str, pa.Array]:
        """Column and state -> 1 where it came out so, else 0."""
        found = {}
        for name in self._outcomes:
            if strange := _counted(batch[name]).keys() - {state.value for state in State}:
                raise BadData(
                    f"results: {name}: {min(map(str, strange))[:80]!r} is no outcome; "
                    f"allowed are {', '.join(state.value for state in State)}"
                )
            for state in State:
                found[f"{name} {state.value}"] = pc.equal(batch[name], state.value).cast(pa.int64())
        return found

    def _downloads(self, batch: pa.Table) -> pa.Array:
        ranks = pc.index_in(batch["id"], value_set=self._top)
        group = _mapped(ranks, self._classes.downloads)
        return pc.if_else(pc.is_null(batch["downloads"]), NOT_STATED, group)

    def _group(self, dimension: Dimension, group: pa.Array, came_out: Mapping[str, pa.Array]) -> None:
        table = pa.table({"": group, **came_out})
        sums = table.group_by("").aggregate([("", "count"), *((name, "sum") for name in came_out)])
        values = sums.column("").to_pylist()
        self._rows[dimension].update(dict(zip(values, sums.column("_count").to_pylist(), strict=True)))
        for name in came_out:
            column, _, state = name.rpartition(" ")
            for value, number in zip(values, sums.column(f"{name}_sum").to_pylist(), strict=True):
                if number:
                    self._counts[dimension][value, column, State(state)] += number

    def _inherit(self, batch: pa.Table, joined: pa.Array) -> None:
        """Only of those that state a base model: whoever states none inherits nothing that could be told."""
        of = pa.table(
            {
                "stated": _mapped(joined, self._classes.stated),
                "inherits": _mapped(batch["inherits_restricted"], _INHERITS.__getitem__),
                "root": _mapped(pc.binary_join(batch["root_licenses"], SEPARATOR), self._classes.license),
            }
        )
        keys = list(of.column_names)
        for row in of.group_by(keys).aggregate([([], "count_all")]).to_pylist():
            self._inherited[row["stated"], row["inherits"]] += row["count_all"]
            if row["inherits"] == "yes":
                self._restricted[row["root"]] += row["count_all"]

    # -- what comes out --------------------------------------------------------------------------------------------

    def state(self, census: Census, meanings: Mapping[str, str]) -> HubState:
        """The figures of all that was added."""
        groups: Mapping[Dimension, tuple[Group, ...]] = {one: self._groups(one) for one in DIMENSIONS}
        reasons = dict(sorted(self._reasons.items(), key=lambda one: (-one[1], one[0]))[:REASONS])
        return HubState(
            census=census,
            overall=_sum("all", groups["size"]),
            by=groups,
            lineage=Lineage(
                chains={one: self._chains[one] for one in Chain},
                inherited={
                    stated: Inherited(**{end: self._inherited[stated, end] for end in _INHERITS.values()})
                    for stated in get_args(Stated)
                },
                restricted=dict(sorted(self._restricted.items())),
            ),
            reasons=reasons,
            meanings={code: meanings[code] for code in reasons if code in meanings},
        )

    def _groups(self, dimension: Dimension) -> tuple[Group, ...]:
        order = list(in_order(dimension, self._rows[dimension]))
        if dimension != "task":
            return tuple(self._one(dimension, value) for value in order)
        named = [one for one in order if one not in {OTHER, NOT_STATED}]
        rest = [*named[TASKS:], *(one for one in order if one == OTHER)]
        shown = [self._one(dimension, value) for value in named[:TASKS]]
        others = [_sum(OTHER, [self._one(dimension, value) for value in rest])] if rest else []
        return (*shown, *others, *(self._one(dimension, value) for value in order if value == NOT_STATED))

    def _one(self, dimension: Dimension, value: str) -> Group:
        return Group(
            value=value,
            rows=self._rows[dimension][value],
            criteria={_id(name): self._tally(dimension, value, name) for name in self._criteria},
            definitions={_id(name): self._tally(dimension, value, name) for name in self._definitions},
        )

    def _tally(self, dimension: Dimension, value: str, column: str) -> Tally:
        return Tally(**{state.value: self._counts[dimension][value, column, state] for state in State})


_INHERITS: Final = {True: "yes", False: "no", None: "unknown"}


def _id(column: str) -> str:
    return column.partition("_")[2]


def _sum(value: str, groups: Sequence[Group]) -> Group:
    def added(kind: str) -> Mapping[str, Tally]:
        tallies = [getattr(one, kind) for one in groups]
        ids = dict.fromkeys(name for one in tallies for name in one)
        return {
            name: Tally(**{state.value: sum(one[name].count(state) for one in tallies) for state in State})
            for name in ids
        }

    rows = sum(one.rows for one in groups)
    return Group(value=value, rows=rows, criteria=added("criteria"), definitions=added("definitions"))


def _mapped(values: Any, named: Callable[[Any], str]) -> pa.Array:
    """The name of each value; `named` is asked once for equal ones of a batch."""
    coded = pc.dictionary_encode(values, null_encoding="encode")
    coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    names = pa.array([named(one) for one in coded.dictionary.to_pylist()], pa.string())
    return names.take(coded.indices)


def _counted(values: Any) -> Mapping[Any, int]:
    return {one["values"]: one["counts"] for one in pc.value_counts(values).to_pylist()}
