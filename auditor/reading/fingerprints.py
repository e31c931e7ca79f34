"""Tell how near a text is to a license's: sketches of word sequences, compared without either text."""

from __future__ import annotations

import base64
import re
from hashlib import blake2b
from typing import Final

from auditor.rules import Fingerprint

MAX_TEXT: Final = 200_000
"""Characters that are looked at; the longest license text in use, the GPL's, has 35,000."""
SEQUENCE: Final = 4
"""Words in a sequence: long enough that two licenses share few, short enough that a name put in breaks few."""
SIZE: Final = 128
"""Hashes kept: the estimate of a likeness of 0.9 is then off by 0.03 (one standard deviation)."""
_BYTES: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")

Sketch = frozenset[bytes]


def words_of(text: str) -> list[str]:
    """The words that are compared: letters and digits without case, the first `MAX_TEXT` characters."""
    return _WORD.findall(text[:MAX_TEXT].casefold())


def normal(text: str) -> str:
    """The words between single spaces, with a space at both ends, so that phrases match whole words only."""
    return f" {' '.join(words_of(text))} "


def holds(text: str, phrase: str) -> bool:
    """True where the words of a phrase stand in a text one after the other."""
    return normal(phrase) in normal(text)


def sketch_of(text: str) -> Sketch:
    """The `SIZE` smallest hashes of all sequences of words (bottom-k sketch, Broder 1997).

    Source: https://doi.org/10.1109/SEQUEN.1997.666900
    """
    words = words_of(text)
    sequences = {" ".join(words[at : at + SEQUENCE]) for at in range(max(1, len(words) - SEQUENCE + 1))}
    return frozenset(sorted(blake2b(one.encode(), digest_size=_BYTES).digest() for one in sequences)[:SIZE])


def packed(sketch: Sketch) -> str:
    """A sketch as base64 of its hashes in order."""
    return base64.b64encode(b"".join(sorted(sketch))).decode("ascii")


def unpacked(fingerprint: Fingerprint) -> Sketch:
    """The sketch of a fingerprint; what is not base64 is an empty one, near to nothing."""
    try:
        content = base64.b64decode(fingerprint.sketch, validate=True)
    except ValueError:
        return frozenset()
    return frozenset(content[at : at + _BYTES] for at in range(0, len(content) - _BYTES + 1, _BYTES))


def distance(one: Sketch, other: Sketch) -> float:
    """From 0.0 (the same sequences of words) to 1.0 (none in common): one less the Jaccard index, estimated."""
    if one.isdisjoint(other):
        return 1.0  # so it is with nearly all, and sorting them would take ten times as long
    smallest = set(sorted(one | other)[:SIZE])
    return 1 - len(smallest & one & other) / len(smallest) if smallest else 1.0
