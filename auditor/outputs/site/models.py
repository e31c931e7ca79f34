"""The models index: every registered model in one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page, scorecard_path
from auditor.outputs.site.strip import strip, titles
from auditor.report import Report
from auditor.wording import count, day, parameters, plain, task_words


def row(report: Report) -> Mapping[str, Any]:
    """One line of the table; the home page's picture shows the same."""
    return {
        "id": plain(report.id),
        "href": f"{scorecard_path(report.id)}/",
        "strip": strip(report.strip),
        "license": plain(report.license, 40),
        "task": task_words(report.task),
        "parameters": parameters(report.parameters),
        "observed": day(report.observed),
    }


def page(published: Published) -> Page:
    """`models/index.md`, in the order of the reports."""
    data = {
        "count": count(len(published.reports), "model"),
        "titles": titles(published),
        "rows": [row(report) for report in published.reports],
    }
    lead = f"All {count(len(published.reports), 'model')} that are audited, with what each one publishes."
    return data_page("models/index.md", template="models.html", title="Models", lead=lead, data=data)
