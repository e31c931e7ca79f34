"""Is the training data documented?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, Citation, not_applicable, yes
from auditor.card import CardState, Role
from auditor.checks import check
from auditor.evidence import Evidence, Head, Link, Missing, Place
from auditor.findings.data_sections import sources_section
from auditor.findings.datasets import composition, named_links, solitary, unlinked_corpora
from auditor.findings.lineage import untrained
from auditor.findings.look import card_seen, in_words, link_gaps, link_name, linked_once, look, present
from auditor.record import Record

FEWEST_WORDS: Final = 20
"""Words of running text below which a dataset's README documents nothing."""
REMEDY: Final = (
    "Write a dataset card for every dataset of the training: what it holds, where it comes from, how it was chosen and "
    "processed, and name the datasets in the model card's section on training data."
)


class _Documented(Record):
    """Whether one dataset has a card: yes, no, or a gap that says why it could not be told."""

    name: str
    there: bool = False
    gap: str = ""
    citations: tuple[Citation, ...]


@check(
    question="Is the training data documented, in dataset cards or in the model card?",
    method="We look for a card of some words at every dataset that the model names, for a link to a data card, and for "
    "a section of the model card on training data that names its sources.",
    remedy=REMEDY,
    limits="Whether a card tells all that a datasheet asks for is not judged. A section counts as soon as it names one "
    "source that is linked or that our vocabulary knows.",
)
def data_card_present(evidence: Evidence) -> Answer:  # noqa: PLR0911 - one for each way to be documented
    """Yes, with value `model_card` for a section there; no with value `some` for cards of a part of the datasets."""
    place = present(evidence)
    for link, target in linked_once(evidence, Role.DATA_CARD):
        if target is None or isinstance(target.head, Head):
            cited = evidence.cite_link(link, "Links a data card", opened=target is not None)
            return yes(f"A data card is linked at {link_name(link)}.", cited)
    each = _each(evidence) if place else ()
    with_card = [one for one in each if one.there]
    cited_all = tuple(dict.fromkeys(citation for one in each[:20] for citation in one.citations))
    # A table of the mix lists more sources than the datasets that have a card.
    if each and len(with_card) == len(each) and card_seen(place) and composition(evidence) is None:
        verb = "has a card" if len(each) == 1 else "have cards"
        return yes(f"{in_words(one.name for one in each)} {verb}.", *cited_all)
    if section := sources_section(evidence):
        return yes("The model card has a section on the training data that names sources.", section, value="model_card")
    if place and not each and (made_by := untrained(evidence)):
        return not_applicable(f"The model was made by {made_by}, without a training of its own.")
    seen = look(evidence, Role.DATA_CARD, files=False)
    if place is None:
        return seen.untold(remedy=REMEDY)
    seen = seen.lacking(*(one.gap for one in each if one.gap))
    if with_card:
        rest = in_words(one.name for one in each if not one.there) or "what else the training took"
        have = "has a card" if len(with_card) == 1 else "have cards"
        sentence = f"{in_words(one.name for one in with_card)} {have}, but none was seen for {rest}."
        return seen.deny(sentence, *cited_all, value="some", remedy=REMEDY)
    if each:
        return seen.deny(f"No card was seen for {in_words(one.name for one in each)}.", *cited_all, remedy=REMEDY)
    return seen.deny("No dataset is named, and no data card is linked.", remedy=REMEDY)


def _each(evidence: Evidence) -> tuple[_Documented, ...]:
    found = [_of_link(evidence, link, target) for link, target in named_links(evidence)]
    place, home = present(evidence), solitary(evidence)
    for corpus in unlinked_corpora(evidence) if place else ():
        cited = place.cite_card(f"Names {corpus.name}", corpus.line) if place else None
        target = home[1] if home and home[0].name == corpus.name else None
        stated = (cited,) if cited else ()
        if target and isinstance(target.head, Head):
            found.append(_of_place(corpus.name, target, stated))
        else:
            found.append(_Documented(name=corpus.name, citations=stated))
    return tuple(found)


def _of_link(evidence: Evidence, link: Link, target: Place | None) -> _Documented:
    name = link.url[:80] if link.ref is None and "://" not in link.url else link_name(link)
    stated = (evidence.cite_link(link, f"Names {name} as training data", opened=target is not None),)
    if target is None:
        gap = f"{name} was not found" if "://" not in link.url else in_words(link_gaps(link, target))
        return _Documented(name=name, gap=gap, citations=stated)
    if isinstance(target.head, Missing):
        return _Documented(name=name, gap=in_words(link_gaps(link, target)), citations=stated)
    return _of_place(name, target, stated)


def _of_place(name: str, target: Place, stated: tuple[Citation, ...]) -> _Documented:
    state = target.snapshot.card_state if target.snapshot else CardState.NOT_READ
    card = target.card
    if card and card.words >= FEWEST_WORDS:
        return _Documented(name=name, there=True, citations=(*stated, target.cite_card(f"The card of {name}")))
    whole = state is CardState.ABSENT or (card is not None and not card.problems)
    gap = "" if whole else f"the card of {name} could not be read"
    return _Documented(name=name, gap=gap, citations=(*stated, target.cite_listing(f"Files of {name}")))
