"""License families for filters: which licenses readers look for together, by the ids that answers carry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from auditor.rules import Licenses, Standing

FAMILIES: Final[Mapping[str, str]] = {
    "apache": "Apache",
    "mit": "MIT",
    "bsd": "BSD",
    "gnu": "GNU (GPL, LGPL, AGPL)",
    "cc": "Creative Commons (CC0, BY, BY-SA)",
    "cc-limited": "Creative Commons with NC or ND",
    "cc-untold": "Creative Commons, kind not told",
    "llama": "Llama licenses",
    "gemma": "Gemma terms",
    "rail": "RAIL licenses",
    "open": "Other open licenses",
    "limited": "Other licenses with limits",
    "other": "Other licenses that we do not know",
    "none": "No license could be told",
}
"""Family -> its title, in the order in which filters list them."""

_BY_ID: Final = {
    family: re.compile(pattern)
    for family, pattern in {
        "apache": r"apache-[\d.]+",
        "mit": r"mit|mit-0",
        "bsd": r"0bsd|bsd|bsd-[1-4]-clause(-clear|-patent)?",
        "gnu": r"[al]?gpl|[al]?gpl-[\d.]+(-only|-or-later|\+)?",
        "cc": r"cc0-1\.0|cc-pddc|cc-by(-sa)?-[\d.]+(-[a-z]{2,3})?",
        "cc-limited": r"cc-by(-nc)?(-nd|-sa)?-[\d.]+(-[a-z]{2,3})?",
        "cc-untold": r"cc",
        "llama": r"llama[\d.]*",
        "gemma": r"gemma",
        "rail": r"openrail(\+\+)?|([a-z]+-)+(open)?rail-([a-z]|[\d.]+)",
    }.items()
}
"""Whole ids in lower case; the first that fits, so what limits nothing comes before what does."""
_BY_STANDING: Final = {
    Standing.OSI: "open",
    Standing.OPEN: "open",
    Standing.RESTRICTED: "limited",
    Standing.UNKNOWN: "other",
}


def license_family(license_id: str, licenses: Licenses) -> str:
    """The family (a key of `FAMILIES`) of a resolved license id; an empty id is of the family `none`.

    An id that nobody knows is `other`: it is said to limit nothing.
    """
    if not license_id:
        return "none"
    folded = license_id.casefold()
    named = next((family for family, pattern in _BY_ID.items() if pattern.fullmatch(folded)), "")
    return named or _BY_STANDING[licenses.standing(license_id)]
