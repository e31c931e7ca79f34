"""What the models index filters by: each model's values, and the options of each filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from auditor.outputs import Published
from auditor.outputs.site.kinship import Kinship
from auditor.outputs.site.license_families import FAMILIES, license_family
from auditor.outputs.site.standing import definitions_by_id, line_id
from auditor.wording import parameters, plain, task_words

_BOUNDS: Final = (10**9, 4 * 10**9, 10**10, 4 * 10**10)
"""Parameters at which a range of sizes ends and the next begins: what fits a phone, a laptop, one card, several."""
LONGEST: Final = 200
"""Producers and families that the filters of a long index offer; the others are found by the search."""
NOT_STATED: Final = "none"
"""The value of what a model does not state; no task of the Hub has this name."""


def _sizes() -> Iterator[tuple[str, str, int, int]]:
    """Value, title, from and below, smallest first."""
    words = [parameters(bound) for bound in _BOUNDS]
    yield f"under-{words[0]}".lower(), f"under {words[0]}", 0, _BOUNDS[0]
    for (low, high), (least, most) in zip(pairwise(_BOUNDS), pairwise(words), strict=True):
        yield f"{least}-{most}".lower(), f"{least} to under {most}", low, high
    yield f"from-{words[-1]}".lower(), f"{words[-1]} and more", _BOUNDS[-1], 10**30


SIZES: Final = tuple(_sizes())


def size(number: int | None) -> str:
    """The range that a count of parameters lies in: `4b-10b`; `none` where it is not known."""
    if number is None or number < 0:
        return NOT_STATED
    return next((value for value, _, low, high in SIZES if low <= number < high), NOT_STATED)


def task_value(task: str) -> str:
    """A task as filters and addresses name it: the words of its cell, joined by hyphens."""
    return task_words(task).replace(" ", "-") or NOT_STATED


def _option(value: str, title: str) -> Mapping[str, str]:
    return {"value": value, "title": title}


def _criteria(published: Published) -> Iterator[Mapping[str, str]]:
    """The six places: the name of each one's filter, and its title."""
    for one in published.definitions[0].requirements if published.definitions else ():
        yield {"id": one.id, "title": plain(one.title, 60)}


def _meets_groups(published: Published) -> Iterator[Mapping[str, Any]]:
    """The lines as options in the order of `lines`, grouped by definition; a definition without rungs has no group."""
    for definition in definitions_by_id(published).values():
        if definition.combine == "mean":
            continue
        title = plain(definition.title, 200)
        rungs = [_option(line_id((definition, one.id)), plain(one.title, 200)) for one in definition.levels]
        yield {"group": title if rungs else "", "options": rungs or [_option(definition.id, title)]}


def _filter(name: str, title: str, options: Iterable[Mapping[str, str]], group: str = "") -> Mapping[str, Any]:
    return {"name": name, "title": title, "groups": [{"group": group, "options": list(options)}]}


def _names(name: str, title: str, members: Mapping[str, int], *, brief: bool) -> Mapping[str, Any]:
    """A filter by name: all names, or where they are many and `brief` is asked, those of most models."""
    kept = sorted(members, key=lambda one: (-members[one], one.casefold()))[: LONGEST if brief else None]
    group = "" if len(kept) == len(members) else f"The {LONGEST} with the most models"
    return _filter(name, title, [_option(one, one) for one in sorted(kept, key=str.casefold)], group)


def filters(published: Published, kin: Kinship, *, brief: bool = False) -> Mapping[str, Any]:
    """The filters of the index, with the options that some model has, in the order in which they are shown.

    `brief`: of producers and families only those of most models.
    """
    reports = published.reports
    tasks = sorted({task_value(report.task) for report in reports} - {NOT_STATED})
    families = {license_family(report.license, published.licenses) for report in reports}
    producers = Counter(report.id.partition("/")[0] for report in reports)
    members = Counter(root for report in reports for root in kin.roots_of(report.id))
    shared = {root: number for root, number in members.items() if number > 1}
    sizes = {size(report.parameters) for report in reports}
    not_stated = [_option(NOT_STATED, "not stated")]
    return {
        "selects": [
            _filter("task", "Task", [*(_option(one, one.replace("-", " ")) for one in tasks), *not_stated]),
            _filter(
                "license_family",
                "License family",
                [_option(one, title) for one, title in FAMILIES.items() if one in families],
            ),
            {"name": "meets", "title": "Meets", "groups": list(_meets_groups(published))},
            _filter(
                "size",
                "Parameters",
                [*(_option(one, title) for one, title, _, _ in SIZES if one in sizes), *not_stated],
            ),
            _names("producer", "Producer", producers, brief=brief),
            _names("family", "Family of", shared, brief=brief),
        ],
        "criteria": list(_criteria(published)),
    }
