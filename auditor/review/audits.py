"""Audit the models that a change adds or changes, now and within a budget. A host that fails never fails the review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from auditor.answers import Citation
from auditor.collect import Observation, model_ref
from auditor.definitions import Definition
from auditor.evidence import Head
from auditor.pipeline import Auditor, NotObserved
from auditor.report import Report
from auditor.review.record import Asked, Audited, Cited, Judged, Standing, first
from auditor.score import Result, State
from auditor.store import BadData
from auditor.transport import HostFailure
from auditor.wording import day, standing_words

MAX_GAPS: Final = 10
MAX_STANDINGS: Final = 30
MAX_RESULTS: Final = 12


def audits(
    auditor: Auditor, models: Sequence[tuple[str, Literal["added", "changed"]]]
) -> Iterator[tuple[Audited, Report | None]]:
    """Each model as a record, and its whole report where there is one. Nothing is written to data/."""
    definitions = auditor.store.definitions()
    for model_id, change in models:
        heard: list[Observation] = []
        auditor.progress = heard.append
        try:
            report = auditor.audit(model_id)
        except (NotObserved, HostFailure, BadData) as error:
            yield Audited(id=model_id, change=change, asked=Asked.NOT_YET, why=str(error)), None
            continue
        own = next((one for one in heard if one.ref == model_ref(model_id)), None)
        why = own.why if own and own.outcome in {"failed", "left"} else ""
        yield _audited(report, change, definitions, why), report


def name_today(auditor: Auditor, model_id: str) -> str:
    """What the host calls the model where it was asked in this run, else the id itself."""
    heads = (place.head for place in auditor.seen if place.ref == model_ref(model_id))
    return next((head.name for head in heads if isinstance(head, Head)), model_id)


def _audited(
    report: Report, change: Literal["added", "changed"], definitions: Sequence[Definition], why: str
) -> Audited:
    by_id = {(one.id, one.version): one for one in definitions}
    standings = (
        Standing(
            title=card.title,
            state=State(card.verdict.value),
            words=standing_words(card, by_id.get((card.definition, card.version))),
        )
        for card in report.scorecards
    )
    return Audited(
        id=report.id,
        change=change,
        asked=Asked.STANDS if why else Asked.AUDITED,
        why=why,
        revision=report.revision,
        observed=day(report.observed),
        results=first(map(_judged, report.strip.results), MAX_RESULTS),
        standings=first(standings, MAX_STANDINGS),
        gaps=first(((report.missing,) if report.missing else ()) + report.gaps, MAX_GAPS),
    )


def _judged(result: Result) -> Judged:
    cited = _best(result.citations)
    return Judged(
        title=result.title,
        state=result.state,
        because=result.because,
        cited=Cited(url=cited.url, shows=cited.shows) if cited else None,
    )


def _best(citations: Sequence[Citation]) -> Citation | None:
    """The citation that a comment can show: one that is pinned, else the first."""
    return next((one for one in citations if one.revision), citations[0] if citations else None)
