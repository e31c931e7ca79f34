"""What happened, in words: each answer that turned, what happened to a repository, and first verdicts on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from auditor.answers import Answer, Outcome
from auditor.checks import Check
from auditor.definitions import Definition, Requirement, Rule
from auditor.history import Cause, Change, Happening
from auditor.record import Record
from auditor.report import Report
from auditor.score import Scorecard, State
from auditor.truth import truth
from auditor.wording import OUTCOME_WORDS, day, happening_words, plain, short

CAUSE_WORDS: Final = {
    Cause.MODEL_CHANGED: "The model changed.",
    Cause.CHECKS_CHANGED: "Our checks changed, not the model.",
    Cause.BOTH_CHANGED: "The model and our checks changed; which of them turned it cannot be told.",
}
FIRST: Final = "first verdict on record"
_CARD_HASH: Final = 12
"""Digits of the hash that stands first in a pin where no commit is known (`judge`); commits have 7 or 40."""


class Side(Record):
    """An answer before or after: the state whose shape it shows, empty where the question does not apply, in words."""

    state: State | None
    word: str


class Turned(Record):
    """One answer that turned."""

    check: str
    question: str
    before: Side
    after: Side
    because: str
    cause: Cause
    pins: str
    """Of which commit it was told before and since, in words."""


class Event(Record):
    """One thing that happened to one model."""

    key: str
    """Names it for good among all events: `first/OWNER/NAME`, `turned/OWNER/NAME/CHECK/DATE/NUMBER` or
    `happened/OWNER/NAME/WHAT/DATE/NUMBER`."""
    model: str
    on: str
    """When it was seen: a date, as much of it as is known; empty where none is."""
    criterion: str = ""
    """The title of the criterion that it is about; empty where it is about none of the six."""
    anchor: str
    """Where on the model's scorecard it is told."""
    strip: Scorecard
    turned: Turned | None = None
    """None where no answer turned."""
    happened: str = ""
    """What happened to the repository, in one sentence; where nothing turned nor happened it is a first verdict."""
    pins: str = ""
    """Of which commit what happened was told before and since, in words."""

    @property
    def words(self) -> str:
        """What happened in one line, without the model's name."""
        if self.happened:
            return self.happened
        if self.turned is None:
            return f"{FIRST}: {self.strip.in_words()}"
        before, after = self.turned.before.word, self.turned.after.word
        about = f"{self.criterion}: " if self.criterion else ""
        return f"{about}{self.turned.question} From {before} to {after}."


def stamp(on: str) -> str:
    """A date as RFC 3339 wants it; what is not known of it is filled with its beginning: `2025-04` is the first."""
    year, month, number, *_ = (*on.split("-"), "01", "01")
    return f"{year}-{month}-{number}T00:00:00Z"


def _holds(rule: Rule | None, check: str, answers: Mapping[str, Answer]) -> bool:
    """Whether a step of the rule that asks this check holds by its answer alone."""
    steps = rule.leaves() if rule else ()
    return any(truth(one, answers) is True for one in steps if one.check == check)


def _side(check: str, outcome: Outcome, value: str, requirement: Requirement | None) -> Side:
    """An answer by itself. It shows as partial what its criterion takes for a part."""
    said = f" ({plain(value, 40)})" if value else ""
    word = f"{OUTCOME_WORDS[outcome]}{said}"
    if outcome is Outcome.NOT_APPLICABLE:
        return Side(state=None, word=word)
    if outcome is Outcome.UNKNOWN:
        return Side(state=State.UNKNOWN, word=word)
    # What was cited then is not kept in the history, so the record is made without its own proof.
    answers = {check: Answer.model_construct(outcome=outcome, value=value, because="")}
    if requirement and _holds(requirement.met_when, check, answers):
        return Side(state=State.MET, word=word)
    if requirement and _holds(requirement.partly_when, check, answers):
        return Side(state=State.PARTIAL, word=word)
    return Side(state=State.MET if outcome is Outcome.YES else State.NOT_MET, word=word)


def _pin(pin: str) -> str:
    """A pin of the history in words: the commit where one is known, else the card's text; empty where neither is."""
    first = pin.partition(" ")[0]
    if not short(first):
        return ""
    return f"{'card text' if len(first) == _CARD_HASH else 'commit'} {short(first)}"


def _pins(change: Change | Happening) -> str:
    before, after = _pin(change.pin_before), _pin(change.pin_after)
    if before == after:
        return f"Seen at the same {before} before and since." if before else "At which commit is not known."
    return f"Before: {before or 'commit not known'}. Since: {after or 'commit not known'}."


def _turned(change: Change, question: str, requirement: Requirement | None) -> Turned:
    return Turned(
        check=change.check,
        question=question,
        before=_side(change.check, change.before, change.value_before, requirement),
        after=_side(change.check, change.after, change.value_after, requirement),
        because=plain(change.because),
        cause=change.cause,
        pins=_pins(change),
    )


def dated(text: str) -> str:
    """The date of an ISO stamp if the calendar has it, as much of it as is known; empty where none is."""
    found = day(text)
    try:
        date.fromisoformat(stamp(found)[:10])
    except ValueError:
        return ""
    return found


def _of(report: Report, requirements: Mapping[str, Requirement], checks: Mapping[str, Check]) -> Iterator[Event]:
    if not report.history and not report.happenings:
        yield Event(
            key=f"first/{report.id}",
            model=report.id,
            on=dated(report.observed),
            anchor="criteria",
            strip=report.strip,
        )
    numbers: Counter[tuple[str, str]] = Counter()
    for one in report.happenings:
        on = dated(one.on)
        numbers[f"happened {one.what}", on] += 1
        yield Event(
            key=f"happened/{report.id}/{one.what}/{on or 'undated'}/{numbers[f'happened {one.what}', on]}",
            model=report.id,
            on=on,
            anchor="history",
            strip=report.strip,
            happened=happening_words(one),
            pins=_pins(one),
        )
    for change in report.history:
        requirement = requirements.get(change.check)
        asked = checks.get(change.check)
        on = dated(change.on)
        # The history is only added to, so a number once given stays.
        numbers[change.check, on] += 1
        yield Event(
            key=f"turned/{report.id}/{plain(change.check, 80)}/{on or 'undated'}/{numbers[change.check, on]}",
            model=report.id,
            on=on,
            criterion=plain(requirement.title, 200) if requirement else "",
            anchor=requirement.id if requirement else "answers",
            strip=report.strip,
            turned=_turned(
                change, plain(asked.question if asked else f"{change.check.replace('_', ' ')}."), requirement
            ),
        )


def events(
    reports: Iterable[Report], definitions: Sequence[Definition], checks: Mapping[str, Check]
) -> tuple[Event, ...]:
    """All that happened, the newest first, what has no date last; of one day by model, in the order it was written."""
    own = definitions[0].requirements if definitions else ()
    requirements = {check: one for one in reversed(own) for check in one.checks()}
    found = [event for report in reports for event in _of(report, requirements, checks)]
    dated = sorted((event for event in found if event.on), key=lambda event: stamp(event.on), reverse=True)
    return (*dated, *(event for event in found if not event.on))
