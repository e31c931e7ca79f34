"""A definition as data: rules over check ids that say what is enough, and how the requirements combine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from auditor.record import Record

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{1,40}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,60}$")]
MAX_WAYS: int = 5000
"""Ways to meet one rule that are looked through when it is asked whether any answer can meet it."""


class Rule(Record):
    """Exactly one of `all`, `any`, `check`.

    A `check` holds when its answer is a yes. With `accepts` it holds when the answer's value is one of these; with
    `within` when the value is a license of that named set of `data/licenses.yaml`; with `names` when that word is
    among the value's words (`5` in `5,6`). With `outcome: no` it holds when the answer is a no.

    Truth is three-valued: an unknown answer makes a rule unknown unless the rest decides it already.
    """

    all: tuple[Rule, ...] = ()
    any: tuple[Rule, ...] = ()
    check: Name | None = None
    accepts: tuple[str, ...] = ()
    within: Slug | None = None
    names: str = ""
    outcome: Literal["yes", "no"] = "yes"

    @model_validator(mode="after")
    def _one_of_three(self) -> Rule:
        if sum((bool(self.all), bool(self.any), self.check is not None)) != 1:
            raise ValueError("a rule has exactly one of 'all', 'any', 'check'")
        asked = [key for key in ("accepts", "within", "names") if getattr(self, key)]
        asked += ["outcome"] if self.outcome == "no" else []
        if asked and self.check is None:
            raise ValueError(f"{asked[0]!r} stands beside 'check' only")
        if len(asked) > 1 and set(asked) != {"accepts", "within"}:
            raise ValueError(f"{asked[0]!r} and {asked[1]!r} do not stand together")
        return self

    def leaves(self) -> Iterator[Rule]:
        """The steps that ask a check, in their order."""
        if self.check is not None:
            yield self
        for rule in (*self.all, *self.any):
            yield from rule.leaves()

    def checks(self) -> Iterator[str]:
        """The ids of all checks that the rule names, repeats included."""
        return (leaf.check for leaf in self.leaves() if leaf.check is not None)

    def sets(self) -> Iterator[str]:
        """The names of all license sets that the rule asks for."""
        return (leaf.within for leaf in self.leaves() if leaf.within)


class Requirement(Record):
    """One thing that a definition asks for.

    With `person` only a person can tell: it is unknown unless attested. `fails_when`: the requirement is not met only
    where this rule holds; otherwise, unless it is met or partial, only a person could tell.
    """

    id: Name
    title: str
    question: str
    clause: str = ""
    """The number of the clause in the source, and in our own words what it says."""
    category: str = ""
    """Groups requirements of a mean; shown as headings."""
    met_when: Rule | None = None
    partly_when: Rule | None = None
    fails_when: Rule | None = None
    part_stands: bool = False
    """What is seen to be there in part is partial also where the rest could not be seen; else it is unknown."""
    person: str = ""
    """Why only a person can tell, in one clause; shown where it is unknown."""

    @model_validator(mode="after")
    def _can_be_told(self) -> Requirement:
        if self.met_when is None and not self.person:
            raise ValueError("a requirement has 'met_when', or 'person' that says why only a person can tell")
        if self.met_when is not None and not satisfiable(self.met_when):
            raise ValueError(f"no answer can meet 'met_when' of {self.id!r}")
        return self

    def rules(self) -> tuple[Rule, ...]:
        """The rules that it has."""
        return tuple(rule for rule in (self.met_when, self.partly_when, self.fails_when) if rule)

    def checks(self) -> tuple[str, ...]:
        """The ids of the checks it rests on, each once, in the order of the rules."""
        return self._checks

    @cached_property
    def _checks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(check for rule in self.rules() for check in rule.checks()))


class Level(Record):
    """One rung of a ladder: what it needs beside all that the rungs below it need."""

    id: Name
    title: str
    needs: tuple[Name, ...] = Field(min_length=1)


class Origin(Record):
    """Who published the definition, and where it can be read."""

    title: str
    url: str = ""


class Example(Record):
    """What the definition's own publisher says of a model: a word to hold ours against, never an input to it."""

    model: str
    says: Literal["met", "not_met", "met_under_other_terms"]


class Definition(Record):
    """One published definition in one version. Never edited once published: superseded by a new file.

    `combine`: `all` asks for every requirement; `ladder` gives the highest rung whose needs, and those of all rungs
    below it, are met (`levels`, the highest first); `mean` gives the mean of the requirements: 1 for met, a half for
    partial, 0 for not met, and a range where some are unknown.
    """

    id: Slug
    version: int = Field(ge=1)
    title: str
    summary: str
    source: Origin
    combine: Literal["all", "ladder", "mean"] = "all"
    levels: tuple[Level, ...] = ()
    requirements: tuple[Requirement, ...] = Field(min_length=1)
    cannot_see: str = ""
    """What of the published definition is not judged here, in a sentence."""
    examples: tuple[Example, ...] = ()
    """The publisher's own examples, where it names models that we hold."""

    @model_validator(mode="after")
    def _holds_together(self) -> Definition:
        ids = [requirement.id for requirement in self.requirements]
        for kind, names in (("requirement", ids), ("level", [level.id for level in self.levels])):
            if repeated := sorted({one for one in names if names.count(one) > 1}):
                raise ValueError(f"{kind} id repeated: {', '.join(repeated)}")
        if (self.combine == "ladder") != bool(self.levels):
            raise ValueError("'levels' stand beside 'combine: ladder', and a ladder has levels")
        if strange := [need for level in self.levels for need in level.needs if need not in ids]:
            raise ValueError(f"levels need {strange[0]!r}, which is no requirement; allowed are {', '.join(ids)}")
        return self

    def needs(self, level: Level) -> tuple[str, ...]:
        """All that a rung needs, that of the rungs below it included."""
        below = self.levels[self.levels.index(level) :]
        return tuple(dict.fromkeys(need for one in reversed(below) for need in one.needs))


def satisfiable(rule: Rule) -> bool:
    """True unless no answers at all can make the rule hold: one check is asked for two values that exclude each other.

    Rules with more than `MAX_WAYS` ways to be met are taken for satisfiable.
    """
    for number, way in enumerate(_ways(rule)):
        asked: dict[str, set[str]] = {}
        for one in way:
            if one.accepts and one.check:
                asked[one.check] = asked.get(one.check, set(one.accepts)) & set(one.accepts)
        if all(asked.values()) or number > MAX_WAYS:
            return True
    return False


def _ways(rule: Rule) -> Iterator[tuple[Rule, ...]]:
    """Every set of leaves that meets a rule."""
    if rule.check is not None:
        yield (rule,)
    elif rule.any:
        for part in rule.any:
            yield from _ways(part)
    else:
        yield from _joined(rule.all)


def _joined(parts: tuple[Rule, ...]) -> Iterator[tuple[Rule, ...]]:
    if not parts:
        yield ()
        return
    for first in _ways(parts[0]):
        for rest in _joined(parts[1:]):
            yield (*first, *rest)
