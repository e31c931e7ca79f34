"""A review as lines: GitHub's annotations where it runs the check, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.annotations import annotation
from auditor.review.record import Asked, Review
from auditor.wording import STATE_SIGNS, STATE_WORDS, count, plain, share

_LOOKS: Final = 30
"""Lines about what a maintainer must look at; the Markdown has them all."""


def as_annotations(review: Review) -> Iterator[str]:
    """Workflow commands: a mistake is an error at its file and line, what a maintainer must look at a warning."""
    for problem in review.problems:
        said = f"{problem.key}: {problem.says}" if problem.key else problem.says
        yield annotation("error", plain(said), file=problem.file, line=problem.line, title="A mistake in data/")
    for look in review.looks[:_LOOKS]:
        title = f"For a maintainer: {look.matter.value}"
        yield annotation("warning", plain(f"{look.of}: {look.says}"), title=title)
    yield from (_harmless(line) for line in as_lines(review) if not line.startswith(("data/", "look: ")))


def as_lines(review: Review) -> Iterator[str]:
    """The same for people at a terminal: one line each, without control characters."""
    files = f"{count(review.files, 'changed file')}, {review.outside:,} outside data/"
    yield f"{review.head[:7]} since {review.base[:7]}: {files}"
    for problem in review.problems:
        where = f"{problem.file}:{problem.line}" if problem.line else problem.file
        yield plain(f"{where}: {problem.key}: {problem.says}" if problem.key else f"{where}: {problem.says}")
    if review.problems_in_all > len(review.problems):
        yield f"and {review.problems_in_all - len(review.problems):,} more mistakes"
    for one in review.audits:
        signs = " ".join(STATE_SIGNS[result.state] for result in one.results)
        words = ", ".join(f"{result.title} {STATE_WORDS[result.state]}" for result in one.results)
        why = f" ({one.why})" if one.why else ""
        said = (
            one.asked.value if one.asked is not Asked.AUDITED else f"audited, commit {one.revision[:7] or 'not known'}"
        )
        yield plain(f"{one.id}: {said}{why}" + (f"  {signs}  {words}" if one.results else ""))
    if review.models_in_all > len(review.audits):
        asked_about = f"only the first {len(review.audits)} are asked about"
        yield f"{review.models_in_all:,} models are added or changed; {asked_about}"
    for look in review.looks:
        yield plain(f"look: {look.matter.value}: {look.of}: {look.says}")
    if review.rejudged:
        again = review.rejudged
        yield plain(
            f"judged again, for it touches {again.because}: {count(again.models, 'model')}; "
            f"{count(again.turned_in_all, 'answer')} and {count(again.requirements_in_all, 'requirement')} turned"
        )
        for turned in again.turned:
            yield plain(f"turned: {turned.model} {turned.check}: {turned.before} → {turned.after} ({turned.cause})")
        if again.cards:
            cards = again.cards
            yield plain(f"read again: {cards.again}, failed: {cards.failed}, left: {cards.left} {cards.why}")
        yield from (plain(f"note: {note}") for note in again.notes)
        for figure in again.figures:
            exact = f"exact {share(figure.exact_before)} → {share(figure.exact_after)}"
            yield plain(
                f"{figure.criterion}: {exact}, met wrongly {_dash(figure.wrongly_before)} → {figure.wrongly_after}, "
                f"met missed {_dash(figure.missed_before)} → {figure.missed_after}"
            )
    found = count(review.problems_in_all, "mistake") if review.problems_in_all else "no mistake"
    yield f"{found} in data/; {count(review.requests, 'request')} sent"


def _dash(number: int | None) -> str:
    return "-" if number is None else str(number)


def _harmless(line: str) -> str:
    """A line that the runner takes for no command: it looks for `::` where a line begins, for `##[` anywhere."""
    return plain(line).replace("##[", "#\u2060#[").replace("::", ":\u2060:")
