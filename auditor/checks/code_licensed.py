"""Under which license is the code that belongs to the model?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, not_applicable
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.component_terms import code_terms, licensed
from auditor.findings.look import look, present

REMEDY: Final = "Put the text of an open source license into every repository that holds code of the model, as LICENSE."


@check(
    question="Is a license for the model's code stated, and which one?",
    method="We take the scripts beside the weights, which are under the license of their repository, and the linked "
    "repositories of the owner or of the model's own code. Of each we read the license that its host tells, else the "
    "license text, else the sentence of its README about the code. Of several licenses the most restrictive counts.",
    remedy=REMEDY,
    limits="Public tools of others are not the model's code. One license is told for a whole repository: a file or "
    "folder under another one is not seen.",
)
def code_licensed(evidence: Evidence) -> Answer:
    """Yes with the id as value; no with value `none`; not applicable where there is no code."""
    terms = code_terms(evidence)
    if terms:
        return licensed("The model's code", terms, evidence.rules.licenses, REMEDY)
    seen = look(evidence)
    if present(evidence) is None or not seen.whole:
        return seen.untold(remedy=REMEDY)
    return not_applicable("No code was found beside the weights or in a linked repository of the model's.")
