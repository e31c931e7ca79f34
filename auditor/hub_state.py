"""The state of the Hub as figures: how many repositories of a census come out how, in all and by group."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from auditor.record import Record
from auditor.truth import State

SCHEMA: Final = 1

Count = Annotated[int, Field(ge=0)]
Counts = Mapping[str, Count]
Dimension = Literal["task", "size", "license", "created", "downloads", "depth"]
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
"""By what repositories are grouped, in the order in which they are shown."""
Stated = Literal["permissive", "restricted", "not_known", "none"]
"""What license a derivative states itself; `not_known`: one that we do not know, or several that differ."""


class Chain(StrEnum):
    """How far a model's base models could be followed."""

    NONE = "none"
    """It names no base model."""
    COMPLETE = "complete"
    """To the root."""
    BROKEN = "broken"
    """A base model on the way is not in the census."""
    CYCLE = "cycle"


class Tally(Record):
    """How many repositories came out how; what is not told in a file is 0."""

    met: Count = 0
    partial: Count = 0
    not_met: Count = 0
    unknown: Count = 0

    @property
    def rows(self) -> int:
        """The denominator of every share: all repositories, those too that could not be told."""
        return self.met + self.partial + self.not_met + self.unknown

    def count(self, state: State) -> int:
        """How many came out so."""
        found: int = getattr(self, state.value)
        return found

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most that the share met can be, 0 to 1: what is unknown may be either. None of nothing."""
        return (self.met / self.rows, (self.met + self.unknown) / self.rows) if self.rows else None


class Group(Record):
    """Repositories that have something in common: `value` says what, by the words of addresses and filters."""

    value: str = Field(max_length=100)
    rows: Count
    criteria: Mapping[str, Tally]
    """Id of a requirement of the project's own definition -> how it came out."""
    definitions: Mapping[str, Tally]
    """Id of a definition -> how it came out; a ladder is met on its highest rung."""


class Inherited(Record):
    """Of derivatives: how many state a permissive license above a restricted one, and of how many none can tell."""

    yes: Count = 0
    no: Count = 0
    unknown: Count = 0

    @property
    def rows(self) -> int:
        """All of them."""
        return self.yes + self.no + self.unknown


class Lineage(Record):
    """What derivatives inherit. A derivative is a repository that states a base model."""

    chains: Mapping[Chain, Count] = Field(default_factory=dict)
    inherited: Mapping[Stated, Inherited] = Field(default_factory=dict)
    """By the license that the derivative states itself."""
    restricted: Counts = Field(default_factory=dict)
    """License family of the root -> derivatives under a permissive tag that inherit a restricted license."""


class Census(Record):
    """What was counted, as far as the census says."""

    kind: str = Field(max_length=100)
    """`statistics`, `recordings`, or what the census calls its source."""
    files: tuple[str, ...] = ()
    """What it read, and the card texts that were joined."""
    observed_from: str = Field(default="", max_length=40)
    observed_to: str = Field(default="", max_length=40)
    """ISO dates of the oldest and the newest observation, as much of them as is known; empty where none is."""
    newest_modified: str = Field(default="", max_length=40)
    """ISO date of the newest commit, before which the source cannot have been written."""
    rules: str = Field(default="", max_length=100)
    """The version of the rules that it judged by."""
    duplicates: Count = 0
    """Rows whose id stood before: they are in no figure."""
    poisoned: Counts = Field(default_factory=dict)
    """Rows that could not be read: why -> how many; they are counted, and all of them is unknown."""


class HubState(Record):
    """All figures of one census."""

    schema_version: Literal[1] = SCHEMA
    census: Census
    overall: Group
    by: Mapping[Dimension, tuple[Group, ...]]
    """The groups of a dimension, in the order in which they are shown; their rows add up to all."""
    lineage: Lineage = Lineage()
    reasons: Counts = Field(default_factory=dict)
    """Reason code -> repositories that carry it."""
    meanings: Mapping[str, str] = Field(default_factory=dict)
    """Reason code -> what it means, where the census says so."""
