from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from auditor.intake.forms import Form, Refused, read_form
from auditor.intake.wishes import CURATED, ROLES, Wish, wish_of
from auditor.registry import CuratedRole
from tests.intake.events import issue, issue_with, register
from tests.test_issue_forms import form, options


def wish(tmp_path: Path, links: str) -> Wish:
    body = f"### Model\n\nacme/renamed\n\n### Links that its card lacks\n\n{links}"
    told = issue_with(tmp_path, "add-model", body=body)
    filled = read_form(told)
    assert filled is not None
    return wish_of(told, filled, register(tmp_path / "register"))


@pytest.mark.parametrize(
    ("line", "role", "url", "why"),
    [
        ("paper https://a.example/x", "paper", "https://a.example/x", ""),
        (
            "- Training data: https://a.example/x, see section 2.",
            "training_data",
            "https://a.example/x",
            "see section 2.",
        ),
        ("fine-tuning code = https://a.example/x - Theirs", "fine_tuning_code", "https://a.example/x", "Theirs"),
        ("* data_card: https://a.example/x (theirs)", "data_card", "https://a.example/x", "(theirs)"),
    ],
)
def test_a_line_is_a_link(tmp_path: Path, line: str, role: str, url: str, why: str) -> None:
    (link,) = wish(tmp_path, line).links
    assert (link.role, link.url, link.why) == (role, url, why)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("https://a.example/x", "Line 1 of 'Links that its card lacks' is no link"),
        ("It is all in the paper.", "is no link; allowed is ROLE ADDRESS WHY"),
        ("weights: https://a.example/x", "role: input should be 'training_data'"),
        ("paper: http://a.example/x", "must be an https:// address"),
        ("paper: https://a.example/x " + "y" * 1001, "allowed are 1,000"),
        ("paper: https://a.example/`x`", "url: must be an https:// address"),
    ],
)
def test_what_is_no_link_is_told(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        wish(tmp_path, line)
    assert said in str(refused.value)


def test_the_roles_are_those_of_the_register_and_the_form_names_them() -> None:
    assert get_args(CuratedRole) == CURATED
    assert set(ROLES.values()) <= set(CURATED)
    assert set(ROLES) <= set(options("wrong-verdict.yml", "criterion"))
    (asked,) = (one for one in form("add-model.yml")["body"] if one["id"] == "links")
    for role in CURATED:
        assert role in asked["attributes"]["description"]


def test_a_registered_model_is_known_whatever_its_case(tmp_path: Path) -> None:
    told = issue("add-links-to-a-registered-model")
    filled = read_form(told)
    assert filled is not None
    found = wish_of(told, filled, register(tmp_path))
    assert (found.form, found.model, len(found.links)) == (Form.MODEL, "acme/open-7b", 1)
