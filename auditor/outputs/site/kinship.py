"""Who is built on whom: families of models, each below the base model that it starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from auditor.addresses import scorecard_path
from auditor.evidence import InvalidName, checked_name
from auditor.outputs import Published
from auditor.report import Relative, Report

FOLDER: Final = "families"


@dataclass(frozen=True, kw_only=True)
class Kinship:
    """All families. `children`: id -> the registered models that name it as base, with the relation they state."""

    reports: Mapping[str, Report]
    children: Mapping[str, Sequence[tuple[str, str]]]
    unregistered: Mapping[str, Relative]
    """Base models that are named and not registered."""
    roots: Mapping[str, Sequence[str]]
    """The root of each family -> all that is built on it, at whatever distance, sorted by id; never the root itself."""

    def roots_of(self, model: str) -> Sequence[str]:
        """The roots of the families that a model belongs to, its own included."""
        return self._belongs.get(model, ())

    def family(self, root: str) -> Kinship:
        """One family alone."""
        ids = (root, *self.roots[root])
        return Kinship(
            reports={one: self.reports[one] for one in ids if one in self.reports},
            children={one: self.children[one] for one in ids if one in self.children},
            unregistered={root: self.unregistered[root]} if root in self.unregistered else {},
            roots={root: self.roots[root]},
        )

    @cached_property
    def _belongs(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for root, members in self.roots.items():
            for member in (root, *members):
                found.setdefault(member, []).append(root)
        return found


def family_path(root: str) -> str:
    """The path of a family's page below the site, without its ending; some old models of the Hub have no owner.

    Raises `InvalidName` for what no host would accept.
    """
    owner, _, name = checked_name(root, parts=(1, 2)).rpartition("/")
    # What the page of a model may be called, that of a family may be called too.
    own = scorecard_path(f"{owner or 'hub'}/{name}").rpartition("/")[2]
    return "/".join([FOLDER, *([owner] if owner else []), own])


def _has_page(model: str) -> bool:
    try:
        checked_name(model, parts=(1, 2))
    except InvalidName:
        return False
    return True


def _below(root: str, children: Mapping[str, Sequence[tuple[str, str]]]) -> Sequence[str]:
    found = {root}
    queue = [root]
    while queue:
        new = [child for child, _ in children.get(queue.pop(), ()) if child not in found]
        found.update(new)
        queue += new
    return sorted(found - {root})


def kinship(published: Published) -> Kinship:
    """The families of all reports.

    A root is a model that something is built on and that names no base itself. Of models that name each other in a
    circle the first by its id stands for the root.
    """
    children: dict[str, list[tuple[str, str]]] = {}
    named: dict[str, Relative] = {}
    for report in published.reports:
        for base in report.bases:
            if base.id != report.id and _has_page(base.id):
                children.setdefault(base.id, []).append((report.id, base.relation))
                named.setdefault(base.id, base)
    reports = {report.id: report for report in published.reports}
    built = {child for found in children.values() for child, _ in found}
    roots: dict[str, Sequence[str]] = {}
    left = dict.fromkeys(sorted(children))
    for candidates in ([one for one in left if one not in built], list(left)):
        for root in candidates:
            if root in left:
                roots[root] = _below(root, children)
                _drop(left, (root, *roots[root]))
    return Kinship(
        reports=reports,
        children=children,
        unregistered={one: relative for one, relative in named.items() if one not in reports},
        roots=roots,
    )


def _drop(left: dict[str, None], done: Iterable[str]) -> None:
    for one in done:
        left.pop(one, None)
