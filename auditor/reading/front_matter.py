"""The YAML block at the top of a card: parsed by a safe loader with limits, reduced to the keys that checks read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import yaml
from pydantic import JsonValue

from auditor.card import FrontMatter, FrontMatterState
from auditor.reading.declared import MAX_STATED
from auditor.utf8 import holdable

MAX_CHARACTERS: Final = 200_000
MAX_DEPTH: Final = 20
MAX_STRING: Final = 500
MAX_ITEMS: Final = 500
STATES: Final = frozenset({"datasets", "base_model"})
_KEPT: Final = frozenset(
    {
        "base_model",
        "base_model_relation",
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
_KEY: Final = re.compile(r"[A-Za-z_][\w.-]{0,60}")


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
    try:
        problems = tuple(_event_problems(block))
        if problems:
            return FrontMatter(state=FrontMatterState.BROKEN, lines=_lines_by_sight(block)), problems
        # The last of two equal keys counts, as on the Hub.
        found = yaml.load(block, Loader=yaml.CSafeLoader)
        values, lines = _values(found), _lines_of(yaml.compose(block, Loader=yaml.CSafeLoader))
    # On a value that its tag misnames (`!!bool x`, `!!int ""`) the loader raises whatever comes.
    except (
        yaml.YAMLError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        what = getattr(error, "problem", None) or type(error).__name__
        said = f"front matter is not YAML ({what})"[:200]
        return FrontMatter(state=FrontMatterState.BROKEN, lines=_lines_by_sight(block)), (said,)
    if found is None:
        return FrontMatter(), ()
    if not isinstance(found, dict):
        return FrontMatter(state=FrontMatterState.NOT_A_MAPPING), ("front matter is no mapping",)
    return FrontMatter(state=FrontMatterState.READ, values=values, lines=lines), tuple(_cut(found))


def _cut(found: dict[object, object]) -> Iterator[str]:
    """The keys that checks read and of which something was left out; `values` are cut, these tell that they are."""
    for key, value in found.items():
        if not isinstance(key, str) or key not in _KEPT or not isinstance(value, list | tuple | set | dict):
            continue
        most = MAX_STATED if key in STATES else MAX_ITEMS
        if len(value) > most and key != "model-index":
            yield f"front matter names more than {most} under {key}: what comes late was left out"


def _values(found: object) -> dict[str, JsonValue]:
    """The values of the keys that are kept; none where the block is no mapping."""
    items = found.items() if isinstance(found, dict) else ()
    values = {key: _plain(value) for key, value in items if isinstance(key, str) and key in _KEPT}
    if "model-index" in values:
        values["model-index"] = _results(values["model-index"])
    return values


def _lines_of(node: yaml.Node | None) -> dict[str, int]:
    """The line of every key; of two equal ones the last, whose value counts."""
    pairs = node.value[:MAX_ITEMS] if isinstance(node, yaml.MappingNode) else ()
    keys = (key for key, _ in pairs if isinstance(key, yaml.ScalarNode) and _KEY.fullmatch(key.value))
    return {key.value: key.start_mark.line + 1 for key in keys}


def _lines_by_sight(block: str) -> dict[str, int]:
    """The first lines that look like keys, in a block that no parser reads."""
    lines: dict[str, int] = {}
    for number, line in enumerate(block.split("\n"), 1):
        name, colon, _ = line.partition(":")
        if colon and _KEY.fullmatch(name.rstrip(" \t")) and len(lines) < MAX_ITEMS:
            lines.setdefault(name.rstrip(" \t"), number)
    return lines


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


def _plain(value: object) -> JsonValue:  # noqa: PLR0911 - one for each type
    """JSON, bounded in length; what JSON has no word for becomes text."""
    match value:
        case None | bool():
            return value
        case int():
            return value if abs(value) < 2**63 else str(value)[:MAX_STRING]
        case float():
            return value if math.isfinite(value) else str(value)
        case str():
            return holdable(value[:MAX_STRING])
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(one) for one in value[:MAX_ITEMS]]
        case set():
            # A set has an order of its own in every run.
            return [_plain(one) for one in sorted(value, key=str)[:MAX_ITEMS]]
        case dict():
            items = list(value.items())[:MAX_ITEMS]
            return {holdable(str(key)[:MAX_STRING]): _plain(one) for key, one in items}
        case _:
            return type(value).__name__


def _results(index: JsonValue) -> JsonValue:
    """`model-index` as (task, dataset, metric, value, source) rows: what was reported, without the texts around it."""
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
                            **({"source": named} if (named := _word(result.get("source"), "name")) else {}),
                            "value": metric.get("value")
                            if isinstance(metric.get("value"), int | float | str)
                            else None,
                        }
                    )
    return rows


def _word(value: JsonValue, key: str) -> str:
    word = value.get(key) if isinstance(value, dict) else None
    return word[:120] if isinstance(word, str) else ""
