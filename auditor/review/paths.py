"""What a path of data/ is: who writes it, how large it may be; and what of the code a change touches."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from auditor.evidence import InvalidName, checked_name

_NAME: Final = r"[A-Za-z0-9_][A-Za-z0-9._-]*"
_KB: Final = 1024


@dataclass(frozen=True, kw_only=True)
class Sort:
    """One sort of file of data/."""

    name: str
    pattern: re.Pattern[str]
    shown: str
    """The path as a sentence writes it."""
    max_bytes: int
    by_program: str = ""
    """The command that writes it, empty where people do."""


def _sort(name: str, pattern: str, shown: str, kilobytes: int, by_program: str = "") -> Sort:
    return Sort(name=name, pattern=re.compile(pattern), shown=shown, max_bytes=kilobytes * _KB, by_program=by_program)


SORTS: Final = (
    _sort("entry", rf"data/models/{_NAME}/{_NAME}\.yaml", "data/models/OWNER/NAME.yaml", 64),
    _sort("definition", r"data/definitions/[a-z0-9][a-z0-9.-]{1,40}\.yaml", "data/definitions/ID.yaml", 512),
    _sort("licenses", r"data/licenses\.yaml", "data/licenses.yaml", 512),
    _sort("vocabulary", r"data/vocabulary\.yaml", "data/vocabulary.yaml", 512),
    _sort("corrections", r"data/corrections\.yaml", "data/corrections.yaml", 512),
    _sort("labels", rf"data/labels/{_NAME}\.json", "data/labels/OWNER__NAME.json", 128),
    _sort("figures", r"data/figures\.json", "data/figures.json", 64),
    _sort("readme", r"data/README\.md", "data/README.md", 128),
    _sort(
        "fingerprints",
        r"data/license_fingerprints\.json",
        "data/license_fingerprints.json",
        4 * _KB,
        "python -m auditor.fingerprints",
    ),
    _sort(
        "census",
        r"data/census/state_of_the_hub\.json",
        "data/census/state_of_the_hub.json",
        _KB,
        "auditor census report",
    ),
    _sort("evidence", r"data/evidence/[A-Za-z0-9._@/-]+\.json", "data/evidence/…", 32 * _KB, "auditor collect"),
    _sort("audit", r"data/audits/[A-Za-z0-9._/-]+\.json", "data/audits/…", 4 * _KB, "auditor judge"),
    _sort("history", r"data/history/[A-Za-z0-9._/-]+\.jsonl", "data/history/…", 4 * _KB, "auditor judge"),
)
"""Every sort of file of data/; the README there says the same to people."""

_SHOWS: Final = (
    "outputs/",
    "exports/",
    "commands/",
    "drawing/",
    "tables/",
    "standin/",
    "review/",
    "counting/",
    "data/",
)
_SHOWS_TOO: Final = frozenset(
    {
        "__main__",
        "cli",
        "talk",
        "scorecard_text",
        "measure_text",
        "wording",
        "inert",
        "changes",
        "addresses",
        "hub_state",
    }
)
_READING: Final = ("auditor/reading/", "auditor/sources/", "auditor/card.py")
_WORDS: Final = {
    "definition": "definitions",
    "licenses": "licenses",
    "vocabulary": "the vocabulary",
    "fingerprints": "license texts",
    "labels": "labels",
}


def sort_of(path: str) -> Sort | None:
    """What a path below data/ is, None where no file of this name belongs there."""
    if ".." in path.split("/") or "//" in path or len(path) > 400:  # noqa: PLR2004 - two names of 96 and the folders
        return None
    return next((sort for sort in SORTS if sort.pattern.fullmatch(path)), None)


def model_of(path: str) -> str | None:
    """The id of the model whose entry lies at this path, None for any other file and for a name that is no id."""
    sort = sort_of(path)
    if sort is None or sort.name != "entry":
        return None
    try:
        return checked_name(path.removeprefix("data/models/").removesuffix(".yaml"))
    except InvalidName:
        return None


def is_data(path: str) -> bool:
    """True below data/."""
    return path.startswith("data/")


def touches(paths: Iterable[str]) -> tuple[str, ...]:
    """What of judging a change touches, in words, each once: `checks`, `the vocabulary`; none where it cannot turn."""
    return tuple(sorted({word for path in paths if (word := _touched(path))}))


def touches_reading(paths: Iterable[str]) -> bool:
    """True where cards may be read otherwise than before by code; the rule data tells that by its own version."""
    return any(path.startswith(_READING) for path in paths)


def _touched(path: str) -> str:
    if is_data(path):
        sort = sort_of(path)
        return _WORDS.get(sort.name, "") if sort else ""
    if not path.startswith("auditor/") or not path.endswith(".py"):
        return ""
    below = path.removeprefix("auditor/")
    if below.startswith(_SHOWS) or below.removesuffix(".py") in _SHOWS_TOO:
        return ""
    room = below.partition("/")[0].removesuffix(".py")
    return room if room in {"checks", "findings", "reading", "sources", "definitions"} else "judging"
