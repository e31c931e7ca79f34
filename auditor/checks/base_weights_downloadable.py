"""Can anyone download the full weights of the base models?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, Outcome, no, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.lineage import no_base
from auditor.findings.look import in_words

ASKED: Final = ("weights_downloadable", "weights_complete", "weights_full", "weights_ungated")
REMEDY: Final = "Choose a base model whose full weights are published without a gate, and name it as `base_model`."


@check(
    question="Can anyone download the full weights of the base models?",
    method="The answers about the weights of each stated base model: downloadable, complete, full and without a gate.",
    remedy=REMEDY,
    limits="A base model that the card does not name is not seen.",
)
def base_weights_downloadable(evidence: Evidence) -> Answer:
    """Yes, no with value `some` where the weights are there with limits; not applicable without a base."""
    if not evidence.base_ids:
        return no_base(evidence, REMEDY)
    bases = in_words(evidence.base_ids)
    found = [evidence.bases.get(base, {}).get(check) for base in evidence.base_ids for check in ASKED]
    given = [answer for answer in found if answer is not None]
    cited = tuple(dict.fromkeys(one for answer in given for one in answer.citations[:2]))
    denied = [answer for answer in given if answer.outcome is Outcome.NO]
    if denied and cited:
        there = all(_is_there(evidence, base) for base in evidence.base_ids)
        return no(denied[0].because, *cited, value="some" if there else "", remedy=REMEDY)
    if len(given) < len(found) or any(answer.outcome is not Outcome.YES for answer in given) or not cited:
        return unknown(f"The weights of {bases} could not be seen whole.", *cited, remedy=REMEDY)
    return yes(f"The full weights of {bases} can be downloaded.", *cited)


def _is_there(evidence: Evidence, base: str) -> bool:
    answer = evidence.bases.get(base, {}).get("weights_downloadable")
    return answer is not None and answer.outcome is Outcome.YES
