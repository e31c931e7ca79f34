"""Identify a license text by short phrases that only it contains."""

from __future__ import annotations

import re
from typing import Final

from auditor.rules import Licenses

MAX_TEXT: Final = 200_000
"""Characters that are looked at; the longest license text in use, the GPL's, has 35,000."""

_WORD: Final = re.compile(r"[^\W_]+")


def _normal(text: str) -> str:
    """Lower case words between single spaces, with a space at both ends, so that phrases match whole words only."""
    return f" {' '.join(_WORD.findall(text[:MAX_TEXT].casefold()))} "


def identify(text: str, licenses: Licenses) -> str:
    """The id of the license whose phrases all stand in the text, empty where none's do.

    Of several, the one with the most matched words wins: a modified license (BSD-3-Clause over BSD-2-Clause) repeats
    the text of the one it extends. Of a document that quotes many licenses this says nothing reliable, so a text that
    holds the title of a restricted license is that license whatever else it holds.
    """
    normal = _normal(text)
    best, weight = "", (False, 0)
    for license_ in licenses.licenses:
        phrases = [_normal(phrase) for phrase in license_.phrases]
        if phrases and all(phrase in normal for phrase in phrases):
            found = (license_.standing == "restricted", sum(len(phrase) for phrase in phrases))
            if found > weight:
                best, weight = license_.id, found
    return best
