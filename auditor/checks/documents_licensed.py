"""Under which license are the model's documents?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, not_applicable, unknown
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.component_terms import licensed, repository_terms
from auditor.findings.look import card_gaps, linked_once, look, present

REMEDY: Final = (
    "State a license in the card's front matter, and in the card's text where the documents are under another one."
)


@check(
    question="Is a license for the model's documents stated, and which one?",
    method="The model card is a file of the model's repository: the license that front matter, tags, the card's "
    "sentences or the license text state for the repository is taken for the card. Of several the most restrictive "
    "counts.",
    remedy=REMEDY,
    limits="A paper elsewhere, on arXiv for one, has a license of its own that is not read. A sentence that puts the "
    "documents under another license than the repository is not told from one about the weights.",
)
def documents_licensed(evidence: Evidence) -> Answer:
    """Yes with the id as value; no with value `none`; not applicable where there are no documents."""
    place, terms = present(evidence), repository_terms(evidence)
    if place is None or terms is None:
        seen = look(evidence)
        return seen.untold(remedy=REMEDY)
    if place.card is None and not card_gaps(place):
        papers = linked_once(evidence, Role.PAPER, Role.TECHNICAL_REPORT)
        if not papers:
            return not_applicable("There is no model card, and no paper is linked.")
        cited = (evidence.cite_link(link, "Links a paper", opened=False) for link, _ in papers[:3])
        return unknown("There is no model card, and the license of a paper is not read.", *cited, remedy=REMEDY)
    return licensed("The documents", (terms,), evidence.rules.licenses, REMEDY)
