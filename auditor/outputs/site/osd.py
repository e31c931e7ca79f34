"""The ten criteria of the Open Source Definition, what each means for a model, and which licenses break it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.answers import Outcome
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.ten_criteria import CRITERIA, Criterion
from auditor.report import Report
from auditor.rules import License, Licenses
from auditor.wording import count, plain, web_href

PATH: Final = "learn/osd.md"
CHECK: Final = "osd_criteria_kept"
"""The check whose value names the criteria that the governing license breaks: `5,6`."""
SHOWN: Final = 6
"""Licenses of one clause that are all shown; of more only those that our models use, and the others are folded."""


def _breaking(report: Report) -> frozenset[int]:
    """The criteria that the license which governs a model breaks; none where no license is stated."""
    answer = report.answers.get(CHECK)
    if answer is None or answer.outcome is not Outcome.NO or not report.license:
        return frozenset()
    return frozenset(int(one) for one in answer.value.split(",") if one.isascii() and one.isdigit())


def unlicensed(report: Report) -> bool:
    """Whether it is told for certain that no license is stated for a model's weights."""
    answer = report.answers.get("weights_licensed")
    return answer is not None and answer.outcome is Outcome.NO and not report.license


def license_row(license_: License, used: Mapping[str, int]) -> Mapping[str, str]:
    """A license's name, its text where we have an address, and how many models it governs, empty for none."""
    number = used.get(license_.id, 0)
    return {
        "id": plain(license_.id, 80),
        "name": plain(license_.name, 200),
        "href": web_href(license_.url),
        "models": count(number, "model") if number else "",
    }


def _clauses(number: int, licenses: Licenses, used: Mapping[str, int]) -> Iterator[Mapping[str, Any]]:
    """The clauses that break a criterion, each with its licenses: those that our models use first."""
    found: dict[str, list[License]] = {}
    for one in licenses.licenses:
        for breach in one.breaches:
            if number in breach.criteria:
                found.setdefault(plain(breach.clause, 300), []).append(one)
    order = sorted(found, key=lambda clause: (-sum(used.get(one.id, 0) for one in found[clause]), clause.casefold()))
    for clause in order:
        ordered = sorted(found[clause], key=lambda one: (-used.get(one.id, 0), one.name.casefold()))
        listed = [license_row(one, used) for one in ordered]
        shown = listed if len(listed) <= SHOWN else [one for one in listed if one["models"]]
        yield {
            "clause": clause,
            "licenses": shown,
            "more": listed[len(shown) :],
            "more_count": count(len(listed) - len(shown), "more license" if shown else "license"),
        }


def _criterion(
    criterion: Criterion, published: Published, licenses: Licenses, used: Mapping[str, int]
) -> Mapping[str, Any]:
    breaking = [one for one in licenses.licenses if any(criterion.number in each.criteria for each in one.breaches)]
    models = sum(criterion.number in _breaking(report) for report in published.reports)
    return {
        "number": str(criterion.number),
        "title": criterion.title,
        "says": criterion.says,
        "model": criterion.model,
        "count": count(len(breaking), "license") if breaking else "",
        "models": f"{models:,} of {count(len(published.reports), 'model')}",
        "clauses": list(_clauses(criterion.number, licenses, used)),
    }


def page(published: Published, licenses: Licenses) -> Page:
    """`learn/osd.md`."""
    used = Counter(report.license for report in published.reports if report.license)
    kept = [report.answers[CHECK].outcome for report in published.reports if CHECK in report.answers]
    total = count(len(published.reports), "model")
    none = sum(map(unlicensed, published.reports))
    data = {
        "criteria": [_criterion(one, published, licenses, used) for one in CRITERIA],
        "kept": f"{sum(one is Outcome.YES for one in kept):,} of {total}",
        "unknown": f"{sum(one is Outcome.UNKNOWN for one in kept):,}",
        "unlicensed": count(none, "model") if none else "",
        "one": none == 1,
        "check": f"checks/{CHECK}/" if CHECK in published.checks else "",
        "definition": next((f"definitions/{one.id}/" for one in published.definitions if one.id == "osd-10"), ""),
    }
    return data_page(
        PATH,
        template="osd.html",
        title="The ten criteria of the Open Source Definition",
        lead="What each of the ten criteria says, what it means for a model, and which model licenses break it.",
        data=data,
    )
