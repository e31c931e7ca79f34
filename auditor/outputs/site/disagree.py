"""Where definitions disagree: models by definitions, and for each pair on which a model parts them, why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.definitions import Definition
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.standing import card_by, in_order, lacking, needed, passes, section, verdict
from auditor.report import Report
from auditor.score import Result, Scorecard, State
from auditor.wording import count, openness, plain, standing_words

PATH: Final = "definitions/where_they_disagree"
"""No definition's id holds an underscore, so none can have this path."""
ROWS: Final = 80
"""Models in the table and below it: those on which most pairs part; a page stays below 300 kB."""
PAIRS: Final = 6
"""Pairs that are told at the top; the others are folded."""
_REASON: Final = 200
"""Characters of one reason; the scorecard has the whole."""


@dataclass(frozen=True, kw_only=True)
class _Parting:
    """A model meets one definition and for certain not another; `lacks` are the requirements that it lacks there."""

    report: Report
    meets: Definition
    misses: Definition
    missed: Scorecard
    """By the definition that it misses."""
    lacks: Sequence[str]

    @property
    def titles(self) -> Iterator[str]:
        """Of what it lacks."""
        return (title for one, title in zip(self.missed.states, self.missed.titles, strict=True) if one in self.lacks)

    @property
    def results(self) -> Sequence[Result]:
        """What it lacks, with the reasons."""
        return [one for one in self.missed.results if one.id in self.lacks]


def _rungs(definition: Definition) -> Sequence[str]:
    return [level.id for level in definition.levels]


def _lacks(first: tuple[Definition, Scorecard], second: tuple[Definition, Scorecard]) -> Sequence[str] | None:
    """What a model lacks by the second definition where it meets the first and not the second; else None.

    Two ladders of the same rungs part where the model stands higher by the first than it can by the second.
    """
    (meets, met), (misses, missed) = first, second
    rungs = _rungs(meets)
    if rungs and rungs == _rungs(misses):
        if in_order(rungs, met.standing.level) > in_order(rungs, missed.standing.highest):
            return lacking(missed, needed(misses, met.standing.level))
        return None
    if passes(meets, met) is State.MET and passes(misses, missed) is State.NOT_MET:
        return lacking(missed, needed(misses))
    return None


def _partings(report: Report, published: Published) -> Iterator[_Parting]:
    cards = [(one, card) for one in published.definitions if (card := card_by(report, one))]
    for first, second in permutations(cards, 2):
        lacks = _lacks(first, second)
        if lacks is not None:
            yield _Parting(report=report, meets=first[0], misses=second[0], missed=second[1], lacks=lacks)


def _link(definition: Definition) -> Mapping[str, str]:
    return {"title": plain(definition.title, 200), "href": f"definitions/{definition.id}/"}


def _pairs(partings: Sequence[_Parting], published: Published) -> Iterator[Mapping[str, Any]]:
    """The pairs that part on most models, in words; both directions of a pair in one line."""
    order = {one.id: number for number, one in enumerate(published.definitions)}
    counted = Counter((one.meets.id, one.misses.id) for one in partings)
    of_pair: Counter[tuple[str, str]] = Counter()
    for (meets, misses), number in counted.items():
        of_pair[min((meets, misses), (misses, meets), key=lambda pair: order[pair[0]])] += number
    by_id = {one.id: one for one in published.definitions}
    for (first, second), number in of_pair.most_common():
        ways = sorted(((first, second), (second, first)), key=lambda pair: -counted[pair])
        causes = Counter(
            plain(title, 200)
            for one in partings
            if {one.meets.id, one.misses.id} == {first, second}
            for title in one.titles
        )
        yield {
            "count": count(number, "model"),
            "ways": [
                {
                    "meets": _link(by_id[meets]),
                    "misses": _link(by_id[misses]),
                    "count": count(counted[meets, misses], "model"),
                }
                for meets, misses in ways
                if counted[meets, misses]
            ],
            "causes": [{"title": title, "count": f"{often:,}"} for title, often in causes.most_common(3)],
        }


def _cell(report: Report, definition: Definition) -> Mapping[str, str]:
    card = card_by(report, definition)
    if card is None:
        return {"state": "", "word": "", "short": "not judged", "href": ""}
    return {
        **verdict(card, definition),
        "href": f"{scorecard_path(report.id)}/#{section(definition.id)}",
    }


def _causes(results: Sequence[Result], told: set[tuple[str, str]]) -> Mapping[str, Any]:
    """What is lacking with its reason; what stands above already is named and not told twice."""
    new = [one for one in results if (one.title, one.because) not in told]
    again = [one for one in results if one not in new]
    told.update((one.title, one.because) for one in new)
    return {
        "causes": [
            {
                "title": plain(one.title, 200),
                "part": one.state is State.PARTIAL,
                "because": plain(one.because, _REASON),
            }
            for one in new
        ],
        "again": [plain(one.title, 200) for one in again],
    }


def _told(report: Report, partings: Sequence[_Parting]) -> Mapping[str, Any]:
    """One model: what it meets, and by each other definition what it lacks."""
    told: set[tuple[str, str]] = set()
    meets = list({one.meets.id: one.meets for one in partings}.values())
    misses: dict[str, list[_Parting]] = {}
    for one in partings:
        misses.setdefault(one.misses.id, []).append(one)
    return {
        "id": plain(report.id),
        "meets": [
            {**_link(one), "words": standing_words(card, one) if one.levels and (card := card_by(report, one)) else ""}
            for one in meets
        ],
        "misses": [
            {
                "title": plain(found[0].misses.title, 200),
                "href": f"{scorecard_path(report.id)}/#{section(found[0].misses.id)}",
                # Not every definition that the model meets need part from this one: ladders part by their rungs.
                "against": [] if len(found) == len(meets) else [plain(one.meets.title, 200) for one in found],
                **_causes(max(found, key=lambda one: len(one.lacks)).results, told),
            }
            for found in misses.values()
        ],
    }


def page(published: Published) -> Page:
    """`definitions/where_they_disagree.md`."""
    partings = {report.id: list(_partings(report, published)) for report in published.reports}
    ordered = sorted(published.reports, key=lambda report: (-len(partings[report.id]), *openness(report), report.id))
    every = [one for found in partings.values() for one in found]
    pairs = list(_pairs(every, published))
    parted = sum(map(bool, partings.values()))
    data = {
        "parted": f"{parted:,} of {count(len(published.reports), 'model')}",
        "pairs": pairs[:PAIRS],
        "more_pairs": pairs[PAIRS:],
        "definitions": [{**_link(one), "mean": one.combine == "mean"} for one in published.definitions],
        "rows": [
            {
                "id": plain(report.id),
                "href": f"{scorecard_path(report.id)}/",
                "cells": [_cell(report, one) for one in published.definitions],
            }
            for report in ordered[:ROWS]
        ],
        "told": [_told(report, partings[report.id]) for report in ordered[:ROWS] if partings[report.id]],
        "more": count(len(ordered) - ROWS, "more model") if len(ordered) > ROWS else "",
    }
    return data_page(
        f"{PATH}.md",
        template="disagree.html",
        title="Where definitions disagree",
        lead="The same answers, judged by every definition: where they part, and which requirement parts them.",
        data=data,
    )
