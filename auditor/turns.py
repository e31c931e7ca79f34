"""The shortest list of things that would turn a requirement, and with it a definition."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.answers import Answer, Outcome
from auditor.definitions import Definition, Requirement, Rule
from auditor.record import Record
from auditor.truth import State, drops_out, truth


class Turn(Record):
    """One thing that lacks: a check to be answered otherwise, or a person's word.

    `unseen`: it may be there already and could not be seen.
    """

    requirement: str
    check: str = ""
    within: str = ""
    unseen: bool = False


def turns(definition: Definition, states: Mapping[str, State], answers: Mapping[str, Answer]) -> tuple[Turn, ...]:
    """The fewest things that would meet the definition, requirement by requirement; empty where it is met.

    Of a ladder those of its highest rung.
    """
    needed = definition.needs(definition.levels[0]) if definition.levels else None
    asked = [one for one in definition.requirements if needed is None or one.id in needed]
    found = [turn for one in asked if states[one.id] is not State.MET for turn in of_requirement(one, answers)]
    return tuple(dict.fromkeys(found))


def of_requirement(requirement: Requirement, answers: Mapping[str, Answer]) -> tuple[Turn, ...]:
    """The fewest things that would meet one requirement."""
    if requirement.met_when is None:
        return (Turn(requirement=requirement.id, unseen=True),)
    return _fewest(requirement.met_when, requirement.id, answers)


def _fewest(rule: Rule, requirement: str, answers: Mapping[str, Answer]) -> tuple[Turn, ...]:
    if truth(rule, answers) is True:
        return ()
    if rule.check is not None:
        answer = answers.get(rule.check)
        unseen = answer is None or answer.outcome is Outcome.UNKNOWN
        return (Turn(requirement=requirement, check=rule.check, within=rule.within or "", unseen=unseen),)
    parts = [_fewest(part, requirement, answers) for part in (*rule.all, *rule.any) if not drops_out(part, answers)]
    if rule.any:
        return min(parts, key=lambda part: (len(part), sum(not turn.unseen for turn in part)), default=())
    return tuple(dict.fromkeys(turn for part in parts for turn in part))
