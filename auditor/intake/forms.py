"""The issue forms of `.github/ISSUE_TEMPLATE/`, and reading back what somebody filled in.

GitHub writes each field as a heading of the third rank, a blank line, and the answer, `_No response_` where there is
none. Source: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from auditor.intake.event import Issue
from auditor.record import Record

MAX_BODY: Final = 65_536
"""Characters of an issue that GitHub itself allows."""
NO_RESPONSE: Final = "_No response_"


class Refused(Exception):
    """An answer is not as allowed: one sentence for who filled in the form. It may hold their words."""


class Form(StrEnum):
    """The three forms, by the label that each gives to its issues."""

    MODEL = "model"
    VERDICT = "verdict"
    REPLY = "reply"


FIELDS: Final[Mapping[Form, Mapping[str, str]]] = {
    Form.MODEL: {"model": "Model", "links": "Links that its card lacks"},
    Form.VERDICT: {
        "model": "Model",
        "revision": "Commit that was audited",
        "criterion": "Which criterion?",
        "evidence": "Where can it be seen?",
        "publisher": "Who says it?",
    },
    Form.REPLY: {
        "model": "Model",
        "check": "Which verdict do you answer?",
        "statement": "Your statement",
        "url": "Where did you say it in your own name?",
    },
}
"""For each form its fields, id -> label."""


class Filled(Record):
    """A form with its answers, field id -> text; empty where no answer was given."""

    form: Form
    answers: Mapping[str, str]


def read_form(issue: Issue) -> Filled | None:
    """What was filled in; None for an issue that none of the forms made. Raises `Refused`."""
    labeled = [form for form in Form if form.value in issue.label_names]
    body = (issue.body or "").replace("\r\n", "\n").replace("\r", "\n")
    if not labeled or not body.strip():
        return None
    if len(body) > MAX_BODY:
        raise Refused(f"The issue is longer than allowed, which is {MAX_BODY:,} characters.")
    lines = body.split("\n")
    made = [form for form in labeled if _headings(lines, form)]
    whole = [form for form in made if not _lacking(lines, form)]
    if not made:
        return None
    if not whole:
        raise Refused(
            f"The heading {_lacking(lines, made[0])[0]!r} of the form is missing; allowed is the form as it is."
        )
    if len(whole) > 1:
        raise Refused("The issue has the fields of two forms; allowed is one.")
    return Filled(form=whole[0], answers=_answers(lines, whole[0]))


def _headings(lines: list[str], form: Form) -> list[str]:
    labels = set(FIELDS[form].values())
    return [line[4:].strip() for line in lines if line.startswith("### ") and line[4:].strip() in labels]


def _lacking(lines: list[str], form: Form) -> list[str]:
    found = _headings(lines, form)
    return [label for label in FIELDS[form].values() if label not in found]


def _answers(lines: list[str], form: Form) -> Mapping[str, str]:
    """The text below each heading. A heading that stands twice is refused: an answer may not give another one's."""
    ids = {label: name for name, label in FIELDS[form].items()}
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        label = line[4:].strip() if line.startswith("### ") else ""
        if label in ids:
            name = ids[label]
            if name in found:
                raise Refused(f"The heading {label!r} stands twice; allowed is once.")
            found[name] = []
        elif name:
            found[name].append(line)
    texts = {name: "\n".join(found[name]).strip() for name in FIELDS[form]}
    return {name: "" if text == NO_RESPONSE else text for name, text in texts.items()}
