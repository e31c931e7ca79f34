"""Annotations that GitHub's runner reads as one command each, and lines for a terminal."""

from __future__ import annotations

import re

from auditor.review.printed import as_annotations, as_lines
from auditor.review.record import Problem
from tests.review.made_up import EVIL, a_review

COMMAND = re.compile(r"::(error|warning) ((?:[a-z]+=[^:,\r\n]*,?)*)::(.*)")


def test_a_mistake_is_an_error_at_its_file_and_line() -> None:
    one = Problem(file="data/models/acme/a,b:c%.yaml", line=3, key="links.0.url", says="must be 100%\r\n::an address")
    found = next(as_annotations(a_review(problems=(one,))))
    assert found == (
        "::error file=data/models/acme/a%2Cb%3Ac%25.yaml,line=3,title=A mistake in data/::"
        "links.0.url: must be 100%25 ::an address"
    )


def test_hostile_words_neither_begin_a_command_nor_end_one() -> None:
    lines = list(as_annotations(a_review(EVIL)))
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == 1 + len(a_review().looks)
    for line in lines:
        assert "##[" not in line
        assert line.isprintable() or "\u2060" in line
        if line in commands:
            assert COMMAND.fullmatch(line), line
        else:
            assert "::" not in line


def test_lines_for_people_say_the_same() -> None:
    lines = list(as_lines(a_review()))
    assert lines[0] == "0123456 since aaaaaaa: 3 changed files, 0 outside data/"
    assert "acme/away: not audited yet (Plain words.)" in lines
    assert "look: curated link: Plain words.: Plain words." in lines
    assert lines[-1] == "1 mistake in data/; 14 requests sent"
    assert all("\n" not in line for line in as_lines(a_review(EVIL)))


def test_files_outside_data_with_mistakes_are_not_printed_twice() -> None:
    one = Problem(file="data/models/acme/x.yaml", says="wrong")
    lines = list(as_annotations(a_review(problems=(one,), looks=(), looks_in_all=0)))
    assert sum("acme/x.yaml" in line for line in lines) == 1
