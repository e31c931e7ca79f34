"""Is the code published with which the training data was processed?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, Citation, Outcome, unknown, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.components import Component, found
from auditor.findings.holdings import looked_through, nearest
from auditor.findings.lineage import State, untrained, worst_base
from auditor.findings.look import in_words, look
from auditor.findings.scripts import Fit

ID: Final = "data_processing_code_published"
ROLES: Final = (
    Role.DATA_PROCESSING_CODE,
    Role.TRAINING_CODE,
    Role.FINE_TUNING_CODE,
    Role.CODE,
)
DEDICATED: Final = (Role.DATA_PROCESSING_CODE,)
REMEDY: Final = (
    "Publish the scripts that gathered, filtered, deduplicated and tokenized the training data, in this repository or "
    "on GitHub, and link them from the card below a heading such as Data processing."
)


@check(
    question="Is the code published with which the training data was processed?",
    method="We look for scripts that gather, filter, deduplicate or tokenize data, in the model's repository and in "
    "the linked code repositories, and tell by links, paths, names and owners whether they are this model's. Code of "
    "the owner that is not told to be this model's counts in part. A quantization or merge takes its base's answer.",
    remedy=REMEDY,
    limits="We read file names, not code: whether all of the data went through it is not seen. The code of a "
    "fine-tune's base model is not asked for.",
)
def data_processing_code_published(evidence: Evidence) -> Answer:
    """Yes; no with value `part` for code of the owner that is not told to be this model's."""
    best = nearest(found(evidence, Component.PROCESSING, roles=ROLES, dedicated=DEDICATED))
    if best and best.code.fit >= Fit.FAMILY:
        code = best.code
        sentence = f"{best.where} holds code that processes data, such as {code.paths[0]}: {code.why}."
        return yes(sentence, *best.citations)
    if made_by := untrained(evidence):
        return _of_base(evidence, made_by)
    seen = look(evidence, *ROLES)
    if best:
        sentence = f"{best.where} holds code that processes data, such as {best.code.paths[0]}, but {best.code.why}."
        return seen.deny(sentence, *best.citations, value="part", remedy=REMEDY)
    looked = f"{in_words(seen.seen)}{looked_through(evidence, *ROLES)}"
    return seen.deny(f"We looked at {looked} and found no code that processes data.", remedy=REMEDY)


def _of_base(evidence: Evidence, made_by: str) -> Answer:
    answers = [evidence.bases.get(base, {}).get(ID) for base in evidence.base_ids]
    cited: tuple[Citation, ...] = tuple(one for answer in answers if answer for one in answer.citations[:2])
    states = worst_base(evidence, ID, ("part",))
    said = f"The model was made by {made_by}, so the data is that of its base."
    if states == frozenset({State.ALL}) and cited:
        return yes(f"{said} The code that processed it is public.", *cited)
    if states in {frozenset({State.SOME}), frozenset({State.NOTHING})} and cited:
        value = "part" if states == frozenset({State.SOME}) else ""
        how = "only code that may be another model's is public" if value else "no code that processed it was found"
        # The quantizer's own repository may still hold the code: the no needs the whole look of any other.
        return look(evidence, *ROLES).deny(f"{said} Of the base, {how}.", *cited, value=value, remedy=REMEDY)
    unsure = [
        base
        for base, answer in zip(evidence.base_ids, answers, strict=True)
        if answer is None or answer.outcome is Outcome.UNKNOWN
    ]
    return unknown(f"{said} This cannot be told: {in_words(unsure)} could not be judged.", *cited, remedy=REMEDY)
