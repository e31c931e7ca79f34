from __future__ import annotations

from pathlib import Path

import pytest

from auditor.intake.forms import FIELDS, Form, Refused, read_form
from tests.intake.events import event, issue, issue_with
from tests.test_issue_forms import FORMS, form


def test_the_fields_are_those_of_the_forms() -> None:
    asked = {}
    for path in FORMS:
        found = form(path.name)
        (label,) = found["labels"]
        asked[label] = {one["id"]: one["attributes"]["label"] for one in found["body"]}
    assert asked == {one.value: dict(FIELDS[one]) for one in Form}


def test_answers_are_read_back() -> None:
    filled = read_form(issue("wrong-verdict"))
    assert filled is not None
    assert filled.form is Form.VERDICT
    assert (filled.answers["model"], filled.answers["criterion"]) == ("acme/open-7b", "Evaluation code")
    bare = read_form(issue("add-model"))
    assert bare is not None
    assert bare.answers == {"model": "acme/renamed", "links": ""}


def test_windows_line_ends(tmp_path: Path) -> None:
    body = event("reply")["issue"]["body"].replace("\n", "\r\n")
    assert read_form(issue_with(tmp_path, "reply", body=body)) == read_form(issue("reply"))


def test_a_heading_of_its_own_is_part_of_an_answer(tmp_path: Path) -> None:
    body = event("reply")["issue"]["body"].replace("The logs follow", "### Why\n\nThe logs follow")
    filled = read_form(issue_with(tmp_path, "reply", body=body))
    assert filled is not None
    assert filled.answers["statement"].startswith("### Why")


@pytest.mark.parametrize("name", ["hostile-second-model", "refused-heading-gone"])
def test_a_heading_that_stands_twice_or_not_at_all_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="The heading"):
        read_form(issue(name))


def test_other_labels_beside_the_forms_own(tmp_path: Path) -> None:
    labels = [{"name": "model"}, {"name": "reply"}, {"name": "good first issue"}]
    assert read_form(issue_with(tmp_path, "reply", labels=labels)) == read_form(issue("reply"))
