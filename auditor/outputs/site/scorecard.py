"""One model's scorecard page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from auditor.addresses import card_png, model_json, scorecard_path
from auditor.changes import dated
from auditor.evidence import StatedBy
from auditor.outputs import Page, Published
from auditor.outputs.site.cited import check_link, citation, reply, wrong
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.kinship import family_path
from auditor.outputs.site.license_panel import panel
from auditor.outputs.site.lineage import JUDGED_WITH_BASE, lineage
from auditor.outputs.site.mending import mending, remedy
from auditor.outputs.site.sharing import badge
from auditor.outputs.site.standing import between, definitions_by_id, section, verdict
from auditor.outputs.site.steps import turns
from auditor.outputs.site.strip import strip, titles
from auditor.outputs.site.timeline import timeline
from auditor.outputs.site.usable import results, uses
from auditor.report import Report
from auditor.rules import Licenses
from auditor.score import Result, Scorecard
from auditor.wording import (
    GATE_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
    answer_words,
    count,
    day,
    file_size,
    level_title,
    looked_at,
    named_by,
    parameters,
    place_of,
    plain,
    short,
    summary,
    task_words,
    web_href,
)

SECTIONS: Final = (
    ("criteria", "The six criteria"),
    ("verdicts", "By every definition"),
    ("uses", "What you may do"),
    ("license-panel", "Licenses"),
    ("lineage", "Lineage"),
    ("history", "History"),
    ("results", "Reported results"),
    ("mend", "For the publisher"),
    ("badge", "Badge and data"),
    ("looked-at", "What was looked at"),
    ("answers", "Every answer"),
)
"""The page's table of contents: anchor and title, in the order of the page."""


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
        "citations": [citation(one) for one in result.citations],
        "remedies": [remedy(one) for one in result.remedies],
        "checks": [check_link(check, published) for check in result.checks],
        "inherited": list(_inherited(report, index, result)),
        "replies": [reply(one) for one in report.replies if one.check in result.checks],
        "wrong": wrong(report, result.title),
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
            **check_link(check, published),
            "question": plain(asked.question) if asked else "",
            "outcome": answer.outcome.value,
            "word": answer_words(answer),
            "value": plain(answer.value, 80),
            "because": plain(answer.because),
            "citations": [citation(one) for one in answer.citations],
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
            "dated": dated(linked.observed),
        }


def _facts(report: Report) -> Iterator[Mapping[str, str]]:
    """The plain facts of the head, each with its name; what is not known says so."""
    unknown = "not known"
    yield {"name": "Producer", "value": plain(report.producer, 100)}
    yield {"name": "Task", "value": task_words(report.task) or unknown}
    yield {"name": "Parameters", "value": parameters(report.parameters) or unknown}
    yield {"name": "Size of the weights", "value": file_size(report.weight_bytes) if report.weight_bytes else unknown}
    yield {"name": "License of the weights", "value": plain(report.license, 80) or "none could be told"}
    yield {"name": "Gate", "value": GATE_WORDS[report.gated]}
    yield {"name": "Created", "value": day(report.created)}
    downloads = unknown if report.downloads is None else f"{report.downloads:,} when observed"
    yield {"name": "Downloads in 30 days", "value": downloads}
    if report.library:
        yield {"name": "Library", "value": plain(report.library, 60)}


def _families(roots: Iterable[str]) -> Iterator[Mapping[str, str]]:
    for root in roots:
        yield {"id": plain(root, 200), "href": f"{family_path(root)}/"}


def page(report: Report, published: Published, licenses: Licenses, roots: Iterable[str]) -> Page:
    """`models/OWNER/NAME.md`. `roots` are those of the families that the model belongs to.

    Other models are none of its business: of `published` it looks at the definitions and checks.
    """
    path = scorecard_path(report.id)
    answered = {check for result in report.strip.results for check in result.checks}
    data = {
        "id": plain(report.id),
        "name": plain(report.name, 100),
        "was": [plain(name, 200) for name in report.was],
        "hub": web_href(report.page),
        "facts": list(_facts(report)),
        "observed": day(report.observed),
        "dated": dated(report.observed),
        "revision": short(report.revision),
        "looked_at": looked_at(report),
        "gaps": bool(report.gaps or report.missing),
        "strip": strip(report.strip),
        "criteria": [_criterion(report, i, result, published) for i, result in enumerate(report.strip.results)],
        "verdicts": [_verdict(card, report, published, licenses) for card in report.scorecards],
        "answers": list(_answers(report, published)),
        "answers_count": count(len(report.answers), "question"),
        "sections": [{"anchor": anchor, "title": title} for anchor, title in SECTIONS],
        "uses": uses(report),
        "licenses": panel(report, published),
        "lineage": lineage(report, titles(published)),
        "families": list(_families(roots)),
        "history": timeline(report, published),
        "results": results(report),
        "mend": mending(report.strip.results),
        "badge": badge(report),
        "linked": list(_linked(report)),
        "replies": [reply(one) for one in report.replies if one.check not in answered],
        "json": model_json(report.id),
        "wrong": wrong(report),
        "compare": urlencode({"m": report.id}),
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
