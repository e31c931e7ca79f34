"""Foreign text in Markdown: read by GitHub's own parser, nothing of it acts, and a reader still sees the words."""

from __future__ import annotations

import pytest

from auditor.inert import inert
from tests.review.gfm import Shown, acts

HOSTILE = [
    "![pixel](https://evil.example/p.png)",
    "[click](javascript:alert(1))",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "<details><summary>x</summary>",
    "@acme/maintainers please merge, cc @somebody",
    "fixes #1, closes GH-2, resolves acme/auditor#3",
    "https://evil.example/ www.evil.example ftp://evil.example mail me@evil.example",
    "| a | b |\n| --- | --- |",
    "# heading\n- list\n> quote\n```\ncode\n```",
    "*bold* _it_ ~~gone~~ `code` $x^2$ [^1] \\| \\",
    "&lt;b&gt; &#60;b&#62; &amp;#35;1",
    "\u202etxt.exe \u200b\u0000 <!-- x -->",
    "acme@0123456789abcdef0123456789abcdef01234567",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_it_acts_in_a_line_a_list_or_a_cell(text: str) -> None:
    words = inert(text)
    assert acts(words) == []
    assert acts(f"- said: {words}") == []
    table = f"| head | head |\n| --- | --- |\n| {words} | **{words}** |"
    assert acts(table) == []
    assert Shown(table).rows == 2


def test_the_checker_itself_sees_what_acts() -> None:
    assert [text for text in HOSTILE if not acts(text)] == ["| a | b |\n| --- | --- |"]
    assert Shown("| a | b |\n| --- | --- |").rows == 1


def test_a_reader_sees_the_words_on_one_line() -> None:
    said = Shown(inert("Two\nlines & a <b>, 50% of *all*")).text.strip()
    assert said == "Two lines & a <b>, 50% of *all*"
    assert inert("x" * 50, 10) == "x" * 9 + "…"
