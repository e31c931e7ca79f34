"""The models index: every registered model in one table, and the filters that a script offers for it.

From so many models on that one page would be too heavy, the most open stand in the page itself; the script loads the
others (`shards`), and pages of their own hold them for who runs no script.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from auditor.addresses import FOLDER_INDEXES, scorecard_path
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.facets import filters, size
from auditor.outputs.site.kinship import Kinship
from auditor.outputs.site.license_families import license_family
from auditor.outputs.site.shards import shards
from auditor.outputs.site.standing import Line, lines, stands
from auditor.outputs.site.strip import strip, titles
from auditor.report import Report
from auditor.rules import Licenses
from auditor.score import State
from auditor.wording import STATE_WORDS, count, day, openness, parameters, plain, states_of, task_words

LETTERS: Final = {State.MET: "m", State.PARTIAL: "p", State.NOT_MET: "n", State.UNKNOWN: "u"}
"""One letter for a state: a row's six stand together in one attribute."""
WHOLE: Final = 2_000
"""So many models at most stand in one page."""
FIRST: Final = 500
"""Where there are more, so many stand in the index, and in each of the pages that follow."""
_FURTHER: Final = "models/more--"
"""No repository id holds `--` (`checked_name`): no owner's folder has this name."""


def row(report: Report, asked: Sequence[Line], family: Sequence[str], licenses: Licenses) -> Mapping[str, Any]:
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


def _rows(reports: Sequence[Report], published: Published, kin: Kinship) -> Sequence[Mapping[str, Any]]:
    asked = lines(published)
    return [row(report, asked, kin.roots_of(report.id), published.licenses) for report in reports]


def _ordered(published: Published) -> Sequence[Report]:
    """The most open models first."""
    return sorted(published.reports, key=lambda one: (*openness(one), one.id.casefold()))


def _words(published: Published) -> str:
    """What the script needs to write a row as the template writes it."""
    return json.dumps(
        {
            "states": {letter: {"state": state.value, "word": STATE_WORDS[state]} for state, letter in LETTERS.items()},
            "titles": titles(published),
            "indexes": FOLDER_INDEXES,
        },
        ensure_ascii=False,
    )


def _address(number: int) -> str:
    """Where a page of the table lies below the site, the first being the index itself."""
    return "models/" if number == 1 else f"{_FURTHER}/{number}/"


def _pager(here: int, total: int) -> Mapping[str, Any]:
    """The pages of the table as links, and the two beside this one."""
    last = -(-total // FIRST)
    return {
        "here": f"{here:,}",
        "last": f"{last:,}",
        "before": _address(here - 1) if here > 1 else "",
        "after": _address(here + 1) if here < last else "",
        "pages": [{"number": f"{one:,}", "href": _address(one) if one != here else ""} for one in range(1, last + 1)],
    }


def pages(published: Published, kin: Kinship) -> Iterator[Page]:
    """`models/index.md`, the most open models first; where there are many, the files that its script loads besides."""
    rows = _rows(_ordered(published), published, kin)
    data: dict[str, Any] = {
        "count": count(len(rows), "model"),
        "titles": titles(published),
        "filters": filters(published, kin),
        "state_options": [{"value": state.value, "title": word} for state, word in STATE_WORDS.items()],
        "rows": rows,
    }
    rest: Sequence[Page] = ()
    if len(rows) > WHOLE:
        rest = list(shards(rows, FIRST))
        data |= {
            "rows": rows[:FIRST],
            "filters": filters(published, kin, brief=True),
            "pager": _pager(1, len(rows)),
            "rest": {
                "first": f"{FIRST:,}",
                "total": f"{len(rows)}",
                "files": [one.path for one in rest],
                "words": _words(published),
            },
        }
    lead = f"All {count(len(rows), 'model')} that are audited, with what each one publishes."
    yield data_page("models/index.md", template="models.html", title="Models", lead=lead, data=data)
    yield from rest


def further(published: Published, kin: Kinship) -> Sequence[Callable[[], Page]]:
    """The pages that go on with the table where the index does not hold it all, to be made when they are called."""
    ordered = _ordered(published)
    if len(ordered) <= WHOLE:
        return []
    numbers = range(2, -(-len(ordered) // FIRST) + 1)
    return [partial(_further, number, ordered, published, kin) for number in numbers]


def _further(number: int, ordered: Sequence[Report], published: Published, kin: Kinship) -> Page:
    """`models/more--/NUMBER.md`."""
    before = (number - 1) * FIRST
    reports = ordered[before : before + FIRST]
    data = {
        "which": f"Models {before + 1:,} to {before + len(reports):,} of {len(ordered):,}, the most open first",
        "titles": titles(published),
        "rows": _rows(reports, published, kin),
        "pager": _pager(number, len(ordered)),
    }
    path, title = f"{_FURTHER}/{number}.md", f"Models, page {number:,}"
    return data_page(path, template="models_further.html", title=title, lead=f"{data['which']}.", data=data)
