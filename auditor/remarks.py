"""What a scorecard has to say to a model's publisher, requirement by requirement: for logs, annotations and SARIF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from auditor.annotations import Level
from auditor.record import Record
from auditor.report import Report
from auditor.score import Result, Scorecard, State
from auditor.wording import STATE_WORDS, chosen, plain

CARD: Final = "README.md"
_ON_THE_CARD: Final = re.compile(r"/(?:blob/[^/]+/)?README\.md#L([1-9][0-9]{0,6})")


class Required(Record):
    """The requirements that a publisher asks for, and how much of each is enough."""

    at_least: Literal[State.MET, State.PARTIAL]
    names: tuple[str, ...]

    def lacks(self, result: Result) -> bool:
        """True where one of them was seen to be less than enough; what could not be seen lacks nothing."""
        enough = {State.MET, self.at_least, State.UNKNOWN}
        return result.id in self.names and result.state not in enough


class Remark(Record):
    """One requirement that is not met in full: how grave, what, and which line of the card it is about."""

    requirement: str
    title: str
    state: State
    level: Level
    """`notice` for what could not be looked at, `error` for what falls short of what is required."""
    message: str
    line: int
    """Of the model's own card, 1 where no citation names one."""


def remarks(report: Report, *, definition: str | None = None, required: Required | None = None) -> Iterator[Remark]:
    """What is not met by one definition, the first where None. An unknown definition raises `KeyError`."""
    card = chosen(report, definition)
    for result in card.results:
        if result.state is not State.MET:
            yield Remark(
                requirement=result.id,
                title=plain(result.title, 200),
                state=result.state,
                level=_level(result, required),
                message=_message(result),
                line=_line(report, result),
            )


def falling_short(card: Scorecard, required: Required) -> list[str]:
    """What was seen to be less than is required, each in words: `weights is not met`."""
    return [f"{one.id} is {STATE_WORDS[one.state]}" for one in card.results if required.lacks(one)]


def not_told(card: Scorecard, required: Required) -> list[str]:
    """What is required and could not be seen."""
    return [one.id for one in card.results if one.id in required.names and one.state is State.UNKNOWN]


def _level(result: Result, required: Required | None) -> Level:
    if result.state is State.UNKNOWN:
        return "notice"
    return "error" if required and required.lacks(result) else "warning"


def _message(result: Result) -> str:
    state = "could not look" if result.state is State.UNKNOWN else STATE_WORDS[result.state]
    said = f"{plain(result.title, 200)}: {state}. {plain(result.because)}"
    turn = " ".join(plain(one) for one in result.remedies)
    return f"{said} Would turn it: {turn}" if turn else said


def _line(report: Report, result: Result) -> int:
    """The first line of the model's own card that a citation names."""
    urls = (cited.url.removeprefix(report.page) for cited in result.citations if cited.url.startswith(report.page))
    found = (_ON_THE_CARD.fullmatch(rest) for rest in urls)
    return next((int(match[1]) for match in found if match), 1)
