"""The one base of all records: frozen, strict, and closed to unknown keys."""

from __future__ import annotations

from functools import cached_property

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen, strict record: unknown keys and wrong types are refused, nothing is coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, ignored_types=(cached_property,))
