"""Does the card or the host's tag state a license?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.look import look
from auditor.findings.terms import declared

REMEDY: Final = "Add the license's SPDX id to the card's front matter: `license: apache-2.0`."


@check(
    question="Does the card state a license?",
    method="We read `license`, `license_name` and `license_link` in the card's front matter, and the repository's "
    "license tag. Placeholders (`other` alone, `unknown`, an unfilled template) state none.",
    remedy=REMEDY,
    limits="A license that stands only in the card's text or in a file is not counted here.",
)
def license_stated(evidence: Evidence) -> Answer:
    """Yes with the stated license's id as value."""
    found = declared(evidence)
    if found:
        named = evidence.rules.licenses.describe(found[0].id).name
        return yes(
            f"{found[0].where[:1].upper()}{found[0].where[1:]} names {named}.", found[0].citation, value=found[0].id
        )
    sentence = "Neither the card's front matter nor the repository's tags name a license."
    return look(evidence, files=False).deny(sentence, remedy=REMEDY)
