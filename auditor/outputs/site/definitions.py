"""The definitions: a list, and one page each with its rules in words and where every model stands by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.definitions import Definition, Level, Requirement
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.standing import Scored, between, next_level, reach, scored, section
from auditor.outputs.site.steps import steps
from auditor.outputs.site.strip import strip
from auditor.report import Report
from auditor.rules import Licenses
from auditor.score import Scorecard, State, Verdict
from auditor.wording import (
    COMBINE_WORDS,
    EXAMPLE_WORDS,
    STATE_WORDS,
    VERDICT_WORDS,
    count,
    level_title,
    plain,
    web_href,
)

LISTED: Final = 200
"""Models named under one heading; more are counted."""
SHOWN: Final = 12
"""Models under one heading that are shown at once; a longer list is folded."""


def _requirement(requirement: Requirement, published: Published, licenses: Licenses) -> Mapping[str, Any]:
    return {
        "id": requirement.id,
        "title": plain(requirement.title, 200),
        "question": plain(requirement.question),
        "clause": plain(requirement.clause),
        "met": list(steps(requirement.met_when, published, licenses)),
        "partly": list(steps(requirement.partly_when, published, licenses)),
        "fails": list(steps(requirement.fails_when, published, licenses)),
        "part_stands": requirement.part_stands,
        "person": plain(requirement.person.rstrip(".")),
    }


def _groups(definition: Definition, published: Published, licenses: Licenses) -> Iterator[Mapping[str, Any]]:
    """The requirements below their categories, in the definition's order."""
    asked = {need for level in definition.levels for need in level.needs}
    for category, found in groupby(definition.requirements, key=lambda one: one.category):
        yield {
            "category": plain(category, 100),
            "requirements": [
                {**_requirement(one, published, licenses), "optional": bool(asked) and one.id not in asked}
                for one in found
            ],
        }


def _level(level: Level, definition: Definition) -> Mapping[str, Any]:
    titles = {one.id: plain(one.title, 200) for one in definition.requirements}
    return {
        "title": plain(level.title, 200),
        "needs": [{"title": titles[need], "href": f"#{need}"} for need in level.needs],
        "lowest": level is definition.levels[-1],
    }


def _words(card: Scorecard, definition: Definition) -> str:
    """What stands between a model and the next rung, and how high it may stand; of what is no ladder the counts."""
    if not definition.levels:
        return card.in_words()
    found = between(card, definition)
    highest = card.standing.highest
    beyond = highest not in {card.standing.level, next_level(definition, card.standing)}
    return f"{found}; perhaps up to {level_title(definition, highest)}" if highest and beyond else found


def _model(report: Report, card: Scorecard, definition: Definition) -> Mapping[str, Any]:
    return {
        "id": plain(report.id),
        "href": f"{scorecard_path(report.id)}/#{section(definition.id)}",
        "strip": strip(report.strip),
        "words": _words(card, definition),
    }


def _outcome(anchor: str, word: str, state: str, found: Scored, definition: Definition) -> Mapping[str, Any]:
    return {
        "anchor": anchor,
        "word": word,
        "state": state,
        "count": count(len(found), "model"),
        "models": [_model(report, card, definition) for report, card in found[:LISTED]],
        "folded": len(found) > SHOWN,
        "more": count(len(found) - LISTED, "more model") if len(found) > LISTED else "",
    }


def _outcomes(definition: Definition, found: Scored) -> Sequence[Mapping[str, Any]]:
    """The models by verdict, or by the rung that they reach for certain."""
    if definition.combine == "mean":
        return []
    if not definition.levels:
        return [
            _outcome(
                verdict.value,
                VERDICT_WORDS[verdict],
                verdict.value,
                [one for one in found if one[1].verdict is verdict],
                definition,
            )
            for verdict in Verdict
        ]

    rungs = [
        _outcome(
            f"rung-{level.id}",
            plain(level.title, 200),
            (State.PARTIAL if number else State.MET).value,
            [one for one in found if one[1].standing.level == level.id],
            definition,
        )
        for number, level in enumerate(definition.levels)
    ]
    below = [one for one in found if not one[1].standing.level]
    unsure = [one for one in below if one[1].standing.highest]
    none = [one for one in below if not one[1].standing.highest]
    return [
        *rungs,
        _outcome("rung-unknown", "No rung for certain", State.UNKNOWN.value, unsure, definition),
        _outcome("rung-none", "None of the rungs", State.NOT_MET.value, none, definition),
    ]


def _means(definition: Definition, found: Scored) -> Sequence[Mapping[str, str]]:
    """A row for each model with the range of its mean, the highest first."""
    if definition.combine != "mean":
        return []
    ordered = sorted(found, key=lambda one: (-(one[1].standing.low or 0), -(one[1].standing.high or 0), one[0].id))
    return [
        {
            "id": plain(report.id),
            "href": f"{scorecard_path(report.id)}/#{section(definition.id)}",
            "low": f"{card.standing.low or 0:.2f}",
            "high": f"{card.standing.high or 0:.2f}",
            "at": f"{100 * (card.standing.low or 0):.4g}",
            "wide": f"{100 * ((card.standing.high or 0) - (card.standing.low or 0)):.4g}",
            "words": card.in_words(),
        }
        for report, card in ordered[:LISTED]
    ]


def _examples(definition: Definition, found: Scored) -> Sequence[Mapping[str, Any]]:
    """What the publisher says of models that we hold, beside what comes out here and which requirements make it so."""
    cards = {report.id: card for report, card in found}
    rows = []
    for one in definition.examples:
        card = cards.get(one.model)
        parting = [result for result in card.results if result.state is not State.MET] if card else []
        rows.append(
            {
                "id": plain(one.model),
                "href": f"{scorecard_path(one.model)}/#{section(definition.id)}" if card else "",
                "says": EXAMPLE_WORDS[one.says],
                "ours": VERDICT_WORDS[card.verdict] if card else "Not judged yet",
                "state": card.verdict.value if card else State.UNKNOWN.value,
                "why": [
                    {"title": plain(result.title, 200), "state": result.state.value, "word": STATE_WORDS[result.state]}
                    for result in parting
                ],
            }
        )
    return rows


def _page(definition: Definition, published: Published, licenses: Licenses) -> Page:
    found = scored(definition, published)
    data = {
        "title": plain(definition.title),
        "version": definition.version,
        "summary": plain(definition.summary),
        "source": plain(definition.source.title),
        "source_href": web_href(definition.source.url),
        "cannot_see": plain(definition.cannot_see),
        "combine": COMBINE_WORDS[definition.combine],
        "levels": [_level(level, definition) for level in definition.levels],
        "groups": list(_groups(definition, published, licenses)),
        "outcomes": _outcomes(definition, found),
        "means": _means(definition, found),
        "examples": _examples(definition, found),
        "more": count(len(found) - LISTED, "more model") if len(found) > LISTED else "",
    }
    return data_page(
        f"definitions/{definition.id}.md",
        template="definition.html",
        title=definition.title,
        lead=definition.summary,
        data=data,
    )


def _index(published: Published) -> Page:
    rows = [
        {"version": one.version, "summary": plain(one.summary), "reach": reach(one, published)}
        for one in published.definitions
    ]
    lead = "What counts as open source is not settled. Each definition here is data, judged from the same answers."
    return data_page(
        "definitions/index.md", template="definitions.html", title="Definitions", lead=lead, data={"rows": rows}
    )


def pages(published: Published, licenses: Licenses) -> Iterator[Page]:
    """`definitions/index.md` and one page for each definition."""
    yield _index(published)
    for definition in published.definitions:
        yield _page(definition, published, licenses)
