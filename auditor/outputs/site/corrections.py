"""The corrections log: mistakes of ours that were published, and how they were mended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.registry import Correction
from auditor.wording import STATE_WORDS, count, plain, web_href

PATH: Final = "corrections.md"
_STATES: Final = {word: state.value for state, word in STATE_WORDS.items()}


def _said(words: str) -> Mapping[str, str]:
    """What a page said: with its state where it is one of the four words, else the sentence alone."""
    shown = plain(words)
    return {"word": shown, "state": _STATES.get(shown.lower().replace("_", " "), "")}


def _subject(correction: Correction, published: Published) -> Mapping[str, str]:
    """What was wrong, in words, with its page while it has one."""
    if correction.check is not None:
        known = published.checks.get(correction.check)
        title = plain(known.question) if known else correction.check
        return {"title": title, "href": f"checks/{correction.check}/" if known else ""}
    key = correction.requirement or ""
    asked, _, name = key.partition("/")
    for definition in published.definitions:
        for requirement in definition.requirements:
            if (definition.id, requirement.id) == (asked, name):
                title = f"{plain(requirement.title, 200)}, by {plain(definition.title, 200)}"
                return {"title": title, "href": f"definitions/{asked}/#{name}"}
    return {"title": key, "href": ""}


def _row(correction: Correction, published: Published, shown: set[str]) -> Mapping[str, Any]:
    model = correction.model or ""
    return {
        "on": correction.on.isoformat(),
        "model": model,
        "href": f"{scorecard_path(model)}/" if model in shown else "",
        "subject": _subject(correction, published),
        "was": _said(correction.was),
        "now": _said(correction.now),
        "why": plain(correction.why),
        "source": web_href(correction.url),
        "version": correction.version,
    }


def page(published: Published) -> Page:
    """`corrections.md`, the newest first; those of one day as they stand in the file."""
    shown = {report.id for report in published.reports}
    ordered = sorted(published.corrections, key=lambda one: one.on, reverse=True)
    data = {
        "count": count(len(ordered), "correction") if ordered else "",
        "rows": [_row(one, published, shown) for one in ordered],
    }
    lead = "Verdicts that were published, were wrong through a fault of ours, and have been mended."
    return data_page(PATH, template="corrections.html", title="Corrections", lead=lead, data=data)
