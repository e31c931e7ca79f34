"""Choosing a model: by task, by what one may do with it, by size, and by reported results, all against openness."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.ordering import Placed, in_families, is_adapter
from auditor.outputs.site.quality import criteria, datum, quality
from auditor.outputs.site.scatter import FULL, MANY, WIDE, scatter, thinned
from auditor.outputs.site.standing import Line, line_id, lines, stands
from auditor.outputs.site.strip import strip, titles
from auditor.report import Report
from auditor.report.uses import Use
from auditor.score import State
from auditor.wording import (
    STATE_WORDS,
    USE_WISHES,
    count,
    file_size,
    level_title,
    made_from_words,
    parameters,
    plain,
    task_words,
    use_word,
)

LISTED: Final = 300
"""Rows of the page itself. With more models the most open stand there, and the filters bring the others."""
DRAWN: Final = 1_500
"""Points at most of the picture of sizes where there are many models."""
SHOWN: Final = 100
"""Rows that the filters show at once: so many are laid out before a reader notices."""
SIZES: Final = (1, 2, 4, 8, 16, 24, 48, 80, 160)
"""Largest sizes to choose from, in GB: what phones, laptops, graphics cards and servers have."""
DEEPEST: Final = 2
"""How far a row is indented at most."""
USE_TITLES: Final = {
    Use.COMMERCE: "Commercial use",
    Use.CHANGE: "Change it",
    Use.RETRAIN: "Train it again",
    Use.AUDIT_DATA: "Audit its data",
}


def _uses(report: Report) -> Iterator[Mapping[str, str]]:
    told = {one.use: one.state for one in report.uses}
    for use in Use:
        state = told.get(use, State.UNKNOWN)
        yield {"state": state.value, "word": use_word(use, state)}


def _base(report: Report, registered: set[str]) -> Mapping[str, str]:
    """The first base model that a row names; every other stands on the scorecard."""
    for base in report.bases[:1]:
        return {
            "made": made_from_words(base.relation),
            "id": plain(base.id, 200),
            "href": f"{scorecard_path(base.id)}/" if base.id in registered else "",
            "more": f"and {count(len(report.bases) - 1, 'other')}" if len(report.bases) > 1 else "",
        }
    return {}


def _to_load(report: Report) -> int | None:
    """Bytes of memory that its weights need; None where it is not known, or where they are an adapter's."""
    return None if is_adapter(report) else report.weight_bytes or None


def _row(placed: Placed, number: int, registered: set[str]) -> Mapping[str, Any]:
    report = placed.report
    return {
        "number": f"{number}",
        "depth": f"{min(placed.depth, DEEPEST)}" if placed.depth else "",
        "id": plain(report.id),
        "href": f"{scorecard_path(report.id)}/",
        "base": _base(report, registered),
        "strip": strip(report.strip),
        "uses": list(_uses(report)),
        "size": file_size(report.weight_bytes) if report.weight_bytes else "",
        "adapter": is_adapter(report),
        "parameters": parameters(report.parameters),
        "results": f"{len(report.evaluations):,}" if report.evaluations else "",
    }


def _line_title(line: Line) -> str:
    """What the filter for definitions calls a line: the definition, and the rung of a ladder."""
    definition, level = line
    title = plain(definition.title, 80)
    return f"{title}: {plain(level_title(definition, level), 80)}" if level else title


def _record(placed: Placed, row: Mapping[str, Any], section: int, meets: Sequence[State]) -> Mapping[str, Any]:
    """A row for the filters: states by their first letter; what is empty is left out."""
    record = {
        "id": row["id"],
        "href": row["href"],
        "section": section,
        "under": placed.under,
        "base": row["base"],
        "states": "".join(state[0] for state in row["strip"]["states"]),
        "words": row["strip"]["words"],
        "uses": "".join(use["state"][0] for use in row["uses"]),
        "meets": "".join(state.value[0] for state in meets),
        "bytes": _to_load(placed.report),
        "size": row["size"],
        "adapter": row["adapter"] or None,
        "parameters": row["parameters"],
        "results": row["results"],
    }
    return {key: value for key, value in record.items() if value is not None and value not in ("", {})}


def _anchors(names: Sequence[str]) -> Sequence[str]:
    """An anchor for each name of a task, no two alike; of names without letters only their number remains."""
    found: list[str] = []
    for number, name in enumerate(names):
        anchor = f"task-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or number}"
        found.append(f"{anchor}-{number}" if anchor in found else anchor)
    return found


def _sections(
    placed: Sequence[Placed], rows: Sequence[Mapping[str, Any]], tasks: Sequence[str]
) -> Iterator[Mapping[str, Any]]:
    anchors = _anchors(tasks)
    for number, task in enumerate(tasks):
        of_task = [row for one, row in zip(placed, rows, strict=True) if task_words(one.report.task) == task]
        yield {
            "number": f"{number}",
            "task": task,
            "title": f"{task[:1].upper()}{task[1:]}" if task else "Task not told",
            "anchor": anchors[number] if task else "task-not-told",
            "count": count(len(of_task), "model"),
            "rows": [row for row in of_task if int(row["number"]) < LISTED],
        }


def _sizes(placed: Sequence[Placed], rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Size against openness, and the table behind it, the smallest first."""
    reports = [one.report for one in placed]
    known = [(number, one, needed) for number, one in enumerate(reports) if (needed := _to_load(one))]
    data = [datum(one, number, needed, file_size(needed)) for number, one, needed in known]
    shown = thinned(data, DRAWN) if len(reports) > MANY else data
    listed = sorted(known, key=lambda found: found[2])[:LISTED]
    adapters = sum(bool(one.weight_bytes) and is_adapter(one) for one in reports)
    unknown = len(reports) - len(known) - adapters
    return {
        "chart": scatter(shown, criteria(reports), lambda tick: file_size(round(tick)), frame=WIDE, log=True),
        **({"thinned": f"{len(shown):,} of {len(data):,}"} if len(shown) < len(data) else {}),
        "known": f"{len(known):,} of {len(reports):,}",
        "unknown": count(unknown, "model") if unknown else "",
        "adapters": count(adapters, "adapter") if adapters else "",
        "crowded": f"{FULL}" if len(known) > FULL else "",
        "rows": [rows[number] for number, _, _ in listed],
        "more": f"{len(known) - LISTED:,}" if len(known) > LISTED else "",
    }


def _filters(published: Published, tasks: Sequence[str]) -> Mapping[str, Any]:
    return {
        "tasks": [task for task in tasks if task],
        "uses": [{"value": use.value, "title": USE_WISHES[use]} for use in Use],
        "meets": [{"value": line_id(one), "title": _line_title(one)} for one in lines(published)],
        "sizes": [f"{one}" for one in SIZES],
    }


def _listing(published: Published, records: Sequence[Mapping[str, Any]], tasks: Sequence[str]) -> Page:
    """`choose/models.json`: what the filters read. Not part of the API, whose form is promised."""
    content = {
        "shown": SHOWN,
        "titles": titles(published),
        "words": {state.value[0]: word for state, word in STATE_WORDS.items()},
        "states": {state.value[0]: state.value for state in State},
        "uses": [{"use": use.value, "words": {state.value[0]: use_word(use, state) for state in State}} for use in Use],
        "meets": [line_id(one) for one in lines(published)],
        "tasks": tasks,
        "models": records,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Page(path="choose/models.json", content=f"{text}\n".encode())


def pages(published: Published) -> Iterator[Page]:
    """`choose/index.md`, and the list that its filters read."""
    placed = in_families(published.reports)
    registered = {one.report.id for one in placed}
    rows = [_row(one, number, registered) for number, one in enumerate(placed)]
    # The empty name, of who tells no task, comes last.
    tasks = sorted({task_words(one.report.task) for one in placed}, key=lambda task: (not task, task.casefold()))
    asked = lines(published)
    data = {
        "count": count(len(rows), "model"),
        "titles": titles(published),
        "use_titles": list(USE_TITLES.values()),
        "filters": _filters(published, tasks),
        "sections": list(_sections(placed, rows, tasks)),
        "more": f"{len(rows) - LISTED:,}" if len(rows) > LISTED else "",
        "listed": f"{LISTED}",
        "sizes": _sizes(placed, rows),
        "quality": quality([one.report for one in placed]),
    }
    lead = (
        "Find a model by its task, what you may do with it, its size and its reported results, and see how open it is."
    )
    yield data_page("choose/index.md", template="choose.html", title="Choosing a model", lead=lead, data=data)
    records = [
        _record(
            one,
            row,
            tasks.index(task_words(one.report.task)),
            [stands(one.report, line) for line in asked],
        )
        for one, row in zip(placed, rows, strict=True)
    ]
    yield _listing(published, records, tasks)
