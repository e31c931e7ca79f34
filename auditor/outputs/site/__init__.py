"""The site's pages, written from the reports: home, models, scorecards, families, definitions, checks, learning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from auditor.addresses import scorecard_path
from auditor.outputs import Front, Page, Published
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
    state_of_the_hub,
)
from auditor.outputs.site.kinship import Kinship, family_path, kinship
from auditor.report import Report
from auditor.rules import Licenses


def pages(published: Published, licenses: Licenses | None = None) -> Iterator[Page]:
    """Pages whose front matter holds what a template of `templates/` was filled with, and a line for the search.

    `licenses` give the license sets of the rules their titles; where None, those that are published.
    """
    yield from few(published, licenses)
    yield from (make() for make in many(published, licenses))


def few(published: Published, licenses: Licenses | None = None) -> Iterator[Page]:
    """The pages whose number hardly grows with the models."""
    known = licenses or published.licenses
    kin = kinship(published)
    yield home.page(published)
    yield from models.pages(published, kin)
    yield from compare.pages(published)
    yield accuracy.page(published)
    yield corrections.page(published)
    yield changes.page(published)
    yield data.page(published)
    yield state_of_the_hub.page(published)
    yield families.index(published, kin)
    yield from (families.page(root, published, kin) for root in families.roots(kin, owned=False))
    yield from definitions.pages(published, known)
    yield from choose.pages(published)
    yield disagree.page(published)
    yield license_sets.page(published, known)
    yield from checks.pages(published)
    yield learn.page(published)
    yield osd.page(published, known)
    yield license_guide.page(published, known)


def _alone(
    published: Published, path: str, of: Sequence[Report], told: Sequence[str], make: Callable[[], Page]
) -> Callable[[], Page]:
    """A page that follows from these reports, from what is `told` beside them, from the rules, and from nothing else.

    What is kept of it is its front: its data stay with the build that made it.
    """
    stamps = [published.stamps.get(report.id, "") for report in of]
    kept = published.kept
    if kept is None or "" in stamps:
        return make
    name = kept.name("front", path, *told, *stamps)

    def found() -> Page:
        if front := kept.get(name, Front.model_validate_json):
            return Page(path=path, front=front)
        page = make()
        if page.front and page.path == path:
            kept.put(name, page.front.model_dump_json().encode())
        return page

    return found


def _family(root: str, published: Published, kin: Kinship) -> Callable[[], Page]:
    family = kin.family(root)
    told = [one.model_dump_json() for one in family.unregistered.values()]
    make = partial(families.page, root, published.rules(), family)
    return _alone(published, f"{family_path(root)}.md", [*family.reports.values()], told, make)


def _scorecard(report: Report, published: Published, licenses: Licenses, kin: Kinship) -> Callable[[], Page]:
    roots = kin.roots_of(report.id)
    make = partial(scorecard.page, report, published.rules(), licenses, roots)
    return _alone(published, f"{scorecard_path(report.id)}.md", [report], roots, make)


def many(published: Published, licenses: Licenses | None = None) -> Sequence[Callable[[], Page]]:
    """A page for each model and each family, and for each part of a long index: `SECTION/OWNER/NAME.md`.

    Each is made when it is called.
    """
    known = licenses or published.licenses
    kin = kinship(published)
    if known != published.licenses:
        published = replace(published, kept=None)
    return [
        *(_family(root, published, kin) for root in families.roots(kin, owned=True)),
        *models.further(published, kin),
        *(_scorecard(report, published, known, kin) for report in published.reports),
    ]


MANY: Final = ("families", "models")
"""The sections of `many`."""
