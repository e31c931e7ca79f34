"""The models index: every registered model in one table, and the filters that a script offers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.facets import filters, size
from auditor.outputs.site.kinship import Kinship
from auditor.outputs.site.license_families import license_family
from auditor.outputs.site.standing import Line, lines, stands
from auditor.outputs.site.strip import strip, titles
from auditor.report import Report
from auditor.rules import Licenses
from auditor.score import State
from auditor.wording import STATE_WORDS, count, day, openness, parameters, plain, states_of, task_words

LETTERS: Final = {State.MET: "m", State.PARTIAL: "p", State.NOT_MET: "n", State.UNKNOWN: "u"}
"""One letter for a state: a row's six stand together in one attribute."""


def _row(report: Report, asked: Sequence[Line], family: Sequence[str], licenses: Licenses) -> Mapping[str, Any]:
    """One line of the table: what is shown, and in short what is filtered and sorted by.

    `meets` is `0` or `1` for each line; `family` the ids of the models at the root, parted by spaces.
    """
    known = report.parameters is not None and report.parameters >= 0
    return {
        "id": plain(report.id),
        "href": f"{scorecard_path(report.id)}/",
        "strip": strip(report.strip),
        "license": plain(report.license, 40),
        "task": task_words(report.task),
        "parameters": parameters(report.parameters),
        "observed": day(report.observed),
        "states": "".join(LETTERS[state] for state in states_of(report.strip)),
        "meets": "".join("01"[stands(report, line) is State.MET] for line in asked),
        "license_family": license_family(report.license, licenses),
        "size": size(report.parameters),
        "number": str(report.parameters) if known else "",
        "family": " ".join(family),
    }


def page(published: Published, kin: Kinship) -> Page:
    """`models/index.md`, the most open models first."""
    asked = lines(published)
    data = {
        "count": count(len(published.reports), "model"),
        "titles": titles(published),
        "filters": filters(published, kin),
        "state_options": [{"value": state.value, "title": word} for state, word in STATE_WORDS.items()],
        "rows": [
            _row(report, asked, kin.roots_of(report.id), published.licenses)
            for report in sorted(published.reports, key=lambda one: (*openness(one), one.id.casefold()))
        ],
    }
    lead = f"All {count(len(published.reports), 'model')} that are audited, with what each one publishes."
    return data_page("models/index.md", template="models.html", title="Models", lead=lead, data=data)
