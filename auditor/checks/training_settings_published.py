"""Are the hyper-parameters of the training published?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.claims import settings
from auditor.findings.look import in_words, look

REMEDY: Final = (
    "Add the settings of the run to the card: learning rate, batch size, optimizer, scheduler, number of epochs or "
    "steps, and seed."
)


@check(
    question="Are the hyper-parameters of the training published?",
    method="We look for at least three different hyper-parameters on the card (learning rate, batch size, optimizer "
    "and others), or for a file that records the settings of a run (training_args.bin, hparams.yml).",
    remedy=REMEDY,
    limits="Whether these settings are all that were used is not seen.",
)
def training_settings_published(evidence: Evidence) -> Answer:
    """Yes with where the settings stand."""
    found = settings(evidence)
    if found:
        return yes("The settings of the training are published.", *found)
    seen = look(evidence)
    return seen.deny(f"We looked at {in_words(seen.seen)} and found no settings of the training.", remedy=REMEDY)
