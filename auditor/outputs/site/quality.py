"""Reported results against openness: one picture for each result that two models report under the same name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.outputs.site.scatter import FULL, MANY, SMALL, Datum, scatter, thinned
from auditor.report import Report
from auditor.report.evaluations import Evaluation
from auditor.score import State
from auditor.wording import count, day, plain, task_words, web_href

PICTURES: Final = 12
"""Pictures at most, of what most models report; what else several report is listed in words."""
DRAWN: Final = 250
"""Points at most of one picture where there are many models."""
ROWS: Final = 100
"""Rows at most of the table behind a picture; all results stand on the scorecards."""
NAMED: Final = 6
"""Results that are named of a model which alone reports them."""
ALONE: Final = 60
"""Models at most of which that is told."""
_LARGEST: Final = 1e12
"""Larger values are told and not drawn: they would press all others into one spot."""
_NAME: Final = 120

_Key = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class _Said:
    """One reported value, the model it is of, and that model's number in the page's list."""

    number: int
    report: Report
    result: Evaluation


def datum(report: Report, number: int, x: float, said: str) -> Datum:
    """A model's place in a picture; `said` is its x in words."""
    strip = report.strip
    return Datum(
        x=x,
        met=strip.count(State.MET),
        partial=strip.count(State.PARTIAL),
        unknown=strip.count(State.UNKNOWN),
        number=number,
        href=f"{scorecard_path(report.id)}/",
        title=f"{plain(report.id, 200)}: {said}, {strip.in_words()}",
    )


def criteria(reports: Sequence[Report]) -> int:
    """How many criteria a picture has rows for."""
    return max((len(report.strip.states) for report in reports), default=0)


def value_words(value: float) -> str:
    """A reported value to four digits, never in another unit: `62.03`, `0.1554`, `12,345`."""
    if abs(value) >= _LARGEST or 0 < abs(value) < 1e-4:  # noqa: PLR2004 - from there on zeros would fill the cell
        return f"{value:.3e}"
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"  # noqa: PLR2004 - four digits have no fraction


def _key(result: Evaluation) -> _Key:
    """What makes two results the same: their names, but for case and spaces. The task tells subsets apart."""
    benchmark, task, metric = (
        " ".join(name.split()).casefold() for name in (result.benchmark, result.task, result.metric)
    )
    return benchmark, task, metric


def _name(result: Evaluation) -> str:
    """A result's name for readers. `unknown` is what cards say who have no name for their metric."""
    metric = plain(result.metric, _NAME)
    named = plain(result.benchmark, _NAME) or "a benchmark without a name"
    return f"{named}, {metric}" if metric and metric != "unknown" else named


def _models(said: Sequence[_Said]) -> int:
    return len({one.number for one in said})


def _rows(said: Sequence[_Said]) -> Iterator[Mapping[str, Any]]:
    for one in sorted(said, key=lambda one: (-one.result.value, one.number))[:ROWS]:
        yield {
            "id": plain(one.report.id, 200),
            "href": f"{scorecard_path(one.report.id)}/",
            "value": value_words(one.result.value),
            "words": one.report.strip.in_words(),
            "by": plain(one.result.by, 100),
            "on": day(one.result.on) if one.result.on else "",
            "source": web_href(one.result.citation.url),
        }


def _picture(said: Sequence[_Said], rows: int, *, thin: bool) -> Mapping[str, Any]:
    drawn = [one for one in said if abs(one.result.value) <= _LARGEST]
    data = [datum(one.report, one.number, one.result.value, value_words(one.result.value)) for one in drawn]
    shown = thinned(data, DRAWN) if thin else data
    values = [abs(one.result.value) for one in drawn]
    first = min(said, key=lambda one: one.number).result
    return {
        "title": _name(first),
        "task": task_words(first.task),
        "count": count(_models(said), "model"),
        # Nobody says in which unit a value is, so nothing is turned from one into the other.
        "mixed": bool(values) and min(values) <= 1 < max(values),
        "undrawn": count(len(said) - len(drawn), "value") if len(drawn) < len(said) else "",
        "crowded": len(drawn) > FULL,
        "chart": scatter(shown, rows, value_words, frame=SMALL),
        **({"thinned": f"{len(shown):,} of {len(data):,}"} if len(shown) < len(data) else {}),
        "rows": list(_rows(said)),
        "more": f"{len(said) - ROWS:,}" if len(said) > ROWS else "",
    }


def _alone(said: Sequence[_Said]) -> Iterator[Mapping[str, Any]]:
    """What one model only reports, by model."""
    by_model: dict[int, list[_Said]] = {}
    for one in said:
        by_model.setdefault(one.number, []).append(one)
    for _, results in sorted(by_model.items())[:ALONE]:
        names = list(dict.fromkeys(_name(one.result) for one in results))
        yield {
            "id": plain(results[0].report.id, 200),
            "href": f"{scorecard_path(results[0].report.id)}/",
            "names": names[:NAMED],
            "more": f"{len(names) - NAMED:,}" if len(names) > NAMED else "",
        }


def quality(reports: Sequence[Report]) -> Mapping[str, Any]:
    """The pictures and the words. `reports` stand in the order of the page's list, whose numbers the points carry."""
    groups: dict[_Key, list[_Said]] = {}
    for number, report in enumerate(reports):
        for result in report.evaluations:
            groups.setdefault(_key(result), []).append(_Said(number=number, report=report, result=result))
    shared = sorted((said for said in groups.values() if _models(said) > 1), key=lambda said: -_models(said))
    alone = [one for said in groups.values() if _models(said) == 1 for one in said]
    without = sum(not report.evaluations for report in reports)
    rows = criteria(reports)
    of_models = Counter(one.number for one in alone)
    return {
        "without": f"{without:,} of {len(reports):,}",
        "any": without < len(reports),
        "pictures": [_picture(said, rows, thin=len(reports) > MANY) for said in shared[:PICTURES]],
        "others": [
            {"title": _name(said[0].result), "count": count(_models(said), "model")} for said in shared[PICTURES:]
        ][:ROWS],
        "more_others": f"{len(shared) - PICTURES - ROWS:,}" if len(shared) > PICTURES + ROWS else "",
        "alone": list(_alone(alone)),
        "alone_count": count(sum(_models(said) == 1 for said in groups.values()), "result"),
        "more_alone": f"{len(of_models) - ALONE:,}" if len(of_models) > ALONE else "",
    }
