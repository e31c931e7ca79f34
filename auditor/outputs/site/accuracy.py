"""How right are we: our answers against careful readings, with every disagreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditor.addresses import scorecard_path
from auditor.measure import Compared, Figures, Measured
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.score import State
from auditor.wording import STATE_WORDS, count, plain, share

PATH = "how-right-are-we.md"


def _titles(published: Published) -> Mapping[str, str]:
    """Criterion id -> its title, in the order of the strip."""
    if not published.definitions:
        return {}
    return {one.id: plain(one.title, 200) for one in published.definitions[0].requirements}


def _row(title: str, figures: Figures) -> Mapping[str, Any]:
    return {
        "title": title,
        "count": f"{figures.count:,}",
        "exact": share(figures.exact_agreement),
        "precision": share(figures.precision),
        "recall": share(figures.recall),
        "kappa": share(figures.kappa),
        "missed": f"{figures.met_missed:,}",
        "wrongly": f"{figures.met_wrongly:,}",
        "unfair": f"{figures.unfair:,}",
    }


def _confusion(title: str, criterion: str, figures: Figures) -> Mapping[str, Any]:
    rows = [
        {
            "state": label.value,
            "word": STATE_WORDS[label],
            "cells": [
                {"count": f"{figures.confusion[label.value][answer.value]:,}", "same": label is answer}
                for answer in State
            ],
        }
        for label in State
        if any(figures.confusion[label.value].values())
    ]
    return {"id": criterion, "title": title, "rows": rows}


def _disagreements(found: Iterable[Compared], published: Published) -> Iterator[Mapping[str, Any]]:
    shown, titles = {report.id for report in published.reports}, _titles(published)
    for one in found:
        expected = [STATE_WORDS[state] for state in State if state in one.label.right]
        yield {
            "id": plain(one.id),
            "href": f"{scorecard_path(one.id)}/#{one.criterion}" if one.id in shown else "",
            "title": titles.get(one.criterion, one.criterion),
            "label": one.label.value.value,
            "label_word": " or ".join(expected),
            "label_because": plain(one.label.because),
            "answer": one.answer.value,
            "answer_word": STATE_WORDS[one.answer],
            "because": plain(one.because),
        }


def _data(measured: Measured, published: Published) -> Mapping[str, Any]:
    titles = _titles(published)
    found = {name: one for name, one in measured.criteria.items() if name in titles}
    return {
        "count": count(measured.models, "model"),
        "words": [STATE_WORDS[state] for state in State],
        "rows": [_row(titles[name], one) for name, one in found.items()],
        "confusions": [_confusion(titles[name], name, one) for name, one in found.items()],
        "disagreements": list(_disagreements(measured.disagreements, published)),
        "doubtful": list(_disagreements(measured.doubtful, published)),
    }


def page(published: Published) -> Page:
    """`how-right-are-we.md`; without labels it says that nothing was measured."""
    lead = "How often our answers agree with careful readings by hand, criterion by criterion, and every disagreement."
    made = len(published.corrections)
    data = {
        **(_data(published.measured, published) if published.measured else {"count": ""}),
        "corrections": count(made, "correction") if made else "",
    }
    return data_page(PATH, template="accuracy.html", title="How right are we", lead=lead, data=data)
