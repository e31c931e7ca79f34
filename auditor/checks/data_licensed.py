"""Under which licenses are the datasets that the model was trained on?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, not_applicable
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.component_terms import data_terms, licensed
from auditor.findings.look import look, present

REMEDY: Final = "State the license of every dataset of the training in its card's front matter (`license: cc-by-4.0`)."


@check(
    question="Are licenses for the training datasets stated, and which is the most restrictive?",
    method="Of every dataset that the model names we read the license in its front matter, its tags, else the "
    "sentences of its card about its license. Of several licenses the most restrictive counts.",
    remedy=REMEDY,
    limits="A dataset that collects works of others may hold some under other terms: only what its own page states is "
    "read. Data of the base models is not judged here.",
)
def data_licensed(evidence: Evidence) -> Answer:
    """Yes with the id as value; no with value `none`; not applicable where no dataset is named."""
    terms = data_terms(evidence)
    if terms:
        return licensed("The training data", terms, evidence.rules.licenses, REMEDY)
    seen = look(evidence, files=False)
    if present(evidence) is None or not seen.whole:
        return seen.untold(remedy=REMEDY)
    return not_applicable("No dataset is named as training data.")
