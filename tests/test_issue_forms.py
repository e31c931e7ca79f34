from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml

from auditor.outputs.site.cited import ELSE, wrong
from auditor.score import Scorecard
from tests.conftest import CHECKOUT
from tests.outputs.acme import PART

FORMS = sorted(path for path in (CHECKOUT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def form(name: str) -> dict[str, Any]:
    found = yaml.safe_load((CHECKOUT / ".github/ISSUE_TEMPLATE" / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def options(name: str, field: str) -> list[str]:
    (asked,) = (one for one in form(name)["body"] if one["id"] == field)
    found = asked["attributes"]["options"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("criterion", [*(result.title for result in PART.strip.results), ELSE])
def test_the_link_of_a_scorecard_fills_in_a_form_that_is_there(criterion: str) -> None:
    query = parse_qs(wrong(PART, criterion))
    asked = form(query.pop("template")[0])
    assert query.pop("title")
    assert (query["model"], query["revision"], query["criterion"]) == ([PART.id], [PART.revision[:7]], [criterion])
    assert query.keys() <= {one["id"] for one in asked["body"]}
    assert criterion in options("wrong-verdict.yml", "criterion")


def test_the_form_offers_every_criterion() -> None:
    strip: Scorecard = PART.strip
    offered = options("wrong-verdict.yml", "criterion")
    assert offered[: len(strip.results)] == [result.title for result in strip.results]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_has_what_github_asks_for(path: Any) -> None:
    asked = form(path.name)
    assert {"name", "description", "body"} <= asked.keys()
    ids = [one["id"] for one in asked["body"]]
    assert len(ids) == len(set(ids))
    assert all(one["attributes"].get("label") for one in asked["body"])
