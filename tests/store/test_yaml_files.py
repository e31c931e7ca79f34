from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.definitions import Definition
from auditor.record import Record
from auditor.registry import CuratedLink, Entry, Reply
from auditor.store.yaml_files import (
    SCHEMA_COMMENT,
    BadData,
    add_links,
    add_replies,
    first_sentence,
    read_yaml,
    yaml_of_entry,
)

KEYS = "id, was, links, attestations, replies, notes"
ROLES = (
    "'training_data', 'data_processing_code', 'training_code', 'fine_tuning_code', 'evaluation_code', "
    "'evaluation_data', 'training_metrics', 'paper', 'technical_report' or 'data_card'"
)
NOT_HTTPS = "links.0.url: must be an https:// address without spaces or quotes, at most 2,000 characters"
NOT_AN_ID = (
    "is not a repository id: allowed is OWNER/NAME of letters, digits, '.', '_' and '-', "
    "without '..' or '--', at most 96 characters a part"
)


def read(folder: Path, content: str | bytes, shape: type[Record] = Entry) -> Record:
    path = folder / "one.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_yaml(path, shape, shown="one.yaml")


def sentence(folder: Path, content: str | bytes, shape: type[Record] = Entry) -> str:
    with pytest.raises(BadData) as refused:
        read(folder, content, shape)
    said = str(refused.value)
    assert "\n" not in said
    return said


def entry(rest: str = "") -> str:
    return f"id: acme/open-7b\n{rest}"


def linked(role: str = "paper", url: str = "https://example.org/paper") -> str:
    return entry(f"links:\n  - role: {role}\n    url: {url}\n")


def attested(**others: str) -> str:
    keys = {
        "check": "weights_full",
        "outcome": "yes",
        "because": "I looked.",
        "url": "https://example.org/",
        "by": "Jane",
        "on": "2026-11-24",
        **others,
    }
    lines = [f"{key}: {value}" for key, value in keys.items()]
    return entry("attestations:\n  - " + "\n    ".join(lines) + "\n")


LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]\n" for before, one in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(entry("nots: x\n"), f"nots: this key is not known; allowed are {KEYS}", id="unknown key"),
        pytest.param(
            entry("links:\n  - rol: paper\n    url: https://example.org/\n"),
            "links.0.rol: this key is not known; allowed are role, url, why",
            id="unknown key in a list",
        ),
        pytest.param(
            attested(until="2027"),
            "attestations.0.until: this key is not known; "
            "allowed are check, requirement, outcome, because, url, by, on",
            id="unknown key in an attestation",
        ),
        pytest.param(entry("7: x\n"), f"7: this key is not known; allowed are {KEYS}", id="a number as a key"),
        pytest.param(
            entry("<<: {notes: x}\n"), f"<<: this key is not known; allowed are {KEYS}", id="a merge as a key"
        ),
        pytest.param(
            entry("? [notes]\n: x\n"),
            "line 2: not YAML: while constructing a mapping, found unhashable key",
            id="a list as a key",
        ),
        pytest.param(entry(entry()), "line 2: the key 'id' stands twice; allowed is once", id="key twice"),
        pytest.param(
            entry("links:\n  - url: https://example.org/\n    role: paper\n    url: https://example.com/\n"),
            "line 5: the key 'url' stands twice; allowed is once",
            id="key twice in a list",
        ),
        pytest.param(
            entry("links:\n\t- role: paper\n"),
            "line 3: not YAML: indented by a tab; allowed are spaces",
            id="tab",
        ),
        pytest.param(
            entry("links:\n  - role: paper\n\turl: https://example.org/\n"),
            "line 4: not YAML: indented by a tab; allowed are spaces",
            id="tab further down",
        ),
        pytest.param("notes: " + "x" * 5_000_000, "the file is larger than allowed, which is 512 kB", id="5 MB"),
        pytest.param(LAUGHS, "line 1: anchors and aliases are not allowed; write the value out", id="a billion laughs"),
        pytest.param(
            entry("notes: *nowhere\n"),
            "line 2: anchors and aliases are not allowed; write the value out",
            id="an alias of nothing",
        ),
        pytest.param(
            entry(f"notes: {'[' * 30}{']' * 30}\n"),
            "line 2: nested deeper than allowed, which is 20 levels",
            id="deep brackets",
        ),
        pytest.param(
            "\n".join(" " * depth + "a:" for depth in range(600)),
            "line 21: nested deeper than allowed, which is 20 levels",
            id="deep lines",
        ),
        pytest.param(
            entry("notes: " + "[" * 100_000),
            "line 2: not YAML: while increasing flow level, exceeded maximum nesting depth",
            id="brackets without end",
        ),
        pytest.param(entry("notes: café\n").encode("latin-1"), "line 2: allowed is UTF-8 text only", id="Latin-1"),
        pytest.param(entry().encode("utf-16"), "line 1: allowed is UTF-8 text only", id="UTF-16"),
        *(
            pytest.param(
                entry(f"notes: {value}\n"),
                "not YAML: a value is not what its tag says; allowed are values without tags",
                id=value,
            )
            for value in ("!!timestamp x", "!!bool x", "!!int ''", "!!float x", "!!timestamp 2020-99-99")
        ),
        pytest.param(
            linked() + '    why: "half of \\ud83d a sign"\n',
            "line 5: why: an escape names what is no character; allowed is text that UTF-8 can hold",
            id="half a character",
        ),
        pytest.param(
            '- "\\ud800"\n',
            "line 1: an escape names what is no character; allowed is text that UTF-8 can hold",
            id="half a character under no key",
        ),
        pytest.param("- id: acme/open-7b\n", f"allowed is a mapping with the keys {KEYS}", id="a list"),
        pytest.param("acme/open-7b\n", f"allowed is a mapping with the keys {KEYS}", id="a text"),
        pytest.param("", f"allowed is a mapping with the keys {KEYS}", id="nothing"),
        pytest.param("# to do\n", f"allowed is a mapping with the keys {KEYS}", id="a comment only"),
        pytest.param("notes: x\n", "id: this key is missing", id="no id"),
        pytest.param(
            entry("---\n" + entry()),
            "line 2: not YAML: expected a single document in the stream, but found another document",
            id="two documents",
        ),
        pytest.param(
            entry("notes: a: b\n"), "line 2: not YAML: mapping values are not allowed in this context", id="two colons"
        ),
        pytest.param(
            'id: "acme/open-7b\n',
            "line 2: not YAML: while scanning a quoted scalar, found unexpected end of stream",
            id="a quote without its end",
        ),
        pytest.param(
            entry("notes: a\x07b\n"),
            "not YAML: unacceptable character #x0007: control characters are not allowed",
            id="a control character",
        ),
        pytest.param(
            "id: !!python/object/apply:os.system [ls]\n",
            "line 1: not YAML: could not determine a constructor for the tag "
            "'tag:yaml.org,2002:python/object/apply:os.system'",
            id="a tag that would call",
        ),
        pytest.param(entry("notes: !!set {a, b}\n"), "allowed are text, whole numbers, lists and mappings", id="a set"),
        pytest.param("id: 7\n", "id: allowed is text", id="id of a number"),
        pytest.param("id: [acme/open-7b]\n", "id: allowed is text", id="id of a list"),
        pytest.param(entry("notes: null\n"), "notes: allowed is text", id="notes of nothing"),
        pytest.param(entry("notes: true\n"), "notes: allowed is text", id="notes of true"),
        pytest.param(entry("links:\n"), "links: allowed is a list", id="links of nothing"),
        pytest.param(entry("links: paper\n"), "links: allowed is a list", id="links of text"),
        pytest.param(entry("links: {role: paper}\n"), "links: allowed is a list", id="links of a mapping"),
        pytest.param(entry("links: [paper]\n"), "links.0: allowed is a mapping", id="a link of text"),
        pytest.param(
            entry("notes: " + "x" * 5001 + "\n"), "notes: string should have at most 5000 characters", id="long notes"
        ),
        pytest.param(linked(role="base_model"), f"links.0.role: input should be {ROLES}", id="a base model as curated"),
        pytest.param(linked(role="demo"), f"links.0.role: input should be {ROLES}", id="a role of nobody's"),
        pytest.param(attested(outcome="maybe"), "attestations.0.outcome: input should be 'yes' or 'no'", id="maybe"),
        pytest.param(attested(outcome="1"), "attestations.0.outcome: input should be 'yes' or 'no'", id="one"),
        pytest.param(
            attested(because='" "'), "attestations.0.because: string should have at least 1 character", id="no reason"
        ),
        pytest.param(
            attested(on="2026-13-45"),
            "attestations.0.on: input should be a valid date in the format YYYY-MM-DD, "
            "month value is outside expected range of 1-12",
            id="a day that is none",
        ),
        pytest.param(
            attested(on="24.11.2026"),
            "attestations.0.on: input should be a valid date in the format YYYY-MM-DD, invalid character in year",
            id="a day in another order",
        ),
        pytest.param(
            attested(check="Weights Full"),
            "attestations.0.check: string should match pattern '^[a-z][a-z0-9_]{2,60}$'",
            id="a check that is none",
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_file_key_and_what_is_allowed(
    tmp_path: Path, content: str | bytes, said: str
) -> None:
    assert sentence(tmp_path, content) == f"one.yaml: {said}"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "HTTPS://example.org/",
        "ftp://example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/",
        "/etc/passwd",
        "https://",
        "https://user@example.org/",
        "https://huggingface.co@evil.example/",
        "https://example.org/a b",
        "https://example.org/<script>",
        "https://exämple.org/",
        '"https://example.org\\\\@evil.example/"',
        '"https://example.org/\\n"',
        '"https://example.org/\\a"',
        '"https://example.org/\\u202egnp.exe"',
        '"https://example.org/\'"',
        "https://example.org/" + "x" * 2000,
    ],
)
def test_an_address_is_https_and_plain(tmp_path: Path, url: str) -> None:
    assert sentence(tmp_path, linked(url=url)) == f"one.yaml: {NOT_HTTPS}"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("acme", "'acme'"),
        ("../acme/open", "'../acme/open'"),
        ("acme/..", "'acme/..'"),
        ("acme/a..b", "'acme/a..b'"),
        ("acme/open 7b", "'acme/open 7b'"),
        ("acme/open/7b", "'acme/open/7b'"),
        ("/acme/open", "'/acme/open'"),
        ("acme/open/", "'acme/open/'"),
        ("acme//open", "'acme//open'"),
        ("~/open", "'~/open'"),
        ("https://huggingface.co/acme/open", "'https://huggingface.co/acme/open'"),
        ("acme/open?x=1", "'acme/open?x=1'"),
        ("acme/open#x", "'acme/open#x'"),
        ("acme/%2e%2e", "'acme/%2e%2e'"),
        ("acme\\open", r"'acme\\open'"),
        ('"acme/open\\n"', r"'acme/open\n'"),
        ('"acme/open\\0"', r"'acme/open\x00'"),
        ('"acme/\\u202eopen"', r"'acme/\u202eopen'"),
        ("acme/\u043epen", "'acme/\u043epen'"),
        ("''", "''"),
        ("acme/" + "x" * 97, f"'acme/{'x' * 75}…'"),
    ],
)
def test_an_id_that_is_none_is_refused_and_shown(tmp_path: Path, written: str, shown: str) -> None:
    assert sentence(tmp_path, f"id: {written}\n") == f"one.yaml: id: {shown} {NOT_AN_ID}"


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        ("id: acme/open-7b\n", ""),
        ("\ufeffid: acme/open-7b\r\nnotes: two lines\r\n", "two lines"),
        ("id:\tacme/open-7b\n", ""),
        (entry("notes: 2026-11-24\n"), "2026-11-24"),
        (entry("notes: yes\n"), "yes"),
        (entry("notes: 12:30\n"), "12:30"),
        (entry("notes: 1.5\n"), "1.5"),
        (entry("notes: '7'\n"), "7"),
        (entry("notes: |\n  a: b\n  - c\n"), "a: b\n- c\n"),
    ],
)
def test_words_are_read_as_they_stand(tmp_path: Path, content: str, notes: str) -> None:
    assert read(tmp_path, content) == Entry(id="acme/open-7b", notes=notes)


@pytest.mark.parametrize(
    ("written", "outcome"), [("yes", "yes"), ("no", "no"), ("true", "yes"), ("false", "no"), ("'yes'", "yes")]
)
def test_an_attestation_takes_a_bare_yes_and_a_bare_on(tmp_path: Path, written: str, outcome: str) -> None:
    found = read(tmp_path, attested(outcome=written))
    assert isinstance(found, Entry)
    (word,) = found.attestations
    assert (word.outcome, word.on.isoformat()) == (outcome, "2026-11-24")


def test_the_entry_in_contributing_is_one(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    found = read(tmp_path, example)
    assert isinstance(found, Entry)
    assert (len(found.links), len(found.attestations), len(found.replies)) == (1, 1, 1)


def test_a_file_that_cannot_be_read_is_a_sentence_too(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"^gone\.yaml: the file cannot be read: No such file or directory$"):
        read_yaml(tmp_path / "gone.yaml", Entry, shown="gone.yaml")
    with pytest.raises(BadData, match=r"^folder: the file cannot be read: Is a directory$"):
        read_yaml(tmp_path, Entry, shown="folder")


@pytest.mark.parametrize(
    "content",
    [LAUGHS, entry("notes: " + "[" * 500_000), entry("notes: " + "{a: " * 100_000), "- " * 200_000, "a: b\n" * 90_000],
    ids=["laughs", "brackets", "braces", "dashes", "the same key"],
)
def test_a_hostile_file_costs_no_time(tmp_path: Path, content: str) -> None:
    before = time.process_time()
    sentence(tmp_path, content)
    assert time.process_time() - before < 20


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_whatever_stands_in_a_file_is_an_entry_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    said = "any.yaml: an entry"
    try:
        read_yaml(path, Entry, shown="any.yaml")
    except BadData as error:
        said = str(error)
    assert said.startswith("any.yaml: ")
    assert len(said.splitlines()) == 1


def test_a_file_may_be_as_large_as_allowed_and_no_larger(tmp_path: Path) -> None:
    head = "id: acme/open-7b\n#"
    content = head + "x" * (512 * 1024 - len(head))
    assert read(tmp_path, content) == Entry(id="acme/open-7b")
    assert "larger than allowed" in sentence(tmp_path, content + "x")


def test_a_file_may_be_long_where_it_is_not_deep(tmp_path: Path) -> None:
    many = "".join(f"  - {{role: paper, url: 'https://example.org/{number}'}}\n" for number in range(50))
    found = read(tmp_path, entry(f"links:\n{many}"))
    assert isinstance(found, Entry)
    assert len(found.links) == 50
    assert "deeper" not in sentence(tmp_path, f"a: {'[' * 19}{']' * 19}\n")
    assert "deeper" in sentence(tmp_path, f"a: {'[' * 20}{']' * 20}\n")


def test_the_keys_of_a_nested_rule_are_named(tmp_path: Path) -> None:
    content = (
        "id: toy\nversion: 1\ntitle: Toy\nsummary: For tests.\nsource: {title: tests}\n"
        "requirements:\n  - {id: it, title: It, question: Is it?, met_when: {all: [{chek: weights_full}]}}\n"
    )
    assert sentence(tmp_path, content, Definition) == (
        "one.yaml: requirements.0.met_when.all.0.chek: this key is not known; "
        "allowed are all, any, check, accepts, within, names, outcome"
    )


def test_any_other_error_is_its_first_line() -> None:
    assert first_sentence(ValueError("one\ntwo")) == "one"
    assert first_sentence(ValueError()) == "ValueError"


PAPER = CuratedLink(role="paper", url="https://example.org/paper")
CODE = CuratedLink(role="training_code", url="https://github.com/acme/open", why="The paper names it: section 4.")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ((), "id: acme/open-7b\n"),
        ((PAPER,), "id: acme/open-7b\nlinks:\n  - role: paper\n    url: https://example.org/paper\n"),
    ],
)
def test_a_new_entry_is_two_lines_and_its_links(links: tuple[CuratedLink, ...], expected: str) -> None:
    assert yaml_of_entry("acme/open-7b", links).decode() == SCHEMA_COMMENT + expected


NEW = "  - role: paper\n    url: https://example.org/paper\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("id: acme/open-7b\n", f"id: acme/open-7b\nlinks:\n{NEW}", id="two lines"),
        pytest.param("id: acme/open-7b", f"id: acme/open-7b\nlinks:\n{NEW}", id="no newline at the end"),
        pytest.param(
            "# first\nid: 'acme/open-7b'   # quoted\n\n# the end\n",
            f"# first\nid: 'acme/open-7b'   # quoted\nlinks:\n{NEW}\n# the end\n",
            id="comments and quotes",
        ),
        pytest.param(
            "notes: |\n  kept\n\n  as it is\nid: acme/open-7b\n...\n",
            f"notes: |\n  kept\n\n  as it is\nid: acme/open-7b\nlinks:\n{NEW}...\n",
            id="order and the end of the document",
        ),
        pytest.param(
            'links:\n  # why\n  - url: "https://example.org/a"  # there\n    role: paper\n'
            "\n# below\nid: acme/open-7b\n",
            'links:\n  # why\n  - url: "https://example.org/a"  # there\n    role: paper\n'
            f"{NEW}\n# below\nid: acme/open-7b\n",
            id="a comment stays with what follows it",
        ),
        pytest.param(
            "id: acme/open-7b\nlinks:\n- role: paper\n  url: https://example.org/a\n",
            "id: acme/open-7b\nlinks:\n- role: paper\n  url: https://example.org/a\n"
            "- role: paper\n  url: https://example.org/paper\n",
            id="a list that is not indented",
        ),
        pytest.param(
            "id: acme/open-7b\nlinks:\n      - {role: paper, url: https://example.org/a}\nnotes: last\n",
            "id: acme/open-7b\nlinks:\n      - {role: paper, url: https://example.org/a}\n"
            "      - role: paper\n        url: https://example.org/paper\nnotes: last\n",
            id="a list that is indented far, a link in brackets",
        ),
        pytest.param(
            "id: acme/open-7b\nlinks:\n  - role: paper\n    url: https://example.org/a\n    why: >-\n      It\n"
            "      says so.\n\n# below\nnotes: last\n",
            "id: acme/open-7b\nlinks:\n  - role: paper\n    url: https://example.org/a\n    why: >-\n      It\n"
            f"      says so.\n{NEW}\n# below\nnotes: last\n",
            id="a block of text before it",
        ),
        pytest.param(
            f"id: acme/open-7b\nnotes: {'a long line ' * 20}that is not folded\n",
            f"id: acme/open-7b\nnotes: {'a long line ' * 20}that is not folded\nlinks:\n{NEW}",
            id="a long line",
        ),
        pytest.param(
            "id: acme/open-7b\r\nnotes: «ça»\r\n",
            f"id: acme/open-7b\r\nnotes: «ça»\r\nlinks:\n{NEW}".replace("\r\n", "\n").replace("\n", "\r\n"),
            id="lines of Windows and other letters",
        ),
        pytest.param(
            "id: acme/open-7b\nlinks: []  # none yet\n",
            "id: acme/open-7b\nlinks:     # none yet\n" + NEW,
            id="an empty list",
        ),
        pytest.param(
            "{id: 'acme/open-7b', notes: \"kept\"}\n",
            "{id: 'acme/open-7b', notes: \"kept\", links: [{role: paper, url: https://example.org/paper}]}\n",
            id="all in brackets",
        ),
    ],
)
def test_links_are_added_and_every_other_line_stays(before: str, after: str) -> None:
    assert add_links(before.encode(), [PAPER]).decode() == after


@pytest.mark.parametrize(
    "why",
    ["yes", "on", "null", "7", "1.5", "2026-11-24", "12:30", "a: b", "# a", "- a", "*a", "'", "« ça »\nand", "<<"],
)
@pytest.mark.parametrize("before", ["id: acme/open-7b\n", linked(), entry("links: []\n"), "{id: acme/open-7b}\n"])
def test_what_was_added_is_read_back_word_for_word(tmp_path: Path, before: str, why: str) -> None:
    new = CuratedLink(role="data_card", url="https://example.org/card", why=why)
    found = read(tmp_path, add_links(before.encode(), [new, CODE]))
    assert isinstance(found, Entry)
    assert found.links[-2:] == (new, CODE)


reasons = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from(" \n:#-"), max_size=300
).map("because{}".format)


@given(why=reasons)
def test_any_reason_is_read_back(tmp_path_factory: pytest.TempPathFactory, why: str) -> None:
    new = CuratedLink(role="paper", url="https://example.org/", why=why)
    found = read(tmp_path_factory.getbasetemp(), add_links(linked("data_card").encode(), [new]))
    assert isinstance(found, Entry)
    assert found.links[-1] == new


@pytest.mark.parametrize(
    "statement", ["yes", "2026-11-24", "a: b\n- c: d", "---", "*a", "« ça »", "So.\n\n  replies: []"]
)
@pytest.mark.parametrize("before", ["id: acme/open-7b\n", linked(), entry("replies: []\n"), "{id: acme/open-7b}\n"])
def test_a_reply_is_read_back_word_for_word(tmp_path: Path, before: str, statement: str) -> None:
    url = "https://huggingface.co/acme/open-7b/commit/" + "a" * 40
    new = Reply(check="weights_full", statement=statement, url=url, by="acme", on=date(2026, 11, 24))
    found = read(tmp_path, add_replies(add_replies(before.encode(), [new]), [new]))
    assert isinstance(found, Entry)
    assert found.replies == (new, new)
