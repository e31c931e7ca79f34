from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.html_text import MAX_HTML, read_html
from tests.reading.growth import GENTLE, slowdown

URL = "https://acme.example/one"


@pytest.mark.parametrize(
    ("content", "url", "line", "badge"),
    [
        pytest.param(f'<a href="{URL}">text</a>', URL, 0, False, id="plain"),
        pytest.param(f"<p>\n\n<A class=x HREF={URL}>text</A>", URL, 2, False, id="without quotes, in capitals"),
        pytest.param(f"<p>\n<a\nhref='\t{URL} '>text</a>", URL, 1, False, id="over two lines"),
        pytest.param(f'<a href="{URL}?a=1&amp;b=2">text</a>', f"{URL}?a=1&b=2", 0, False, id="entity"),
        pytest.param(f'<a href="{URL}"><img src="a.svg" alt="text"></a>', URL, 0, True, id="picture"),
        pytest.param(f'<a href="{URL}">\n<img src="a.svg">\n</a>', URL, 0, True, id="picture among blanks"),
        pytest.param(f'<a href="{URL}"><b>text</b></a>', URL, 0, False, id="bold"),
        pytest.param(f'<a href="{URL}"><i></i>text</a>', URL, 0, False, id="icon and text"),
        pytest.param(f'<a href="{URL}"><img src="a.svg"></a> text', URL, 0, True, id="picture and text behind it"),
        pytest.param(f'<a href="{URL}"/>text', URL, 0, True, id="closed at once"),
        pytest.param(f'<a href="{URL}">text', URL, 0, False, id="never closed"),
        pytest.param(f'<a href="{"x" * 3000}">text</a>', "x" * 2000, 0, False, id="long"),
    ],
)  # fmt: skip
def test_a_link_has_its_line_and_is_a_badge_without_text(content: str, url: str, line: int, badge: bool) -> None:  # noqa: FBT001
    (link,) = read_html(content).links
    assert (link.url, link.line, link.badge) == (url, line, badge)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<a>text</a>", id="no address"),
        pytest.param('<a href="">text</a>', id="empty address"),
        pytest.param("<a href>text</a>", id="address without value"),
        pytest.param(f'<a name="{URL}">text</a>', id="another attribute"),
        pytest.param(f'<abbr href="{URL}">text</abbr>', id="another tag"),
        pytest.param(f'<!-- <a href="{URL}">text</a> -->', id="comment"),
        pytest.param(f'<!-- a > b <a href="{URL}">text</a>', id="comment that nobody closed"),
        pytest.param(f'<script>"<a href="{URL}">text</a>"</script>', id="script"),
        pytest.param(f'<a href="{URL}', id="tag that ends nowhere"),
        pytest.param(f'&lt;a href="{URL}"&gt;', id="escaped"),
    ],
)
def test_what_is_no_link(content: str) -> None:
    assert read_html(content).links == []


@pytest.mark.parametrize(
    ("content", "around"),
    [
        (f'<p>Our <a href="{URL}">code</a> is here.</p><p>Not this.</p>', "Our  code  is here."),
        (f'<p>Not this.</p>Our <a href="{URL}">code</a>', "Our  code"),
        (f'<table><tr><td>Code</td><td><a href="{URL}">x</a></td></tr><tr><td>no</td></tr></table>', "Code x"),
        (f'<ul><li>no</li><li>Code: <a href="{URL}">x</a></li></ul>', "Code:  x"),
        (f'<div>no</div>Code: <a href="{URL}">x</a><div>no</div>', "Code:  x"),
        (f'no<table>Code: <a href="{URL}">x</a></table>no', "Code:  x"),
        (f'no<ul>Code: <a href="{URL}">x</a></ul>no', "Code:  x"),
        (f'no<ol>Code: <a href="{URL}">x</a></ol>no', "Code:  x"),
        (f'no<br>Code: <a href="{URL}">x</a><br/>no', "Code:  x"),
        (f'<div>Code: <a href="{URL}">x</a> {"word " * 1000}</div>', f"Code:  x  {'word ' * 1000}"[:2000]),
    ],
)
def test_a_link_knows_the_text_of_its_paragraph_row_or_item(content: str, around: str) -> None:
    (link,) = read_html(content).links
    assert link.around == around


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "<h1>One</h1>\n<h2 align='center'>Two <b>bold</b> &amp; more</h2>",
            [(1, 0, "One"), (2, 1, "Two bold & more")],
        ),
        ("\n<h6>\n Six\n</h6>", [(6, 1, "Six")]),
        ("<h3>c</h3><h4>d</h4><h5>e</h5>", [(3, 0, "c"), (4, 0, "d"), (5, 0, "e")]),
        ("<h7>Seven</h7><header>no</header>", []),
        ("<h1>never closed", []),
        ("</h1>", []),
        ("<!-- <h1>no</h1> -->", []),
        (f"<h1>{'x' * 600}</h1>", [(1, 0, "x" * 500)]),
    ],
)
def test_headings(content: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(heading.level, heading.line, heading.text) for heading in read_html(content).headings] == expected


@pytest.mark.parametrize(
    ("content", "texts", "comments"),
    [
        pytest.param("a<p>\nb</p>\n<p>c</p>", [(0, "a"), (0, "\nb"), (2, "c")], [], id="paragraphs"),
        pytest.param("a &lt; b &#38; c", [(0, "a < b & c")], [], id="entities"),
        pytest.param("a&#10;b&#x0A;c&NewLine;d&#100;e", [(0, "a b c dde")], [], id="line ends that are none"),
        pytest.param("a\n<!-- b\nc -->\nd", [(0, "a\n"), (2, "\nd")], [(1, " b\nc ")], id="comment"),
        pytest.param("a<!-- b", [(0, "a")], [(0, " b")], id="comment that nobody closed"),
        pytest.param("a<!-- b --><!-- c > d", [(0, "a")], [(0, " b "), (0, " c > d")], id="the second one open"),
        pytest.param("<script>a</script>b<style>\nc</style>d", [(0, "b"), (1, "d")], [], id="script and style"),
        pytest.param("a<script>b", [(0, "a")], [], id="script that nobody closed"),
        pytest.param("</script>a", [(0, "a")], [], id="script that nobody opened"),
        pytest.param("a <b\nc &amp; d", [(0, "a "), (0, "<b\nc & d")], [], id="tag that ends nowhere"),
        pytest.param("<b>a</b> > 1 < 2", [(0, "a"), (0, " > 1 "), (0, "< 2")], [], id="less and more"),
        pytest.param("<?a?><!DOCTYPE a>b", [(0, "b")], [], id="instructions"),
        pytest.param(" \n<p> </p>", [], [], id="blanks"),
    ],
)
def test_texts_and_comments_are_kept_apart(
    content: str, texts: list[tuple[int, str]], comments: list[tuple[int, str]]
) -> None:
    found = read_html(content).texts
    assert [(text.line, text.content) for text in found if not text.comment] == texts
    assert [(text.line, text.content) for text in found if text.comment] == comments


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        (f"<p>{'a' * (MAX_HTML - 3)}", False),
        (f"<p>{'a' * (MAX_HTML - 2)}", True),
        (f'<a href="{URL}">text</a><p>more</p>', False),
    ],
)
def test_a_longer_block_is_said_to_be_cut(content: str, cut: bool) -> None:  # noqa: FBT001
    assert read_html(content).cut is cut


def test_what_the_library_refuses_is_said_to_be_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> int:
        raise AssertionError

    monkeypatch.setattr("html.parser.HTMLParser.parse_pi", refuses)
    found = read_html(f'<a href="{URL}">text</a><?a?><a href="{URL}">more</a>')
    assert (len(found.links), found.links[0].around, found.cut) == (1, "text", True)


HOSTILE = [
    *("<", "<!", "<?", "</", "</a ", "<a ", "<a b", "<a b='", "<a b=\"'", "<a b=c", "<a/", "<a =", "<a <b>"),
    *("<!-- ", "<!-- >", "--><!-- ", "<![CDATA[", "<!DOCTYPE ", "<script>", "<script></", "<p>", "<h1>"),
    *("&", "&#", "&#0", f"<a href={URL}>", f"<a href={URL}>x<p>"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_html_costs_little(piece: str) -> None:
    def made(size: int) -> str:
        return piece * (size // len(piece))

    assert slowdown(read_html, made, 100_000) < GENTLE


ENDS = (
    "\n",
    "a",
    "'",
    '"',
    ">",
    "/>",
    "-->",
    "--!>",
    "]]>",
    "</a>",
    "</h1>",
    "</p>",
    "</script>",
    "&#10;",
    "&#10",
    "&#x0a",
)


@given(st.lists(st.sampled_from((*HOSTILE, *ENDS))).map("".join) | st.text())
def test_no_html_breaks_the_reading(content: str) -> None:
    found = read_html(content)
    last = content.count("\n")
    for text in found.texts:
        assert 0 <= text.line <= text.line + text.content.count("\n") <= last
    assert all(0 <= link.line <= last for link in found.links)
    assert all(0 <= heading.line <= last for heading in found.headings)
    assert all(re.search(r"\S", link.url) for link in found.links)
