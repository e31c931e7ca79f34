from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.linting import Severity, lint
from tests.linting.cards import lines, recorded, rules

GOOD = ("acme/open-7b", "acme/open-7b-chat", "acme/open-7b-gguf", "globex/adapter", "globex/closed-13b")


@pytest.mark.parametrize("name", GOOD)
def test_no_error_on_the_good_cards_that_we_have(name: str) -> None:
    found = lint(recorded()[name].encode(), rules(), subject=name)
    assert [one for one in found if one.severity is Severity.ERROR] == []


def test_no_word_on_the_card_that_has_everything() -> None:
    assert lint(recorded()["acme/open-7b"].encode(), rules(), subject="acme/open-7b") == ()


def test_the_broken_card_has_one_error_and_no_more() -> None:
    (one,) = lint(recorded()["acme/broken-card"].encode(), rules(), subject="acme/broken-card")
    assert one.severity is Severity.ERROR


def test_findings_come_in_the_order_of_lines_each_once() -> None:
    found = lines("---\nlicense: nonsense\n---\n# A\n\n## B\n\n## C\n\n[More Information Needed]\n")
    assert [one.line for one in found] == sorted(one.line for one in found)
    assert len(set(found)) == len(found)


@given(st.binary(max_size=400))
def test_whatever_a_file_holds_it_is_read(text: bytes) -> None:
    for one in lint(text, rules(), subject="acme/open-7b"):
        assert one.line >= 1
        assert one.message
