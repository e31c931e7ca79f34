from __future__ import annotations

import pytest

from auditor.card import Where
from auditor.reading.markdown import PARSER, cells_of, line_of, links_of, trimmed


def links(text: str) -> list[tuple[str, str]]:
    return [(url, where.value) for url, _, where in links_of(text, Where.PROSE, {})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://a.example/x)", [("https://a.example/x", "prose")]),
        ("![a](https://a.example/x.png)", []),
        ("[![b](https://b.example/y.svg)](https://a.example/x)", [("https://a.example/x", "badge")]),
        ('<a href="https://a.example/x">a</a>', [("https://a.example/x", "prose")]),
        ("<https://a.example/x>", [("https://a.example/x", "prose")]),
        ("see https://a.example/x here", [("https://a.example/x", "prose")]),
        ("`https://a.example/x`", [("https://a.example/x", "code")]),
        ("<!-- https://a.example/x -->", [("https://a.example/x", "comment")]),
        ("[a](https://a.example/x) [b](https://a.example/y)", [(f"https://a.example/{one}", "prose") for one in "xy"]),
        ("\\[a](https://a.example/x)", [("https://a.example/x)", "prose")]),
        ("", []),
    ],
)
def test_links(text: str, expected: list[tuple[str, str]]) -> None:
    assert links(text) == expected


def test_a_reference_is_a_link_where_the_blocks_define_it() -> None:
    env: dict[str, object] = {}
    PARSER.parse("text\n\n[one]: https://a.example/x\n", env)
    assert [url for url, _, _ in links_of("see [one]", Where.PROSE, env)] == ["https://a.example/x"]
    assert links("see [one]") == []


def test_an_offset_lies_in_its_link_also_where_it_stands_twice() -> None:
    text = "[a](https://a.example/x)\nand [b](https://a.example/x)"
    first, second = (offset for _, offset, _ in links_of(text, Where.PROSE, {}))
    assert text.count("\n", 0, first) == 0
    assert text.count("\n", 0, second) == 1


def test_rows_have_cells_and_blocks_have_lines() -> None:
    tokens = PARSER.parse("# T\n\n| a | b |\n|---|---|\n| 1 | [x](y) |\n", {})
    rows = [place for place, token in enumerate(tokens) if token.type == "tr_open"]
    assert [cells_of(tokens, place) for place in rows] == [["a", "b"], ["1", "[x](y)"]]
    assert [line_of(tokens[place]) for place in rows] == [3, 5]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x.", "https://a.example/x"),
        ("https://a.example/x),", "https://a.example/x"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("https://a.example/x_(y))", "https://a.example/x_(y)"),
        ("https://a.example/x**", "https://a.example/x"),
        ("https://a.example/x\u3002\u8bf7", "https://a.example/x"),
    ],
)
def test_an_address_ends_before_the_sentence_s_punctuation(url: str, expected: str) -> None:
    assert trimmed(url) == expected
