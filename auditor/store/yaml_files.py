"""YAML that people write: read with limits and one clear sentence for a mistake, edited with its comments kept."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import ValidationError
from ruamel.yaml import YAML

from auditor.record import Record
from auditor.registry import CuratedLink

MAX_BYTES: Final = 512 * 1024
MAX_DEPTH: Final = 20

_Shape = TypeVar("_Shape", bound=Record)
SCHEMA_COMMENT: Final = "# yaml-language-server: $schema=https://openness-auditor.github.io/openness-auditor/api/v1/schema/entry.schema.json\n"
"""Lets editors offer keys and values; the schema is rendered with the site."""


class BadData(Exception):
    """A file that people or the program wrote is not as allowed: one sentence with file, key and what is allowed."""


def read_yaml(path: Path, shape: type[_Shape], *, shown: str) -> _Shape:
    """Read a file into a record. `shown` names the file in sentences. Raises `BadData`."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadData(f"{shown}: the file is larger than allowed, which is {MAX_BYTES // 1024} kB")
        content = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadData(f"{shown}: line {_line_of_byte(path, error.start)}: allowed is UTF-8 text only") from error
    except OSError as error:
        raise BadData(f"{shown}: the file cannot be read: {error.strerror}") from error
    found = _load(content, shown)
    if not isinstance(found, dict):
        raise BadData(f"{shown}: allowed is a mapping with the keys {', '.join(shape.model_fields)}")
    try:
        return shape.model_validate_json(json.dumps(found, default=_plain))
    except ValidationError as error:
        raise BadData(f"{shown}: {first_sentence(error, shape)}") from error
    except (TypeError, ValueError) as error:
        raise BadData(f"{shown}: allowed are text, whole numbers, dates, lists and mappings") from error


def _load(content: str, shown: str) -> object:
    """Load by a safe loader, after its events were looked at: no alias, no depth, no key twice."""
    try:
        for problem in _problems_of(yaml.parse(content, Loader=yaml.CSafeLoader)):
            raise BadData(f"{shown}: {problem}")
        node = yaml.compose(content, Loader=yaml.CSafeLoader)
        for problem in _repeated(node):
            raise BadData(f"{shown}: {problem}")
        return yaml.load(content, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        # PyYAML's own annotation leaves the mark open on either side; the line is said where it is told.
        line = getattr(error.problem_mark, "line", None)
        where = "" if line is None else f"line {line + 1}: "
        raise BadData(f"{shown}: {where}not YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadData(f"{shown}: not YAML: {str(error).splitlines()[0]}") from error


def _problems_of(events: Iterable[yaml.Event]) -> Iterable[str]:
    depth = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield f"line {line}: anchors and aliases are not allowed; write the value out"
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                yield f"line {line}: nested deeper than allowed, which is {MAX_DEPTH} levels"
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _repeated(node: yaml.Node | None) -> Iterable[str]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                yield f"line {key.start_mark.line + 1}: the key {name!r} stands twice; allowed is once"
            seen.add(name)
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated(item)


def first_sentence(error: Exception, shape: type[Record] | None = None) -> str:
    """The first mistake as one sentence: key, what is wrong, what is allowed."""
    if not isinstance(error, ValidationError):
        return str(error).splitlines()[0] if str(error) else type(error).__name__
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    message = str(first["msg"]).removeprefix("Value error, ")
    match first["type"]:
        case "extra_forbidden":
            allowed = _keys_beside(shape, first["loc"])
            message = "this key is not known" + (f"; allowed are {', '.join(allowed)}" if allowed else "")
        case "missing":
            message = "this key is missing"
        case _:
            message = message[:1].lower() + message[1:]
    return f"{key}: {message}" if key else message


def _keys_beside(shape: type[Record] | None, where: Sequence[int | str]) -> tuple[str, ...]:
    """The keys allowed where an unknown one stands, found by walking the record's annotations."""
    for part in where[:-1]:
        if shape is None:
            return ()
        if isinstance(part, int):
            continue
        field = shape.model_fields.get(part)
        inner = getattr(field.annotation, "__args__", ()) if field else ()
        candidates = [one for one in (field.annotation if field else None, *inner) if isinstance(one, type)]
        shape = next((one for one in candidates if issubclass(one, Record)), None)
    return tuple(shape.model_fields) if shape else ()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not allowed")


def _line_of_byte(path: Path, position: int) -> int:
    return path.read_bytes()[:position].count(b"\n") + 1


def _editor() -> YAML:
    editor = YAML()
    editor.width = 120
    editor.indent(mapping=2, sequence=4, offset=2)
    return editor


def _as_items(links: Iterable[CuratedLink]) -> list[dict[str, Any]]:
    return [link.model_dump(mode="json", exclude_defaults=True) for link in links]


def yaml_of_entry(model_id: str, links: Iterable[CuratedLink]) -> bytes:
    """A new entry: the schema for editors, the id, and the links if there are any."""
    items = _as_items(links)
    stream = io.StringIO()
    _editor().dump({"id": model_id, **({"links": items} if items else {})}, stream)
    return (SCHEMA_COMMENT + stream.getvalue()).encode()


def add_links(path: Path, links: Iterable[CuratedLink]) -> bytes:
    """The entry's text with these links added; comments, order and quotes of the rest stay as they are."""
    editor = _editor()
    editor.preserve_quotes = True
    content = editor.load(path.read_text("utf-8"))
    content.setdefault("links", []).extend(_as_items(links))
    stream = io.StringIO()
    editor.dump(content, stream)
    return stream.getvalue().encode()
