"""What a census gives: the columns of its results, what each means, and codes written out as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pyarrow as pa  # type: ignore[import-untyped]

from auditor.answers import Outcome
from auditor.census.asking import OUTCOMES, STATES
from auditor.census.looking import Lack
from auditor.census.rows import Poison
from auditor.checks import Check
from auditor.definitions import Definition
from auditor.hub_state import Chain

_TEXTS: Final = pa.list_(pa.string())
_INHERITS: Final = (
    "An open or approved license on a model one of whose base models, to the root, is under a restricted one; null "
    "where that cannot be told."
)
_PLAIN: Final[Sequence[tuple[str, pa.DataType, str]]] = (
    ("id", pa.string(), "The model's id on the Hub; as it stands in the source, cut at 200 characters."),
    ("author", pa.string(), "The owner's name; null for an id without one."),
    ("created_at", pa.string(), "The day the repository was made (ISO date), as the Hub tells it."),
    ("last_modified", pa.string(), "The day of its last commit (ISO date)."),
    ("task", pa.string(), "The Hub's pipeline tag."),
    ("library", pa.string(), "The library that the Hub names."),
    ("downloads", pa.int64(), "Downloads of the last 30 days before the source was made."),
    ("likes", pa.int64(), "Likes."),
    ("parameters", pa.int64(), "The host's count of parameters in safetensors, else in GGUF files."),
    ("licenses", _TEXTS, "The licenses stated for the weights: SPDX ids, else ours, else as stated."),
    ("bases", _TEXTS, "The base models that are named by id, in their order."),
    (
        "root",
        pa.string(),
        "Where following the first named base each time ends; null where a base is not in the census.",
    ),
    ("depth", pa.int32(), "How many base models were followed so."),
    ("root_licenses", _TEXTS, "The licenses of the root."),
    ("lineage", pa.string(), f"How far all base models could be followed: {', '.join(Chain)}."),
    ("inherits_restricted", pa.bool_(), _INHERITS),
)
TYPES: Final[Mapping[str, pa.DataType]] = {name: kind for name, kind, _ in _PLAIN} | {"reasons": _TEXTS}
"""Column -> its type, but for those of checks, criteria and definitions, which hold text."""
_REASONS: Final[Mapping[str, str]] = {
    Lack.GATE: "the source does not tell whether the repository is gated",
    Lack.CARD: "the card's text was not there",
    Lack.FRONT_MATTER: "the card's front matter could not be parsed",
    Lack.FILES: "no file list was there",
    Lack.SOME_FILES: "a part of the file list was there",
    Lack.SIZES: "files are listed without their sizes",
    Lack.LICENSE_TEXT: "a license text is listed, and a census reads no files",
    Lack.LINKED: "data or code is linked, and a census opens no links",
    Lack.BASE: "a base model is named by something that is no id",
    "no_license": "no license is stated in what was seen",
    "base_not_in_census": "a base model that is named by id is not in the census",
    "base_cycle": "base models name each other in a circle",
    **{f"poisoned_row:{one}": "the row could not be read and all of it is unknown" for one in Poison},
}
"""Reason code -> what it means."""

CHECK: Final = "check_"
CRITERION: Final = "criterion_"
DEFINITION: Final = "definition_"
_WORDS: Final = {letter: outcome.value for outcome, letter in OUTCOMES.items()}
_STATE_WORDS: Final = {letter: str(state.value) for state, letter in STATES.items()}  # type: ignore[attr-defined]


def schema(checks: Iterable[Check], definitions: Sequence[Definition]) -> pa.Schema:
    """The columns of the results, in their order."""
    fields = [pa.field(name, kind) for name, kind, _ in _PLAIN]
    fields += [pa.field(name, pa.string()) for name, _ in _judged(checks, definitions)]
    return pa.schema([*fields, pa.field("reasons", _TEXTS)])


def dictionary(checks: Iterable[Check], definitions: Sequence[Definition]) -> Mapping[str, object]:
    """The data dictionary: every column with its type and meaning, and the reason codes."""
    rows = [(name, str(kind), meaning) for name, kind, meaning in _PLAIN]
    rows += [(name, "string", meaning) for name, meaning in _judged(checks, definitions)]
    rows.append(("reasons", str(_TEXTS), "Why answers are unknown, as codes; see `reasons`."))
    return {
        "columns": [{"name": name, "type": kind, "meaning": meaning} for name, kind, meaning in rows],
        "reasons": dict(_REASONS),
    }


def _judged(checks: Iterable[Check], definitions: Sequence[Definition]) -> Iterable[tuple[str, str]]:
    outcomes, states = " | ".join(Outcome), " | ".join(_STATE_WORDS.values())
    for one in checks:
        yield f"{CHECK}{one.id}", f"{one.question} {outcomes}"
    for criterion in definitions[0].requirements:
        yield f"{CRITERION}{criterion.id}", f"{criterion.question} {states}"
    for definition in definitions:
        yield f"{DEFINITION}{definition.id}", f"{definition.title}, version {definition.version}. {states}"


def outcome_columns(codes: Sequence[str]) -> list[list[str]]:
    """Codes of many models (a letter for each check) as one column for each check, in words."""
    return [[_WORDS[letter] for letter in column] for column in zip(*codes, strict=True)]


def state_columns(scores: Sequence[str]) -> list[list[str]]:
    """The same for criteria and definitions."""
    return [[_STATE_WORDS[letter] for letter in column] for column in zip(*scores, strict=True)]
