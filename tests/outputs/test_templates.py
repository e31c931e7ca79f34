from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.outputs.site.rendering import TEMPLATES as FOLDER
from auditor.outputs.site.rendering import _environment

OUTPUTS = Path(__file__).parents[2] / "auditor/outputs"
OURS = sorted(file.relative_to(OUTPUTS).as_posix() for file in FOLDER.rglob("*.html"))
"""Filled by us: everything is escaped as it is shown."""
THEMES = sorted(file.relative_to(OUTPUTS).as_posix() for file in (OUTPUTS / "overrides").rglob("*.html"))
"""Filled by the site builder, which escapes nothing."""
FILLED = "overrides/page.html"
"""Prints what our own templates have filled and escaped."""
SAFE_BY_ITSELF = re.compile(r"super\(\)|'[a-z._/0-9-]*' \| url")
"""The theme's own block, and addresses within the site."""


def text_of(template: str) -> str:
    return (OUTPUTS / template).read_text(encoding="utf-8")


def test_our_templates_escape_by_rule_and_nothing_turns_it_off() -> None:
    environment = _environment()
    assert environment.autoescape is True
    shown = environment.from_string("{{ data }}").render(data="<b>&\"'")
    assert shown == "&lt;b&gt;&amp;&#34;&#39;"


@pytest.mark.parametrize("template", OURS)
def test_no_template_of_ours_calls_a_value_safe(template: str) -> None:
    assert not {"safe", "autoescape", "Markup"} & set(re.findall(r"\w+", " ".join(_tags(text_of(template)))))


def _tags(text: str) -> list[str]:
    return re.findall(r"\{[{%].*?[}%]\}", text, re.DOTALL)


@pytest.mark.parametrize("template", [one for one in THEMES if one != FILLED])
def test_every_value_is_escaped_where_the_builder_shows_it(template: str) -> None:
    shown = [one.strip() for one in re.findall(r"\{\{(.*?)\}\}", text_of(template), re.DOTALL)]
    assert [one for one in shown if not one.endswith("| e") and not SAFE_BY_ITSELF.fullmatch(one)] == []
    assert "safe" not in re.findall(r"\|\s*(\w+)", text_of(template))


@pytest.mark.parametrize("template", [*OURS, *THEMES])
def test_no_script_and_no_style_stands_in_a_page(template: str) -> None:
    text = text_of(template)
    assert not re.search(r"<style|\bstyle=|\bon\w+=", text)
    assert not re.search(r"<script(?! [^>]*\bsrc=\"\{\{ 'assets/js/[a-z_]+\.js' \| url \}\}\"[^>]*></script>)", text)


@pytest.mark.parametrize("template", [*OURS, *THEMES])
def test_tables_carry_no_role_that_html_forbids_there(template: str) -> None:
    """`assets/js/page.js` sets them for older browsers."""
    assert re.findall(r'role="(?:table|rowgroup|row|cell|rowheader|columnheader)"', text_of(template)) == []
