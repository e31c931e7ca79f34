"""The site's pages, written from the reports: home, models, scorecards, definitions and checks."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.outputs import Page, Published
from auditor.outputs.site import accuracy, checks, definitions, home, models, scorecard


def pages(published: Published) -> Iterator[Page]:
    """Data pages for MkDocs: front matter that a template of `overrides/` renders, and a line for the search."""
    yield home.page(published)
    yield models.page(published)
    yield accuracy.page(published)
    for report in published.reports:
        yield scorecard.page(report, published)
    yield from definitions.pages(published)
    yield from checks.pages(published)
