from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import auditor
from auditor.changes import Event
from auditor.record import Record
from auditor.report import Report
from auditor.report.kept import View, WeighedLater
from auditor.score import Scorecard, score
from tests.outputs import acme

DEFINITIONS = acme.ALL.definitions
REPORTS = tuple(
    report.model_copy(update={"scorecards": tuple(score(one, report.answers) for one in DEFINITIONS)})
    for report in (acme.OPEN, acme.PART, acme.CLOSED, acme.UNSEEN)
)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_a_kept_report_weighs_when_it_is_asked_and_is_equal(report: Report) -> None:
    kept = View.model_validate_json(View.of(report, {}).model_dump_json())
    again = kept.opened(DEFINITIONS, report.derivatives)
    card = again.strip
    assert isinstance(card, WeighedLater)
    assert card.states == report.strip.states
    assert card.titles == report.strip.titles
    assert card.in_words() == report.strip.in_words()
    assert "results" not in card.__dict__
    assert again.model_dump_json() == report.model_dump_json()
    assert again.model_dump(mode="json") == report.model_dump(mode="json")
    assert again == report
    assert report == again
    assert {card} == {report.strip}
    assert card != report.scorecards[-1]
    assert card != "a scorecard"
    assert "results" not in card.__dict__
    assert card.turns == report.strip.turns
    assert card.results == report.strip.results
    assert card.model_copy(update={"title": "x"}).results == report.strip.results
    with pytest.raises(AttributeError, match="no attribute 'never'"):
        card.never  # noqa: B018 - the asking is what fails


def test_what_was_judged_by_other_definitions_is_refused() -> None:
    kept = View.of(acme.OPEN, {})
    with pytest.raises(ValueError, match="zip"):
        kept.opened(DEFINITIONS[1:])
    fewer = DEFINITIONS[0].model_copy(update={"requirements": DEFINITIONS[0].requirements[1:]})
    with pytest.raises(ValueError, match="zip"):
        kept.opened((fewer, *DEFINITIONS[1:]))


def _below(record: type[Record]) -> Iterator[type[Record]]:
    for one in record.__subclasses__():
        yield one
        yield from _below(one)


def test_no_other_record_that_is_written_holds_a_scorecard() -> None:
    for module in pkgutil.walk_packages(auditor.__path__, "auditor."):
        if module.name != "auditor.__main__":
            importlib.import_module(module.name)

    def holders(held: type[Record]) -> set[type[Record]]:
        name = f"{held.__module__}.{held.__name__}"
        return {
            one
            for one in _below(Record)
            if one.__module__.startswith("auditor.")
            if any(name in repr(field.annotation) for field in one.model_fields.values())
        }

    # An event is told in words; what is kept of a report has no scorecards.
    assert holders(Scorecard) == {Report, Event}
    assert holders(Report) == {View}
