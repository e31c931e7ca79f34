"""The table of models: the facts, the six criteria, every definition and every check, one row a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from auditor.addresses import SITE, scorecard_path
from auditor.definitions import Definition
from auditor.report import Report
from auditor.score import Scorecard
from auditor.tables.columns import Cell, Column, Kind, Table, column, date, id_of, name_of
from auditor.wording import states_of

_STATES: Final = "met, partial, not_met or unknown"


def _facts() -> Iterator[Column[Report]]:
    text, word, whole = Kind.TEXT, Kind.WORD, Kind.WHOLE
    yield id_of(lambda report: report)
    yield column("producer", word, "The owner of the repository.", lambda one: one.producer)
    yield column("name", text, "The repository's name without its owner.", lambda one: one.name)
    yield column("task", word, "The Hub's pipeline tag, such as text-generation.", lambda one: one.task)
    yield column("library", word, "The library that the Hub names for it.", lambda one: one.library)
    yield column("parameters", whole, "Parameters, as the host counts them.", lambda one: one.parameters)
    yield column("weight_bytes", whole, "Bytes of the weights in one format.", lambda one: one.weight_bytes)
    yield column(
        "downloads", whole, "Downloads in the 30 days before it was observed, by the Hub.", lambda one: one.downloads
    )
    yield column("likes", whole, "Likes on the Hub when it was observed.", lambda one: one.likes)
    yield column("license", word, "The license that governs the weights: an SPDX id, or ours.", lambda one: one.license)
    yield column(
        "gated",
        word,
        "Whether files are had without asking: no, auto (after agreeing), manual (after approval) or unknown.",
        lambda one: one.gated.value,
    )
    yield column("created", text, "The day the repository was made, by the Hub.", lambda one: date(one.created))
    yield column("revision", text, "The commit that was looked at.", lambda one: one.revision)
    yield column(
        "observed",
        text,
        "When it was looked at, as much of the date as is known: 2025-04-01, 2025-04 or 2025.",
        lambda one: date(one.observed),
    )
    yield column("page", text, "The address of its scorecard.", lambda one: f"{SITE}/{scorecard_path(one.id)}/")


def _card(report: Report, definition: str) -> Scorecard | None:
    return next((card for card in report.scorecards if card.definition == definition), None)


def _state_of(index: int) -> Callable[[Report], Cell]:
    def found(report: Report) -> Cell:
        states = states_of(report.strip)
        return states[index].value if index < len(states) else None

    return found


def _standing_of(definition: str, key: str) -> Callable[[Report], Cell]:
    def found(report: Report) -> Cell:
        card = _card(report, definition)
        value: Cell = getattr(card.standing, key) if card else None
        return value

    return found


def _by_definition(definition: Definition) -> Iterator[Column[Report]]:
    named = f"{definition.title}, version {definition.version}"
    own = name_of(definition.id)

    def part_of(part: str, kind: Kind, meaning: str, key: str) -> Column[Report]:
        return column(f"{part}_{own}", kind, meaning, _standing_of(definition.id, key))

    yield part_of("verdict", Kind.WORD, f"By {named}: {_STATES}.", "verdict")
    if definition.combine == "ladder":
        rungs = ", ".join(level.id for level in definition.levels)
        sure = f"The rung of {named} that is reached for certain ({rungs}); empty for none."
        yield part_of("rung", Kind.WORD, sure, "level")
        yield part_of("highest_rung", Kind.WORD, "The highest rung that what is unknown leaves possible.", "highest")
    if definition.combine == "mean":
        yield part_of("low", Kind.NUMBER, f"The lowest that the mean of {named} can be, 0 to 1.", "low")
        yield part_of("high", Kind.NUMBER, "The highest that it can be: what is unknown counts as met.", "high")


def _answer_of(check: str, key: str) -> Callable[[Report], Cell]:
    def found(report: Report) -> Cell:
        answer = report.answers.get(check)
        value: Cell = str(getattr(answer, key)) if answer else None
        return value

    return found


def _by_check(check: str, question: str) -> Iterator[Column[Report]]:
    meaning = f"{question} yes, no, unknown or not_applicable."
    yield column(f"answer_{name_of(check)}", Kind.WORD, meaning, _answer_of(check, "outcome"))
    meaning = "What the answer found, in one word, where the question asks for more than yes or no."
    yield column(f"value_{name_of(check)}", Kind.WORD, meaning, _answer_of(check, "value"))


def models(definitions: Sequence[Definition], questions: Iterable[tuple[str, str]]) -> Table[Report]:
    """One row a model. `questions` are the checks' ids and questions.

    Raises `ValueError` where two of them would make columns of one name.
    """
    columns = [*_facts()]
    for index, one in enumerate(definitions[0].requirements if definitions else ()):
        meaning = f"{one.question} {_STATES}."
        columns.append(column(f"criterion_{name_of(one.id)}", Kind.WORD, meaning, _state_of(index)))
    for definition in definitions:
        columns += _by_definition(definition)
    for check, question in questions:
        columns += _by_check(check, question)
    names = [one.name for one in columns]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two columns of the models are called {min(twice)}")
    return Table(id="models", row="one model", columns=tuple(columns), rows_of=lambda report: (report,))
