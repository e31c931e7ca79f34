from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from auditor.answers import Answer, Citation, Outcome, no, not_applicable, unknown, yes
from tests.builders import SHA

SEEN = Citation(url="https://huggingface.co/acme/open-7b", shows="seen")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (yes("So.", SEEN, value="MIT"), Answer(outcome=Outcome.YES, because="So.", citations=(SEEN,), value="MIT")),
        (
            no("So.", SEEN, value="some", remedy="Publish it."),
            Answer(outcome=Outcome.NO, because="So.", citations=(SEEN,), value="some", remedy="Publish it."),
        ),
        (unknown("So.", SEEN), Answer(outcome=Outcome.UNKNOWN, because="So.", citations=(SEEN,))),
        (unknown("So."), Answer(outcome=Outcome.UNKNOWN, because="So.")),
        (not_applicable("So."), Answer(outcome=Outcome.NOT_APPLICABLE, because="So.")),
    ],
    ids=["yes", "no", "unknown", "unknown without a citation", "not applicable"],
)
def test_four_things_can_be_said(given: Answer, expected: Answer) -> None:
    assert given == expected


@pytest.mark.parametrize("say", [yes, no])
def test_a_yes_or_no_without_a_citation_raises(say: Callable[[str], Answer]) -> None:
    with pytest.raises(ValidationError, match=r"a (yes|no) needs a citation: So\."):
        say("So.")


@pytest.mark.parametrize(
    ("cited", "pinned"),
    [
        (SEEN, False),
        (SEEN.model_copy(update={"revision": SHA}), True),
        (SEEN.model_copy(update={"sha256": "c" * 64}), True),
    ],
)
def test_a_citation_without_commit_and_hash_is_not_pinned(cited: Citation, pinned: bool) -> None:  # noqa: FBT001
    assert cited.pinned is pinned
