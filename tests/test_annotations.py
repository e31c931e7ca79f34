from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.annotations import annotation


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (annotation("notice", "So."), "::notice::So."),
        (annotation("error", "So.", file="README.md", line=7), "::error file=README.md,line=7::So."),
        (annotation("warning", "a\nb\r\n100%"), "::warning::a%0Ab%0D%0A100%25"),
        (annotation("warning", "a::b, c"), "::warning::a::b, c"),
        (annotation("error", "x", title="a: b, c%"), "::error title=a%3A b%2C c%25::x"),
        (annotation("error", "x", file="a,line=9::b"), "::error file=a%2Cline=9%3A%3Ab::x"),
        (annotation("error", "already %0A"), "::error::already %250A"),
        (annotation("error", "x", line=-3), "::error::x"),
    ],
)
def test_the_written_line(written: str, line: str) -> None:
    assert written == line


@given(st.text(), st.text(), st.text())
def test_whatever_is_said_stays_one_command_and_can_be_read_back(message: str, file: str, title: str) -> None:
    line = annotation("error", message, file=file, title=title)
    assert "\n" not in line
    assert "\r" not in line
    found = re.fullmatch(r"::error ?(?P<properties>(?:(?!::).)*?)::(?P<message>.*)", line, re.DOTALL)
    assert found
    told = dict(one.split("=", 1) for one in found["properties"].split(",") if one)

    def read(text: str) -> str:
        for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            text = text.replace(code, character)
        return text

    assert read(found["message"]) == message
    assert (read(told.get("file", "")), read(told.get("title", ""))) == (file, title)
