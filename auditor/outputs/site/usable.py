"""What one may do with a model, and what others report of how well it does: two short tables of a scorecard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from auditor.outputs.site.cited import citation
from auditor.report import Report
from auditor.report.evaluations import Evaluation
from auditor.wording import USE_WISHES, day, plain, use_word

RESULTS_SHOWN: Final = 60
"""Reported results that are listed; some cards hold hundreds."""


def uses(report: Report) -> Sequence[Mapping[str, str]]:
    """Each use with its shape, its word and the sentence that says why."""
    return [
        {
            "title": USE_WISHES[one.use][:1].upper() + USE_WISHES[one.use][1:],
            "state": one.state.value,
            "word": use_word(one.use, one.state),
            "because": plain(one.because),
        }
        for one in report.uses
    ]


def _result(one: Evaluation) -> Mapping[str, Any]:
    return {
        "benchmark": plain(one.benchmark, 120),
        "task": plain(one.task, 80).replace("-", " "),
        "metric": plain(one.metric, 80) or "not told",
        "value": f"{one.value:.6g}",
    }


def _source(one: Evaluation) -> tuple[str, str, str]:
    return one.by, one.on, one.citation.url


def results(report: Report) -> Mapping[str, Any]:
    """The results that others report, as they stand there, those of one source and place together."""
    shown = sorted(report.evaluations[:RESULTS_SHOWN], key=_source)
    more = len(report.evaluations) - RESULTS_SHOWN
    groups = [list(found) for _, found in groupby(shown, key=_source)]
    return {
        "groups": [
            {
                "by": f"{plain(found[0].by, 120)}, as the publisher quotes it" if found[0].by else "the publisher",
                "on": day(found[0].on) if found[0].on else "not told",
                "citation": citation(found[0].citation),
                "rows": [_result(one) for one in found],
            }
            for found in groups
        ],
        "more": f"and {more:,} more, in this page's JSON" if more > 0 else "",
    }
