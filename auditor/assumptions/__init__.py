"""What we and the stand-in take for granted about the hosts: one table, asked of the live hosts by `auditor probe`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from auditor.record import Record
from auditor.transport import Reply

__all__ = ["PUBLIC", "Assumption", "Host", "Known", "Seen", "Subjects"]


class Subjects(Record):
    """The repositories that are asked about; small, public, and kept by their owners for years."""

    model: str
    owner: str
    commit: str
    """The model's commit on `main`, 40 hexadecimal digits."""
    renamed: str
    """A name under which a model was known once."""
    renamed_to: str
    missing: str
    """A model that does not exist."""
    gated: str
    """A model behind a gate, with `LICENSE.txt` and `USE_POLICY.md`."""
    dataset: str
    repository: str
    """A repository on GitHub that is not truncated."""
    branch: str
    tree_commit: str
    """A commit of it, 40 hexadecimal digits."""
    readme: str
    """The path of its README."""
    moved: str
    moved_to: str
    no_repository: str
    """A repository on GitHub that does not exist."""


PUBLIC: Final = Subjects(
    model="openai-community/gpt2",
    owner="openai-community",
    commit="607a30d783dfa663caf39e06633721c8d4cfcd7e",
    renamed="gpt2",
    renamed_to="openai-community/gpt2",
    missing="openai-community/no-such-model-here",
    gated="meta-llama/Llama-3.2-1B",
    dataset="rajpurkar/squad",
    repository="octocat/Hello-World",
    branch="master",
    tree_commit="7fd1a60b01f91b314f59955a4e4d4e80d8edf11d",
    readme="README",
    moved="huggingface/pytorch-transformers",
    moved_to="huggingface/transformers",
    no_repository="octocat/no-such-repository-here",
)
"""The live ones."""


class Host(StrEnum):
    """Which host is asked."""

    HUB = "hub"
    GITHUB = "github"


class Known(StrEnum):
    """How well an assumption was founded when it was made."""

    DOCUMENTED = "documented"
    RECORDED = "recorded"
    INFERRED = "inferred"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the host answered. `again` is the second answer, where the first one's `ETag` was sent back."""

    first: Reply
    again: Reply | None
    subjects: Subjects


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """One row. `path` is below the host's address, with the names of `Subjects` in braces; it is asked by GET.

    `holds` says whether an answer is as assumed. It may raise `LookupError`, `TypeError`, `ValueError` or
    `HostFailure` for an answer of another shape, which then is not as assumed.
    """

    id: str
    question: str
    """The statement that is held against the answer, in words."""
    host: Host
    path: str
    holds: Callable[[Seen], bool]
    relied_on: str
    """The stand-in's function that answers so: `hub_files.tree`."""
    known: Known = Known.DOCUMENTED
    headers: Mapping[str, str] = field(default_factory=dict)
    with_etag: bool = False
    """Ask a second time with the `ETag` of the first answer, where it told one."""
