"""The license panel: who states which license for what, what governs, and which clause breaks which criterion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.answers import Outcome
from auditor.outputs import Published
from auditor.outputs.site.cited import citation
from auditor.outputs.site.standing import definitions_by_id
from auditor.report import Report
from auditor.report.terms import Part, Term
from auditor.rules import Standing
from auditor.score import State
from auditor.wording import plain

PART_TITLES: Final = {Part.MODEL: "The weights", Part.BASE: "The base models", Part.DATA: "The training data"}
_NOTHING: Final = {
    Part.MODEL: "Nothing that was seen states a license for the weights.",
    Part.BASE: "No base model is stated.",
    Part.DATA: "No dataset is named as training data.",
}
_STANDINGS: Final = {
    Standing.OSI: (State.MET, "OSI-approved"),
    Standing.OPEN: (State.PARTIAL, "open, not OSI-approved"),
    Standing.RESTRICTED: (State.NOT_MET, "restricted"),
    Standing.UNKNOWN: (State.UNKNOWN, "not on our lists"),
}
SHOWN: Final = 30
"""Statements of one part that are listed; a model may name hundreds of datasets."""
_OSD: Final = "osd-10"


def standing(term: Term) -> tuple[State, str]:
    """The shape and the words for one term: a license that could not be told is never one that is not there."""
    if term.license:
        return _STANDINGS[term.standing]
    if term.where:
        return State.UNKNOWN, "a text that we do not know"
    return (State.UNKNOWN, "could not be told") if term.gap else (State.NOT_MET, "none stated")


def _row(term: Term, registered: Iterable[str]) -> Mapping[str, Any]:
    state, word = standing(term)
    return {
        "of": plain(term.of, 200),
        "href": f"{scorecard_path(term.of)}/" if term.part is Part.BASE and term.of in registered else "",
        "license": plain(term.name or term.license, 200),
        "id": plain(term.license, 80) if term.name and term.name != term.license else "",
        "state": state.value,
        "word": word,
        "by": plain(term.where.rstrip(","), 200),
        "gap": plain(term.gap),
        "citations": [citation(term.citation)] if term.citation else [],
    }


def _parts(report: Report) -> Iterator[Mapping[str, Any]]:
    registered = {one.id for one in report.bases if one.registered}
    for part, title in PART_TITLES.items():
        found = [one for one in report.terms if one.part is part]
        more = len(found) - SHOWN
        yield {
            "title": title,
            "own": part is Part.MODEL,
            "rows": [_row(one, registered) for one in found[:SHOWN]],
            "more": f"and {more:,} more, in this page's JSON" if more > 0 else "",
            "nothing": "" if found else _NOTHING[part],
        }


def _governs(report: Report) -> Mapping[str, str]:
    """The license that governs the weights, with the sentence that says why; unknown is said as unknown."""
    answer = report.answers.get("weights_licensed")
    if answer is None:
        return {"state": "unknown", "word": "was not judged", "because": ""}
    because = plain(answer.because)
    if answer.outcome is Outcome.NO:
        return {"state": "not_met", "word": "no license is stated, so nothing is granted", "because": because}
    if answer.outcome is not Outcome.YES or not answer.value:
        return {"state": "unknown", "word": "could not be told", "because": because}
    term = next((one for one in report.terms if one.license == answer.value), None)
    state, word = _STANDINGS[term.standing if term else Standing.UNKNOWN]
    name = plain(term.name if term and term.name else answer.value, 200)
    return {"state": state.value, "word": f"{name}: {word}", "because": because}


def _criteria(published: Published) -> Mapping[int, str]:
    """The ten criteria's own titles (`5. No discrimination against persons or groups`), by number."""
    osd = definitions_by_id(published).get(_OSD)
    return {int(one.clause): plain(one.title, 200) for one in osd.requirements if one.clause.isdigit()} if osd else {}


def _breaches(report: Report, published: Published) -> Iterator[Mapping[str, Any]]:
    """For each license that breaks the Open Source Definition: for what it stands, and clause by clause what breaks."""
    titles = _criteria(published)
    found: dict[str, list[Term]] = {}
    for term in report.terms:
        if term.standing is Standing.RESTRICTED:
            found.setdefault(term.license, []).append(term)
    for terms in found.values():
        holders = list(dict.fromkeys(plain(one.of, 200) for one in terms))
        yield {
            "license": plain(terms[0].name or terms[0].license, 200),
            "of": ", ".join(holders[:3]) + (f" and {len(holders) - 3} more" if len(holders) > 3 else ""),  # noqa: PLR2004
            "clauses": [
                {
                    "clause": plain(one.clause),
                    "criteria": [
                        {"number": number, "title": titles.get(number, f"Criterion {number}")}
                        for number in one.criteria
                    ],
                }
                for one in terms[0].breaches
            ],
        }


def panel(report: Report, published: Published) -> Mapping[str, Any]:
    """All that is known of the licenses of the weights, the base models and the training data."""
    return {
        "governs": _governs(report),
        "parts": list(_parts(report)),
        "breaches": list(_breaches(report, published)),
    }
