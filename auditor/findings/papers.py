"""The papers and reports that are the model's own, and those that a card asks to cite in words only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.answers import Citation
from auditor.card import Card, CardLink, Role, Where
from auditor.evidence import Evidence, Link, Missing, StatedBy
from auditor.findings.look import cue_lines, linked_once, present

_ARXIV: Final = re.compile(r"\d{4}\.\d{4,5}")
_PAPER: Final = re.compile(
    r"https?://(www\.)?(arxiv\.org/(abs|pdf)|aclanthology\.org|openreview\.net|doi\.org|huggingface\.co/papers)/[^#]+"
)
_TEMPLATE: Final = 12
"""Lines of the section on citation in the Hub's template."""
_BLANKS: Final = 5
"""Places left open from which on a card is the template, filled in part."""


def documents(evidence: Evidence, role: Role) -> list[tuple[Link, bool]]:
    """The links of this role, those first that the card asks to cite."""
    alive = [
        (link, place is not None)
        for link, place in linked_once(evidence, role)
        if not (place is not None and isinstance(place.head, Missing)) and not _of_data(evidence, link)
    ]
    return sorted(alive, key=lambda pair: not _is_asked_for(evidence, pair[0]))


def _is_asked_for(evidence: Evidence, link: Link) -> bool:
    """True where the card gives this document as the one to cite, in code below a heading such as Citation."""
    card = place.card if (place := present(evidence)) else None
    number = _ARXIV.search(link.url[:500])
    key = number[0] if number else link.url
    asked = (one for one in card.links if one.where is Where.CODE and "citation" in one.heading_cues) if card else ()
    return any(key in one.url for one in asked)


def _of_data(evidence: Evidence, link: Link) -> bool:
    """True where the link stands in table rows about data and nowhere else, and where its words were not seen."""
    card = place.card if (place := present(evidence)) else None
    if link.stated_by is not StatedBy.CARD:
        return False
    same = [one for one in card.links if one.url == link.url] if card else []
    return card is None or (bool(same) and all(one.where is Where.TABLE and "data" in one.cues for one in same))


def _citations(card: Card) -> Iterator[tuple[int, tuple[CardLink, ...]]]:
    """The line of each heading such as Citation, with the links below it."""
    starts = [heading.line for heading in card.headings]
    for line in sorted(cue_lines(card, "citation") & set(starts)):
        end = min((one for one in starts if one > line), default=card.size)
        yield line, tuple(one for one in card.links if line <= one.line < end)


def asked_in_words(evidence: Evidence) -> Citation | None:
    """The one paper below a heading such as Citation, outside of code. Several are references to others' work."""
    place = present(evidence)
    for _, links in _citations(place.card) if place and place.card else ():
        papers = {
            match[0]: one for one in links if one.where is not Where.COMMENT and (match := _PAPER.match(one.url[:500]))
        }
        if place and len(papers) == 1 and (one := next(iter(papers.values()))).where is not Where.CODE:
            return place.cite_card("Asks to cite a paper", one.line).model_copy(update={"opened": False})
    return None


def unread_citation(evidence: Evidence) -> tuple[str, ...]:
    """A gap for a section that asks to cite something without a link: a paper may be named in it by its title."""
    card = place.card if (place := present(evidence)) else None
    sections = tuple(_citations(card)) if card else ()
    if any(links for _, links in sections):
        return ()
    lines = (line for line, _ in sections if not _is_unfilled(card, line))
    return tuple(
        f"what the card asks to cite (line {line}) has no link, and whether it is a paper was not seen"
        for line in lines
    )[:1]


def _is_unfilled(card: Card | None, line: int) -> bool:
    """True for a section that the template of the Hub left open."""
    blanks = cue_lines(card, "placeholder")
    optional = (
        any(one.line == line and one.text.lower().endswith("optional") for one in card.headings) if card else False
    )
    return any(line < one <= line + _TEMPLATE for one in blanks) or (optional and len(blanks) >= _BLANKS)
