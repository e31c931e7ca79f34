"""What a review of a pull request says: a bounded record that travels as JSON and is read again as a stranger's."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError

from auditor.answers import Outcome
from auditor.evidence import checked_name
from auditor.history import Cause
from auditor.record import Record
from auditor.score import State
from auditor.store import BadData
from auditor.wording import plain

MAX_BYTES: Final = 1_000_000
"""Bytes of a review that are read."""
MAX_PROBLEMS: Final = 60
MAX_AUDITS: Final = 20
"""Models that are audited for one pull request."""
MAX_LOOKS: Final = 120
MAX_TURNED: Final = 200
_Item = TypeVar("_Item")


def _cut(limit: int) -> BeforeValidator:
    return BeforeValidator(lambda value: plain(value, limit) if isinstance(value, str) else value)


Word = Annotated[str, _cut(100)]
Line = Annotated[str, _cut(300)]
Text = Annotated[str, _cut(600)]
Number = Annotated[int, Field(ge=0, le=10_000_000)]
Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
ModelId = Annotated[str, AfterValidator(checked_name)]


class Problem(Record):
    """A mistake in data/: the file, the line of the key where it can be told (else 0), the key, what is allowed."""

    file: Line
    line: Number = 0
    key: Line = ""
    says: Text


class Cited(Record):
    """Where a result can be seen."""

    url: Text
    shows: Line


class Judged(Record):
    """One requirement of the project's own definition as a live audit answered it."""

    title: Word
    state: State
    because: Text
    cited: Cited | None = None


class Standing(Record):
    """Where the model stands by one definition, in words."""

    title: Word
    state: State
    words: Line


class Asked(StrEnum):
    """How far a model could be asked."""

    AUDITED = "audited"
    STANDS = "judged from what was seen before"
    NOT_YET = "not audited yet"


class Audited(Record):
    """One model that the pull request adds or changes."""

    id: ModelId
    change: Literal["added", "changed"]
    asked: Asked
    why: Line = ""
    """Why it was not asked, one clause."""
    revision: Word = ""
    observed: Word = ""
    results: Annotated[tuple[Judged, ...], Field(max_length=12)] = ()
    standings: Annotated[tuple[Standing, ...], Field(max_length=30)] = ()
    gaps: Annotated[tuple[Line, ...], Field(max_length=10)] = ()


class Matter(StrEnum):
    """Why a maintainer has to look."""

    CODE = "code beside data"
    PROGRAM = "written by the program"
    DEFINITION = "definition"
    REMOVED = "removed"
    MODEL = "model"
    LINK = "curated link"
    LICENSE = "license"
    ATTESTATION = "attestation"
    REPLY = "reply"
    NOTES = "notes"
    LEFT = "not audited"


class Look(Record):
    """One thing that only a maintainer can judge."""

    matter: Matter
    of: Line
    """The model or the file."""
    says: Text


class Turned(Record):
    """One answer that turns for one model."""

    model: ModelId
    check: Word
    before: Outcome
    after: Outcome
    value_before: Word = ""
    value_after: Word = ""
    because: Line
    cause: Cause


class Requirement(Record):
    """One requirement of one definition that turns for one model."""

    definition: Word
    requirement: Word
    model: ModelId
    before: State
    after: State


class Fresh(Record):
    """A check or a definition's requirement that was not asked before, and how often it answers what."""

    name: Line
    answers: Annotated[tuple[tuple[Word, Number], ...], Field(max_length=6)]


class Figure(Record):
    """One criterion held against the labels, before and after. None: it could not be worked out."""

    criterion: Word
    labels: Number
    exact_before: float | None
    exact_after: float | None
    wrongly_before: Number | None
    wrongly_after: Number
    missed_before: Number | None
    missed_after: Number


class Cards(Record):
    """How many places were read again at their commits, and why the others were not."""

    again: Number
    failed: Number
    left: Number
    why: Line = ""


class Rejudged(Record):
    """All committed evidence judged again: which answers turn, and what that does to the measured figures."""

    because: Line
    """What of the change asks for it."""
    models: Number
    turned: Annotated[tuple[Turned, ...], Field(max_length=MAX_TURNED)]
    turned_in_all: Number
    requirements: Annotated[tuple[Requirement, ...], Field(max_length=MAX_TURNED)]
    requirements_in_all: Number
    fresh: Annotated[tuple[Fresh, ...], Field(max_length=60)] = ()
    figures: Annotated[tuple[Figure, ...], Field(max_length=20)] = ()
    cards: Cards | None = None
    """None where the change does not touch the reading."""
    notes: Annotated[tuple[Line, ...], Field(max_length=10)] = ()


class Review(Record):
    """What the check says about the change from `base` (where the branch began) to `head`."""

    schema_version: Literal[1] = 1
    base: Sha
    head: Sha
    files: Number
    """Changed files in all."""
    outside: Number
    """How many of them lie outside data/."""
    problems: Annotated[tuple[Problem, ...], Field(max_length=MAX_PROBLEMS)]
    problems_in_all: Number
    audits: Annotated[tuple[Audited, ...], Field(max_length=MAX_AUDITS)]
    models_in_all: Number
    """Models that are added or changed; only the first are audited."""
    looks: Annotated[tuple[Look, ...], Field(max_length=MAX_LOOKS)]
    looks_in_all: Number
    rejudged: Rejudged | None = None
    requests: Number = 0


def first(items: Iterable[_Item], most: int) -> tuple[_Item, ...]:
    """The first of many, as many as a record may hold."""
    return tuple(items)[:most]


def as_json(review: Review) -> str:
    """The review as JSON, keys sorted and all but ASCII escaped; ends with a newline."""
    return review.model_dump_json(indent=1, ensure_ascii=True) + "\n"


def read_review(path: Path) -> Review:
    """Read a review that anybody may have written. Raises `BadData` with one sentence."""
    try:
        told = path.lstat()
        if not stat.S_ISREG(told.st_mode):
            raise BadData(f"{path.name}: allowed is a file of its own")
        if told.st_size > MAX_BYTES:
            raise BadData(f"{path.name}: the file is larger than allowed, which is {MAX_BYTES:,} bytes")
        return Review.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadData(f"{path.name}: the file cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise BadData(f"{path.name}: {_where(error)}") from error


def _where(error: ValidationError) -> str:
    """The first mistake by key and what is allowed, without the value that was found."""
    one: Sequence[object] = error.errors(include_url=False, include_input=False, include_context=False)
    found = dict(one[0]) if isinstance(one[0], dict) else {}
    key = ".".join(str(part) for part in found.get("loc", ()))
    return plain(f"{key or 'the file'}: {found.get('msg', 'not as allowed')}", 300)
