"""The message of a run's commit: what turned, in one line, and each of it below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from auditor.answers import Outcome
from auditor.history import Change
from auditor.rebuild.news import Happened, News, Turned
from auditor.wording import count, safe_words

SUBJECT: Final = 110
"""Characters of a subject that names the answer; a longer one counts."""
LISTED: Final = 100
"""Answers or places that the body names; more are counted."""
_VALUE: Final = 40
_REFERENCE: Final = re.compile(r"(?i)://|(?<=gh)-(?=\d)|(?<=www)\.")


def message(news: News) -> str:
    """The message with a line break at its end, empty where nothing is worth a commit.

    Names and values of strangers become plain words, and every line of the body begins with a dash or a word of ours:
    so no trailer, mention, closing word or `[skip ci]` can come in.
    """
    if not news.worth_keeping:
        return ""
    body = "\n\n".join(filter(None, ("\n".join(part) for part in _body(news))))
    return f"{subject(news)}\n" + (f"\n{body}\n" if body else "")


def subject(news: News) -> str:
    """The first line: the answer where one turned, else how many of what."""
    alone = [_line(one) for one in news.turned] or [_event(one) for one in news.happened]
    if len(alone) == 1 and len(named := f"data: {alone[0]}") <= SUBJECT:
        return named
    return f"data: {_counted(news)}"


def _counted(news: News) -> str:
    if news.turned:
        models = sorted({one.model for one in news.turned})
        whose = count(len(models), "model") if len(models) > 1 else models[0]
        return f"{count(len(news.turned), 'answer')} of {whose} turned"
    if news.happened:
        return f"{count(len(news.happened), 'thing')} happened to repositories, no answer turned"
    if news.places:
        return f"newer evidence of {count(len(news.places), 'place')}"
    if news.judged:
        return f"{count(len(news.judged), 'model')} judged anew, no answer turned"
    return f"{count(len(news.again), 'place')} seen again, nothing moved"


def _body(news: News) -> Iterator[Sequence[str]]:
    if len(news.turned) > 1 or len(subject(news)) > SUBJECT:
        yield _bounded(f"- {_line(one)} ({one.change.cause.value})" for one in news.turned)
    elif news.turned:
        yield [f"- {news.turned[0].change.cause.value}"]
    if news.happened and (news.turned or len(news.happened) > 1):
        yield _bounded(f"- {_event(one)}" for one in news.happened)
    if news.places:
        words = {
            **dict.fromkeys(news.moved, "moved"),
            **dict.fromkeys(news.first_seen, "first seen"),
            **dict.fromkeys(news.gone, "taken away"),
        }
        told = [f"Newer evidence of {count(len(news.places), 'place')}:"] if news.turned else []
        yield [*told, *_bounded(f"- {place}: {word}" for place, word in sorted(words.items()))]


def _line(turned: Turned) -> str:
    change = turned.change
    return f"{turned.model}: {_words(change.check, 80)} {_sides(change)}"


def _event(happened: Happened) -> str:
    one = happened.happening
    before, after = (_words(said, _VALUE) or "none" for said in (one.before, one.after))
    return f"{happened.model}: {one.what.value} {before} → {after}"


def _sides(change: Change) -> str:
    def side(outcome: Outcome, value: str) -> str:
        shown = _words(value, _VALUE)
        return outcome.value.replace("_", " ") + (f" ({shown})" if shown else "")

    values = change.before is change.after
    before = side(change.before, change.value_before if values else "")
    return f"{before} → {side(change.after, change.value_after if values else '')}"


def _words(text: str, limit: int) -> str:
    """Plain words that name no issue either: a closing word before `GH-1` or before an address would close it."""
    return _REFERENCE.sub(" ", safe_words(text, limit))


def _bounded(lines: Iterable[str]) -> list[str]:
    listed = list(lines)
    more = len(listed) - LISTED
    return [*listed[:LISTED], *([f"- and {more:,} more"] if more > 0 else [])]
