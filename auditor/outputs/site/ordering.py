"""The order of a list of models: the most open first, and what is made from another directly beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.report import Report
from auditor.wording import openness


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A model in its place; `under` is the number of the listed model that it stands beneath, None for none."""

    report: Report
    under: int | None
    depth: int


def is_adapter(report: Report) -> bool:
    """Whether its weights are nothing without its base model's: their size is then not what has to be loaded."""
    return report.library == "peft" or any(base.relation == "adapter" for base in report.bases)


def _parent(report: Report, known: Mapping[str, Report]) -> str:
    """The first base that is listed under the same task: a list of one task shows no model of another."""
    listed = (known[base.id] for base in report.bases if base.id in known and base.id != report.id)
    return next((base.id for base in listed if base.task == report.task), "")


def _family(root: Report, children: Mapping[str, Sequence[Report]], seen: set[str]) -> Iterator[tuple[Report, int]]:
    """A model and all that is made from it, each beneath its own base; nobody twice, for cards can name circles."""
    waiting = [(root, 0)]
    while waiting:
        report, depth = waiting.pop()
        if report.id in seen:
            continue
        seen.add(report.id)
        yield report, depth
        waiting += [(child, depth + 1) for child in reversed(children.get(report.id, ()))]


def in_families(reports: Iterable[Report]) -> Sequence[Placed]:
    """All reports, each once. A family stands where its most open member would."""
    known = {one.id: one for one in reports}
    keys = {one.id: (openness(one), one.id.casefold()) for one in known.values()}
    ordered = sorted(known.values(), key=lambda one: keys[one.id])
    parents = {one.id: _parent(one, known) for one in ordered}
    children: dict[str, list[Report]] = {}
    for one in ordered:
        children.setdefault(parents[one.id], []).append(one)
    seen: set[str] = set()
    # Whoever stands in a circle has no root: the most open of it is taken for one.
    families = [
        list(_family(root, children, seen)) for root in [*children.get("", ()), *ordered] if root.id not in seen
    ]
    families.sort(key=lambda family: min(keys[one.id] for one, _ in family))
    placed: list[Placed] = []
    at: dict[str, int] = {}
    for report, depth in (member for family in families for member in family):
        at[report.id] = len(placed)
        placed.append(Placed(report=report, under=at.get(parents[report.id]) if depth else None, depth=depth))
    return placed
