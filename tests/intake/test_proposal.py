from __future__ import annotations

from auditor.intake.forms import Form
from auditor.intake.proposal import LABEL, comment, proposal
from auditor.intake.wishes import Wish
from auditor.registry import CuratedLink
from tests.intake.events import issue

LINK = CuratedLink(role="paper", url="https://arxiv.org/abs/2611.00001", why="It <b>says</b> so.")


def test_the_pull_request_closes_its_issue_and_says_what_a_maintainer_does() -> None:
    wish = Wish(form=Form.MODEL, model="acme/renamed", links=(LINK,), title="Add acme/renamed", about=("More.",))
    found = proposal(issue("add-model"), wish, "data/models/acme/renamed.yaml")
    assert found.body.startswith("Closes #12\n\n")
    assert "`data/models/acme/renamed.yaml`" in found.body
    assert "The checks do not start by themselves" in found.body
    assert "opens it again" in found.body
    assert found.labels == (LABEL, "model")
    assert "<b>" not in found.body
    assert "- More" in found.body


def test_a_comment_says_what_is_wrong_and_holds_nothing_that_acts() -> None:
    said = comment("'<img src=x> @everyone #1 https://evil.invalid' is no id.")
    for acting in ("<img", "@everyone", "#1", "https://"):
        assert acting not in said
    assert "Edit the issue" in said
