"""Which pull request a finished run belongs to: told by GitHub's own event and list, never by what the run left."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from auditor.store import BadData

MAX_EVENT: Final = 4 * 1024 * 1024
"""Bytes of an event; GitHub's largest are about 1 MB."""
MAX_LIST: Final = 16 * 1024 * 1024
MAX_FILES: Final = 3000
"""Files of a pull request that GitHub lists. Source: https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files"""
WORKFLOW: Final = ".github/workflows/pr.yml"
_Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}$")]
_Shape = TypeVar("_Shape", bound=BaseModel)


class _Told(BaseModel):
    """A part of what GitHub tells; there is much more, which is not asked."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class _Repository(_Told):
    full_name: _Name


class _Run(_Told):
    event: str
    path: str
    head_sha: _Sha
    head_branch: Annotated[str, Field(max_length=300)]
    head_repository: _Repository


class Event(_Told):
    """A `workflow_run` event.

    Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run
    """

    workflow_run: _Run
    repository: _Repository


class Pull(_Told):
    """An open pull request, as `gh api --jq` cuts it out of GitHub's list."""

    number: Annotated[int, Field(gt=0)]
    sha: _Sha
    branch: str
    from_: Annotated[str | None, Field(alias="from")]
    """None where the fork is gone."""
    to: str


def read_event(path: Path) -> Event:
    """Read the event's payload. Raises `BadData` for anything else than a run of our own check of a pull request."""
    event = _parsed(_read(path, MAX_EVENT), Event, path.name)
    run = event.workflow_run
    if run.event != "pull_request" or run.path.partition("@")[0] != WORKFLOW:
        raise BadData(f"{path.name}: allowed is a run of {WORKFLOW} that a pull request started")
    return event


def read_pulls(path: Path) -> tuple[Pull, ...]:
    """Read the open pull requests, a JSON object a line. Raises `BadData`."""
    lines = _read(path, MAX_LIST).splitlines()
    return tuple(_parsed(line, Pull, f"{path.name}: line {number}") for number, line in enumerate(lines, 1) if line)


def number_of(event: Event, pulls: Iterable[Pull]) -> int | None:
    """The open pull request of the run's commit, branch and repository; None where it has moved on or is closed.

    The event's own list is empty for forks, so the commit decides: GitHub starts the run for it and for no other.
    """
    run = event.workflow_run
    wanted = (run.head_sha, run.head_branch, run.head_repository.full_name, event.repository.full_name)
    found = [one.number for one in pulls if (one.sha, one.branch, one.from_, one.to) == wanted]
    return found[0] if len(found) == 1 else None


def outside_data(path: Path) -> int:
    """How many of the changed files that GitHub lists (a JSON string a line) lie outside data/. Raises `BadData`."""
    lines = [line for line in _read(path, MAX_LIST).splitlines() if line]
    # A line that is no plain name counts as outside, and so do the files that a list lacks which is as long as lists
    # may be: the warning is given once too often rather than not at all.
    return sum(not line.startswith(b'"data/') for line in lines) + (len(lines) >= MAX_FILES)


def _read(path: Path, most: int) -> bytes:
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode) or told.st_size > most:
            raise BadData(f"{path.name}: allowed is a file of at most {most:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise BadData(f"{path.name}: the file cannot be read: {error.strerror}") from error


def _parsed(content: bytes, shape: type[_Shape], name: str) -> _Shape:
    try:
        return shape.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise BadData(f"{name}: {key or 'the file'}: {first['msg']}") from error
