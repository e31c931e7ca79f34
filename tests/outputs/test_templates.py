from __future__ import annotations

import re
from pathlib import Path

import pytest

OUTPUTS = Path(__file__).parents[2] / "auditor/outputs"
TEMPLATES = sorted(
    file.relative_to(OUTPUTS).as_posix()
    for folder in ("templates", "overrides")
    for file in (OUTPUTS / folder).rglob("*.html")
)
# Nothing but our own words: the theme's block, addresses within the site, macros that escape what they are given.
MACROS = (
    "pairs|shape|state|strip|link|citations|reply|prose|bar|listed|steps|asked|reach|turns|relatives"
    "|side|columns|code|long|select|tree|lines|blocks|model|origin|picture|reading"
)
OURS = re.compile(rf"super\(\)|'[a-z._/0-9-]*' \| url|(?:(?:marks|copying)\.)?(?:{MACROS})\(.*\)")


# Prints what our own templates have filled and escaped.
FILLED = {"overrides/page.html"}


@pytest.mark.parametrize("template", [one for one in TEMPLATES if one not in FILLED])
def test_every_value_is_escaped_where_it_is_shown(template: str) -> None:
    text = (OUTPUTS / template).read_text(encoding="utf-8")
    shown = [one.strip() for one in re.findall(r"\{\{(.*?)\}\}", text, re.DOTALL)]
    assert [one for one in shown if not one.endswith("| e") and not OURS.fullmatch(one)] == []
    assert "safe" not in re.findall(r"\|\s*(\w+)", text)
    assert not re.search(r"<style|\bstyle=|\bon\w+=", text)
    assert not re.search(r"<script(?! [^>]*\bsrc=\"\{\{ 'assets/js/[a-z_]+\.js' \| url \}\}\"[^>]*></script>)", text)


@pytest.mark.parametrize("template", TEMPLATES)
def test_tables_carry_no_role_that_html_forbids_there(template: str) -> None:
    """`assets/js/page.js` sets them for older browsers."""
    text = (OUTPUTS / template).read_text(encoding="utf-8")
    assert re.findall(r'role="(?:table|rowgroup|row|cell|rowheader|columnheader)"', text) == []
