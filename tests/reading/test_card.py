from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.card import Card, FrontMatterState, Heading, Table, Where
from auditor.reading.card import read_card
from auditor.reading.markdown import PARSER
from auditor.rules import KnownName, NameKind, Vocabulary, license_names
from tests.builders import licenses
from tests.reading.growth import GENTLE, slowdown

VOCABULARY = Vocabulary(
    cues={
        "code": ("code", "repository"),
        "data": ("dataset", "数据集"),
        "derivation": ("based on",),
        "evaluation": ("evaluation", "evaluated", "评估"),
        "training": ("training", "trained on", "训练"),
    },
    names=(
        KnownName(name="TrainKit", kind=NameKind.FRAMEWORK, repository="tools/trainkit"),
        KnownName(name="Big Corpus", kind=NameKind.CORPUS, aliases=("bigcorpus",)),
        KnownName(name="learning rate", kind=NameKind.HYPERPARAMETER, aliases=("peak lr",)),
    ),
)

ONE = "https://acme.example/one"
TWO = "https://acme.example/two"

Stated = tuple[str, int, str]


def read(text: str | bytes) -> Card:
    return read_card(text.encode() if isinstance(text, str) else text, VOCABULARY)


def links(text: str | bytes) -> list[Stated]:
    return [(link.url, link.line, link.where.value) for link in read(text).links]


def names(text: str | bytes) -> list[Stated]:
    return [(mention.name, mention.line, mention.where.value) for mention in read(text).mentions]


def test_a_card_is_pinned_by_its_bytes_and_its_commit() -> None:
    text = b"\xef\xbb\xbf# Open 7B\r\n"
    card = read_card(text, VOCABULARY, path="docs/README.md", revision="a" * 40)
    assert (card.path, card.revision, card.size) == ("docs/README.md", "a" * 40, len(text))
    assert card.sha256 == sha256(text).hexdigest()


def test_an_empty_card_says_nothing() -> None:
    assert read(b"") == Card(sha256=sha256(b"").hexdigest(), size=0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"See {ONE} now", [(ONE, 1, "prose")], id="bare"),
        pytest.param(f"See <{ONE}>.", [(ONE, 1, "prose")], id="autolink"),
        pytest.param(f"See [code]({ONE}).", [(ONE, 1, "prose")], id="Markdown"),
        pytest.param(f'See [code]({ONE} "a title").', [(ONE, 1, "prose")], id="Markdown with a title"),
        pytest.param(f"See [code][1].\n\n[1]: {ONE}\n", [(ONE, 1, "prose")], id="reference"),
        pytest.param(f"See [code].\n\n[code]: {ONE}\n", [(ONE, 1, "prose")], id="short reference"),
        pytest.param(f"[code]: {ONE}\n", [], id="reference that nobody uses"),
        pytest.param(f"See [code][2].\n\n[1]: {ONE}\n", [], id="reference that is not defined"),
        pytest.param(f'See <a href="{ONE}">the code</a>.', [(ONE, 1, "prose")], id="HTML in a paragraph"),
        pytest.param(f'<p>\n<a\nhref="{ONE}">x</a></p>', [(ONE, 2, "prose")], id="HTML block"),
        pytest.param(f"<p>\n\n{ONE}</p>", [(ONE, 3, "prose")], id="bare after HTML"),
        pytest.param(f"<p>a\nb\nsee {ONE}\n</p>", [(ONE, 3, "prose")], id="bare in HTML"),
        pytest.param(f"<div>&#10;&#x0a;&NewLine;{ONE}</div>", [(ONE, 1, "prose")], id="line ends that are none"),
        pytest.param(f"**{ONE}**, ({ONE}).", [(ONE, 1, "prose")] * 2, id="punctuation around"),
        pytest.param(f"{ONE}_(a)!", [(f"{ONE}_(a)", 1, "prose")], id="brackets of its own"),
        pytest.param(f"[x]({TWO}) {ONE}/a_b_c", [(TWO, 1, "prose"), (f"{ONE}/a_b_c", 1, "prose")], id="underscores"),
        pytest.param(f"代码见 {ONE}\u3002评估", [(ONE, 1, "prose")], id="Chinese punctuation"),
        pytest.param(f"- one\n- [code]({ONE})\n", [(ONE, 2, "list")], id="list"),
        pytest.param(f"1. one\n   - two\n\n     {ONE}\n", [(ONE, 4, "list")], id="list in a list"),
        pytest.param(f"- one\n\n{ONE}", [(ONE, 3, "prose")], id="after a list"),
        pytest.param(f"> quoted\n> {ONE}\n", [(ONE, 2, "prose")], id="quote"),
        pytest.param(f"# [Code]({ONE})\n", [(ONE, 1, "heading")], id="heading"),
        pytest.param(f"|a|b|\n|-|-|\n|[x]({ONE})|{TWO}|\n", [(ONE, 3, "table"), (TWO, 3, "table")], id="table"),
        pytest.param(f"|a|\n|-|\n|`{ONE}` [x]({TWO})|\n", [(ONE, 3, "table"), (TWO, 3, "table")], id="code in a table"),
        pytest.param(f"|a|\n|-|\n\n{ONE}", [(ONE, 4, "prose")], id="after a table"),
        pytest.param(f"`{ONE}` and [x]({TWO})", [(ONE, 1, "code"), (TWO, 1, "prose")], id="code span"),
        pytest.param(f"```\nx\ngit clone {ONE}\n```\n", [(ONE, 3, "code")], id="fenced code"),
        pytest.param(f"    x\n    {ONE}\n", [(ONE, 2, "code")], id="indented code"),
        pytest.param(f"```\n[x]({ONE})", [(ONE, 2, "code")], id="code that is not closed"),
        pytest.param(f"[![b](https://acme.example/b.svg)]({ONE})", [(ONE, 1, "badge")], id="badge"),
        pytest.param(f'<p><a href="{ONE}"><img src="b.svg"></a></p>', [(ONE, 1, "badge")], id="HTML badge"),
        pytest.param("![a picture](https://acme.example/a.png)", [], id="picture"),
        pytest.param("[a](#usage) [b](docs/a.md) [c](mailto:a@acme.example) [d](javascript:x)", [], id="no address"),
        pytest.param(f"\\[x](y) [z]({ONE}", [(ONE, 1, "prose")], id="broken Markdown"),
    ],
)
def test_a_link_has_its_line_and_its_kind_of_text(text: str, expected: list[Stated]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(f"[a]({ONE})\n[b]({ONE})\n[c]({ONE})", [1, 2, 3], id="Markdown"),
        pytest.param(f"{ONE}\n<{ONE}>\n[{ONE}]({ONE})\n[{ONE}]({ONE})", [1, 2, 3, 4], id="every way"),
        pytest.param(f"[a]({ONE}/b)\n[a]({ONE})", [1, 2], id="the start of another"),
        pytest.param(f"[a][1]\nb\n[a][1]\n\n[1]: {ONE}", [1, 3], id="reference"),
        pytest.param(f'a <a href="{ONE}">x</a>\n<a href="{ONE}">x</a>', [1, 2], id="HTML"),
        pytest.param(f"[a][1]\n{ONE}\n\n[1]: {ONE}", [1, 2], id="reference before the address"),
        pytest.param(f"[a](\n{ONE}) `x`\n{ONE}", [2, 3], id="over two lines"),
    ],
)
def test_a_link_that_is_repeated_has_each_of_its_lines(text: str, lines: list[int]) -> None:
    assert [link.line for link in read(text).links] == lines


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"---\nlicense: mit\n---\n\n# Code\n\nhttps://acme.example/one\n", id="LF"),
        pytest.param(b"---\r\nlicense: mit\r\n---\r\n\r\n# Code\r\n\r\nhttps://acme.example/one\r\n", id="CRLF"),
        pytest.param(b"---\rlicense: mit\r---\r\r# Code\r\rhttps://acme.example/one\r", id="CR"),
        pytest.param(b"\xef\xbb\xbf---\nlicense: mit\n---\n\n# Code\n\nhttps://acme.example/one\n", id="BOM"),
        pytest.param(b"\n---\nlicense: mit\n---\n# Code\n\nhttps://acme.example/one\n", id="blank line first"),
        pytest.param(b"---\nlicense: [mit\n---\n\n# Code\n\nhttps://acme.example/one\n", id="broken front matter"),
        pytest.param(b"---\n- mit\n---\n\n# Code\n\nhttps://acme.example/one\n", id="list for front matter"),
        pytest.param(b"---\n---\n\n\n# Code\n\nhttps://acme.example/one\n", id="empty front matter"),
        pytest.param(b"a\n***\nb\n\n# Code\n\nhttps://acme.example/one\n", id="no front matter"),
        pytest.param(b"caf\xe9\n\n\n\n# Code\n\nhttps://acme.example/one\n", id="Latin-1"),
        pytest.param(b"a\x00b\x0c\xe2\x80\xa8\x0b\n\n\n\n# Code\n\nhttps://acme.example/one\n", id="other line ends"),
    ],
)
def test_lines_are_those_of_the_file(text: bytes) -> None:
    card = read(text)
    assert [(heading.line, heading.text) for heading in card.headings] == [(5, "Code")]
    assert [(link.url, link.line, link.heading) for link in card.links] == [(ONE, 7, "Code")]


def test_front_matter_is_no_part_of_the_text() -> None:
    card = read(f"---\nlicense: mit\nlicense_link: {ONE}\ntags: [TrainKit]\n---\nTwo words\n")
    assert (card.links, card.mentions, card.words) == ((), (), 2)
    assert card.front_matter.values["license_link"] == ONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\n###### Six ######", [(1, 1, "One"), (3, 6, "Six")]),
        ("Two\n===\n\nThree\nfour\n---\n", [(1, 1, "Two"), (4, 2, "Three four")]),
        ("## **Bold** `code` [linked](https://acme.example/a) <b>b</b>", [(1, 2, "Bold code linked b")]),
        ("<div>\n<h2>From <b>HTML</b></h2>\n</div>", [(2, 2, "From HTML")]),
        ("#No heading\n\n####### seven\n\n    # code\n\n```\n# code\n```\n", []),
        ("<!-- # comment\n# Comment\n-->\n\n# Real", [(5, 1, "Real")]),
        ("- # In a list\n\n> # In a quote", [(1, 1, "In a list"), (3, 1, "In a quote")]),
        (f"# {'word ' * 100}", [(1, 1, ("word " * 24))]),
    ],
)  # fmt: skip
def test_headings(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert read(text).headings == tuple(Heading(line=line, level=level, text=text) for line, level, text in expected)


def test_a_link_knows_the_words_of_its_sentence_and_of_the_headings_above_it() -> None:
    card = read(f"# Evaluation\n\n## Details\n\nWe publish [code]({ONE}). It was trained on [this]({TWO}).\n")
    first, second = card.links
    assert (first.heading, first.cues, first.heading_cues) == ("Details", ("code",), ("evaluation",))
    assert (second.heading, second.cues, second.heading_cues) == ("Details", ("training",), ("evaluation",))


def test_a_heading_ends_where_one_of_its_level_begins() -> None:
    card = read(f"# Training\n\n## Dataset\n\n{TWO}\n\n## Other\n\n{ONE}\n\n# Last\n\n{ONE}\n")
    assert [link.heading_cues for link in card.links] == [("data", "training"), ("training",), ()]


def test_a_list_item_is_one_sentence() -> None:
    card = read(f"- Training. The dataset: [here]({TWO}).\n- The code: {ONE}\n")
    assert [link.cues for link in card.links] == [("data", "training"), ("code",)]


def test_a_repeated_link_has_the_words_of_each_of_its_sentences() -> None:
    card = read(f"[It]({ONE}) was trained on much. For evaluation see [it]({ONE}).\n")
    assert [link.cues for link in card.links] == [("training",), ("evaluation",)]


def test_chinese_sentences_end_without_a_space() -> None:
    card = read(f"模型训练\u3002评估 [甲]({ONE}) 完成\u3002")
    assert [link.cues for link in card.links] == [("evaluation",)]


def test_a_cell_has_the_words_of_its_row_and_of_its_column() -> None:
    card = read(f"| Model | Evaluation | Other |\n|---|---|---|\n| dataset | [a]({ONE}) | {TWO} |\n")
    assert [link.cues for link in card.links] == [("data", "evaluation"), ("data",)]


def test_html_gives_a_link_the_words_of_its_row() -> None:
    rows = f'<table>\n<tr><td>Training</td><td><a href="{TWO}">x</a></td></tr>\n<tr><td><a href="{ONE}">y</a></td></tr>'
    assert [(link.line, link.cues) for link in read(f"{rows}\n</table>\n").links] == [(2, ("training",)), (3, ())]


def test_cues_have_the_lines_of_their_sentences() -> None:
    text = "The dataset is\nbig. It was trained on it.\n\n- evaluation\n\n|code|\n|-|\n|code|\n\n```\ntraining\n```\n"
    assert read(text).cues == {"code": (6, 8), "data": (1,), "evaluation": (4,), "training": (2,)}


def test_a_line_has_a_cue_once() -> None:
    assert read("Training. More training.\n").cues == {"training": (1,)}


def test_sentences_in_html_have_lines_and_words_of_their_own() -> None:
    card = read("<p>The dataset.\nSome code\nuses TrainKit.</p>\n")
    assert card.cues == {"code": (2,), "data": (1,)}
    assert [(mention.line, mention.cues) for mention in card.mentions] == [(3, ("code",))]


def test_a_cue_has_twenty_lines_at_most() -> None:
    assert read("training\n\n" * 30).cues == {"training": tuple(range(1, 41, 2))}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<!-- {ONE} -->", id="block"),
        pytest.param(f"<!--\n\n[code]({ONE})\n\n-->", id="block with blank lines"),
        pytest.param(f'<!-- <a href="{ONE}">code</a> -->', id="HTML"),
        pytest.param(f"Some text <!-- [code]({ONE}) --> more.", id="in a paragraph"),
        pytest.param(f"- item <!-- {ONE} -->", id="in a list"),
        pytest.param(f"|a|\n|-|\n|b <!-- {ONE} -->|", id="in a table"),
        pytest.param(f"<div>\n<!-- {ONE} -->\n</div>", id="in HTML"),
        pytest.param(f"<div>\n<!-- {ONE}\n</div>\n{ONE}", id="that nobody closed"),
    ],
)
def test_a_link_in_a_comment_is_no_claim(text: str) -> None:
    assert {link.where for link in read(text).links} == {Where.COMMENT}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!-- trained on Big Corpus -->", id="block"),
        pytest.param("<!--\n\ntrained on Big Corpus\n\n-->", id="block with blank lines"),
        pytest.param("<!-- trained --> <!-- on Big Corpus -->", id="two"),
        pytest.param("A <!-- trained on Big Corpus --> <!-- trained on\nBig Corpus --> b.", id="in a paragraph"),
        pytest.param("- a <!-- trained on Big Corpus -->", id="in a list"),
        pytest.param("# A <!-- trained on Big Corpus -->", id="in a heading"),
        pytest.param("|a|\n|-|\n|b <!-- trained on Big Corpus -->|", id="in a table"),
        pytest.param("<p>a <!-- trained on Big Corpus --></p>", id="in HTML"),
    ],
)
def test_a_word_in_a_comment_is_no_claim(text: str) -> None:
    card = read(text)
    assert (card.mentions, dict(card.cues)) == ((), {})
    assert card.words <= 2


def test_a_comment_in_a_paragraph_moves_no_line() -> None:
    text = f"a <!-- x\ny --> [code]({ONE})\nTrainKit <!-- {TWO}\n{TWO} -->\n{ONE}"
    assert links(text) == [(ONE, 2, "prose"), (TWO, 3, "comment"), (TWO, 4, "comment"), (ONE, 5, "prose")]
    assert names(text) == [("TrainKit", 3, "prose")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We used TRAINKIT\nand the big  corpus.", [("TrainKit", 1, "prose"), ("Big Corpus", 2, "prose")]),
        ("Straße ß ß ß ß ß TrainKit\nb\nc", [("TrainKit", 1, "prose")]),
        ("- learning_rate: 1e-4", [("learning rate", 1, "list")]),
        ("# TrainKit", [("TrainKit", 1, "heading")]),
        ("|a|b|\n|-|-|\n|TrainKit|1|", [("TrainKit", 3, "table")]),
        ("```\na\nlearning_rate=1\n```", [("learning rate", 3, "code")]),
        ("<p>a\nTrainKit</p>", [("TrainKit", 2, "prose")]),
        ("trainkits and bigcorpora", []),
        ("The peak LR is 1", [("learning rate", 1, "prose")]),
        ("See https://acme.example/trainkit", [("TrainKit", 1, "prose")]),
    ],
)
def test_known_names_are_mentions(text: str, expected: list[Stated]) -> None:
    assert names(text) == expected


def test_a_mention_has_the_words_of_its_sentence_and_headings() -> None:
    (mention,) = read("# Training\n\nSee the code. It was evaluated with TrainKit.\n").mentions
    assert (mention.kind, mention.cues, mention.heading_cues) == (NameKind.FRAMEWORK, ("evaluation",), ("training",))


def test_a_name_is_kept_twenty_times_at_most() -> None:
    card = read("TrainKit\n\n" * 50 + "Big Corpus")
    assert [mention.name for mention in card.mentions] == ["TrainKit"] * 20 + ["Big Corpus"]
    assert card.problems == ()


def test_tables_have_a_shape() -> None:
    text = (
        "a\n\n| *Step* | `loss` | [x](y) |\n|---|---|---|\n| 1 | 2 |\n| 3 | 4 | 5 | 6 |\n\n|only|\n|-|\n\n|no|table|\n"
    )
    assert read(text).tables == (
        Table(line=3, columns=("Step", "loss", "x"), rows=2),
        Table(line=8, columns=("only",), rows=0),
    )


def test_words_are_those_of_the_running_text() -> None:
    assert read("---\na: b\n---\n# One two\n\nThree *four*.\n\n- five\n\n<p>six</p>\n\n<!-- c -->\n").words == 6
    assert read("|a|\n|-|\n|b|\n\n```\nc\n```\n\n    d\n").words == 0


def test_facts_hold_no_prose() -> None:
    said = "gloriously written by hand"
    text = (
        f"---\nlicense: mit\nwidget:\n- text: {said}\nextra_gated_prompt: {said}\nodd: '\n{said}: x'\n---\n"
        f"We trained TrainKit, {said}, [{said}]({ONE} '{said}'). ![{said}](a.png)\n\n- {said}\n\n> {said}\n\n"
        f"<p>{said} <a href='{TWO}' title='{said}'>{said}</a></p>\n\n<!-- {said} {ONE} -->\n\n"
        f"|a|\n|-|\n|{said}|\n\n```\n{said} {ONE}\n```\n\n[x]: y '{said}'\n"
    )
    card = read(text)
    assert len(card.links) == 4
    assert not re.search("gloriously|written|hand", card.model_dump_json())


def test_what_is_kept_of_a_text_is_short() -> None:
    long = "word " * 1000
    card = read(f"---\nlicense: {long}\n---\n# {long}\n\n<h1>{long}</h1>\n\n|{long}|\n|-|\n\n{'a' * 3000}://x\n")
    assert [len(heading.text) for heading in card.headings] == [120, 120]
    assert [len(column) for table in card.tables for column in table.columns] == [60]
    assert card.front_matter.strings("license") == (long[:500].strip(),)
    assert len(card.model_dump_json()) < 2000


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        pytest.param(f"# Evaluation-7B\n\n{ONE}", (), id="a name with a dash"),
        pytest.param(f"# acme/evaluation\n\n{ONE}", (), id="a name with its owner"),
        pytest.param(f"# Evaluation_Base\n\n{ONE}", (), id="a name with an underscore"),
        pytest.param(f"# Training 2\n\n{ONE}", (), id="a name with a number"),
        pytest.param(f"# **Training-7B**\n\n## Details\n\n{ONE}", (), id="and what stands below"),
        pytest.param(f"<h1>Training-7B</h1>\n\n{ONE}", (), id="in HTML"),
        pytest.param(f"# Training-7B\n\n## Evaluation\n\n{ONE}", ("evaluation",), id="a section has its own"),
        pytest.param(f"# Evaluation\n\n{ONE}", ("evaluation",), id="plain words"),
        pytest.param(f"## Evaluation-7B\n\n{ONE}", ("evaluation",), id="of the second level"),
        pytest.param(f"# Open\n\n# Evaluation-7B\n\n{ONE}", ("evaluation",), id="no title"),
    ],
)
def test_a_title_that_holds_the_model_s_name_says_nothing_of_what_stands_below(
    text: str, cues: tuple[str, ...]
) -> None:
    assert [link.heading_cues for link in read(text).links] == [cues]


LICENSED = Vocabulary(
    cues={"license": ("license", "licensed", "released under"), "code": ("code",)},
    names=(*license_names(licenses()), *VOCABULARY.names),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The weights are licensed under CC BY 4.0.", ["CC-BY-4.0"]),
        ("The weights are licensed under CC BY-NC 4.0.", ["CC-BY-NC-4.0"]),
        ("The weights are licensed under CC-BY-NC-SA-4.0.", ["CC-BY-NC-SA-4.0"]),
        ("Released under the Apache License, Version 2.0.", ["Apache-2.0"]),
        ("The license is MIT, and that of TrainKit is Apache 2.0.", ["MIT", "TrainKit", "Apache-2.0"]),
        ("# License\n\nApache-2.0", ["Apache-2.0"]),
        ("Licensed under the Gemma Terms of Use.", ["gemma"]),
        ("The license of Gemma and of llama2.", []),
        ("Built at MIT with CC BY 4.0 data.", []),
        ("# License\n\n```\nMIT\n```", ["MIT"]),
        ("A license that is permitted.", []),
    ],
)
def test_of_the_licenses_in_a_sentence_on_licenses_the_longest_is_meant(text: str, expected: list[str]) -> None:
    assert [mention.name for mention in read_card(text.encode(), LICENSED).mentions] == expected


def test_a_license_in_a_sentence_has_its_line_and_words() -> None:
    text = "# Open\n\nThe code is\nlicensed under CC BY-NC 4.0.\n"
    (mention,) = read_card(text.encode(), LICENSED).mentions
    assert (mention.kind, mention.line, mention.where) == (NameKind.LICENSE, 4, Where.PROSE)
    assert mention.cues == ("code", "license")


def nested_list(size: int) -> str:
    depth = int(size**0.5)
    return "".join(f"{'  ' * level}- a\n" for level in range(depth))


PARAGRAPH = "a paragraph of more than 20,000 characters was searched for addresses only"
CELL = "a table cell of more than 20,000 characters was searched for addresses only"
NESTED = "quotes or lists nested too deeply were left out"
LINKS = "more than 5,000 links"
LONG = "it is longer than cards are read: what comes late was left out"
WIDE = "a table of more than 200 columns"
HTML = "a block of HTML was read only in part"
CUT = "only the first 2 MB were read"

HOSTILE: dict[str, tuple[Callable[[int], str], int, tuple[str, ...]]] = {
    "brackets": (lambda size: "[" * size, 1_000_000, (PARAGRAPH,)),
    "picture brackets": (lambda size: "![" * (size // 2), 1_000_000, (PARAGRAPH,)),
    "asterisks": (lambda size: "*" * size, 1_000_000, ()),
    "asterisks in words": (lambda size: "a**" * (size // 3), 200_000, (PARAGRAPH,)),
    "backticks": (lambda size: "a " + "".join("`" * (n % 99) + " " for n in range(size // 50)), 500_000, (PARAGRAPH,)),
    "paragraphs of brackets": (lambda size: ("[a](" * 1000 + "\n\n") * (size // 4002), 64_032, ()),
    "nested quotes": (lambda size: ">" * size, 1_000_000, (NESTED,)),
    "lines of nested quotes": (lambda size: (">" * 50 + " a\n") * (size // 53), 200_000, (NESTED,)),
    "nested lists": (nested_list, 1_000_000, (NESTED,)),
    "nested lists in one line": (lambda size: "1. " * (size // 3), 1_000_000, (NESTED,)),
    "long table": (lambda size: "|a|\n|-|\n" + "1\n" * (size // 2), 60_000, (LONG,)),
    "wide table": (lambda size: f"|{'a|' * (size // 4)}\n|{'-|' * (size // 4)}\n", 60_000, (WIDE,)),
    "many tables": (lambda size: "|a|\n|-|\n\n" * (size // 9), 100_000, (LONG, "more than 200 tables")),
    "long cell": (lambda size: f"|a|\n|-|\n|{'(x) ' * (size // 4)}|\n", 200_000, (CELL,)),
    "many headings": (lambda size: "# training\n" * (size // 11), 30_000, ("more than 500 headings",)),
    "links in paragraphs": (lambda size: f"[a]({ONE})\n\n" * (size // 32), 170_000, (LINKS,)),
    "links in one paragraph": (lambda size: f"[a]({ONE})\n" * (size // 31), 1_000_000, (LONG, PARAGRAPH, LINKS)),
    "links in code": (lambda size: "```\n" + f"{ONE}\n" * (size // 26), 200_000, (LINKS,)),
    "links by reference": (lambda size: "[a][b]\n\n" * (size // 8) + f"[b]: {ONE}\n", 44_000, (LINKS,)),
    "references": (lambda size: "".join(f"[a{n}]: {ONE}\n" for n in range(size // 33)), 80_000, ()),
    "sentences": (lambda size: "code!\n" * (size // 6), 500_000, (LONG, PARAGRAPH)),
    "one word": (lambda size: "a" * size, 2_000_000, (PARAGRAPH,)),
    "one line": (lambda size: "word " * (size // 5), 400_000, (PARAGRAPH,)),
    "one address": (lambda size: "https://" * (size // 8), 500_000, (PARAGRAPH,)),
    "paragraphs": (lambda size: "word\n\n" * (size // 6), 24_000, ()),
    "null bytes": (lambda size: "\0" * size, 1_000_000, (PARAGRAPH,)),
    "line ends": (lambda size: "\r" * size, 200_000, ()),
    "comments": (lambda size: "a <!-- -->" * (size // 10), 400_000, (PARAGRAPH,)),
    "open comments": (lambda size: "a <!--" * (size // 6), 400_000, (PARAGRAPH,)),
    "open comments in HTML": (lambda size: "<!-- " * (size // 5), 190_000, ()),
    "HTML tags": (lambda size: "<div>" * (size // 5), 200_000, ()),
    "open HTML tags": (lambda size: "<div>" + "<a " * (size // 3), 60_000, ()),
    "fences": (lambda size: "---\n" * (size // 4), 80_000, ()),
    "front matter": (lambda size: "---\n" + "a: b\n" * (size // 5) + "---\n", 40_000, ()),
}  # fmt: skip


@pytest.mark.parametrize(("made", "size", "problems"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_card_costs_little_and_what_was_cut_is_said(
    made: Callable[[int], str], size: int, problems: tuple[str, ...]
) -> None:
    assert read(made(size)).problems == problems
    assert slowdown(read, made, size) < GENTLE


@pytest.mark.parametrize(
    ("made", "most", "problem"),
    [
        pytest.param(lambda count: "# a\n" * count, 500, "more than 500 headings", id="headings"),
        pytest.param(lambda count: "|a|\n|-|\n\n" * count, 200, "more than 200 tables", id="tables"),
        pytest.param(lambda count: f"|{'a|' * count}\n|{'-|' * count}\n", 200, WIDE, id="columns"),
        pytest.param(lambda count: f"|a|\n|-|\n|{'(' * count}|\n", 20_000, CELL, id="cell"),
        pytest.param(lambda count: "a" * count, 20_000, PARAGRAPH, id="paragraph"),
        pytest.param(lambda count: "> " * count + "a", 19, NESTED, id="quotes"),
        pytest.param(lambda count: "> " + "- " * count + "a", 9, NESTED, id="lists in a quote"),
        pytest.param(lambda count: "```\n" + f"{ONE}\n" * count + "```\n", 5000, LINKS, id="links"),
        pytest.param(lambda count: f"<p>{'a' * (count - 3)}", 200_000, HTML, id="HTML"),
        pytest.param(lambda count: " " * 4 + "a" * (count - 4), 2_000_000, CUT, id="bytes"),
    ],
)
def test_what_is_at_most_allowed_is_no_problem_and_more_is_said(
    made: Callable[[int], str], most: int, problem: str
) -> None:
    assert read(made(most)).problems == ()
    assert read(made(most + 1)).problems == (problem,)


def test_of_what_is_too_much_the_first_is_kept() -> None:
    card = read("# a\n" * 501 + "|b|\n|-|\n\n" * 201)
    assert (len(card.headings), len(card.tables)) == (500, 200)
    (table,) = read(f"|{'a|' * 201}\n|{'-|' * 201}\n").tables
    assert len(table.columns) == 200


def test_of_10_mb_the_first_2_are_read() -> None:
    card = read(f"[code]({ONE})\n\n".encode() + b"word" * 2_500_000 + f"[data]({TWO})\n".encode())
    assert card.size > 10_000_000
    assert [link.url for link in card.links] == [ONE]
    assert card.problems == (CUT, PARAGRAPH)


def test_a_cut_through_a_character_is_no_fault_of_the_card() -> None:
    assert read("é".encode() * 1_000_001 + b"x").problems == (CUT, PARAGRAPH)
    assert read(b"x" + "é".encode() * 1_000_001).problems == (CUT, PARAGRAPH)
    assert read(b"\xe9" + "é".encode() * 1_000_001).problems == (CUT, "it is not UTF-8", PARAGRAPH)


def test_a_card_that_is_not_utf_8_is_read_all_the_same() -> None:
    card = read(f"# Caf\xe9 training\n\nSee {ONE}\n".encode("latin-1"))
    assert (card.problems, [heading.text for heading in card.headings]) == (
        ("it is not UTF-8",),
        ["Caf\ufffd training"],
    )
    assert [(link.url, link.heading_cues) for link in card.links] == [(ONE, ("training",))]


def test_of_19_000_links_5_000_are_kept_and_names_go_on() -> None:
    card = read(f"[a]({ONE})\n" * 19_000 + f"\nTrainKit\n\n```\n{TWO} learning_rate\n```\n")
    assert (len(card.links), card.problems) == (5000, (PARAGRAPH, LINKS))
    assert [mention.line for mention in card.mentions] == [19_002, 19_005]


def test_5_000_links_are_no_problem() -> None:
    card = read(f"```\n{f'{ONE} ' * 5000}\n```\n\n```\nmore code\n```\n")
    assert (len(card.links), card.problems) == (5000, ())


def test_more_than_2_000_mentions_are_said_to_be_cut() -> None:
    tools = tuple(KnownName(name=f"tool{number}x", kind=NameKind.LIBRARY) for number in range(101))
    lines = "".join(f"{' '.join(tool.name for tool in tools)}\n\n" for _ in range(20))
    card = read_card(lines.encode(), Vocabulary(names=tools))
    assert (len(card.mentions), card.problems) == (2000, ("more than 2,000 known names",))


@pytest.mark.parametrize("error", [ValueError, IndexError, KeyError, RecursionError, RuntimeError])
def test_where_the_parser_gives_up_addresses_and_names_still_count(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(PARSER, "parse", broken)
    card = read(f"---\nlicense: mit\n---\n\n[code]({ONE}) trained on\nTrainKit")
    assert [(link.url, link.line, link.cues) for link in card.links] == [(ONE, 5, ("code", "training"))]
    assert [(mention.name, mention.line) for mention in card.mentions] == [("TrainKit", 6)]
    assert card.front_matter.state is FrontMatterState.READ
    assert card.problems == (f"its Markdown could not be parsed ({error.__name__})",)


PIECES = st.sampled_from(
    [
        *("\n", "\r\n", "\r", "\n\n", " ", "    ", "\t", "\0", "\ufeff", "\u2028", "\x0c", "é", "ß", "İ", "训练\u3002"),
        *("# ", "===\n", "- ", "1. ", "> ", "|", "|-|-|\n", "```\n", "`", "**", "_", "\\", "&#10;", "&amp;"),
        *("[", "]", "](", ")", "![", "[1]: ", "[a][1]", ONE, TWO, "https://", "HTTP://acme.example/\u3002", "<"),
        *("<div>", "</div>", "<p>\n", "<a href='", "'>", "</a>", "<h1>", "</h1>", "<!-- ", " -->", "<![CDATA[", "<?"),
        *("<script>", "a", "training. ", "TrainKit ", "learning rate "),
    ]
)
VALUES = st.sampled_from(
    [
        "mit",
        "'",
        "[",
        "!!int ''",
        "!!bool a",
        "!!timestamp a",
        "!!set {b, a}",
        f"0x{'f' * 9000}",
        "&b [*b]",
        "2020-99-99",
        ".nan",
    ]
)
KEYS = st.sampled_from(["license: ", "tags: ", "model-index: ", "- ", "? ", "  a: "])
FRONT = st.just("") | st.lists(KEYS | VALUES | st.just("\n")).map(lambda found: f"---\n{''.join(found)}\n---\n")
BODY = st.lists(PIECES, max_size=60).map("".join)
CARDS = st.binary(max_size=300) | st.builds("{}{}".format, FRONT, BODY).map(str.encode)


@settings(deadline=None, max_examples=300)
@given(CARDS)
def test_no_bytes_break_the_reading(text: bytes) -> None:
    card = read(text)
    last = len(re.split(rb"\r\n|\r|\n", text))
    lines = [
        *(link.line for link in card.links),
        *(mention.line for mention in card.mentions),
        *(heading.line for heading in card.headings),
        *(table.line for table in card.tables),
        *(line for found in card.cues.values() for line in found),
        *card.front_matter.lines.values(),
    ]
    assert all(1 <= line <= last for line in lines)
    assert all(re.fullmatch(r"https?://\S+", link.url, re.IGNORECASE) for link in card.links)
    assert Card.model_validate_json(card.model_dump_json()) == card
    assert read(text) == card
