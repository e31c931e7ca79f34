"""What open source means for a model: the five artifacts and the license, with how our models stand by each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from auditor.definitions import Requirement
from auditor.outputs import Page, Published
from auditor.outputs.site.artifacts import ARTIFACTS, BENEFITS, STEPS
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.standing import REACHED_WORDS, bar
from auditor.score import Scorecard, State
from auditor.wording import STATE_WORDS, count, plain, states_of, web_href

PATH: Final = "learn/index.md"
_OSD: Final = ("Open Source Initiative, The Open Source Definition", "https://opensource.org/osd")
_TOLD: Final = {one.id: one for one in ARTIFACTS}
_FAILING: Final = {State.NOT_MET, State.PARTIAL}


def together(card: Scorecard, ids: Iterable[str]) -> State:
    """Whether all these criteria are met in full: met, not met (in part too), or unknown where that decides."""
    asked = set(ids)
    states = [state for one, state in card.states.items() if one in asked]
    if _FAILING & set(states):
        return State.NOT_MET
    return State.MET if states and State.UNKNOWN not in states else State.UNKNOWN


def counted(published: Published, ids: Iterable[str]) -> Mapping[State, int]:
    """How many models meet all these criteria, do not, or could not be told, in the order of `REACHED_WORDS`."""
    asked = tuple(ids)
    found = Counter(together(report.strip, asked) for report in published.reports)
    return {state: found[state] for state in REACHED_WORDS}


def _requirements(published: Published) -> Sequence[Requirement]:
    """Those of the project's own definition: the six."""
    return published.definitions[0].requirements if published.definitions else ()


def _artifacts(published: Published) -> Iterator[Mapping[str, Any]]:
    total = len(published.reports)
    for place, one in enumerate(_requirements(published)):
        found = Counter(states_of(report.strip)[place] for report in published.reports)
        told = _TOLD.get(one.id)
        yield {
            "id": one.id,
            "title": plain(one.title, 200),
            "what": told.what if told else plain(one.question),
            "why": told.why if told else "",
            "without": told.without if told else "",
            "href": f"definitions/{published.definitions[0].id}/#{one.id}",
            "checks": [
                {"id": check, "href": f"checks/{check}/"} for check in one.checks() if check in published.checks
            ],
            "met": f"{found[State.MET]:,}",
            "states": bar({state: found[state] for state in STATE_WORDS}, total),
        }


def _benefits(published: Published) -> Iterator[Mapping[str, Any]]:
    titles = {one.id: plain(one.title, 200) for one in _requirements(published)}
    for benefit in BENEFITS:
        needs = [one for one in benefit.needs if one in titles]
        if not needs:
            continue
        found = counted(published, needs)
        cells = [
            {
                "title": title,
                "word": "needed" if criterion in needs else "helps" if criterion in benefit.helps else "",
            }
            for criterion, title in titles.items()
        ]
        yield {
            "id": benefit.id,
            "title": benefit.title,
            "means": benefit.means,
            "cells": cells,
            "met": f"{found[State.MET]:,}",
            "unknown": f"{found[State.UNKNOWN]:,}" if found[State.UNKNOWN] else "",
        }


def _steps(published: Published) -> Iterator[Mapping[str, Any]]:
    """The criteria added one at a time: how many models are left."""
    titles = {one.id: plain(one.title, 200) for one in _requirements(published)}
    steps = [one for one in STEPS if one in titles]
    for number, criterion in enumerate(steps, 1):
        found = counted(published, steps[:number])
        title = titles[criterion]
        yield {
            "title": title if number == 1 else f"and {title[:1].lower()}{title[1:]}",
            "met": f"{found[State.MET]:,}",
            "states": bar(found, len(published.reports)),
        }


def _known(published: Published) -> Mapping[str, str]:
    """Definition id, with `_` for its marks -> its page, for those that the text speaks of."""
    ids = {"osaid-1.0", "g7-2026", "osd-10"} & {one.id for one in published.definitions}
    return {one.replace("-", "_").replace(".", "_"): f"definitions/{one}/" for one in sorted(ids)}


def page(published: Published) -> Page:
    """`learn/index.md`."""
    own = published.definitions[:1]
    sources = {_OSD, *((plain(one.source.title, 200), web_href(one.source.url)) for one in published.definitions)}
    steps = list(_steps(published))
    data = {
        "count": count(len(published.reports), "model"),
        "own": [{"title": plain(one.title, 200), "href": f"definitions/{one.id}/"} for one in own],
        "known": _known(published),
        "states": [{"state": state.value, "word": word} for state, word in STATE_WORDS.items()],
        "reached": [{"state": state.value, "word": word} for state, word in REACHED_WORDS.items()],
        "artifacts": list(_artifacts(published)),
        "benefits": list(_benefits(published)),
        "steps": steps,
        "steps_told": "; ".join(f"{one['title']}: {one['met']}" for one in steps),
        "weights": steps[0]["met"] if steps else "0",
        "licensed": steps[1]["met"] if len(steps) > 1 else "0",
        "all": steps[-1]["met"] if steps else "0",
        "sources": [{"title": title, "href": href} for title, href in sorted(sources) if href],
    }
    return data_page(
        PATH,
        template="learn.html",
        title="What open source means for a model",
        lead="What a model is made of, what open source asks for, what each part is good for, and how many models "
        "publish it.",
        data=data,
    )
