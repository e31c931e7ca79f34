"""The one base of all records: frozen, strict, and closed to unknown keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen, strict record: unknown keys, wrong types and text that UTF-8 cannot hold are refused."""

    # pydantic looks at the characters of a text only where its length is bounded.
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, str_min_length=0, ignored_types=(cached_property,)
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values; what was worked out from the old ones is left behind."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied
