"""The pull request of one issue in words: branch, title and body. Strangers' words in it are inert."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.inert import inert
from auditor.intake.event import Issue
from auditor.intake.wishes import Wish
from auditor.record import Record

LABEL: Final = "intake"
"""What every pull request of this way is labeled with."""
MAX_TITLE: Final = 240


class Proposal(Record):
    """A pull request as it is to be opened or brought up to date."""

    number: int
    """The issue's."""
    branch: str
    """Made from the issue's number alone."""
    title: str
    body: str
    labels: tuple[str, ...]
    files: tuple[str, ...]
    """What was written, below the checkout."""


def proposal(issue: Issue, wish: Wish, path: str) -> Proposal:
    """The pull request for a wish that was written to `path`."""
    return Proposal(
        number=issue.number,
        branch=f"intake/issue-{issue.number}",
        title=wish.title[:MAX_TITLE],
        body="\n\n".join(_paragraphs(issue, wish, path)) + "\n",
        labels=(LABEL, wish.form.value),
        files=(path,),
    )


def _paragraphs(issue: Issue, wish: Wish, path: str) -> Iterator[str]:
    yield f"Closes #{issue.number}"
    yield (
        f"A workflow made this from the issue's form, as {inert(issue.user.login)} filled it in. "
        f"It changes `{path}` and nothing else. The words below are theirs, and nobody has read them yet."
    )
    lines = [
        f"- {inert(one.role.replace('_', ' '))}: {inert(one.url)}. {inert(one.why)}".rstrip() for one in wish.links
    ]
    lines += [
        f"- {inert(one.check)}: {inert(one.statement)} ({inert(one.url)}), by {inert(one.by)}" for one in wish.replies
    ]
    lines += [f"- {inert(one)}" for one in wish.about]
    if lines:
        yield "\n".join(lines)
    yield (
        "The checks do not start by themselves on a pull request that a workflow opened: a maintainer closes it and "
        "opens it again, or starts them by hand. While it is a draft, an edit of the issue makes it anew; once it is "
        "marked as ready, it stays as it is."
    )


def comment(sentence: str) -> str:
    """What is said on the issue where its answers are not as allowed."""
    return (
        f"This could not be made into a pull request. {inert(sentence)}\n\n"
        "Edit the issue, and it is tried again. A maintainer reads it in any case.\n"
    )
