"""State of the Hub: what a census shows, each figure with its denominator, its bounds and its biases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from auditor.addresses import HUB_JSON
from auditor.hub_state import DIMENSIONS, Chain, Dimension, Group, HubState, Inherited, Lineage, Stated, Tally
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.hub_words import (
    CREATED_SOURCE,
    HEADS,
    NOTES,
    TITLES,
    biases,
    caption,
    group_title,
    observed_words,
    repositories,
    source_words,
)
from auditor.outputs.site.standing import bar, percent
from auditor.score import State
from auditor.wording import STATE_WORDS, plain

PATH: Final = "state-of-the-hub.md"
FEW: Final = 100
"""Below so many repositories counts are shown in the place of percents, which would say more than is known."""
REASONS: Final = 15
"""Reasons that are told."""
FILES: Final = 8
"""Files of the source that are named."""
_STATED_WORDS: Final[Mapping[Stated, str]] = {
    "permissive": "a permissive license",
    "restricted": "a restricted license",
    "not_known": "a license that we cannot place",
    "none": "no license that the source tells",
}
_CHAIN_WORDS: Final[Mapping[Chain, str]] = {
    Chain.NONE: "state no base model",
    Chain.COMPLETE: "could be followed to a model that states no base",
    Chain.BROKEN: "lead to a model that the source does not hold",
    Chain.CYCLE: "lead in a circle",
}


def _percent(part: int, whole: int) -> str:
    """A whole percent; 0 and 100 only where it is exact."""
    if not whole:
        return "-"
    if 0 < part < whole:
        exact = 100 * part / whole
        return "<1%" if exact < 1 else ">99%" if exact > 99 else f"{exact:.0f}%"  # noqa: PLR2004 - percents
    return "100%" if part else "0%"


def _share(part: int, whole: int) -> str:
    return _percent(part, whole) if whole >= FEW else f"{part:,} of {whole:,}"


def _range(low: int, high: int, whole: int) -> str:
    """From what is known to be, to what may be: `12% to 73%`; one number where nothing is unknown."""
    if whole < FEW:
        return f"{low:,} of {whole:,}" if low == high else f"{low:,} to {high:,} of {whole:,}"
    ends = dict.fromkeys((_percent(low, whole), _percent(high, whole)))
    return " to ".join(ends)


def _met(tally: Tally) -> Mapping[str, str]:
    """The share met with what it may be at most, and the unknown share that always stands beside it."""
    whole = tally.rows
    unknown = _percent(tally.unknown, whole) if whole >= FEW else f"{tally.unknown:,}"
    return {"met": _range(tally.met, tally.met + tally.unknown, whole), "unknown": f"{unknown} unknown"}


def _cell(title: str, tally: Tally) -> Mapping[str, str]:
    """The same with where the bar's solid and dashed parts end (percent)."""
    return {
        "title": title,
        **_met(tally),
        "at": percent(tally.met, tally.rows),
        "wide": percent(tally.unknown, tally.rows),
    }


def _titles(published: Published, hub: HubState) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The criteria and definitions of the census: id -> title, in the order of the site, others behind by their ids."""
    asked = published.definitions[0].requirements if published.definitions else ()
    criteria = {one.id: plain(one.title, 60) for one in asked}
    definitions = {one.id: plain(one.title, 100) for one in published.definitions}
    return _known(criteria, hub.overall.criteria), _known(definitions, hub.overall.definitions)


def _known(titles: Mapping[str, str], counted: Mapping[str, Tally]) -> Mapping[str, str]:
    known = {one: title for one, title in titles.items() if one in counted}
    return known | {one: plain(one, 60).replace("_", " ") for one in counted if one not in known}


def _overall(titles: Mapping[str, str], counted: Mapping[str, Tally], hrefs: Mapping[str, str]) -> Sequence[Any]:
    return [
        {
            "title": title,
            "href": hrefs.get(one, ""),
            "states": [
                {**part, "word": STATE_WORDS[State(part["state"])]}
                for part in bar({state: counted[one].count(state) for state in State}, counted[one].rows)
            ],
            **_met(counted[one]),
        }
        for one, title in titles.items()
    ]


def _groups(groups: Sequence[Group], dimension: Dimension, titles: Mapping[str, str], kind: str) -> Iterator[Any]:
    for group in groups:
        counted: Mapping[str, Tally] = getattr(group, kind)
        yield {
            "title": group_title(dimension, group.value),
            "rows": f"{group.rows:,}",
            "cells": [_cell(title, counted.get(one, Tally(unknown=group.rows))) for one, title in titles.items()],
        }


def _dimensions(hub: HubState, titles: tuple[Mapping[str, str], Mapping[str, str]]) -> Iterator[Mapping[str, Any]]:
    for dimension in DIMENSIONS:
        groups = hub.by.get(dimension, ())
        yield {
            "id": f"by-{dimension}",
            "title": TITLES[dimension],
            "head": HEADS[dimension],
            "note": NOTES[dimension],
            "source": CREATED_SOURCE if dimension == "created" else "",
            "criteria": list(_groups(groups, dimension, titles[0], "criteria")),
            "definitions": list(_groups(groups, dimension, titles[1], "definitions")),
        }


def _inherited(title: str, one: Inherited) -> Mapping[str, str]:
    return {
        "title": title,
        "rows": f"{one.rows:,}",
        "yes": f"{one.yes:,}",
        "no": f"{one.no:,}",
        "unknown": f"{one.unknown:,}",
        "share": _range(one.yes, one.yes + one.unknown, one.rows) if one.rows else "-",
    }


def _lineage(lineage: Lineage) -> Mapping[str, Any]:
    by = lineage.inherited
    every = Inherited(**{end: sum(getattr(one, end) for one in by.values()) for end in ("yes", "no", "unknown")})
    permissive = by.get("permissive", Inherited())
    families = sorted(lineage.restricted.items(), key=lambda one: (-one[1], one[0]))
    return {
        "derivatives": repositories(every.rows),
        "permissive": f"{permissive.rows:,}",
        "yes": f"{permissive.yes:,}",
        "unknown": f"{permissive.unknown:,}",
        "share": _range(permissive.yes, permissive.yes + permissive.unknown, permissive.rows),
        "unknown_share": _share(permissive.unknown, permissive.rows),
        "rows": [_inherited(words, by[stated]) for stated, words in _STATED_WORDS.items() if stated in by]
        + [_inherited("all derivatives", every)],
        "chains": [
            {"words": words, "count": f"{lineage.chains.get(chain, 0):,}"} for chain, words in _CHAIN_WORDS.items()
        ],
        "restricted": f"{sum(lineage.restricted.values()):,}",
        "families": [{"title": group_title("license", one), "count": f"{number:,}"} for one, number in families],
    }


def _reasons(hub: HubState) -> Iterator[Mapping[str, str]]:
    for code, number in sorted(hub.reasons.items(), key=lambda one: (-one[1], one[0]))[:REASONS]:
        yield {
            "code": plain(code, 80),
            "meaning": plain(hub.meanings.get(code, ""), 200),
            "count": f"{number:,}",
            "share": _share(number, hub.overall.rows),
        }


def _data(hub: HubState, published: Published) -> Mapping[str, Any]:
    titles = _titles(published, hub)
    hrefs = {one.id: f"definitions/{one.id}/" for one in published.definitions}
    census = hub.census
    return {
        "count": repositories(hub.overall.rows),
        "source": source_words(census),
        "seen": observed_words(census),
        "files": ", ".join(plain(one, 80) for one in census.files[:FILES]),
        "rules": plain(census.rules, 40),
        "sample": census.kind == "recordings",
        "caption": caption(hub),
        "biases": list(biases(census)),
        "words": [{"state": state.value, "word": STATE_WORDS[state]} for state in State],
        "criteria": _overall(titles[0], hub.overall.criteria, {}),
        "definitions": _overall(titles[1], hub.overall.definitions, hrefs),
        "criteria_titles": list(titles[0].values()),
        "definition_titles": list(titles[1].values()),
        "dimensions": list(_dimensions(hub, titles)),
        "lineage": _lineage(hub.lineage),
        "reasons": list(_reasons(hub)),
        "json": HUB_JSON,
        "few": str(FEW),
    }


def page(published: Published) -> Page:
    """`state-of-the-hub.md`; without a census it says that none was taken."""
    hub = published.hub
    lead = "How open the repositories of the Hub are, counted by the same checks over bulk metadata, with all doubts."
    data = _data(hub, published) if hub else {"count": ""}
    return data_page(PATH, template="state_of_the_hub.html", title="State of the Hub", lead=lead, data=data)
