"""The YAML block at the top of a card: parsed by a safe loader with limits, reduced to the keys that checks read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import yaml

from auditor.card import FrontMatter, FrontMatterState
from auditor.reading.declared import MAX_STATED
from auditor.reading.json_values import MANY, MAX_ITEMS, is_cut, plain
from auditor.reading.results import read_results

MAX_CHARACTERS: Final = 200_000
MAX_DEPTH: Final = 20
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
_PLAIN: Final = _KEPT - {"model-index"}
_LATE: Final = "what comes late was left out"
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
        front, cut = _read(found, _lines_of(yaml.compose(block, Loader=yaml.CSafeLoader)))
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
    return front, cut


def _read(found: object, lines: dict[str, int]) -> tuple[FrontMatter, tuple[str, ...]]:
    """The values of the keys that are kept, and what was left out of them; none where the block is no mapping."""
    items = found if isinstance(found, dict) else {}
    values = {key: plain(value) for key, value in items.items() if isinstance(key, str) and key in _PLAIN}
    index = read_results(items.get("model-index"))
    if "model-index" in items:
        values["model-index"] = list(index.rows)
    cut = list(_cut(items))
    if index.unnamed:
        cut.append(f"front matter has more or longer names of datasets under model-index than are read: {_LATE}")
    front = FrontMatter(state=FrontMatterState.READ, values=values, lines=lines, results_left_out=index.left_out)
    return front, tuple(cut)


def _cut(found: dict[object, object]) -> Iterator[str]:
    """The keys that checks read and of which something was left out; `values` are cut, these tell that they are."""
    for key, value in found.items():
        if not isinstance(key, str) or key not in _PLAIN:
            continue
        most = MAX_STATED if key in STATES else MAX_ITEMS
        if isinstance(value, MANY) and len(value) > most:
            yield f"front matter names more than {most} under {key}: {_LATE}"
        elif is_cut(value):
            yield f"front matter has under {key} a text or a list longer than is read: {_LATE}"


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
