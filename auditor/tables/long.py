"""The long tables: answers with their citations, reported results, what turned, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from auditor.answers import Answer, Citation
from auditor.history import Change, Happening
from auditor.report import Report
from auditor.report.evaluations import Evaluation
from auditor.tables.columns import Cell, Kind, Table, column, date, id_of
from auditor.wording import web_href


class Cited(NamedTuple):
    """One answer and one of its citations."""

    report: Report
    check: str
    answer: Answer
    number: int
    """1 for the first citation, 0 where there is none."""
    citation: Citation | None


class Told(NamedTuple):
    """One reported result or one change, with its model."""

    report: Report
    one: Any


def _cited(report: Report) -> Iterator[Cited]:
    for check, answer in sorted(report.answers.items()):
        if not answer.citations:
            yield Cited(report, check, answer, 0, None)
        for number, citation in enumerate(answer.citations, 1):
            yield Cited(report, check, answer, number, citation)


def _of_citation(of: Callable[[Citation], Cell]) -> Callable[[Cited], Cell]:
    return lambda row: of(row.citation) if row.citation else None


def answers() -> Table[Cited]:
    """One row for each citation of each answer, and one for an answer without any."""
    columns = (
        id_of(lambda row: row.report),
        column("check_id", Kind.WORD, "The question's id; its page is checks/ID/.", lambda row: row.check),
        column("outcome", Kind.WORD, "yes, no, unknown or not_applicable.", lambda row: row.answer.outcome.value),
        column("value", Kind.WORD, "What the answer found, in one word.", lambda row: row.answer.value),
        column("because", Kind.WORD, "Why, in one sentence.", lambda row: row.answer.because),
        column(
            "attested_by", Kind.WORD, "Who attested it, where a person did.", lambda row: row.answer.attested_by
        ),
        column(
            "citation",
            Kind.WHOLE,
            "1 for the answer's first citation; 0 where it has none. Below 2 leaves one row an answer.",
            lambda row: row.number,
        ),
        column("url", Kind.TEXT, "Where it can be seen.", _of_citation(lambda one: web_href(one.url))),
        column("shows", Kind.TEXT, "What is seen there.", _of_citation(lambda one: one.shows)),
        column("revision", Kind.TEXT, "The commit the address points into.", _of_citation(lambda one: one.revision)),
        column("sha256", Kind.TEXT, "The hash of the text that was read.", _of_citation(lambda one: one.sha256)),
    )  # fmt: skip
    return Table(id="answers", row="one citation of one answer", columns=columns, rows_of=_cited)


def _results(report: Report) -> Iterator[Told]:
    return (Told(report, one) for one in report.evaluations)


def evaluations() -> Table[Told]:
    """One row for each result that is reported."""

    def of(key: str) -> Callable[[Told], Cell]:
        return lambda row: getattr(row.one, key)

    def url(row: Told) -> Cell:
        one: Evaluation = row.one
        return web_href(one.citation.url)

    columns = (
        id_of(lambda row: row.report),
        column("benchmark", Kind.WORD, "The evaluation set as it is named.", of("benchmark")),
        column("task", Kind.WORD, "The task that is evaluated.", of("task")),
        column("metric", Kind.WORD, "The metric.", of("metric")),
        column("value", Kind.NUMBER, "The value, as it is reported: never ours.", of("value")),
        column("reported_by", Kind.WORD, "Whom it is taken from; empty: the model's publisher.", of("by")),
        column("reported_on", Kind.TEXT, "The day of the result, where it is told.", lambda row: date(row.one.on)),
        column("url", Kind.TEXT, "Where it is reported.", url),
    )
    return Table(id="evaluations", row="one reported result of a benchmark", columns=columns, rows_of=_results)


def _said(key: str) -> Callable[[Told], Cell]:
    return lambda row: str(getattr(row.one, key))


def _seen_on(row: Told) -> Cell:
    one: Change | Happening = row.one
    return date(one.on)


def _changes(report: Report) -> Iterator[Told]:
    return (Told(report, one) for one in report.history)


def changes() -> Table[Told]:
    """One row for each answer that turned."""
    columns = (
        id_of(lambda row: row.report),
        column("seen_on", Kind.TEXT, "When it was seen, as much of the date as is known.", _seen_on),
        column("check_id", Kind.WORD, "The question's id.", _said("check")),
        column("before", Kind.WORD, "The outcome before.", _said("before")),
        column("after", Kind.WORD, "The outcome since.", _said("after")),
        column("value_before", Kind.WORD, "What was found before, in one word.", _said("value_before")),
        column("value_after", Kind.WORD, "What is found since, in one word.", _said("value_after")),
        column("because", Kind.TEXT, "Why, in one sentence.", _said("because")),
        column(
            "cause",
            Kind.WORD,
            "Whether the model changed, our checks did, or both.",
            _said("cause"),
        ),
        column("pin_before", Kind.TEXT, "The commit and settings before.", _said("pin_before")),
        column("pin_after", Kind.TEXT, "The commit and settings since.", _said("pin_after")),
    )
    return Table(id="changes", row="one answer that turned", columns=columns, rows_of=_changes)


def _happenings(report: Report) -> Iterator[Told]:
    return (Told(report, one) for one in report.happenings)


def happenings() -> Table[Told]:
    """One row for each thing that happened to a model's repository."""
    columns = (
        id_of(lambda row: row.report),
        column("seen_on", Kind.TEXT, "When it was seen, as much of the date as is known.", _seen_on),
        column(
            "what", Kind.WORD, "gate, license, gone, back, renamed or replaced (another repository).", _said("what")
        ),
        column("before", Kind.WORD, "What it was before.", _said("before")),
        column("after", Kind.WORD, "What it is since.", _said("after")),
        column("pin_before", Kind.TEXT, "The commit and settings before.", _said("pin_before")),
        column("pin_after", Kind.TEXT, "The commit and settings since.", _said("pin_after")),
    )
    return Table(
        id="happenings", row="one thing that happened to a model's repository", columns=columns, rows_of=_happenings
    )
