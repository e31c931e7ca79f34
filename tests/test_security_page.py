"""The page on security names tests that there are."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import CHECKOUT

PAGE = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_named_test_exists(file: str, name: str) -> None:
    tree = ast.parse((CHECKOUT / file).read_text(encoding="utf-8"))
    functions = {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
    # A stateful test is a name that its machine's test case is given.
    given = {
        to.id for one in tree.body if isinstance(one, ast.Assign) for to in one.targets if isinstance(to, ast.Name)
    }
    assert name in functions | given


def test_every_threat_has_its_test() -> None:
    told = PAGE.partition("## Threat")[2].partition("## One policy")[0]
    rows = [line for line in told.splitlines() if line.startswith("| ") and not line.startswith(("| Threat", "| ---"))]
    assert len(rows) == len(NAMED)


def test_every_named_place_exists() -> None:
    places = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py|exports/)`", PAGE.partition("## One policy")[2])
    assert places
    assert [one for one in places if not (CHECKOUT / "auditor" / one).exists()] == []


def test_the_policy_for_reports_links_the_page() -> None:
    assert "docs/security.md" in (CHECKOUT / "SECURITY.md").read_text(encoding="utf-8")
