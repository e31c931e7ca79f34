"""A review as a comment in GitHub-flavored Markdown. The review is a stranger's: every word of it is made inert."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote, unquote

from auditor.answers import Outcome
from auditor.evidence import PART
from auditor.inert import inert
from auditor.review.record import Asked, Audited, Cards, Cited, Judged, Rejudged, Review, Turned
from auditor.score import State
from auditor.wording import OUTCOME_WORDS, STATE_SIGNS, STATE_WORDS, count, share, short

MARKER: Final = "<!-- openness-auditor: review -->"
"""The first line, by which the comment of an earlier run is found."""
MAX_CHARACTERS: Final = 60_000
"""GitHub takes 65,536."""
CUT: Final = "The report is longer than a comment may be, and is cut here. The whole stands in the run's artifact."
_ROWS: Final = 60
"""Rows of one table."""
_CITED: Final = re.compile(
    rf"https://(?P<host>huggingface\.co|github\.com)/(?P<kind>datasets/)?(?P<name>{PART}/{PART})/(?P<how>blob|tree)"
    r"/(?P<commit>[0-9a-f]{40})(?P<path>(?:/[A-Za-z0-9._%+-]{1,200}){0,20})(?:#L(?P<line>[0-9]{1,7}))?"
)


def as_markdown(review: Review, *, outside: int | None = None) -> str:
    """The comment, at most `MAX_CHARACTERS`, whole lines only.

    `outside` is how many files outside data/ the pull request changes, as GitHub tells: the review's own number is as
    trustworthy as the pull request.
    """
    lines = [MARKER, "### What the check says", ""]
    length = sum(len(line) + 1 for line in lines)
    for block in _blocks(review, review.outside if outside is None else outside):
        for line in (*block, ""):
            if length + len(line) + len(CUT) + 4 > MAX_CHARACTERS:
                return "\n".join([*lines, "", CUT, ""])
            lines.append(line)
            length += len(line) + 1
    return "\n".join(lines)


def pinned(cited: Cited) -> str:
    """A link to the commit that a citation names, built from its checked parts; empty for any other address."""
    found = _CITED.fullmatch(cited.url)
    if found is None or (found["host"] == "github.com" and found["kind"]):
        return ""
    path = unquote(found["path"])
    if not path.isprintable() or any(piece in {".", ".."} for piece in path.split("/")):
        return ""
    line = f"#L{found['line']}" if found["line"] else ""
    where = f"{found['kind'] or ''}{found['name']}/{found['how']}/{found['commit']}"
    return f"https://{found['host']}/{where}{quote(path, safe='/')}{line}"


def _blocks(review: Review, outside: int) -> Iterator[Sequence[str]]:
    what = "all of them in data/" if not outside else f"{outside:,} of them outside data/"
    yield [f"Commit `{review.head[:7]}`, since `{review.base[:7]}`: {count(review.files, 'changed file')}, {what}."]
    if outside:
        said = "Where it touches the auditor's code, that code made this report: read the diff first."
        yield [f"**This change is not of data alone.** {said}"]
    yield from _problems(review)
    yield from _audits(review)
    yield from _looks(review)
    if review.rejudged:
        yield from _rejudged(review.rejudged)


def _problems(review: Review) -> Iterator[Sequence[str]]:
    if not review.problems_in_all:
        yield ["data/ is as allowed."]
        return
    yield [f"#### {count(review.problems_in_all, 'mistake')} in data/"]
    rows = ((one.file, str(one.line or ""), one.key, one.says) for one in review.problems)
    yield _table(("file", "line", "key", "what is wrong, or allowed"), rows, review.problems_in_all)


def _audits(review: Review) -> Iterator[Sequence[str]]:
    if not review.models_in_all:
        return
    yield ["#### Models"]
    asked = [one for one in review.audits if one.results]
    if asked:
        titles = [result.title for result in asked[0].results]
        rows = (
            (one.id, *(f"{STATE_SIGNS[each.state]} {STATE_WORDS[each.state]}" for each in one.results)) for one in asked
        )
        yield _table(("model", *titles), rows, len(asked))
    for one in asked:
        yield [*_audited(one)]
    if waiting := [one for one in review.audits if not one.results]:
        yield ["Not audited yet, which is no mistake of the change:"]
        yield _table(("model", "", "why"), ((one.id, one.change, one.why) for one in waiting), len(waiting))
    if review.models_in_all > len(review.audits):
        asked_about = f"only the first {len(review.audits)} are asked about"
        yield [f"{review.models_in_all:,} models are added or changed; {asked_about}."]


def _audited(one: Audited) -> Iterator[str]:
    commit = f" at commit `{short(one.revision)}`" if short(one.revision) else ""
    stands = "" if one.asked is Asked.AUDITED else f", not asked now{_why(one.why)}"
    page = f"[{inert(one.id)}](https://huggingface.co/{one.id})"
    yield f"**{page}** ({one.change}), seen {inert(one.observed)}{commit}{stands}:"
    yield ""
    yield from (_result(result) for result in one.results)
    yield from (f"- Gap: {inert(gap)}" for gap in one.gaps)
    standings = "; ".join(
        f"{STATE_SIGNS[each.state]} {inert(each.title)}: {inert(each.words)}" for each in one.standings
    )
    if standings:
        yield f"- By definition: {standings}"


def _result(one: Judged) -> str:
    said = f"- {STATE_SIGNS[one.state]} **{inert(one.title)}**, {STATE_WORDS[one.state]}: {inert(one.because, 400)}"
    if one.cited is None:
        return said
    link = pinned(one.cited)
    shows = inert(one.cited.shows, 160)
    return f"{said} ([{shows}]({link}))" if link else f"{said} ({shows}, not pinned)"


def _looks(review: Review) -> Iterator[Sequence[str]]:
    if not review.looks_in_all:
        return
    yield ["#### What a maintainer must look at"]
    rows = ((one.matter.value, one.of, one.says) for one in review.looks)
    yield _table(("what", "where", "why"), rows, review.looks_in_all)


def _rejudged(one: Rejudged) -> Iterator[Sequence[str]]:
    yield ["#### What turns"]
    turned = count(one.turned_in_all, "answer") if one.turned_in_all else "no answer"
    said = [f"The change touches {inert(one.because)}: {count(one.models, 'model')} judged again, {turned} turned."]
    if one.cards:
        said.append(_cards(one.cards))
    yield [" ".join(said)]
    if one.notes:
        yield [f"- {inert(note)}" for note in one.notes]
    if one.turned:
        rows = ((each.model, each.check, _answer(each), each.cause.value, each.because) for each in one.turned)
        yield _table(("model", "check", "turns", "because", "now"), rows, one.turned_in_all)
    if one.requirements:
        rows2 = (
            (each.model, f"{each.definition}/{each.requirement}", f"{_state(each.before)} → {_state(each.after)}")
            for each in one.requirements
        )
        yield _table(("model", "requirement", "turns"), rows2, one.requirements_in_all)
    if one.fresh:
        rows3 = ((each.name, ", ".join(f"{word} {number}" for word, number in each.answers)) for each in one.fresh)
        yield _table(("new", "answers"), rows3, len(one.fresh))
    if one.figures:
        yield ["#### Held against the labels"]
        rows4 = (
            (
                each.criterion,
                str(each.labels),
                f"{share(each.exact_before)} → {share(each.exact_after)}",
                f"{_number(each.wrongly_before)} → {each.wrongly_after}",
                f"{_number(each.missed_before)} → {each.missed_after}",
            )
            for each in one.figures
        )
        yield _table(("criterion", "labels", "exact", "met wrongly", "met missed"), rows4, len(one.figures))


def _cards(one: Cards) -> str:
    said = f"{count(one.again, 'place')} read again at the pinned commits"
    if one.failed or one.left:
        said += f", {one.failed:,} could not be read, {one.left:,} left{_why(one.why)}"
    return f"{said}."


def _answer(one: Turned) -> str:
    def shown(outcome: Outcome, value: str) -> str:
        return OUTCOME_WORDS[outcome] + (f" ({value})" if value else "")

    return f"{shown(one.before, one.value_before)} → {shown(one.after, one.value_after)}"


def _state(state: State) -> str:
    return f"{STATE_SIGNS[state]} {STATE_WORDS[state]}"


def _number(number: int | None) -> str:
    return "-" if number is None else str(number)


def _why(why: str) -> str:
    return f" ({inert(why)})" if why else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], in_all: int) -> list[str]:
    """A table of strangers' words; where there are more rows than it shows, its last line says so."""
    shown = list(rows)[:_ROWS]
    lines = [f"| {' | '.join(inert(cell, 60) for cell in head)} |", f"|{' --- |' * len(head)}"]
    lines += [f"| {' | '.join(inert(cell, 400) for cell in row)} |" for row in shown]
    if in_all > len(shown):
        lines += ["", f"{in_all - len(shown):,} more are not shown."]
    return lines
