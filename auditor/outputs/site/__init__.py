"""The site's pages, written from the reports: home, models, scorecards, families, definitions, checks, learning."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.outputs import Page, Published
from auditor.outputs.site import (
    accuracy,
    changes,
    checks,
    choose,
    compare,
    corrections,
    data,
    definitions,
    disagree,
    families,
    home,
    learn,
    license_guide,
    license_sets,
    models,
    osd,
    scorecard,
)
from auditor.outputs.site.kinship import kinship
from auditor.rules import Licenses


def pages(published: Published, licenses: Licenses | None = None) -> Iterator[Page]:
    """Pages whose front matter holds what a template of `templates/` was filled with, and a line for the search.

    `licenses` give the license sets of the rules their titles; where None, those that are published.
    """
    known = licenses or published.licenses
    kin = kinship(published)
    yield home.page(published)
    yield models.page(published, kin)
    yield compare.page(published)
    yield accuracy.page(published)
    yield corrections.page(published)
    yield changes.page(published)
    yield data.page(published)
    for report in published.reports:
        yield scorecard.page(report, published, known, kin)
    yield from families.pages(published, kin)
    yield from definitions.pages(published, known)
    yield from choose.pages(published)
    yield disagree.page(published)
    yield license_sets.page(published, known)
    yield from checks.pages(published)
    yield learn.page(published)
    yield osd.page(published, known)
    yield license_guide.page(published, known)
