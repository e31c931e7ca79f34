"""Does the repository have a model card that says something?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, no, unknown, yes
from auditor.card import Card, CardState, FrontMatterState
from auditor.checks import check
from auditor.evidence import Evidence, Place
from auditor.findings.look import counted, look, present

FEWEST_WORDS: Final = 50
"""Words of running text below which a README is a stub."""
REMEDY: Final = (
    "Write a README.md that says what the model is, how and on what it was trained, and how it was evaluated."
)


@check(
    question="Is there a model card?",
    method="We read README.md and count the words of its running text, without front matter, code and tables. Fewer "
    "than fifty are a stub.",
    remedy=REMEDY,
    limits="Whether the card is true or complete is not judged here.",
)
def model_card_present(evidence: Evidence) -> Answer:
    """Yes; no with value `stub` for a README that says next to nothing."""
    place = present(evidence)
    if place is None or place.snapshot is None:
        seen = look(evidence)
        return seen.untold()
    if place.card is not None:
        return _read(place, place.card)
    listed_without = place.listing_complete and "README.md" not in place.snapshot.by_path
    if place.snapshot.card_state is CardState.ABSENT or listed_without:
        return no("The repository has no README.md.", place.cite_listing("No README.md"), remedy=REMEDY)
    gated = place.snapshot.card_state is CardState.GATED
    return unknown("The card is behind a gate." if gated else "The card could not be read.", place.cite("The model"))


def _read(place: Place, card: Card) -> Answer:
    words = counted(card.words, "word")
    if card.words >= FEWEST_WORDS:
        return yes(f"The card has {words} of running text.", place.cite_card("The card"))
    if card.problems or card.front_matter.state is FrontMatterState.TOO_LARGE:
        return unknown("The card could be read only in part.", place.cite_card("The card"))
    return no(f"The card is a stub of {words}.", place.cite_card("The card"), value="stub", remedy=REMEDY)
