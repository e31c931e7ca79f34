"""One model's scorecard page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from auditor.addresses import card_png, model_json
from auditor.answers import Citation
from auditor.evidence import StatedBy
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page, scorecard_path
from auditor.outputs.site.standing import between, definitions_by_id, section, verdict
from auditor.outputs.site.steps import turns
from auditor.outputs.site.strip import relative_strip, strip, titles
from auditor.registry import Reply
from auditor.report import Relative, Report
from auditor.rules import Licenses
from auditor.score import Result, Scorecard
from auditor.wording import (
    GATE_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
    answer_words,
    count,
    day,
    level_title,
    looked_at,
    named_by,
    parameters,
    pin,
    place_of,
    plain,
    prose,
    short,
    summary,
    task_words,
    web_href,
)

JUDGED_WITH_BASE: Final = frozenset({"training_data", "license"})
"""Criteria in which a derivative answers for its base models too: the project's rubric, section on derivatives."""


def _citation(citation: Citation) -> Mapping[str, Any]:
    return {
        "href": web_href(citation.url),
        "place": place_of(citation.url),
        "shows": plain(citation.shows),
        "pin": pin(citation),
        "opened": citation.opened,
    }


def _check(check: str, published: Published) -> Mapping[str, Any]:
    """A check's name, and its page where it has one."""
    return {"id": plain(check, 80), "href": f"checks/{check}/" if check in published.checks else ""}


def _reply(reply: Reply) -> Mapping[str, Any]:
    return {
        "check": plain(reply.check, 80),
        "statement": plain(reply.statement),
        "by": plain(reply.by, 200),
        "on": reply.on.isoformat(),
        "href": web_href(reply.url),
    }


def _relative(relative: Relative, names: Sequence[str]) -> Mapping[str, Any]:
    return {
        "id": plain(relative.id, 200),
        "relation": plain(relative.relation, 40).replace("_", " "),
        "href": f"{scorecard_path(relative.id)}/" if relative.registered else "",
        "strip": relative_strip(relative.states, names),
    }


def _inherited(report: Report, index: int, result: Result) -> Iterator[Mapping[str, str]]:
    """What each base model brings to a criterion that is judged together with it."""
    if result.id not in JUDGED_WITH_BASE:
        return
    for base in report.bases:
        state = base.states[index] if index < len(base.states) else None
        yield {
            "id": plain(base.id, 200),
            "state": state.value if state else "unknown",
            "word": STATE_WORDS[state] if state else "could not be judged",
        }


def _criterion(report: Report, index: int, result: Result, published: Published) -> Mapping[str, Any]:
    return {
        "id": result.id,
        "title": plain(result.title, 200),
        "question": plain(result.question),
        "state": result.state.value,
        "word": STATE_WORDS[result.state],
        "because": plain(result.because),
        "citations": [_citation(citation) for citation in result.citations],
        "remedies": [prose(remedy) for remedy in result.remedies],
        "checks": [_check(check, published) for check in result.checks],
        "inherited": list(_inherited(report, index, result)),
        "replies": [_reply(reply) for reply in report.replies if reply.check in result.checks],
    }


def _verdict(card: Scorecard, report: Report, published: Published, licenses: Licenses) -> Mapping[str, Any]:
    definition = definitions_by_id(published).get(card.definition)
    found = turns(card, definition, report, published, licenses)
    return {
        "anchor": section(card.definition),
        "title": plain(card.title),
        "version": card.version,
        "href": f"definitions/{card.definition}/" if definition else "",
        **verdict(card, definition),
        "words": card.in_words(),
        "between": between(card, definition) if definition and definition.levels else "",
        "top": level_title(definition, definition.levels[0].id) if definition and definition.levels else "",
        "turns": found,
        "results": [
            {
                "title": plain(result.title, 200),
                "state": result.state.value,
                "word": STATE_WORDS[result.state],
                "because": plain(result.because),
            }
            for result in card.results
        ],
    }


def _answers(report: Report, published: Published) -> Iterator[Mapping[str, Any]]:
    for check, answer in sorted(report.answers.items()):
        asked = published.checks.get(check)
        yield {
            **_check(check, published),
            "question": plain(asked.question) if asked else "",
            "outcome": answer.outcome.value,
            "word": answer_words(answer),
            "value": plain(answer.value, 80),
            "because": plain(answer.because),
            "citations": [_citation(citation) for citation in answer.citations],
        }


def _linked(report: Report) -> Iterator[Mapping[str, Any]]:
    for linked in report.linked:
        yield {
            "role": ROLE_WORDS[linked.role],
            "href": web_href(linked.url),
            "place": place_of(linked.url),
            "by": named_by(linked),
            "curated": linked.stated_by is StatedBy.CURATOR,
            "found": plain(linked.found, 200),
            "observed": day(linked.observed) if linked.observed else "",
        }


def _facts(report: Report) -> Iterator[Mapping[str, str]]:
    """The plain facts of the head, each with its name; what is not known says so."""
    unknown = "not known"
    yield {"name": "Producer", "value": plain(report.producer, 100)}
    yield {"name": "Task", "value": task_words(report.task) or unknown}
    yield {"name": "Parameters", "value": parameters(report.parameters) or unknown}
    yield {"name": "License of the weights", "value": plain(report.license, 80) or "none could be told"}
    yield {"name": "Gate", "value": GATE_WORDS[report.gated]}
    yield {"name": "Created", "value": day(report.created)}
    if report.library:
        yield {"name": "Library", "value": plain(report.library, 60)}


def _wrong(report: Report) -> str:
    """The query that fills in the issue form `wrong-verdict.yml`."""
    title = f"Wrong verdict: {report.id}"
    return urlencode(
        {"template": "wrong-verdict.yml", "title": title, "model": report.id, "revision": short(report.revision)}
    )


def page(report: Report, published: Published, licenses: Licenses) -> Page:
    """`models/OWNER/NAME.md`."""
    names = titles(published)
    path = scorecard_path(report.id)
    answered = {check for result in report.strip.results for check in result.checks}
    data = {
        "id": plain(report.id),
        "name": plain(report.name, 100),
        "hub": web_href(report.page),
        "facts": list(_facts(report)),
        "observed": day(report.observed),
        "revision": short(report.revision),
        "looked_at": looked_at(report),
        "gaps": bool(report.gaps or report.missing),
        "strip": strip(report.strip),
        "criteria": [_criterion(report, i, result, published) for i, result in enumerate(report.strip.results)],
        "verdicts": [_verdict(card, report, published, licenses) for card in report.scorecards],
        "answers": list(_answers(report, published)),
        "answers_count": count(len(report.answers), "question"),
        "bases": [_relative(one, names) for one in report.bases],
        "derivatives": [_relative(one, names) for one in report.derivatives],
        "linked": list(_linked(report)),
        "replies": [_reply(reply) for reply in report.replies if reply.check not in answered],
        "json": model_json(report.id),
        "wrong": _wrong(report),
    }
    tags = (report.producer, task_words(report.task), report.license)
    return data_page(
        f"{path}.md",
        template="scorecard.html",
        title=report.id,
        lead=summary(report),
        data=data,
        tags=tags,
        card=card_png(report.id),
    )
