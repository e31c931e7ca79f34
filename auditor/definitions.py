"""A definition as data: rules over check ids that say what is enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from auditor.record import Record

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{1,40}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,60}$")]


class Rule(Record):
    """Exactly one of `all`, `any`, `check`.

    A `check` holds when its answer is a yes; with `accepts`, when the answer has one of these values.

    Truth is three-valued: an unknown answer makes a rule unknown unless the rest decides it already.
    """

    all: tuple[Rule, ...] = ()
    any: tuple[Rule, ...] = ()
    check: Name | None = None
    accepts: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_of_three(self) -> Rule:
        if sum((bool(self.all), bool(self.any), self.check is not None)) != 1:
            raise ValueError("a rule has exactly one of 'all', 'any', 'check'")
        if self.accepts and self.check is None:
            raise ValueError("'accepts' stands beside 'check' only")
        return self

    def checks(self) -> Iterator[str]:
        """The ids of all checks that the rule names, repeats included."""
        if self.check is not None:
            yield self.check
        for rule in (*self.all, *self.any):
            yield from rule.checks()


class Requirement(Record):
    """One thing that a definition asks for."""

    id: Name
    title: str
    question: str
    clause: str = ""
    met_when: Rule
    partly_when: Rule | None = None
    part_stands: bool = False
    """What is seen to be there in part is partial also where the rest could not be seen; else it is unknown."""

    def checks(self) -> tuple[str, ...]:
        """The ids of the checks it rests on, each once, in the order of the rules."""
        rules = (self.met_when, *((self.partly_when,) if self.partly_when else ()))
        return tuple(dict.fromkeys(check for rule in rules for check in rule.checks()))


class Origin(Record):
    """Who published the definition, and where it can be read."""

    title: str
    url: str = ""


class Definition(Record):
    """One published definition in one version. Never edited once published: superseded by a new file."""

    id: Slug
    version: int = Field(ge=1)
    title: str
    summary: str
    source: Origin
    combine: Literal["all"] = "all"
    requirements: tuple[Requirement, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Definition:
        ids = [requirement.id for requirement in self.requirements]
        if repeated := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"requirement id repeated: {', '.join(repeated)}")
        return self
