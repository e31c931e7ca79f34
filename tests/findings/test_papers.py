from __future__ import annotations

import pytest

from auditor.card import Card, CardLink, Heading, Role, Where
from auditor.evidence import Kind, Reason
from auditor.findings.papers import asked_in_words, documents, unread_citation
from tests.builders import card, evidence, link, page, place

OWN, OTHER = "https://arxiv.org/abs/2601.00001", "https://arxiv.org/abs/2502.00002"


def citing(*links: CardLink) -> Card:
    """A card with a section Citation from line 40 on."""
    found = card(links=links, cues={"citation": (40,)})
    return found.model_copy(update={"headings": (Heading(line=40, level=2, text="Citation"),)})


def below(url: str, where: Where = Where.PROSE) -> CardLink:
    return CardLink(url=url, line=42, where=where, heading="Citation", heading_cues=("citation",))


def test_the_paper_that_the_card_asks_to_cite_comes_first() -> None:
    seen = evidence(place(card=citing(below(OWN, Where.CODE))), link(Role.PAPER, OTHER), link(Role.PAPER, OWN))
    assert [one.url for one, _ in documents(seen, Role.PAPER)] == [OWN, OTHER]


def test_a_paper_in_rows_about_data_is_the_data_s() -> None:
    row = CardLink(url=OWN, line=12, where=Where.TABLE, cues=("data", "paper"))
    seen = evidence(place(card=card(links=(row,))), link(Role.PAPER, OWN))
    assert documents(seen, Role.PAPER) == []


def test_a_dead_place_is_no_paper() -> None:
    gone = place("acme/report", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND)
    seen = evidence(place(card=card()), link(Role.PAPER, page("acme/report", Kind.REPOSITORY)), places=(gone,))
    assert all(not opened for _, opened in documents(seen, Role.PAPER))


@pytest.mark.parametrize(
    ("links", "asked", "unread"),
    [
        ((below(OWN),), True, False),
        ((below(OWN), below(OTHER)), False, False),
        ((below(OWN, Where.COMMENT),), False, False),
        ((), False, True),
    ],
    ids=["one", "several are references", "commented out", "a title alone"],
)
def test_a_section_that_asks_to_cite(links: tuple[CardLink, ...], asked: bool, unread: bool) -> None:  # noqa: FBT001
    seen = evidence(place(card=citing(*links)))
    assert (asked_in_words(seen) is not None, bool(unread_citation(seen))) == (asked, unread)
