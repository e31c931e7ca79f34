from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.card import read_card
from auditor.reading.hidden import Hiding, without_hidden
from auditor.rules import Vocabulary
from tests.reading.growth import GENTLE, slowdown


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden", "HIDDEN", 'hidden=""', 'class="a" hidden', "style=display:none", "style='display : none'",
        'style="color:red; display:none"', 'style="visibility:hidden"', 'style="font-size:0"', 'style="font-size:0px"',
        'style="font-size: 0.0em !important"', 'style="opacity:0"', 'style="opacity:.0"', 'style="color:white"',
        'style="color:#FFFFFF"', 'style="color: rgb(255, 255, 255)"', 'style="color:transparent"', 'color="white"',
        'style="max-height:0;overflow:hidden"',
    ],
)  # fmt: skip
def test_what_an_element_hides_is_blanked(attributes: str) -> None:
    assert without_hidden(f"a <i {attributes}>b\nc</i> d") == f"a <i {attributes}> \n </i> d"


@pytest.mark.parametrize(
    "attributes",
    [
        "", 'class="hidden"', 'data-hidden="x"', 'title="x hidden y"', "title=' hidden '", 'style="display:flex"',
        'style="font-size:0.5em"', 'style="font-size:05px"', 'style="opacity:0.1"', 'style="background-color:white"',
        'style="color:white;background:#000"', 'style="border-width:0"', 'style="height:0"', 'style="color:whitesmoke"',
        'color="#fffaaa"', 'bgcolor="black" color="white"', 'style="font-size:"', 'style=""', "style",
    ],
)  # fmt: skip
def test_what_is_seen_stays(attributes: str) -> None:
    content = f"a <i {attributes}>b</i> c"
    assert without_hidden(content) == content


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ("<b hidden>x<b>y</b>z</b>w", "w"),
        ("<b hidden>x<i>y</b>w", "w"),
        ("</b><b hidden>x</i></b>w", "w"),
        ("<p hidden>x<p>w", "w"),
        ("<b hidden/>w", "w"),
        ("<br hidden>w", "w"),
        ("<b hidden>x", ""),
        ("`<b hidden>`w", "`<b hidden>`w"),
        ("``a ` <b hidden>``w", "``a ` <b hidden>``w"),
        ("<!-- <b hidden> -->w", "<!-- <b hidden> -->w"),
        ("w<!-- <b hidden>", "w<!-- <b hidden>"),
        ("<b style=background:red><i style=color:white>w</i></b>", "w"),
        ("<b hidden><i style=background:red><u style=color:white>x</u></i></b>w", "w"),
        ("1 < 2 <b hidden>x</b> w", "1 < 2   w"),
        ("<b hidden x='>'>x</b>w", "w"),
    ],
)
def test_elements_within_each_other(content: str, seen: str) -> None:
    found = without_hidden(content)
    for tag in ("<b hidden>", "<b hidden/>", "<br hidden>", "<p hidden>", "<b hidden x='>'>"):
        found = found if "`" in content or "<!--" in content else found.replace(tag, "")
    for tag in ("</b>", "</i>", "<p>", "<b style=background:red>", "<i style=color:white>"):
        found = found.replace(tag, "")
    assert found.split() == seen.split()


def test_a_block_that_is_not_closed_hides_what_follows_it() -> None:
    hiding = Hiding()
    assert hiding.block("<div hidden>x").strip() == "<div hidden>"
    assert hiding.open
    assert hiding.block("y</div>z").strip() == "</div>z"
    assert not hiding.open


def test_a_paragraph_that_is_not_closed_ends_with_its_block() -> None:
    hiding = Hiding()
    assert hiding.block("<p hidden>x").strip() == "<p hidden>"
    assert not hiding.open


def test_a_card_keeps_where_text_is_hidden_and_its_links_as_no_claim() -> None:
    card = read_card(
        b"# A\n\n<div hidden>\n\n## B\n\nx <https://a.example/b>\n\n| c |\n|---|\n| d |\n\n</div>\n\n"
        b"e <b hidden>f https://a.example/g</b> h\n",
        Vocabulary(),
    )
    assert card.hidden == (5, 7, 9, 11, 15)
    assert [(link.url, link.line, link.where.value) for link in card.links] == [
        ("https://a.example/b", 7, "comment"),
        ("https://a.example/g", 15, "comment"),
    ]
    assert ([one.text for one in card.headings], card.tables, card.problems) == (["A"], (), ())


@given(
    st.lists(
        st.sampled_from(
            ("<b hidden>", "<div style=display:none>", "</b>", "</div>", "x", "\n", "`", "<!--", "-->", "<", ">", '"')
        )
    )
)
def test_offsets_and_lines_hold(parts: list[str]) -> None:
    content = "".join(parts)
    seen = without_hidden(content)
    assert len(seen) == len(content)
    assert all(one in {other, " "} for one, other in zip(seen, content, strict=True))


@pytest.mark.parametrize(
    "part", ["<", '<a "', "<a '", "<!--", "<b hidden>", "<p hidden>", "`", "` ", '<a x="<" ', "-->"]
)
def test_a_hostile_paragraph_costs_little(part: str) -> None:
    assert slowdown(without_hidden, lambda size: part * (size // len(part)), 60_000) < GENTLE
