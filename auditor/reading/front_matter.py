"""The YAML block at the top of a card: parsed by a safe loader with limits, reduced to the keys that checks read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import yaml
from pydantic import JsonValue

from auditor.evidence import FrontMatter, FrontMatterState

MAX_CHARACTERS: Final = 200_000
MAX_DEPTH: Final = 20
MAX_STRING: Final = 500
MAX_ITEMS: Final = 500
_KEPT: Final = frozenset(
    {
        "base_model",
        "base_model_relation",
        "co2_eq_emissions",
        "datasets",
        "language",
        "library_name",
        "license",
        "license_link",
        "license_name",
        "metrics",
        "model-index",
        "new_version",
        "pipeline_tag",
        "tags",
    }
)
"""Everything else is other people's prose (widgets, gate texts): of it only the key and its line are kept."""
_FENCE: Final = re.compile(r"---[ \t]*")
_KEY: Final = re.compile(r"([A-Za-z_][\w.-]{0,60})[ \t]*:")


def split(lines: list[str]) -> tuple[str, int]:
    """The block's text and the number of lines up to its closing fence; ("", 0) where a card has none."""
    start = next((number for number, line in enumerate(lines[:20]) if line.strip()), None)
    if start is None or not _FENCE.fullmatch(lines[start]):
        return "", 0
    for number in range(start + 1, len(lines)):
        if _FENCE.fullmatch(lines[number]):
            # Lines before the block stay as blank lines, so that line numbers hold.
            return "\n".join([""] * (start + 1) + lines[start + 1 : number]), number + 1
    return "", 0


def read_front_matter(block: str) -> tuple[FrontMatter, tuple[str, ...]]:  # noqa: PLR0911 - one for each way to fail
    """The block's values and the problems it has. Never raises."""
    if not block.strip():
        return FrontMatter(), ()
    if len(block) > MAX_CHARACTERS:
        return FrontMatter(state=FrontMatterState.TOO_LARGE), ("front matter of more than 200,000 characters",)
    lines = dict(_key_lines(block))
    try:
        problems = tuple(_event_problems(block))
        if problems:
            return FrontMatter(state=FrontMatterState.BROKEN, lines=lines), problems
        # The last of two equal keys counts, as on the Hub.
        found = yaml.load(block, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError, TypeError) as error:
        what = getattr(error, "problem", None) or type(error).__name__
        return FrontMatter(state=FrontMatterState.BROKEN, lines=lines), (f"front matter is not YAML ({what})"[:200],)
    if found is None:
        return FrontMatter(), ()
    if not isinstance(found, dict):
        return FrontMatter(state=FrontMatterState.NOT_A_MAPPING), ("front matter is no mapping",)
    values = {key: _plain(value, 0) for key, value in found.items() if isinstance(key, str) and key in _KEPT}
    if "model-index" in values:
        values["model-index"] = _results(values["model-index"])
    return FrontMatter(state=FrontMatterState.READ, values=values, lines=lines), ()


def _key_lines(block: str) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    for number, line in enumerate(block.split("\n"), 1):
        match = _KEY.match(line)
        if match and match[1] not in seen and len(seen) < MAX_ITEMS:
            seen.add(match[1])
            yield match[1], number


def _event_problems(block: str) -> Iterator[str]:
    depth = 0
    for event in yaml.parse(block, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            yield "front matter has aliases, which are not followed"
            return
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                yield "front matter is nested deeper than 20 levels"
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _plain(value: object, depth: int) -> JsonValue:  # noqa: PLR0911 - one for each type
    """JSON, bounded in length; what JSON has no word for becomes text."""
    match value:
        case None | bool():
            return value
        case int():
            return value if abs(value) < 2**63 else str(value)[:MAX_STRING]
        case float():
            return value if math.isfinite(value) else str(value)
        case str():
            return value[:MAX_STRING].encode("utf-8", "replace").decode()
        case datetime() | date():
            return value.isoformat()
        case list() | tuple() | set():
            return [_plain(one, depth + 1) for one in list(value)[:MAX_ITEMS]]
        case dict():
            items = list(value.items())[:MAX_ITEMS]
            return {str(key)[:MAX_STRING]: _plain(one, depth + 1) for key, one in items}
        case _:
            return type(value).__name__


def _results(index: JsonValue) -> JsonValue:
    """`model-index` as (task, dataset, metric, value) rows: what was reported, without the texts around it."""
    rows: list[JsonValue] = []
    for model in index if isinstance(index, list) else []:
        results = model.get("results") if isinstance(model, dict) else None
        for result in results if isinstance(results, list) else []:
            if not isinstance(result, dict):
                continue
            metrics = result.get("metrics")
            for metric in metrics if isinstance(metrics, list) else []:
                if isinstance(metric, dict) and len(rows) < MAX_ITEMS:
                    rows.append(
                        {
                            "task": _word(result.get("task"), "type"),
                            "dataset": _word(result.get("dataset"), "name"),
                            "metric": _word(metric, "type"),
                            "value": metric.get("value")
                            if isinstance(metric.get("value"), int | float | str)
                            else None,
                        }
                    )
    return rows


def _word(value: JsonValue, key: str) -> str:
    word = value.get(key) if isinstance(value, dict) else None
    return word[:120] if isinstance(word, str) else ""
