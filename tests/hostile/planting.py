"""Puts one text into every free text field of a record, whatever the record is made of."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final, get_args

from pydantic import BaseModel, StringConstraints, TypeAdapter, ValidationError

from auditor.evidence import checked_name

IDS: Final = frozenset(
    {
        # `checked_name` or the loader of the register let nothing else through.
        "Report.id",
        "Report.was",
        "Evidence.id",
        "Ref.source",
        "Ref.name",
        "Head.name",
        # Ours: made from the definitions and checks that are published.
        "Scorecard.definition",
        "Result.id",
        "Compared.id",
        "Compared.criterion",
        "Published.version",
        "Published.checks",
        "Evidence.rules",
    }
)
"""Fields of plain text that no stranger can fill freely."""
DATES: Final = frozenset({"Change.on", "Happening.on", "Report.observed", "Published.generated_from"})
"""What the feed and the changes are sorted by; planted too, but then there is no entry to look at."""


@dataclasses.dataclass(kw_only=True)
class Planter:
    """Fills fields; `kept` stay as they are, and `filled` notes which were filled (`Class.field`)."""

    text: str
    kept: frozenset[str] = IDS
    filled: set[str] = dataclasses.field(default_factory=set)

    def plant(self, value: Any, where: str = "") -> Any:
        """`value` with the text in every free text field below it; numbers, dates, states and ids stay."""
        if isinstance(value, BaseModel):
            return value.model_copy(update={name: self._field(value, name) for name in type(value).model_fields})
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            kind = type(value).__name__
            places = ((one.name, f"{kind}.{one.name}") for one in dataclasses.fields(value))
            update = {name: self.plant(getattr(value, name), at) for name, at in places if at not in self.kept}
            return dataclasses.replace(value, **update)
        if type(value) is str:
            self.filled.add(where)
            return self.text
        if isinstance(value, tuple):
            return tuple(self.plant(one, where) for one in value)
        if isinstance(value, Mapping):
            return {key: self.plant(one, where) for key, one in value.items()}
        return value

    def _field(self, record: BaseModel, name: str) -> Any:
        value, where = getattr(record, name), f"{type(record).__name__}.{name}"
        registered = where == "Relative.id" and getattr(record, "registered", False)
        if where in self.kept or registered or _is_id(type(record), name):
            return value
        found = self.plant(value, where)
        if where not in self.filled:
            return found
        try:
            return _type(type(record), name).validate_python(found)
        except ValidationError:
            # The type itself keeps the text out: an address of the register, one word of few, a length.
            return value


def planted(value: Any, text: str, *, kept: frozenset[str] = IDS) -> Any:
    """`value` with `text` in every free text field below it."""
    return Planter(text=text, kept=kept).plant(value)


def fields_of(value: Any, *, kept: frozenset[str] = IDS) -> frozenset[str]:
    """The fields that are filled, as `Class.field`."""
    planter = Planter(text="word", kept=kept)
    planter.plant(value)
    return frozenset(planter.filled)


@cache
def _type(kind: type[BaseModel], name: str) -> TypeAdapter[Any]:
    info = kind.model_fields[name]
    made: Any = info.annotation
    for one in info.metadata:
        made = Annotated[made, one]
    return TypeAdapter(made)


@cache
def _is_id(kind: type[BaseModel], name: str) -> bool:
    """True for what only an id may be: its type has a pattern, or asks `checked_name`."""
    info = kind.model_fields[name]
    return any(map(_guards, _metadata(info.annotation, info.metadata)))


def _metadata(annotation: Any, own: list[Any]) -> Iterator[Any]:
    yield from own
    yield from getattr(annotation, "__metadata__", ())
    for one in get_args(annotation):
        yield from _metadata(one, [])


def _guards(one: Any) -> bool:
    by_pattern = isinstance(one, StringConstraints) and one.pattern is not None
    return by_pattern or getattr(one, "pattern", None) is not None or getattr(one, "func", None) is checked_name
