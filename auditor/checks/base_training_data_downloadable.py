"""Can anyone download all data that the base models were trained on?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, no, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.lineage import State, no_base, worst_base
from auditor.findings.look import in_words

REMEDY: Final = "Choose a base model whose training data is published, and name it as `base_model`."


@check(
    question="Can anyone download all data that the base models were trained on?",
    method="The answer about the training data of each stated base model; the worst of several counts.",
    remedy=REMEDY,
    limits="A base model that the card does not name is not seen.",
)
def base_training_data_downloadable(evidence: Evidence) -> Answer:
    """Yes for all, no with value `some` for a part; not applicable for a model without a base."""
    states = worst_base(evidence, "training_data_downloadable", ("some",))
    if states is None:
        return no_base(evidence, REMEDY)
    bases = in_words(evidence.base_ids)
    answers = [evidence.bases.get(base, {}).get("training_data_downloadable") for base in evidence.base_ids]
    cited = tuple(dict.fromkeys(one for answer in answers if answer for one in answer.citations[:5]))
    if len(states) > 1 or not cited:
        return unknown(f"The training data of {bases} is not known.", *cited, remedy=REMEDY)
    match next(iter(states)):
        case State.ALL:
            return yes(f"The training data of {bases} is public.", *cited)
        case State.SOME:
            return no(f"The training data of {bases} is public in part.", *cited, value="some", remedy=REMEDY)
        case State.NOTHING:
            return no(f"The training data of {bases} is not public.", *cited, remedy=REMEDY)
