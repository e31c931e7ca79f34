"""Is code published with which the model can be run?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.components import Component, found
from auditor.findings.holdings import looked_through, nearest
from auditor.findings.libraries import library, snippets, unread_config, unread_use
from auditor.findings.look import in_words, look, present
from auditor.findings.scripts import Fit

ROLES: Final = (Role.INFERENCE_CODE, Role.CODE, Role.TRAINING_CODE, Role.FINE_TUNING_CODE)
DEDICATED: Final = (Role.INFERENCE_CODE,)
REMEDY: Final = (
    "Show on the card, below a heading such as How to use, the code that loads the model and runs it, or publish an "
    "inference script in this repository or a linked one."
)


@check(
    question="Is code published with which the model can be run?",
    method="We look for code blocks on the card that load the model with a known tool, for inference scripts in the "
    "model's repository and in the linked ones, and for a public library that the Hub names as the model's. The "
    "library alone is told apart by a value.",
    remedy=REMEDY,
    limits="We do not run the code. A code block counts by the name of a known tool in it: where a section on use "
    "names none, the answer is unknown.",
)
def inference_code_published(evidence: Evidence) -> Answer:
    """Yes (value `library` where only a public library is there); no with value `part` for other code of the owner."""
    place = present(evidence)
    if place and (shown := snippets(evidence)):
        names = in_words(one.name for one in shown)
        cited = place.cite_card(f"Code that loads a model with {shown[0].name}", shown[0].line)
        return yes(f"The card shows code for {names}.", cited)
    best = nearest(found(evidence, Component.INFERENCE, roles=ROLES, dedicated=DEDICATED))
    if best and best.code.fit >= Fit.FAMILY:
        code = best.code
        return yes(f"{best.where} holds code to run the model, such as {code.paths[0]}: {code.why}.", *best.citations)
    used = library(evidence)
    if used and used.shown:
        return yes(f"The public library {used.name} runs the model.", used.citation, value="library")
    seen = look(evidence, *ROLES)
    seen = seen.lacking(*unread_config(evidence), *unread_use(evidence))
    if best:
        sentence = f"{best.where} holds code to run models, such as {best.code.paths[0]}, but {best.code.why}."
        return seen.deny(sentence, *best.citations, value="part", remedy=REMEDY)
    looked = f"{in_words(seen.seen)}{looked_through(evidence, *ROLES)}"
    return seen.deny(f"We looked at {looked} and found no code to run the model.", remedy=REMEDY)
