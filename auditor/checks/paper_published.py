"""Does the model come with a paper or a technical report?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence, Missing
from auditor.findings.look import link_name, linked_once, look

ROLES: Final = (Role.PAPER, Role.TECHNICAL_REPORT)
REMEDY: Final = "Publish a paper or technical report and link it from the card as the one that describes this model."


@check(
    question="Is there a paper or technical report about the model?",
    method="We look for papers and reports that the card or a curator links as the model's own. Papers that a card "
    "cites for methods or datasets do not count.",
    remedy=REMEDY,
    limits="The paper is cited, not read: how much it tells about data and training is not judged.",
)
def paper_published(evidence: Evidence) -> Answer:
    """Yes with the links, which were not opened."""
    alive = [
        (link, place)
        for link, place in linked_once(evidence, *ROLES)
        if place is None or not isinstance(place.head, Missing)
    ]
    if alive:
        cited = (evidence.cite_link(link, "Links a paper", opened=place is not None) for link, place in alive[:5])
        kind = "paper" if alive[0][0].role is Role.PAPER else "technical report"
        return yes(f"A {kind} is linked at {link_name(alive[0][0])}.", *cited)
    seen = look(evidence, files=False)
    return seen.deny("The card links no paper or technical report about this model.", remedy=REMEDY)
