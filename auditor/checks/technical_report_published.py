"""Is there a technical report, or a research paper, about the model?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.look import link_name, look
from auditor.findings.papers import asked_in_words, documents, unread_citation

REMEDY: Final = (
    "Publish a technical report about architecture, data, training and evaluation, and link it from the card with the "
    "words technical report."
)


@check(
    question="Is there a technical report or a research paper about the model?",
    method="We look for documents that the card or a curator links as the model's own report or paper. A paper without "
    "a report is told apart by a value. A paper that stands only in table rows about data is the data's.",
    remedy=REMEDY,
    limits="The document is cited, not read. The words around the link tell a report from a paper. What the card "
    "asks to cite by its title alone is unknown.",
)
def technical_report_published(evidence: Evidence) -> Answer:
    """Yes for a report, yes with value `paper` for a research paper."""
    for role, kind, value in ((Role.TECHNICAL_REPORT, "technical report", ""), (Role.PAPER, "research paper", "paper")):
        linked = tuple(documents(evidence, role))
        if linked:
            cited = (evidence.cite_link(link, f"Links a {kind}", opened=opened) for link, opened in linked[:5])
            return yes(f"A {kind} is linked at {link_name(linked[0][0])}.", *cited, value=value)
    if asked := asked_in_words(evidence):
        return yes("The card asks to cite one research paper.", asked, value="paper")
    seen = look(evidence, files=False)
    seen = seen.lacking(*unread_citation(evidence))
    return seen.deny("The card links no report or paper about this model.", remedy=REMEDY)
