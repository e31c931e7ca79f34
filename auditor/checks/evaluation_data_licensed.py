"""Under which licenses is the data with which the model was evaluated?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, not_applicable
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.component_terms import evaluation_terms, licensed
from auditor.findings.look import look, present

REMEDY: Final = "State the license of every evaluation set in its card's front matter (`license: cc-by-4.0`)."


@check(
    question="Are licenses for the evaluation data stated, and which is the most restrictive?",
    method="Of every dataset that is linked for the evaluation we read the license in its front matter, its tags, else "
    "the sentences of its card about its license. Of several licenses the most restrictive counts.",
    remedy=REMEDY,
    limits="Benchmarks that are only named are not asked. A dataset that collects works of others may hold some under "
    "other terms.",
)
def evaluation_data_licensed(evidence: Evidence) -> Answer:
    """Yes with the id as value; no with value `none`; not applicable where no evaluation set is linked."""
    terms = evaluation_terms(evidence)
    if terms:
        return licensed("The evaluation data", terms, evidence.rules.licenses, REMEDY)
    seen = look(evidence, files=False)
    if present(evidence) is None or not seen.whole:
        return seen.untold(remedy=REMEDY)
    return not_applicable("No evaluation set is linked.")
