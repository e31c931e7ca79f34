"""The one base of all records: frozen, strict, and closed to unknown keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict

_SET_DICT: Final = BaseModel.__dict__["__dict__"].__set__
_SET_FIELDS: Final = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_SET_EXTRA: Final = BaseModel.__dict__["__pydantic_extra__"].__set__
_SET_PRIVATE: Final = BaseModel.__dict__["__pydantic_private__"].__set__


@cache
def _fields(shape: type[BaseModel]) -> set[str]:
    return set(shape.model_fields)


@cache
def _defaults(shape: type[BaseModel]) -> dict[str, Any]:
    """The values of fields that need not be given; nobody changes them, so that many records can share them."""
    fields = shape.model_fields.items()
    return {name: one.get_default(call_default_factory=True) for name, one in fields if not one.is_required()}


class Record(BaseModel):
    """A frozen, strict record: unknown keys, wrong types and text that UTF-8 cannot hold are refused."""

    # pydantic looks at the characters of a text only where its length is bounded.
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, str_min_length=0, ignored_types=(cached_property,)
    )

    @classmethod
    def made(cls, values: dict[str, Any]) -> Self:
        """A record of values that our own typed code has just worked out: nothing is checked again.

        `values` stand in the order of the fields, which is the order that they are written in; those that have a
        default may be left out. Never for what comes from a host, a file or a person.
        """
        one = object.__new__(cls)
        fields = _fields(cls)
        if len(values) < len(fields):
            defaults = _defaults(cls)
            values = {name: values[name] if name in values else defaults[name] for name in cls.model_fields}
        _SET_DICT(one, values)
        _SET_FIELDS(one, fields)
        _SET_EXTRA(one, None)
        _SET_PRIVATE(one, None)
        return one

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values; what was worked out from the old ones is left behind."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied
