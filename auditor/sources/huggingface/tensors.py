"""What the headers of safetensors files hold, by the Hub's own count: we open no weights and read no header.

Its shape: `{"parameters": {"BF16": 7615616512}, "total": 7615616512}`. Who writes the headers writes these numbers.
"""

from __future__ import annotations

import re
from typing import Final

from pydantic import JsonValue

MAX_PARAMETERS: Final = 10**15
"""A thousand times the largest models; a count beyond it, as a negative one, is taken as not told."""
MAX_TYPES: Final = 64
_TYPE: Final = re.compile(r"(?:BF|F|I|U)(4|6|8|16|32|64)(?:_[A-Z0-9]{1,16})?|(BOOL)")
"""The types of tensors, with their bits. Source: https://docs.rs/safetensors/latest/safetensors/tensor/enum.Dtype.html"""


def number_of(safetensors: JsonValue) -> int | None:
    """How many parameters there are in all; None where that is not told or cannot be."""
    return _number(safetensors.get("total")) if isinstance(safetensors, dict) else None


def bytes_of(safetensors: JsonValue) -> int | None:
    """The bytes of the counted parameters, None where one is of a type that we do not know or no number of them."""
    counted = safetensors.get("parameters") if isinstance(safetensors, dict) else None
    if not isinstance(counted, dict) or not 0 < len(counted) <= MAX_TYPES:
        return None
    bits = 0
    for kind, told in counted.items():
        known, number = _TYPE.fullmatch(kind), _number(told)
        if known is None or number is None:
            return None
        bits += number * int(known[1] or 8)
    return bits // 8


def _number(told: JsonValue) -> int | None:
    if not isinstance(told, int) or isinstance(told, bool):
        return None
    return told if 0 <= told <= MAX_PARAMETERS else None
