"""The event of an issue as GitHub Actions hands it to a workflow: the file that GITHUB_EVENT_PATH names.

Its shape: https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.store import BadData

MAX_BYTES: Final = 4 * 1024 * 1024
"""Bytes of an event's file: GitHub's own limit is 25 MB, an issue with its repository and labels has some 20 kB."""


class _Lenient(BaseModel):
    """A host's answer: what we read of it is checked, what we do not know is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Label(_Lenient):
    name: str = ""


class _Login(_Lenient):
    login: Annotated[str, Field(pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?$")]


class Issue(_Lenient):
    """What is read of an issue."""

    number: Annotated[int, Field(strict=True, ge=1, le=10**9)]
    body: str | None = None
    labels: tuple[_Label, ...] = ()
    user: _Login
    created_at: datetime

    @property
    def label_names(self) -> frozenset[str]:
        """The names of its labels."""
        return frozenset(label.name for label in self.labels)

    @property
    def opened(self) -> date:
        """The day on which it was opened."""
        return self.created_at.date()


class _Event(_Lenient):
    issue: Issue


def read_event(path: Path) -> Issue:
    """The issue of an event. Raises `BadData` with one sentence for anything else."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadData(f"{path.name}: the file is larger than allowed, which is {MAX_BYTES // 1024 // 1024} MB")
        return _Event.model_validate_json(path.read_bytes()).issue
    except OSError as error:
        raise BadData(f"{path.name}: the file cannot be read: {error.strerror}") from error
    except ValidationError as error:
        key = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        where = f"{key}: " if key else ""
        raise BadData(f"{path.name}: {where}allowed is the event of an issue, as GitHub Actions writes it") from error
