from __future__ import annotations

import pytest

from auditor.card import Card, CardLink, CardState, Heading, Role, Where
from auditor.checks.technical_report_published import technical_report_published
from auditor.evidence import Evidence, Kind, Reason
from tests.builders import card, evidence, link, page, place

PAPER = "https://arxiv.org/abs/2601.00001"
OTHER = "https://arxiv.org/abs/2502.00002"
REPORT = "https://acme.example/report.pdf"


def cites(*links: CardLink, text: str = "Citation", blank: tuple[int, ...] = ()) -> Card:
    """A card with a section that asks to cite something, and these links."""
    cues = {"citation": (40,), "placeholder": blank}
    headings = (Heading(line=40, level=2, text=text), Heading(line=60, level=2, text="Contact"))
    return card(links=links, cues=cues).model_copy(update={"headings": headings})


def below(url: str, where: Where = Where.PROSE, line: int = 42) -> CardLink:
    """A link in that section."""
    return CardLink(url=url, line=line, where=where, heading="Citation", heading_cues=("citation",))


ROW = CardLink(url=PAPER, line=12, where=Where.TABLE, cues=("data", "paper"))


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card()), link(Role.TECHNICAL_REPORT, REPORT)), "yes", "", id="report"),
        pytest.param(evidence(place(card=card()), link(Role.PAPER, PAPER)), "yes", "paper", id="paper"),
        pytest.param(
            evidence(place(card=card()), link(Role.PAPER, PAPER), link(Role.TECHNICAL_REPORT, REPORT)),
            "yes",
            "",
            id="a report beside a paper",
        ),
        pytest.param(evidence(place(card=card()), link(Role.OTHER, PAPER)), "no", "", id="a paper for something else"),
        pytest.param(
            evidence(place(card=card(links=(ROW,))), link(Role.PAPER, PAPER)), "no", "", id="a paper about the data"
        ),
        pytest.param(
            evidence(place(card=cites(ROW, below(PAPER, Where.CODE))), link(Role.PAPER, PAPER)),
            "yes",
            "paper",
            id="a paper in a row about data that the card asks to cite too",
        ),
        pytest.param(evidence(place(card=cites(below(PAPER)))), "yes", "paper", id="a paper to cite, in a sentence"),
        pytest.param(
            evidence(place(card=cites(below(PAPER), below(OTHER)))), "no", "", id="references to several papers"
        ),
        pytest.param(evidence(place(card=cites(below(PAPER, Where.COMMENT)))), "no", "", id="a paper in a comment"),
        pytest.param(evidence(place(card=cites(below("https://acme.example/blog")))), "no", "", id="a page to cite"),
        pytest.param(evidence(place(card=cites())), "unknown", "", id="something to cite without a link"),
        pytest.param(evidence(place(card=cites(blank=(44,)))), "no", "", id="a section that was left open"),
        pytest.param(
            evidence(place(card=cites(text="Citation [optional]", blank=(1, 2, 3, 4, 5)))),
            "unknown",
            "",
            id="a heading that only looks like the template's",
        ),
        pytest.param(
            evidence(place(card=cites(text="Citation optional", blank=(1, 2, 3, 4, 5)))),
            "no",
            "",
            id="the template, left open",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.PAPER, "acme/paper", url=f"{page('acme/paper', Kind.REPOSITORY)}/blob/main/paper.pdf"),
                places=(place("acme/paper", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND),),
            ),
            "no",
            "",
            id="a paper that is gone",
        ),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing"),
        pytest.param(evidence(place(card=card(), files=None)), "no", "", id="files are not asked"),
        pytest.param(evidence(place()), "no", "", id="no card"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
        pytest.param(evidence(place(card=card(problems=("it is not UTF-8",)))), "unknown", "", id="card read in part"),
    ],
)
def test_technical_report_published(seen: Evidence, outcome: str, value: str) -> None:
    said = technical_report_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because


def test_the_paper_that_the_card_asks_to_cite_comes_first() -> None:
    read = cites(below("https://arxiv.org/pdf/2601.00001", Where.CODE))
    said = technical_report_published.ask(evidence(place(card=read), link(Role.PAPER, OTHER), link(Role.PAPER, PAPER)))
    assert "2601.00001" in said.because
    assert not said.citations[0].opened
