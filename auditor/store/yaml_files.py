"""YAML that people write: read with limits and one clear sentence for a mistake, edited with its comments kept."""

from __future__ import annotations

import io
import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML

from auditor.record import Record
from auditor.registry import CuratedLink, Reply

MAX_BYTES: Final = 512 * 1024
MAX_DEPTH: Final = 20

_Shape = TypeVar("_Shape", bound=Record)
SCHEMA_COMMENT: Final = "# yaml-language-server: $schema=https://openness-auditor.github.io/openness-auditor/api/v1/schema/entry.schema.json\n"
"""Lets editors offer keys and values; the schema is rendered with the site."""

_ALLOWED: Final = {
    "string_type": "text",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "model_type": "a mapping",
    "dict_type": "a mapping",
}
"""Types in the words of YAML, by pydantic's name of the mistake."""
_INDENTED_BY_TAB: Final = re.compile(r" *\t")
_NO_CHARACTER: Final = "found invalid Unicode character escape code"
"""What libyaml says of an escape for half of a surrogate pair, or beyond the last character."""
_KEY: Final = re.compile(r"[ -]{0,80}([A-Za-z_][\w.-]{0,60}):(?:\s|$)")


class _Loader(yaml.CSafeLoader):
    """Reads words as people wrote them: `on`, `yes`, `no` and dates stay text, and `<<` is a key like any other.

    Only `true`, `false`, `null` and whole numbers are more than text, as in YAML 1.2's core schema, by which editors
    check. Source: https://yaml.org/spec/1.2.2/#1032-tag-resolution
    """


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"(true|false)\Z", "tf"),
    ("null", r"(~|null|)\Z", ("~", "n", "")),
    ("int", r"-?(0|[1-9][0-9]{0,17})\Z", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


class BadData(Exception):
    """A file that people or the program wrote is not as allowed: one sentence with file, key and what is allowed."""


def read_yaml(path: Path, shape: type[_Shape], *, shown: str) -> _Shape:
    """Read a file into a record. `shown` names the file in sentences. Raises `BadData`."""
    if path.is_symlink():
        raise BadData(f"{shown}: it is a symbolic link; allowed are files only")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadData(f"{shown}: the file is larger than allowed, which is {MAX_BYTES // 1024} kB")
        content = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadData(f"{shown}: line {_line_of_byte(path, error.start)}: allowed is UTF-8 text only") from error
    except OSError as error:
        raise BadData(f"{shown}: the file cannot be read: {error.strerror}") from error
    found = load(content, shown)
    if not isinstance(found, dict):
        raise BadData(f"{shown}: allowed is a mapping with the keys {', '.join(shape.model_fields)}")
    try:
        return shape.model_validate_json(json.dumps(found))
    except ValidationError as error:
        raise BadData(f"{shown}: {first_sentence(error, shape)}") from error
    except (TypeError, ValueError) as error:
        raise BadData(f"{shown}: allowed are text, whole numbers, lists and mappings") from error


def load(content: str, shown: str) -> object:
    """Load by a safe loader, after its events were looked at: no alias, no depth, no key twice."""
    try:
        for problem in _problems_of(yaml.parse(content, Loader=_Loader)):
            raise BadData(f"{shown}: {problem}")
        node = yaml.compose(content, Loader=_Loader)
        for problem in _repeated(node):
            raise BadData(f"{shown}: {problem}")
        return yaml.load(content, Loader=_Loader)  # noqa: S506 - it is a safe loader
    except yaml.MarkedYAMLError as error:
        # PyYAML's own annotation leaves the mark open on either side; the line is said where it is told.
        line = getattr(error.problem_mark, "line", None)
        where = "" if line is None else f"line {line + 1}: "
        why = ", ".join(part for part in (error.context, error.problem) if part)
        if line is not None and _INDENTED_BY_TAB.match("".join(content.splitlines()[line : line + 1])):
            why = "indented by a tab; allowed are spaces"
        if line is not None and error.problem == _NO_CHARACTER:
            where += _key_above(content.splitlines()[: line + 1])
            why = "an escape names what is no character; allowed is text that UTF-8 can hold"
            raise BadData(f"{shown}: {where}{why}") from error
        raise BadData(f"{shown}: {where}not YAML: {why}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadData(f"{shown}: not YAML: {str(error).splitlines()[0]}") from error
    # On a value that its tag misnames (`!!bool x`, `!!timestamp x`) the loader raises whatever comes.
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise BadData(
            f"{shown}: not YAML: a value is not what its tag says; allowed are values without tags"
        ) from error


def _key_above(lines: list[str]) -> str:
    """The key that stands on the last of these lines, or nearest above it, as the beginning of a sentence."""
    found = next((key for line in reversed(lines) if (key := _KEY.match(line))), None)
    return f"{found[1]}: " if found else ""


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
    found = error.errors(include_url=False)
    # Who misspells a key lacks it too: the wrong spelling is what they look for.
    misspelt = next((one for one in found if one["type"] == "extra_forbidden"), None) if shape else None
    key, message = key_and_message(misspelt or found[0], shape)
    return f"{key}: {message}" if key else message


def key_and_message(mistake: ErrorDetails, shape: type[Record] | None = None) -> tuple[str, str]:
    """One of pydantic's mistakes as the key it stands under and what is wrong or allowed."""
    key = ".".join(str(part) for part in mistake["loc"])
    message = str(mistake["msg"]).removeprefix("Value error, ")
    match mistake["type"]:
        case "extra_forbidden":
            allowed = _keys_beside(shape, mistake["loc"])
            message = "this key is not known" + (f"; allowed are {', '.join(allowed)}" if allowed else "")
        case "missing":
            message = "this key is missing"
        case wrong if wrong in _ALLOWED:
            message = f"allowed is {_ALLOWED[wrong]}"
        case _:
            message = message[:1].lower() + message[1:]
    return key, message


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


def _line_of_byte(path: Path, position: int) -> int:
    return path.read_bytes()[:position].count(b"\n") + 1


def _as_items(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json", exclude_defaults=True) for one in records]


def _as_lines(records: Iterable[Record], column: int) -> str:
    """The records as lines of a list whose dashes stand in this column."""
    lines = yaml.safe_dump(_as_items(records), sort_keys=False, allow_unicode=True, width=120)
    return textwrap.indent(lines, " " * column)


def yaml_of_entry(model_id: str, links: Iterable[CuratedLink]) -> bytes:
    """A new entry: the schema for editors, the id, and the links if there are any."""
    listed = tuple(links)
    head = f"{SCHEMA_COMMENT}id: {model_id}\n"
    return (head + (f"links:\n{_as_lines(listed, 2)}" if listed else "")).encode()


def renamed_entry(content: bytes, old: str, new: str) -> bytes:
    """The text of a valid entry under another id, with its comments; `was` tells what it was called."""
    editor, found = _loaded(content.decode("utf-8-sig"))
    found["id"] = new
    found.setdefault("was", []).append(old)
    return _dumped(editor, found)


def add_links(content: bytes, links: Iterable[CuratedLink]) -> bytes:
    """The text of a valid entry with these links after its own; every other line stays as it is."""
    return _with(content, "links", links)


def add_replies(content: bytes, replies: Iterable[Reply]) -> bytes:
    """The text of a valid entry with these replies after its own; every other line stays as it is."""
    return _with(content, "replies", replies)


def _with(content: bytes, name: str, records: Iterable[Record]) -> bytes:
    """The text with these records at the end of one of its lists.

    An entry in brackets (`{id: …}`, `links: []`) is laid out anew, with its comments kept.
    """
    text = content.decode("utf-8-sig")
    root = cast("yaml.MappingNode", yaml.compose(text, Loader=_Loader))
    listed = next((value for key, value in root.value if key.value == name), None)
    if root.flow_style or (listed and listed.flow_style):
        return _in_brackets(text, name, records)
    new = _as_lines(records, listed.start_mark.column) if listed else f"{name}:\n{_as_lines(records, 2)}"
    before, after = _split_after(text, listed or root)
    newline = "\r\n" if before.endswith("\r\n") else "\n"
    return (before + new.replace("\n", newline) + after).encode()


def _split_after(text: str, node: yaml.Node) -> tuple[str, str]:
    """The text up to the end of the node's last line, and the rest: comments that follow stay with what follows."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    # A block of text ends, for YAML, where the next thing begins.
    end = len(text[: node.end_mark.index].rstrip())
    at = text.find("\n", end) + 1
    return (text[:at], text[at:]) if at else (text + "\n", "")


def _in_brackets(text: str, name: str, records: Iterable[Record]) -> bytes:
    editor, found = _loaded(text)
    found.setdefault(name, []).extend(_as_items(records))
    return _dumped(editor, found)


def _loaded(text: str) -> tuple[YAML, Any]:
    """An editor that keeps comments and quotes, and what it read."""
    editor = YAML()
    editor.preserve_quotes = True
    editor.width = 120
    editor.indent(mapping=2, sequence=4, offset=2)
    return editor, editor.load(text)


def _dumped(editor: YAML, found: Any) -> bytes:
    stream = io.StringIO()
    editor.dump(found, stream)
    return stream.getvalue().encode()
