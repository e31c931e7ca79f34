"""Ask the hosts whether what we take for granted holds: each address once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final

from auditor.assumptions import PUBLIC, Assumption, Host, Known, Seen, Subjects
from auditor.assumptions.github import GITHUB
from auditor.assumptions.hub import HUB
from auditor.record import Record
from auditor.transport import Door, HostFailure, Reply

ASSUMPTIONS: Final = (*HUB, *GITHUB)
"""The whole table."""
_Answers = dict[tuple[str, str, str], Reply | HostFailure]
"""Address, what is accepted and the ETag sent -> what came of it, so that each is asked once."""
_CODE: Final = re.compile(r"[A-Za-z]{1,40}")


class State(StrEnum):
    """What became of a row. Where the host could not be asked, nothing is known."""

    HOLDS = "holds"
    TURNED = "does not hold"
    NOT_ASKED = "could not be asked"


class Probed(Record):
    """One row and what was seen."""

    id: str
    question: str
    known: Known
    relied_on: str
    state: State
    saw: str
    """The status, or why the host could not be asked: never a host's own text."""


def probe(
    door: Door,
    *,
    subjects: Subjects = PUBLIC,
    assumptions: Iterable[Assumption] = ASSUMPTIONS,
    step: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Probed, ...]:
    """Ask everything in order. `door` has to be one without a cache: what a cache answers tells nothing of today."""
    rows = tuple(assumptions)
    answers: _Answers = {}
    found: list[Probed] = []
    for number, row in enumerate(rows, 1):
        step(number, len(rows))
        found.append(_probed(row, door, subjects, answers))
    return tuple(found)


def address(row: Assumption, door: Door, subjects: Subjects) -> str:
    """What a row asks for: the host's address, the path, and the names put into it."""
    root = door.endpoints.hub if row.host is Host.HUB else door.endpoints.github
    return root + row.path.format(**subjects.model_dump())


def _probed(row: Assumption, door: Door, subjects: Subjects, answers: _Answers) -> Probed:
    url = address(row, door, subjects)

    def ask(headers: Mapping[str, str]) -> Reply:
        key = (url, headers.get("Accept", ""), headers.get("If-None-Match", ""))
        if key not in answers:
            try:
                answers[key] = door.get(url, headers=headers)
            except HostFailure as error:
                answers[key] = error
        answer = answers[key]
        if isinstance(answer, HostFailure):
            raise answer
        return answer

    try:
        first = ask(row.headers)
        etag = first.first_headers.get("etag", "") if row.with_etag else ""
        again = ask({**row.headers, "If-None-Match": etag}) if etag else None
    except HostFailure as error:
        return _of(row, State.NOT_ASKED, str(error))
    try:
        holds = row.holds(Seen(first=first, again=again, subjects=subjects))
    except (LookupError, TypeError, ValueError, AttributeError, HostFailure):
        # An answer of another shape is not as assumed.
        return _of(row, State.TURNED, f"{_saw(first)}, of another shape")
    return _of(row, State.HOLDS if holds else State.TURNED, _saw(first) + (f", then {_saw(again)}" if again else ""))


def _of(row: Assumption, state: State, saw: str) -> Probed:
    return Probed(id=row.id, question=row.question, known=row.known, relied_on=row.relied_on, state=state, saw=saw)


def _saw(reply: Reply) -> str:
    code = reply.headers.get("x-error-code", "")
    return f"status {reply.status}" + (f" {code}" if _CODE.fullmatch(code) else "")
