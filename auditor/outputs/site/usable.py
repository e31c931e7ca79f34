"""What one may do with a model, and what others report of how well it does: two short tables of a scorecard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from auditor.outputs.site.cited import citation
from auditor.report import Report
from auditor.report.evaluations import Evaluation
from auditor.report.uses import Use
from auditor.score import State
from auditor.wording import day, plain

USE_TITLES: Final = {
    Use.COMMERCE: "Use it commercially",
    Use.CHANGE: "Change it and pass it on",
    Use.RETRAIN: "Train it again from scratch",
    Use.AUDIT_DATA: "Audit its training data",
}
USE_WORDS: Final = {
    State.MET: "yes",
    State.PARTIAL: "within limits or in part",
    State.NOT_MET: "no",
    State.UNKNOWN: "could not be told",
}
RESULTS_SHOWN: Final = 60
"""Reported results that are listed; some cards hold hundreds."""


def uses(report: Report) -> Sequence[Mapping[str, str]]:
    """Each use with its shape, its word and the sentence that says why."""
    return [
        {
            "title": USE_TITLES[one.use],
            "state": one.state.value,
            "word": USE_WORDS[one.state],
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
