"""The checks: a list, and one page each, written from the check itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from auditor.answers import Outcome
from auditor.checks import Check
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.wording import OUTCOME_WORDS, plain, prose

Outcomes = Mapping[str, Counter[Outcome]]


def _counted(published: Published) -> Outcomes:
    """Check id -> how often each outcome was given, in one pass over the reports."""
    counted: dict[str, Counter[Outcome]] = {check: Counter() for check in published.checks}
    for report in published.reports:
        for check, answer in report.answers.items():
            counted.setdefault(check, Counter())[answer.outcome] += 1
    return counted


def _used_by(check: str, published: Published) -> Iterator[Mapping[str, str]]:
    for definition in published.definitions:
        asking = [plain(one.title, 200) for one in definition.requirements if check in one.checks()]
        if asking:
            yield {
                "title": plain(definition.title),
                "href": f"definitions/{definition.id}/",
                "requirements": ", ".join(asking),
            }


def _outcomes(check: Check, counted: Outcomes) -> list[Mapping[str, str]]:
    found = counted[check.id]
    return [{"word": word, "count": f"{found[outcome]:,}"} for outcome, word in OUTCOME_WORDS.items()]


def _page(check: Check, published: Published, counted: Outcomes) -> Page:
    data = {
        "id": check.id,
        "version": check.version,
        "question": plain(check.question),
        "method": prose(check.method),
        "remedy": prose(check.remedy),
        "limits": prose(check.limits),
        "reads": [plain(pattern, 200) for pattern in check.reads],
        "outcomes": _outcomes(check, counted),
        "used_by": list(_used_by(check.id, published)),
    }
    title = check.id.replace("_", " ")
    return data_page(
        f"checks/{check.id}.md",
        template="check.html",
        title=f"{title[:1].upper()}{title[1:]}",
        lead=check.question,
        data=data,
    )


def _index(published: Published, counted: Outcomes) -> Page:
    rows = [
        {
            "id": check.id,
            "href": f"checks/{check.id}/",
            "question": plain(check.question),
            "outcomes": _outcomes(check, counted),
        }
        for check in published.checks.values()
    ]
    lead = "Every question that is asked of a model, how it is looked at, and how to mend a no."
    data = {"rows": rows, "words": list(OUTCOME_WORDS.values())}
    return data_page("checks/index.md", template="checks.html", title="Checks", lead=lead, data=data)


def pages(published: Published) -> Iterator[Page]:
    """`checks/index.md` and one page for each check."""
    counted = _counted(published)
    yield _index(published, counted)
    for check in published.checks.values():
        yield _page(check, published, counted)
