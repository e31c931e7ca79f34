"""Does the model come with a paper or a technical report?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.look import link_name, look
from auditor.findings.papers import asked_in_words, documents, unread_citation

REMEDY: Final = "Publish a paper or technical report and link it from the card as the one that describes this model."


@check(
    question="Is there a paper or technical report about the model?",
    method="We look for papers and reports that the card or a curator links as the model's own. Papers that a card "
    "cites for methods or datasets do not count; of several those that it asks to cite come first.",
    remedy=REMEDY,
    limits="The paper is cited, not read: how much it tells about data and training is not judged. A paper that is "
    "cited for a method in a sentence that calls it a paper is taken for the model's.",
)
def paper_published(evidence: Evidence) -> Answer:
    """Yes with the links, which were not opened."""
    for role, kind in ((Role.PAPER, "paper"), (Role.TECHNICAL_REPORT, "technical report")):
        if found := documents(evidence, role):
            cited = (evidence.cite_link(link, "Links a paper", opened=opened) for link, opened in found[:5])
            return yes(f"A {kind} is linked at {link_name(found[0][0])}.", *cited)
    if asked := asked_in_words(evidence):
        return yes("The card asks to cite one research paper.", asked)
    seen = look(evidence, files=False)
    seen = seen.lacking(*unread_citation(evidence))
    return seen.deny("The card links no paper or technical report about this model.", remedy=REMEDY)
