"""Every mistake in a YAML file that people wrote, with the line of its key: for who reads them beside the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

import yaml
from pydantic import ValidationError

from auditor.record import Record
from auditor.store.yaml_files import BadData, key_and_message, load

MOST: Final = 20
"""Mistakes of one file that are told."""
_LINE: Final = re.compile(r"(?:not YAML: )?line (\d{1,7}): ")


class Mistake(Record):
    """One mistake: the line it stands in (0 where that cannot be told), the key, and what is wrong or allowed."""

    line: int
    key: str
    says: str


def mistakes(content: bytes, shape: type[Record]) -> tuple[Mistake, ...]:
    """The mistakes of a file that should hold `shape`, at most `MOST`; none where it is as allowed."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return (Mistake(line=line, key="", says="allowed is UTF-8 text only"),)
    try:
        found = load(text, "")
    except BadData as error:
        return (located(str(error).removeprefix(": ")),)
    if not isinstance(found, dict):
        return (Mistake(line=1, key="", says=f"allowed is a mapping with the keys {', '.join(shape.model_fields)}"),)
    try:
        shape.model_validate_json(json.dumps(found))
    except ValidationError as error:
        return tuple(_told(error, shape, text))
    except (TypeError, ValueError):
        return (Mistake(line=0, key="", says="allowed are text, whole numbers, lists and mappings"),)
    return ()


def located(sentence: str) -> Mistake:
    """A sentence that may begin with its line, taken apart."""
    begins = _LINE.match(sentence)
    line = int(begins[1]) if begins else 0
    return Mistake(line=line, key="", says=sentence[begins.end() :] if begins else sentence)


def line_of(content: bytes, key: str) -> int:
    """The line of a dotted key (`links.0.url`, `requirements.weights`), of its nearest parent where it is missing.

    A list's item is named by its number or by the id that it holds. 0 where the file cannot be read.
    """
    try:
        root = yaml.compose(content.decode("utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return 0
    return _line(root, key.split("."))


def _told(error: ValidationError, shape: type[Record], text: str) -> Iterator[Mistake]:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    for one in error.errors(include_url=False)[:MOST]:
        key, says = key_and_message(one, shape)
        yield Mistake(line=_line(root, [str(part) for part in one["loc"]]), key=key, says=says)


def _line(node: yaml.Node | None, key: Sequence[str]) -> int:
    if node is None:
        return 0
    line = node.start_mark.line + 1
    for part in key:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if str(pair[0].value) == part), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode):
            item = _item(node, part)
            if item is None:
                return line
            line, node = item.start_mark.line + 1, item
    return line


def _item(node: yaml.SequenceNode, part: str) -> yaml.Node | None:
    if part.isdecimal():
        return node.value[int(part)] if int(part) < len(node.value) else None

    def named(item: yaml.Node) -> bool:
        pairs = item.value if isinstance(item, yaml.MappingNode) else ()
        return any(str(one.value) == "id" and str(value.value) == part for one, value in pairs)

    return next((item for item in node.value if named(item)), None)
