"""Is the code published with which the reported evaluation was done?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.claims import harnesses, results, results_of_family, tasks_named
from auditor.findings.holdings import Holding, holdings, looked_through, too_small
from auditor.findings.look import in_words, look
from auditor.findings.scripts import Fit, Purpose

ROLES: Final = (Role.EVALUATION_CODE, Role.CODE, Role.TRAINING_CODE, Role.FINE_TUNING_CODE)
DEDICATED: Final = (Role.EVALUATION_CODE,)
REMEDY: Final = (
    "Publish the scripts or configurations that ran the reported evaluation, in this repository or on GitHub, and link "
    "them from the card below a heading such as Evaluation code. For a public harness, add its version, the task list "
    "and the command line."
)


@check(
    question="Is the code published with which the reported evaluation was done?",
    method="We look for evaluation scripts and configurations in the model's repository and in the linked code "
    "repositories, and tell by their paths, names and owners whether they are this model's. A public harness that is "
    "named or linked together with its tasks or a table of results counts in part; a mention alone does not count.",
    remedy=REMEDY,
    limits="We read file names and sizes, not code: whether a script gives the reported numbers is not tried. "
    "Results are no code.",
)
def evaluation_code_published(evidence: Evidence) -> Answer:
    """Yes; no with value `part` (code not told to be this model's) or `harness` (a public one with its tasks)."""
    best: Holding | None = None
    reported = results(evidence)
    details = (*reported, *((one,) if (one := tasks_named(evidence)) else ()), *results_of_family(evidence))
    for held in holdings(evidence, Purpose.EVALUATION, roles=ROLES, dedicated=DEDICATED):
        code = held.code
        # A family's code is this model's evaluation where the model reports one, its home's where it speaks of one.
        if code.fit is Fit.OURS or (code.fit is Fit.FAMILY and reported) or code.fit is Fit.HOME:
            return yes(f"{held.where} holds evaluation code, such as {code.paths[0]}: {code.why}.", *held.citations)
        best = best or (held if code.fit is not Fit.FAMILY else None)
    seen = look(evidence, *ROLES).lacking(*too_small(evidence, Purpose.EVALUATION, *ROLES))
    if best:
        code, found = best.code, f"{best.where} holds evaluation code, such as {best.code.paths[0]}"
        sentence = f"{found}, but not all of this model's: {code.why}."
        return seen.deny(sentence, *best.citations, value="part", remedy=REMEDY)
    named = harnesses(evidence)
    if named and details:
        names = in_words(name for name, _ in named)
        sentence = f"The public harness {names} is given with tasks or results, but no code of the evaluation was seen."
        return seen.deny(sentence, *(cited for _, cited in named), *details[:2], value="harness", remedy=REMEDY)
    mention = f" {in_words(name for name, _ in named)} is only named, without tasks or results." if named else ""
    sentence = (
        f"We looked at {in_words(seen.seen)}{looked_through(evidence, *ROLES)} and found no evaluation code.{mention}"
    )
    return seen.deny(sentence, *(cited for _, cited in named), remedy=REMEDY)
