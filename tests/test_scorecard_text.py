from __future__ import annotations

import io
import json
import unicodedata

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from auditor.report import Report
from auditor.scorecard_text import as_json, as_markdown, as_terminal
from tests.outputs.acme import ALL, PART
from tests.outputs.hostile import HOSTILE


def printed(report: Report, *, definition: str | None = None, width: int = 60) -> str:
    out = io.StringIO()
    shown = as_terminal(report, definition=definition, definitions=ALL.definitions)
    Console(file=out, width=width, color_system=None).print(shown, crop=False)
    return out.getvalue()


def test_the_terminal_shows_the_strip_with_its_words() -> None:
    shown = printed(PART)
    assert "◐ ● ○ ◐ ◐ ●  2 of 6 met, 3 partial, 1 not met" in shown
    assert "Five artifacts and a license, version 1: Does not meet it" in shown
    assert "○ Evaluation code: not met" in shown
    assert "Would turn it: Publish it and name it in the card" in shown


def test_the_terminal_has_a_line_for_every_definition() -> None:
    shown = printed(PART, width=120)
    assert "● Open weights, version 2: Meets it\n" in shown
    assert "◐ Acme ladder, version 1: Reaches Bronze, the weights alone\n" in shown
    assert "◐ Acme index, version 1: A mean from 0.50 to 0.83, of 1 at most\n" in shown
    text = as_markdown(PART, definitions=ALL.definitions)
    assert "- ◐ Acme ladder, version 1: **Reaches Bronze, the weights alone**" in text


def test_an_address_is_never_folded_or_cut() -> None:
    addresses = [citation.url for result in PART.strip.results for citation in result.citations[:4]]
    assert max(map(len, addresses)) > 100
    lines = [line.strip() for line in printed(PART).splitlines()]
    assert set(addresses) <= set(lines)


def test_a_definition_is_chosen_by_its_id() -> None:
    assert "Open weights, version 2: Meets it" in printed(PART, definition="open-weights")
    assert "Training data" not in as_markdown(PART, definition="open-weights")
    with pytest.raises(KeyError, match="there are five-and-license, open-weights"):
        as_terminal(PART, definition="nobody's")


def test_nothing_foreign_acts_in_the_terminal() -> None:
    shown = printed(HOSTILE)
    assert "[red]markup[/red]" in shown.replace("\n", "")
    acting = {character for character in shown if unicodedata.category(character) in {"Cc", "Cf"}} - {"\n"}
    assert not acting


def test_nothing_foreign_acts_in_markdown() -> None:
    text = as_markdown(HOSTILE)
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert "javascript:alert(4)" not in [part.split('"')[0] for part in html.split('href="')[1:]]
    assert {part.split(":")[0] for part in html.split('href="')[1:]} == {"http"}
    assert "@everyone" not in text
    assert "<strong>bold" not in html


@pytest.mark.parametrize("report", ALL.reports, ids=lambda report: report.id)
def test_markdown_says_every_criterion(report: Report) -> None:
    text = as_markdown(report)
    for result in report.strip.results:
        assert f": {result.state.value.replace('_', ' ')}\n" in text
    assert report.strip.in_words() in text


def test_json_is_the_report() -> None:
    assert Report.model_validate_json(as_json(PART)) == PART
    assert as_json(HOSTILE).isascii()
    assert [*json.loads(as_json(PART))] == sorted(json.loads(as_json(PART)))
