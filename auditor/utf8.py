"""Text that UTF-8 cannot hold: lone halves of surrogate pairs, which JSON and file names may carry, become U+FFFD.

It is done where such text would enter: JSON of hosts, names of files, what git lists. Records refuse what is left.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

_MAY_BE_LONE: Final = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
"""An escape of a half, or one that was encoded as it must not be, in the bytes of JSON."""


def holdable(text: str) -> str:
    """`text` with each lone half replaced by U+FFFD; two that make a pair are joined."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def is_holdable(text: str) -> bool:
    """True where UTF-8 can hold the text."""
    return text == holdable(text)


def read_json(content: bytes) -> Any:
    """JSON with nothing in it that UTF-8 cannot hold. Raises `ValueError` or `RecursionError` where it is none."""
    found = json.loads(content)
    if not _MAY_BE_LONE.search(content) and _is_utf8(content):
        return found
    return json.loads(holdable(json.dumps(found, ensure_ascii=False)))


def _is_utf8(content: bytes) -> bool:
    """False for UTF-16 and UTF-32, which JSON may be written in too."""
    return json.detect_encoding(content).startswith("utf-8")
