from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.building.builder import BUILDERS, build_site
from auditor.building.pouring import pour_site
from auditor.outputs.site import models
from tests.outputs import acme
from tests.site.conftest import PUBLISHED, Site
from tests.site.same import differences, shown
from tests.site.sample import lay_out, lay_out_frame

PAGE = """<html><head><title>A</title><meta name="description" content="B"></head><body><p>menu</p>
<article class="md-content__inner"><h1>C <em>d</em></h1><p>E<br> f</p>
<svg class="oa-strip" aria-label="Weights: met"><title>g</title><use/></svg></article><p>foot</p></body></html>"""


def test_both_builders_make_the_same_site(mkdocs_site: Site, zensical_site: Site) -> None:
    found = list(differences(mkdocs_site.folder, zensical_site.folder))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_poured_site_is_the_built_one_byte_by_byte(
    builder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, search, sitemap, packed or not: all that a builder makes where it frames every page itself."""
    # So many models that the index goes on in further pages.
    monkeypatch.setattr(models, "WHOLE", 4)
    monkeypatch.setattr(models, "FIRST", 3)
    # Names that sort one way as paths and another way folder by folder, and such as a builder makes a folder's page.
    more = (
        acme.OPEN.model_copy(update={"id": one}) for one in ("acme-labs/b", "Acme/z", "acme/x.1", "acme/x", "b/Index")
    )
    published = replace(PUBLISHED, reports=tuple(sorted((*PUBLISHED.reports, *more), key=lambda report: report.id)))
    lay_out(tmp_path / "built", published)
    build_site(tmp_path / "built", builder)
    lay_out_frame(tmp_path / "poured")
    pour_site(tmp_path / "poured", published, builder)
    wanted, made = _bytes(tmp_path / "built/site"), _bytes(tmp_path / "poured/site")
    assert wanted.keys() == made.keys() >= {"models/more--/2/index.html", "models/more--/4/index.html"}
    assert [path for path in wanted if wanted[path] != made[path]] == []


def _bytes(site: Path) -> dict[str, bytes]:
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    # The packed sitemap names the second in which it was packed.
    return {path: content[8:] if path.endswith(".gz") else content for path, content in found.items()}


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
