"""What a YAML loader gives, as JSON of bounded length; and whether something of it was left out for that."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Final

from pydantic import JsonValue

from auditor.utf8 import holdable

MAX_STRING: Final = 500
MAX_ITEMS: Final = 500
MANY: Final = (list, tuple, set, dict)
"""What holds other values."""


def plain(value: object) -> JsonValue:  # noqa: PLR0911 - one for each type
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
            return [plain(one) for one in value[:MAX_ITEMS]]
        case set():
            # A set has an order of its own in every run.
            return [plain(one) for one in sorted(value, key=str)[:MAX_ITEMS]]
        case dict():
            items = list(value.items())[:MAX_ITEMS]
            return {holdable(str(key)[:MAX_STRING]): plain(one) for key, one in items}
        case _:
            return type(value).__name__


def is_cut(value: object) -> bool:
    """True where `plain` leaves something of it out."""
    if isinstance(value, str):
        return len(value) > MAX_STRING
    if not isinstance(value, MANY):
        return False
    below = (*value.keys(), *value.values()) if isinstance(value, dict) else value
    return len(value) > MAX_ITEMS or any(map(is_cut, below))
