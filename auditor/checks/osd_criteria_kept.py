"""Does the license that governs the weights keep the ten criteria of the Open Source Definition?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, no, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.look import look
from auditor.findings.terms import breaches, governing, restricting_base, statements, unread_text
from auditor.rules import Standing

REMEDY: Final = "Release the weights under a license that the Open Source Initiative approves (`license: apache-2.0`)."

_ALL: Final = ",".join(map(str, range(1, 11)))


@check(
    question="Does the governing license keep the ten criteria of the Open Source Definition?",
    method="A license that the Open Source Initiative approves keeps them all. For licenses of models we record which "
    "clause breaks which criterion. Where a base model's license is more restricted than the model's own, it governs.",
    remedy=REMEDY,
    limits="Nobody has reviewed a license that is neither approved nor on our list, and of a listed one only the "
    "criteria that it evidently breaks are told: the others are unknown. This is no legal advice.",
)
def osd_criteria_kept(evidence: Evidence) -> Answer:
    """Yes for an approved license; no with the numbers of the broken criteria as value (`5,6`); else unknown."""
    licenses = evidence.rules.licenses
    own, base = governing(evidence), restricting_base(evidence)
    if own is None:
        seen = look(evidence)
        sentence = "No license is stated for the weights, so nothing is granted that the criteria ask for."
        return seen.lacking(*unread_text(evidence)).deny(sentence, value=_ALL, remedy=REMEDY)
    cited = tuple(one.citation for one in statements(evidence))
    governs, whose = own.id, "the model's"
    if base and own.standing is not Standing.RESTRICTED:
        governs, whose = base[1].value, f"that of the base model {base[0]}"
        cited = (*cited, *base[1].citations[:2])
    license_ = licenses.describe(governs)
    named = f"The governing license, {whose}, is {license_.name}"
    if license_.standing is Standing.OSI:
        return yes(f"{named}, which the Open Source Initiative approves.", *cited)
    if license_.breaches:
        numbers = sorted({number for one in license_.breaches for number in one.criteria})
        sentence = f"{named}. It breaks the definition: {breaches(governs, licenses)}."
        return no(sentence, *cited, value=",".join(map(str, numbers)), remedy=REMEDY)
    return unknown(f"{named}, which nobody has approved or reviewed for us.", *cited, remedy=REMEDY)
