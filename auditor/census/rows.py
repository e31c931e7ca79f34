"""One row of a source as the body of a Hub answer about a model, or as poison: what no answer could hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]

from auditor.evidence import PART
from auditor.utf8 import read_json

MAX_JSON: Final = 4 * 1024 * 1024
"""Characters of one JSON text."""
MAX_LISTED: Final = 200_000
"""Files or tags of one row."""
_JSON: Final = frozenset({"cardData", "config", "safetensors", "gguf", "baseModels"})
"""Columns that hold JSON as text, or the same as nested columns."""
_TEXT: Final = 200
_ID: Final = re.compile(f"{PART}(/{PART})?")


class Poison(StrEnum):
    """Why a row cannot be read."""

    ID = "id"
    JSON = "json"
    SIZE = "size"
    TYPES = "types"
    READING = "reading"
    """Our own code stumbled over it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A model as a source tells it. `complete`: the listing in `body` is the whole one."""

    id: str
    body: Mapping[str, Any]
    complete: bool
    card: bytes | None = None
    """The card's text, b"" where there was seen to be none, None where it is not told."""
    observed: str = ""
    poison: Poison | None = None


def owner(model_id: str) -> str:
    """Whose it is; a name without an owner, as the Hub's first models have, is its own."""
    return model_id.partition("/")[0].lower()


def statistics(batch: pa.RecordBatch) -> Iterator[Row]:
    """The rows of a batch of the Hub's statistics."""
    names = batch.schema.names
    columns = [_values(batch.column(name)) for name in names]
    place = names.index("id")
    for values in zip(*columns, strict=True):
        told = values[place]
        model_id = told if isinstance(told, str) else ""
        poison = None if _is_id(model_id) else Poison.ID
        body: dict[str, Any] = {}
        if poison is None:
            body, poison = _body(names, values)
        yield Row(id=model_id[:_TEXT], body=body, complete="siblings" in body, poison=poison)


def recorded(batch: pa.RecordBatch) -> Iterator[Row]:
    """The rows of a batch of recordings."""
    for row in batch.to_pylist():
        model_id = row["id"] or ""
        body: Any = {}
        poison: Poison | None = None
        try:
            body = read_json(row["info"])
        except (ValueError, RecursionError):
            poison = Poison.JSON
        if not isinstance(body, dict):
            body, poison = {}, Poison.TYPES
        if poison is None and not _is_id(model_id):
            poison = Poison.ID
        yield Row(
            id=model_id[:_TEXT],
            body=_as_answer(body, model_id, row["complete"]) if poison is None else {},
            complete=row["complete"] is True,
            card=row["card"],
            observed=row["observed"] or "",
            poison=poison,
        )


def _as_answer(body: dict[str, Any], model_id: str, complete: bool | None) -> dict[str, Any]:  # noqa: FBT001 - recorded so
    """The recorded info under the row's id; of a list that was seen in part, folders are left out."""
    files = body.pop("siblings", None)
    if isinstance(files, list) and complete is not None:
        body["siblings"] = [one for one in files if not (isinstance(one, dict) and _is_folder(one))]
    return {**body, "id": model_id}


def _is_folder(file: Mapping[str, Any]) -> bool:
    return str(file.get("rfilename")).endswith("/")


def _is_id(model_id: str) -> bool:
    """Names that the Hub took once (`a--b`) are names still: no path is made of them here."""
    return bool(_ID.fullmatch(model_id))


def _body(names: Sequence[str], values: Sequence[Any]) -> tuple[dict[str, Any], Poison | None]:
    body: dict[str, Any] = {}
    for name, told in zip(names, values, strict=True):
        if told is None:
            continue
        value = told
        if name in _JSON and isinstance(value, str):
            if len(value) > MAX_JSON:
                return {}, Poison.SIZE
            try:
                value = read_json(value.encode()) if value else None
            except (ValueError, RecursionError):
                return {}, Poison.JSON
        elif isinstance(value, list) and len(value) > MAX_LISTED:
            return {}, Poison.SIZE
        if name in _JSON and isinstance(value, dict):
            value = _told(value)
        if value is not None:
            body[name] = value
    if stated := body.pop("baseModels", None):
        body["tags"] = _with_bases(body.get("tags"), stated)
    return body, None


def _told(value: dict[str, Any]) -> dict[str, Any]:
    """Without the keys that a nested column holds for the sake of other rows."""
    return {key: _told(one) if isinstance(one, dict) else one for key, one in value.items() if one is not None}


def _with_bases(tags: Any, stated: Any) -> Any:
    """The tags with those that the Hub writes for the base models it tells, where they are not among them."""
    relation = stated.get("relation") if isinstance(stated, dict) else None
    models = stated.get("models") if isinstance(stated, dict) else stated
    own = list(tags) if isinstance(tags, list) else []
    for one in models if isinstance(models, list) else ():
        name = one.get("id") if isinstance(one, dict) else one
        if isinstance(name, str):
            own += [f"base_model:{name}", *([f"base_model:{relation}:{name}"] if isinstance(relation, str) else ())]
    return list(dict.fromkeys(own)) if all(isinstance(one, str) for one in own) else own


def _values(column: pa.Array) -> list[Any]:
    found: list[Any] = column.to_pylist()
    if pa.types.is_temporal(column.type):
        return [one.isoformat() if isinstance(one, datetime) else None for one in found]
    return found


ROWS: Final[Mapping[str, Callable[[pa.RecordBatch], Iterator[Row]]]] = {
    "statistics": statistics,
    "recordings": recorded,
}
"""The reader of each kind of source."""
