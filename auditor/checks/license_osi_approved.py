"""Are the weights under a license that the Open Source Initiative approves, consistently with the base models'?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, Citation, no, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.lineage import State, States, unnamed_base, worst_base
from auditor.findings.look import card_gaps, in_words, look, present
from auditor.findings.terms import Statement, breaches, declared, own_standing, statements, unread_text
from auditor.rules import Standing

ID: Final = "license_osi_approved"
PARTIAL: Final = ("open", "conflict")
REMEDY: Final = (
    "Release the weights under an OSI-approved license (`license: apache-2.0`), with its text as LICENSE. A derivative "
    "needs a base model whose license allows that."
)


@check(
    question="Are the weights under an OSI-approved license, consistently with their base models'?",
    method="Every license that card, tags and license text state is looked up in the SPDX list and in our list of "
    "licenses; a sentence of the card counts where neither front matter nor tags name one. Statements that disagree, "
    "and a base model under a more restricted license, are a conflict.",
    remedy=REMEDY,
    limits="We do not give legal advice: whether a base model's terms bind a derivative is taken as stated. A license "
    "that neither list knows is unknown. Where the file list could not be read, a license text in it is not compared. "
    "The licenses of code, data and documents are not judged here.",
)
def license_osi_approved(evidence: Evidence) -> Answer:
    """Yes; no with value `open`, `conflict`, `restricted` or `none`; unknown for a name that nobody knows."""
    found = statements(evidence)
    base = worst_base(evidence, ID, PARTIAL)
    cited = (*(one.citation for one in found), *_base_citations(evidence))
    said = _said(evidence, found)
    match own_standing(found):
        case None if not found:
            return _none_stated(evidence)
        case None:
            return no(f"{said} These statements conflict.", *cited, value="conflict", remedy=REMEDY)
        case Standing.RESTRICTED:
            ids = [one.id for one in found if one.standing is Standing.RESTRICTED]
            why = breaches(ids[0], evidence.rules.licenses)
            clause = f" It is not open source: {why}." if why else " It limits users, uses or commerce."
            return no(f"{said}{clause}", *cited, value="restricted", remedy=REMEDY)
        case Standing.OPEN:
            value = "conflict" if base == frozenset({State.NOTHING}) else "open"
            clause = " It is open, but not approved by the Open Source Initiative for software."
            return no(f"{said}{clause}{_base_said(evidence, base)}", *cited, value=value, remedy=REMEDY)
        case Standing.UNKNOWN:
            return unknown(f"{said} {_unknown(found)}", *cited, remedy=REMEDY)
        case Standing.OSI:
            return _approved(said, base, cited, evidence)


def _approved(said: str, base: States | None, cited: tuple[Citation, ...], evidence: Evidence) -> Answer:
    approved = f"{said} The Open Source Initiative approves it."
    place = present(evidence)
    unread = f" But {in_words(unread_text(evidence))}." if unread_text(evidence) else ""
    unseen = card_gaps(place) if place and not declared(evidence) else ()
    if unseen:
        return unknown(f"{said} But {in_words(unseen)}, so the two could not be compared.", *cited, remedy=REMEDY)
    if line := unnamed_base(evidence):
        sentence = f"{approved} The card says that the model was made from another, whose license could not be told."
        stated = (place.cite_card("Made from another model", line),) if place else ()
        return unknown(sentence, *cited, *stated, remedy=REMEDY)
    if base is None or base == frozenset({State.ALL}):
        return yes(f"{approved}{_base_said(evidence, base)}{unread}", *cited)
    if State.ALL not in base:
        sentence = f"{said} But {_base_terms(evidence)}, which conflicts with it."
        return no(sentence, *cited, value="conflict", remedy=REMEDY)
    sentence = f"{approved} How the base model {in_words(evidence.base_ids)} is licensed could not be told."
    return unknown(sentence, *cited, remedy=REMEDY)


def _none_stated(evidence: Evidence) -> Answer:
    seen = look(evidence)
    sentence = "No license is stated in the card, the tags or a file of the repository."
    return seen.lacking(*unread_text(evidence)).deny(sentence, value="none", remedy=REMEDY)


def _said(evidence: Evidence, found: tuple[Statement, ...]) -> str:
    licenses = evidence.rules.licenses
    parts = [
        f"{one.where} says {licenses.describe(one.id).name}" if one.id else f"{one.where} holds a text we do not know"
        for one in found
    ]
    sentence = in_words(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _unknown(found: tuple[Statement, ...]) -> str:
    names = [one.id for one in found if one.id and one.standing is Standing.UNKNOWN]
    if names:
        return f"Neither the SPDX list nor ours tells how {names[0]} stands."
    return "Whether that text is an approved license could not be told."


def _base_terms(evidence: Evidence) -> str:
    licenses = evidence.rules.licenses
    for base in evidence.base_ids:
        answers = evidence.bases.get(base, {})
        governs = answers["weights_licensed"].value if "weights_licensed" in answers else ""
        if ID in answers and answers[ID].outcome == "no":
            terms = f"is under {licenses.describe(governs).name}" if governs else "is under no stated license"
            return f"its base model {base} {terms}"
    return "a base model's license is not OSI-approved"


def _base_said(evidence: Evidence, base: States | None) -> str:
    if base is None:
        return ""
    if base == frozenset({State.ALL}):
        return " The base model's license is approved too."
    terms = _base_terms(evidence)
    return f" {terms[:1].upper()}{terms[1:]}." if State.ALL not in base else ""


def _base_citations(evidence: Evidence) -> tuple[Citation, ...]:
    answers = [evidence.bases.get(base, {}).get(ID) for base in evidence.base_ids]
    return tuple(one for answer in answers if answer for one in answer.citations[:2])
