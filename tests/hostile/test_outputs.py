"""Every text of the corpus in every free field, through every output: nothing acts that honest words do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

import pytest

from auditor.outputs import all_outputs
from tests.conftest import THOROUGH
from tests.hostile.acting import Marks, acting, marks_of, plain_marks
from tests.hostile.outputs import KEPT, Format, Output, outputs, worlds
from tests.hostile.payloads import FAMILIES, PAYLOADS
from tests.hostile.planting import fields_of, planted

known = cache(plain_marks)


def test_the_corpus_is_large_and_of_all_families() -> None:
    assert len(PAYLOADS) >= 150
    assert min(map(len, FAMILIES.values())) >= 7


SOME: Final = 1
"""Texts of each family that are planted where the run is not a thorough one; `python -m tests.hostile` plants all."""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_of_a_stranger_acts_in_any_output(family: str) -> None:
    texts = FAMILIES[family]
    found = [
        f"{text[:60]!r} in {output.name} ({output.format}): {what}"
        for text in (texts if THOROUGH else texts[:: max(1, len(texts) // SOME)])
        for output, what in acting(text, known())
        if what
    ]
    assert found == []


def test_every_output_is_looked_at() -> None:
    forms = {one.format for one in outputs("word")}
    assert forms == set(Format)
    names = " ".join(one.name for one in outputs("word"))
    files = {
        "api": "models.json", "badges": "badges/", "cards": "cards/", "feed": "changes.xml", "table": ".csv",
        "moved": "lantern-old/index.html", "site": "index.md", "hub_figures": "state-of-the-hub.json",
    }  # fmt: skip
    assert files.keys() == all_outputs().keys()
    assert all(file in names for file in files.values())


def test_many_fields_are_filled_and_ids_are_not() -> None:
    fields = set().union(*(fields_of(one, kept=KEPT) for one in worlds()))
    assert len(fields) > 80
    assert fields >= {
        "Answer.because", "Citation.url", "Citation.shows", "Result.title", "Replied.statement", "Term.name",
        "Evaluation.benchmark", "Linked.url", "Change.because", "Happening.after", "Definition.title", "License.name",
        "Correction.why", "Label.because", "Relative.id", "Requirement.title", "Report.task", "CuratedLink.why",
    }  # fmt: skip
    assert fields.isdisjoint(KEPT)
    assert "Definition.id" not in fields
    report = planted(worlds()[0], "<b>", kept=KEPT).reports[1]
    assert (report.id, report.task, report.replies[0].statement) == ("acme/lantern-1.5b-chat", "<b>", "<b>")


CAUGHT: Mapping[Format, tuple[object, object]] = {
    Format.HTML: (b"<p>x</p>", b"<p onclick=x>x</p>"),
    Format.SOURCE: (
        b'---\n"title": "x"\n"description": "x"\n---\nx',
        b'---\n"title": "x"\n"description": "x"\n---\n# x',
    ),
    Format.XML: (b"<svg/>", b"<svg onload='x'/>"),
    Format.JSON: (b'{"x": 1}', b'{"x": 1, "forged": 1}'),
    Format.CSV: (b"a,b\n1,x\n", b"a,b\n1,=x\n"),
    Format.YAML: (b"x: 1", b"x: 1\ny: 1"),
    Format.TERMINAL: ("x\n", "\x1b[31mx\n"),
    Format.FORGE: ("x \\@acme", "x @acme ![p](https://elsewhere.invalid/p.png)"),
    Format.COMMAND: (("::error::x",), ("::error::x\n::warning::y",)),
    Format.COMMIT: ("data: x\n\n- y\n", "data: x\n\nCo-authored-by: Mallory <m@elsewhere.invalid>\n"),
}


@pytest.mark.parametrize("form", CAUGHT, ids=lambda one: one.name)
def test_what_acts_is_seen(form: Format) -> None:
    plain, acts = (marks_of(Output(name="x", format=form, content=content)) for content in CAUGHT[form])
    assert acts - (plain if form is not Format.FORGE else Counter({"<p>": 1})) != Counter()
    assert _quiet(plain, form)


def _quiet(marks: Marks, form: Format) -> bool:
    if form in {Format.TERMINAL, Format.COMMIT}:
        return marks == Counter()
    return not any(name.startswith(("formula", "unseen", "unsafe", "more")) for name in marks)
