from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from auditor.card import FrontMatter, FrontMatterState
from auditor.reading.front_matter import read_front_matter, split
from tests.reading.growth import GENTLE, slowdown


def matter(block: str) -> FrontMatter:
    return read_front_matter(block)[0]


@pytest.mark.parametrize(
    ("card", "block", "skipped"),
    [
        pytest.param("---\na: b\n---\ntext", "\na: b", 3, id="at the top"),
        pytest.param("---  \na: b\n---\t\ntext", "\na: b", 3, id="spaces behind the fences"),
        pytest.param("\n \n---\na: b\n---", "\n\n\na: b", 5, id="below blank lines"),
        pytest.param("---\n---", "", 2, id="empty"),
        pytest.param("---\na: b\n", "", 0, id="not closed"),
        pytest.param("---\na: b\n ---\n----\n--- x", "", 0, id="closed by what is no fence"),
        pytest.param("text\n---\na: b\n---", "", 0, id="below text"),
        pytest.param("----\na: b\n----", "", 0, id="four dashes"),
        pytest.param("\n" * 20 + "---\na: b\n---", "", 0, id="too far down"),
        pytest.param("", "", 0, id="empty card"),
    ],
)
def test_the_block_is_split_off_and_keeps_its_lines(card: str, block: str, skipped: int) -> None:
    found, lines = split(card.split("\n"))
    assert (found.rstrip("\n"), lines) == (block, skipped)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("acme/a", ("acme/a",)),
        ("[acme/a, acme/b]", ("acme/a", "acme/b")),
        ("\n- acme/a\n- acme/b", ("acme/a", "acme/b")),
        ("' acme/a '", ("acme/a",)),
        ("[acme/a, '', 7, null, {a: b}, [acme/b]]", ("acme/a",)),
        ("", ()),
        ("7", ()),
        ("{acme/a: acme/b}", ()),
    ],
)
def test_a_key_has_one_string_or_a_list_of_them(value: str, expected: tuple[str, ...]) -> None:
    assert matter(f"datasets: {value}").strings("datasets") == expected


def test_a_key_that_is_absent_has_no_strings() -> None:
    assert matter("license: mit").strings("datasets") == ()


@pytest.mark.parametrize(
    ("block", "state", "problem"),
    [
        pytest.param("license: mit", "read", "", id="a mapping"),
        pytest.param("", "absent", "", id="nothing"),
        pytest.param("# a comment", "absent", "", id="a comment only"),
        pytest.param("- mit", "not_a_mapping", "front matter is no mapping", id="a list"),
        pytest.param("mit", "not_a_mapping", "front matter is no mapping", id="a word"),
        pytest.param("license: [mit", "broken", "front matter is not YAML", id="not closed"),
        pytest.param("license: a: b", "broken", "front matter is not YAML", id="two colons"),
        pytest.param("license: mit\n\tlanguage: en", "broken", "front matter is not YAML", id="tab"),
        pytest.param("license: {{ x }}", "broken", "front matter is not YAML (found unhashable key)", id="template"),
        pytest.param("? [a]\n: b", "broken", "front matter is not YAML (found unhashable key)", id="a list for a key"),
        pytest.param("a: b\n--- \nc: d", "broken", "front matter is not YAML", id="two documents"),
        pytest.param("license: \a", "broken", "front matter is not YAML (ReaderError)", id="control character"),
        pytest.param('license: "\\ud800"', "broken", "front matter is not YAML", id="half a character"),
        pytest.param("license: !!python/object:os.system x", "broken", "front matter is not YAML", id="Python's tag"),
        pytest.param("license: !acme x", "broken", "front matter is not YAML", id="a tag of its own"),
        pytest.param("license: !!bool x", "broken", "front matter is not YAML (KeyError)", id="no boolean"),
        pytest.param("license: !!int ''", "broken", "front matter is not YAML (IndexError)", id="no number"),
        pytest.param("license: !!timestamp x", "broken", "front matter is not YAML (AttributeError)", id="no time"),
        pytest.param("license: 2020-99-99", "broken", "front matter is not YAML (ValueError)", id="no date"),
        pytest.param(f"license: {'9' * 9000}", "broken", "front matter is not YAML (ValueError)", id="long number"),
        pytest.param(f"license: 0x{'f' * 9000}", "broken", "front matter is not YAML (ValueError)", id="hexadecimal"),
        pytest.param(f"tags: {{? 0x{'f' * 999} : a}}", "read", "", id="a long number for a key"),
        pytest.param(f"a: {'b' * 200_000}", "too_large", "front matter of more than 200,000", id="too large"),
        pytest.param(f"a: {'[' * 20}{']' * 20}", "broken", "front matter is nested deeper than 20 levels", id="deep"),
        pytest.param(f"a: {'[' * 19}{']' * 19}", "read", "", id="not too deep"),
        pytest.param(f"a: [{'[], ' * 30}]", "read", "", id="lists side by side"),
        pytest.param(f"a: [{'[], ' * 9}{'[' * 19}{']' * 19}]", "broken", "front matter is nested", id="deep at last"),
        pytest.param(f"a: {'b' * 199_997}", "read", "", id="just not too large"),
        pytest.param(f"a: {'b' * 199_998}", "too_large", "front matter of more", id="just too large"),
        pytest.param("a: &x b\nc: *x", "broken", "front matter has aliases, which are not followed", id="an alias"),
        pytest.param("a: &x b", "read", "", id="an anchor alone"),
        pytest.param("<<: {license: mit}", "read", "", id="merged"),
    ],
)  # fmt: skip
def test_a_block_reads_or_says_why_not(block: str, state: str, problem: str) -> None:
    found, problems = read_front_matter(block)
    assert found.state == state
    assert len(problems) == bool(problem)
    assert "".join(problems).startswith(problem)


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    found, problems = read_front_matter("\n".join(lines))
    assert (found.state, found.values) == (FrontMatterState.BROKEN, {})
    assert problems == ("front matter has aliases, which are not followed",)


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        pytest.param("\nlicense: mit\n\nwidget:\n- text: a\ntags: a", {"license": 2, "widget": 4, "tags": 6}, id="two"),
        pytest.param("license: mit\ndatasets:\n- a\nlicense: gpl", {"license": 4, "datasets": 2}, id="twice"),
        pytest.param("{license: mit,\n'tags': [a]}", {"license": 1, "tags": 2}, id="in braces and quotes"),
        pytest.param("license : mit", {"license": 1}, id="a space before the colon"),
        pytest.param("widget:\n- text: 'We said\nLicense: none'\ntags: a", {"widget": 1, "tags": 4}, id="text"),
        pytest.param("some words of prose: a\n7: b\nlicense: mit", {"license": 3}, id="what is no name"),
        pytest.param("license: [\nmetrics\nsome words: a\n", {"license": 1}, id="broken, what is no name"),
        pytest.param("license: mit\ntags: [\na : b\nlicense: gpl", {"license": 1, "tags": 2, "a": 3}, id="broken"),
        pytest.param("license: mit\na: &b c\nd: *b", {"license": 1, "a": 2, "d": 3}, id="aliases"),
        pytest.param("- license: mit", {}, id="a list"),
    ],
)  # fmt: skip
def test_keys_have_lines(block: str, lines: dict[str, int]) -> None:
    assert matter(block).lines == lines


def test_of_two_equal_keys_the_last_counts() -> None:
    assert matter("license: mit\nlicense: gpl").strings("license") == ("gpl",)


def test_no_more_than_500_keys_have_lines() -> None:
    block = "".join(f"key{n}: a\n" for n in range(600))
    assert len(matter(block).lines) == 500
    assert len(matter(f"{block}a: [").lines) == 500


def test_only_the_keys_that_checks_read_have_values() -> None:
    found = matter(
        "license: mit\nwidget:\n- text: prose\nextra_gated_prompt: prose\nextra_gated_fields: {Name: text}\n"
    )
    assert found.values == {"license": "mit"}
    assert set(found.lines) == {"license", "widget", "extra_gated_prompt", "extra_gated_fields"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("true", True),
        ("null", None),
        ("-7", -7),
        ("1.5", 1.5),
        (".nan", "nan"),
        ("-.inf", "-inf"),
        (str(2**63), str(2**63)),
        (f"0x{'f' * 999}", str(int("f" * 999, 16))[:500]),
        ("2026-01-02", "2026-01-02"),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05+00:00"),
        ("no", False),
        ("'no'", "no"),
        ("!!binary aGk=", "bytes"),
        ("!!set {b, d, a, c, e, h, g, f}", ["a", "b", "c", "d", "e", "f", "g", "h"]),
        ("!!pairs [a: b]", [["a", "b"]]),
        ("{7: a, true: b, a: {b: [c]}}", {"7": "a", "True": "b", "a": {"b": ["c"]}}),
        ("x" * 600, "x" * 500),
        (f"{{{'x' * 600}: a}}", {"x" * 500: "a"}),
        (f"[{'a, ' * 600}]", ["a"] * 500),
        (f"{{{', '.join(f'a{n}: b' for n in range(600))}}}", {f"a{n}": "b" for n in range(500)}),
    ],
)
def test_values_are_plain_and_bounded(value: str, expected: JsonValue) -> None:
    found = matter(f"tags: {value}")
    assert found.values == {"tags": expected}
    assert FrontMatter.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    "key",
    [
        *("base_model", "base_model_relation", "datasets", "language", "library_name", "license", "license_link"),
        *("license_name", "metrics", "new_version", "pipeline_tag", "tags"),
    ],
)
def test_what_checks_read_is_kept(key: str) -> None:
    assert matter(f"{key}: a").strings(key) == ("a",)


def test_a_problem_is_short() -> None:
    assert [len(problem) for problem in read_front_matter(f"license: !{'x' * 500} a")[1]] == [200]


CUT = {
    "a list": (f"tags: [{'a, ' * 501}]", "more than 500 under tags"),
    "datasets": (f"datasets: [{'a, ' * 101}]", "more than 100 under datasets"),
    "a mapping": (f"license: {{{', '.join(f'a{n}: b' for n in range(501))}}}", "more than 500 under license"),
    "a list in a list": (f"tags: [[{'a, ' * 501}]]", "under tags a text or a list longer"),
    "a list in a mapping": (f"tags: {{a: {{b: [{'a, ' * 501}]}}}}", "under tags a text or a list longer"),
    "a text": (f"license_name: {'x' * 501}", "under license_name a text or a list longer"),
    "a text in a list": (f"base_model: [{'x' * 501}]", "under base_model a text or a list longer"),
    "a key": (f"tags: [{{{'x' * 501}: a}}]", "under tags a text or a list longer"),
    "datasets of results": (
        "model-index: [{results: ["
        + ", ".join(f"{{dataset: {{name: d{n}}}, metrics: [{{value: 1}}]}}" for n in range(1001))
        + "]}]",
        "more or longer names of datasets under model-index",
    ),
    "a dataset's name": (
        f"model-index: [{{results: [{{dataset: {{name: {'d' * 121}}}, metrics: [{{value: 1}}]}}]}}]",
        "more or longer names of datasets under model-index",
    ),
}


@pytest.mark.parametrize(("block", "said"), CUT.values(), ids=CUT)
def test_whatever_is_left_out_is_said(block: str, said: str) -> None:
    found, problems = read_front_matter(block)
    assert found.state is FrontMatterState.READ
    assert [said in problem for problem in problems] == [True]
    assert problems[0].endswith("what comes late was left out")


def test_what_is_just_not_too_long_is_whole() -> None:
    block = f"tags: [{'a, ' * 500}]\ndatasets: [{'a, ' * 100}]\nlicense_name: {'x' * 500}\nwidget: {'x' * 600}"
    assert read_front_matter(block)[1] == ()


def test_the_results_that_are_not_read_are_counted() -> None:
    metrics = ", ".join(["{type: x, value: 1}"] * 600)
    found, problems = read_front_matter(f"model-index: [{{results: [{{metrics: [{metrics}]}}]}}]")
    assert (problems, found.results_left_out) == ((), 100)


HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets": lambda size: "a: " + "[" * size,
    "braces": lambda size: "{" * size,
    "dashes": lambda size: "- " * (size // 2),
    "question marks": lambda size: "? " * (size // 2),
    "anchors": lambda size: "".join(f"a{n}: &b{n} c\n" for n in range(size // 14)),
    "merges": lambda size: "<<: {}\n" * (size // 7),
    "keys": lambda size: "".join(f"a{n}: b\n" for n in range(size // 9)),
    "equal keys": lambda size: "license: mit\n" * (size // 13),
    "items": lambda size: "tags:\n" + "- a\n" * (size // 4),
    "blank lines": lambda size: "a: b" + "\n" * size,
    "quotes": lambda size: 'a: "' + "\\n" * (size // 2),
    "comments": lambda size: "#\n" * (size // 2),
    "documents": lambda size: "---\n" * (size // 4),
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_block_costs_little(made: Callable[[int], str]) -> None:
    assert slowdown(read_front_matter, made, 60_000) < GENTLE


WORDS = (
    "license",
    "tags",
    "model-index",
    "a",
    "7",
    "0x",
    "1:2",
    ".inf",
    "2020-01-01",
    "~",
    "=",
    "é",
    "\ud800",
    "\\x00",
)
MARKS = (
    ": ",
    "- ",
    "? ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "'",
    '"',
    "|",
    "#",
    "&a ",
    "*a",
    "<<: ",
    "%",
    "@",
    "\t",
    "\0",
)
TAGS = ("!!int ", "!!set ", "!!bool ", "!!omap ", "!!timestamp ", "!!binary ", "!!float ", "!!str ", "!a ")
YAML = st.lists(st.sampled_from((*WORDS, *MARKS, *TAGS))).map("".join)


@given(YAML | st.text())
def test_no_block_breaks_the_reading(block: str) -> None:
    found, problems = read_front_matter(block)
    assert bool(problems) == (found.state not in {FrontMatterState.READ, FrontMatterState.ABSENT})
    assert all(1 <= line <= block.count("\n") + 1 for line in found.lines.values())
    assert FrontMatter.model_validate_json(found.model_dump_json()) == found
