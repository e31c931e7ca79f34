"""Cards made to be slow: the time grows no faster than the text, and is bounded whatever a card holds."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from auditor.card import Card, CardState
from auditor.collect import card_links
from auditor.evidence import Snapshot
from auditor.reading import card as reading
from auditor.reading.card import read_card
from auditor.reading.declared import declared
from auditor.store import Store
from tests.conftest import CHECKOUT
from tests.reading.growth import doubling

RULES = Store(CHECKOUT).rules
MOST = 2.6
"""Twice the text may take so many times as long; four would be quadratic."""
SIZE = 24_000
ABSOLUTE = 30.0
"""Seconds of CPU for a megabyte, on a core that others share: measured are two to four on one that is idle."""

REPEATED = (
    *("[", "*", "_", "`", "~", "<", "&", "|", "(", "]", "\\", ">", "#", "-\n", "- a\n", "1. a\n", "a\n\n", "# a\n"),
    *("> > > > > > > > > > \n", "a\n=\n", "**a ", "*a_ ", "a**b", "_*", "a|", "|x|y|\n", "|a|\n|-|\n|x|\n\n", "`a` "),
    *("```\n", "~~~\na\n", "    a\n\nb\n", "![[", "![a](", "[a](", "[a](<b", "[a](b) ", "[a][", "[](", "[]()", "]["),
    *("[a\n", "[a]: b\n", '[a]: b "\n', "[a]: b\n\n", "&amp;", "&#10;", "&#000000", "<!--", "<!-- a\n\n", "a <!-- "),
    *("<!-->", "<!-- -->", "a <?", "a <![CDATA[", "a <!A ", "<a ", "<div>\n", "<div>\n\n", '<a b=" ', '<a b="c" '),
    *("</", "<h1>", "<script>", "a <b> ", "<a href=", '<a href="https://a.example/c"><img></a>', "<a@b.c>"),
    *("<https://a.example>", "<https:", "https://a.example/c ", "https://a(", "http://", "trained on ", "MMLU\n\n"),
    *("trained on the Acme dataset ", "fine tuned a b c on A B C D ", "llama 2 license ", "A. ", "\u8bad\u3002"),
    *("- > a\n", "> - a\n", "- ```\n", "- [a]: b\n", "- <p>\n", "---\n", "a  \n", "\\|", "\t", " ", "\0", "\u0130"),
)
"""What is written again and again."""

MADE: dict[str, Callable[[int], str]] = {
    "links in links": lambda size: "[" * (size // 4) + "](a)" * (size // 6),
    "quotes ever deeper": lambda size: "\n".join("> " * (number % 200) for number in range(size // 200)),
    "items ever deeper": lambda size: "".join(" " * (2 * (number % 200)) + "- a\n" for number in range(size // 204)),
    "runs of backticks": lambda size: " ".join("`" * number for number in range(1, int((2 * size) ** 0.5))),
    "references": lambda size: "".join(f"[r{one}]: b\n" for one in range(size // 20)) + "[r1] " * (size // 10),
    "a wide table": lambda size: "|" + "a|" * (size // 8) + "\n|" + "-|" * (size // 8) + "\n|" + "x|" * (size // 4),
    "one long word": lambda size: "a" * size,
    "one long address": lambda size: "https://a.example/" + "c" * size,
    "one long label": lambda size: "[" + "a" * size,
    "one tag of many attributes": lambda size: "<a " + "b=c " * (size // 4) + ">",
    "training settings": lambda size: "```\nlr: 1\ndatasets:\n" + "- path: a/b\n" * (size // 12),
    "front matter never closed": lambda size: "---\n" + "a: b\n" * (size // 5),
    "front matter of brackets": lambda size: "---\na: " + "[" * size + "\n---\n",
    "front matter of questions": lambda size: "---\n" + "? " * (size // 2) + "\n---\n",
    "front matter of names": lambda size: "---\ndatasets: [" + "a," * (size // 2) + "]\n---\n",
}


def repeated(part: str) -> Callable[[int], str]:
    return lambda size: (part * (size // len(part) + 1))[:size]


CASES = {**{repr(part): repeated(part) for part in REPEATED}, **MADE}


def read(text: bytes) -> Card:
    """All that is read of a card: its facts, what its front matter states, and what each link is for."""
    found = read_card(text, RULES.vocabulary)
    tuple(declared(found, (), ()))
    card_links(Snapshot(card=found, card_state=CardState.READ), RULES, "acme/open-7b")
    return found


@pytest.mark.parametrize("name", CASES)
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    made = CASES[name]
    assert doubling(read, lambda size: made(size).encode(), SIZE, MOST) <= MOST


@pytest.mark.parametrize("name", ["'- a\\n'", "'1. a\\n'", "'a\\n\\n'", "a wide table", "'|x|y|\\n'"])
def test_a_megabyte_of_the_slowest_is_read_in_bounded_time(name: str) -> None:
    text = CASES[name](1_000_000).encode()
    start = time.process_time()
    found = read(text)
    assert time.process_time() - start < ABSOLUTE
    assert "it is longer than cards are read: what comes late was left out" in found.problems


def test_what_is_left_out_is_said_and_what_came_before_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_LINES", 6)
    monkeypatch.setattr(reading, "MAX_CELLS", 4)
    link = "[{}](https://a.example/{})\n"
    text = "---\nlicense: mit\n---\n" + "".join(link.format(one, one) for one in range(8))
    found = read(text.encode())
    assert [one.url.rpartition("/")[2] for one in found.links] == [str(one) for one in range(6)]
    assert [one.line for one in found.links] == list(range(4, 10))
    assert len(found.problems) == 1
    barred = read(("a | b | c\n" + link.format(1, 1) + "| a | b | c |\n" + link.format(2, 2)).encode())
    assert [one.url for one in barred.links] == ["https://a.example/1"]
    assert len(barred.problems) == 1
    assert read(text[: text.index("[6]")].encode()).problems == ()


@pytest.mark.parametrize(
    ("key", "most"), [("datasets", 100), ("base_model", 100), ("tags", 500), ("language", 500)], ids=str
)
def test_a_list_that_is_cut_says_so(key: str, most: int) -> None:
    def listed(count: int) -> Card:
        return read(f"---\n{key}: [{', '.join(f'acme/d{one}' for one in range(count))}]\n---\n".encode())

    assert listed(most).problems == ()
    assert listed(most + 1).problems == (
        f"front matter names more than {most} under {key}: what comes late was left out",
    )
