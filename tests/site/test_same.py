from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.conftest import PUBLISHED, Site
from tests.site.same import differences, shown

PAGE = """<html><head><title>A</title><meta name="description" content="B"></head><body><p>menu</p>
<article class="md-content__inner"><h1>C <em>d</em></h1><p>E<br> f</p>
<svg class="oa-strip" aria-label="Weights: met"><title>g</title><use/></svg></article><p>foot</p></body></html>"""


def test_both_builders_make_the_same_site(mkdocs_site: Site, zensical_site: Site) -> None:
    found = list(differences(mkdocs_site.folder, zensical_site.folder))
    assert not found, "\n".join(found)


def test_what_is_compared_is_what_is_shown(mkdocs_site: Site) -> None:
    (report,) = (one for one in PUBLISHED.reports if one.id == "acme/lantern-1.5b-chat")
    seen = shown((mkdocs_site.folder / f"models/{report.id}/index.html").read_text(encoding="utf-8"))
    assert seen.headings == [report.id]
    assert seen.title == f"{report.id} - Openness Auditor"
    assert report.strip.in_words() in seen.description
    assert len(seen.strips) >= 1
    assert len(seen.words) > 100


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("<title>A<", "<title>Z<", "+title: Z"),
        ('content="B"', 'content="Z"', "+description: Z"),
        ("<em>d<", "<em>Z<", "+h1: C Z"),
        ("E<br> f", "E <b>f</b>", ""),
        ("Weights: met", "Weights: unknown", "+strip: Weights: unknown"),
        (" f</p>", " f</p><p>more</p>", "+more"),
        ("<p>menu</p>", "<p>other menu</p>", ""),
    ],
)
def test_a_difference_is_told(tmp_path: Path, before: str, after: str, told: str) -> None:
    for builder, text in (("one", PAGE), ("other", PAGE.replace(before, after))):
        (tmp_path / builder / "site").mkdir(parents=True)
        (tmp_path / builder / "site/index.html").write_text(text, encoding="utf-8")
    found = list(differences(tmp_path / "one/site", tmp_path / "other/site"))
    assert told in found if told else found == []


def test_a_page_of_one_builder_alone_is_told(tmp_path: Path) -> None:
    for builder in ("one", "other"):
        (tmp_path / builder / "site").mkdir(parents=True)
    (tmp_path / "other/site/more.html").write_text(PAGE, encoding="utf-8")
    assert list(differences(tmp_path / "one/site", tmp_path / "other/site")) == ["only in other: more.html"]
