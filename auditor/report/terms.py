"""The license panel: what governs the weights, the base models' and the datasets' terms, and what each breaks."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from auditor.answers import Citation
from auditor.evidence import Evidence
from auditor.findings.component_terms import data_terms
from auditor.findings.terms import Statement, statements
from auditor.record import Record
from auditor.rules import Breach, Licenses, Standing


class Part(StrEnum):
    """What of a model's making a license is for."""

    MODEL = "model"
    BASE = "base"
    DATA = "data"


class Term(Record):
    """One license that was seen for one part of a model."""

    part: Part
    of: str
    """The repository or corpus it is stated for."""
    license: str = ""
    """The resolved id; empty for a text that is not recognised and where none could be told."""
    name: str = ""
    standing: Standing = Standing.UNKNOWN
    where: str = ""
    """Who states it, in words (`the card's license`, `the file LICENSE`); empty where nobody does."""
    gap: str = ""
    """Why it could not be told."""
    citation: Citation | None = None
    breaches: tuple[Breach, ...] = ()


def terms(evidence: Evidence) -> Iterator[Term]:
    """The terms of the weights, of each base model, and of each dataset that is named as training data."""
    licenses = evidence.rules.licenses
    for one in statements(evidence):
        yield _stated(Part.MODEL, evidence.id, one, licenses)
    for base in evidence.base_ids:
        yield _of_base(evidence, base, licenses)
    for place in data_terms(evidence):
        for one in place.stated:
            yield _stated(Part.DATA, place.name, one, licenses)
        if not place.stated:
            cited = place.citations[0] if place.citations else None
            yield Term(part=Part.DATA, of=place.name, gap=place.gap, citation=cited)


def _stated(part: Part, of: str, one: Statement, licenses: Licenses) -> Term:
    known = licenses.describe(one.id) if one.id else None
    return Term(
        part=part,
        of=of,
        license=one.id,
        name=known.name if known else "",
        standing=one.standing,
        where=one.where,
        citation=one.citation,
        breaches=known.breaches if known else (),
    )


def _of_base(evidence: Evidence, base: str, licenses: Licenses) -> Term:
    answer = evidence.bases.get(base, {}).get("weights_licensed")
    if answer is None:
        return Term(part=Part.BASE, of=base, gap=f"{base} could not be judged")
    cited = answer.citations[0] if answer.citations else None
    if not answer.value:
        return Term(part=Part.BASE, of=base, gap=answer.because, citation=cited)
    known = licenses.describe(answer.value)
    return Term(
        part=Part.BASE,
        of=base,
        license=known.id,
        name=known.name,
        standing=known.standing,
        where="the base model's own scorecard",
        citation=cited,
        breaches=known.breaches,
    )
