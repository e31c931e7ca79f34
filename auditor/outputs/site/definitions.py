"""The definitions: a list, and one page each with its rules in words and who meets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.definitions import Definition, Requirement, Rule
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page, scorecard_path
from auditor.outputs.site.strip import strip
from auditor.report import Report
from auditor.score import Scorecard, Verdict
from auditor.wording import VERDICT_WORDS, count, openness, plain, web_href

LISTED: Final = 200
"""Models named under one verdict; more are counted."""


def _steps(rule: Rule, published: Published, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """A rule as an indented list, one step a line."""
    if rule.check is not None:
        asked = published.checks.get(rule.check)
        yield {
            "depth": depth,
            "text": plain(asked.question) if asked else "",
            "check": rule.check,
            "href": f"checks/{rule.check}/" if asked else "",
            "accepts": [plain(value, 80) for value in rule.accepts],
        }
        return
    parts = rule.all or rule.any
    if len(parts) > 1:
        words = "all of these hold" if rule.all else "any of these holds"
        yield {"depth": depth, "text": words, "check": "", "href": "", "accepts": []}
    for part in parts:
        yield from _steps(part, published, depth + (len(parts) > 1))


def _requirement(requirement: Requirement, published: Published) -> Mapping[str, Any]:
    partly = requirement.partly_when
    return {
        "id": requirement.id,
        "title": plain(requirement.title, 200),
        "question": plain(requirement.question),
        "clause": plain(requirement.clause),
        "met": list(_steps(requirement.met_when, published)),
        "partly": list(_steps(partly, published)) if partly else [],
    }


def _scored(definition: Definition, published: Published) -> list[tuple[Report, Scorecard]]:
    """The reports with their scorecard by this definition, the most open first."""
    ordered = sorted(published.reports, key=openness)
    return [(report, card) for report in ordered for card in report.scorecards if card.definition == definition.id]


def _outcome(verdict: Verdict, scored: list[tuple[Report, Scorecard]]) -> Mapping[str, Any]:
    found = [(report, card) for report, card in scored if card.verdict is verdict]
    named = found[:LISTED] if verdict is not Verdict.NOT_MET else []
    models = [
        {
            "id": plain(report.id),
            "href": f"{scorecard_path(report.id)}/",
            "strip": strip(report.strip),
            "words": card.in_words(),
        }
        for report, card in named
    ]
    return {
        "verdict": verdict.value,
        "word": VERDICT_WORDS[verdict],
        "count": count(len(found), "model"),
        "models": models,
        "more": count(len(found) - len(named), "more model") if len(found) > len(named) else "",
    }


def _page(definition: Definition, published: Published) -> Page:
    scored = _scored(definition, published)
    data = {
        "title": plain(definition.title),
        "version": definition.version,
        "summary": plain(definition.summary),
        "source": plain(definition.source.title),
        "source_href": web_href(definition.source.url),
        "requirements": [_requirement(one, published) for one in definition.requirements],
        "outcomes": [_outcome(verdict, scored) for verdict in Verdict],
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
        {
            "title": plain(one.title),
            "href": f"definitions/{one.id}/",
            "version": one.version,
            "summary": plain(one.summary),
            "met": sum(card.verdict is Verdict.MET for _, card in _scored(one, published)),
            "of": count(len(published.reports), "model"),
        }
        for one in published.definitions
    ]
    lead = "What counts as open source is not settled. Each definition here is data, judged from the same answers."
    return data_page(
        "definitions/index.md", template="definitions.html", title="Definitions", lead=lead, data={"rows": rows}
    )


def pages(published: Published) -> Iterator[Page]:
    """`definitions/index.md` and one page for each definition."""
    yield _index(published)
    for definition in published.definitions:
        yield _page(definition, published)
