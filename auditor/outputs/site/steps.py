"""Rules in words: as a list of steps, and as the list of what would turn a definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from auditor.definitions import Definition, Requirement, Rule
from auditor.outputs import Published
from auditor.report import Report
from auditor.rules import Licenses
from auditor.score import Scorecard
from auditor.truth import truth
from auditor.turns import Turn
from auditor.wording import plain

SETS_PATH: Final = "definitions/license_sets"
"""The page of the license sets. No definition's id holds an underscore, so none can have its path."""


def set_link(name: str, licenses: Licenses) -> Mapping[str, str]:
    """A license set's title as it stands in a sentence, and where its licenses are listed."""
    known = licenses.sets.get(name)
    title = known.title if known else f"a license of the set {name}"
    return {"title": plain(title, 200), "href": f"{SETS_PATH}/#{name}"}


def _wanted(rule: Rule) -> Sequence[str]:
    """The words of which one has to be answered; none where a license set says it."""
    if rule.within:
        return []
    return [plain(value, 80) for value in rule.accepts] or [rule.outcome]


def _asked(rule: Rule, published: Published, licenses: Licenses) -> Mapping[str, Any]:
    """One check with the answer that is wanted of it."""
    asked = published.checks.get(rule.check or "")
    return {
        "text": plain(asked.question) if asked else "",
        "check": plain(rule.check or "", 80),
        "href": f"checks/{rule.check}/" if asked else "",
        "wanted": _wanted(rule),
        "names": plain(rule.names, 80),
        "within": set_link(rule.within, licenses) if rule.within else None,
    }


def steps(rule: Rule | None, published: Published, licenses: Licenses, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """A rule as an indented list, one step a line; nothing for no rule."""
    if rule is None:
        return
    if rule.check is not None:
        yield {"depth": depth, **_asked(rule, published, licenses)}
        return
    parts = rule.all or rule.any
    if len(parts) > 1:
        words = "all of these hold" if rule.all else "any of these holds"
        yield {"depth": depth, "text": words, "check": ""}
    for part in parts:
        yield from steps(part, published, licenses, depth + (len(parts) > 1))


def _leaf(turn: Turn, requirement: Requirement | None, report: Report) -> Rule | None:
    """What a turn's check has to answer: the rule's first step that asks it and does not hold."""
    rule = requirement.met_when if requirement else None
    found = rule.leaves() if rule else ()
    fitting = [one for one in found if one.check == turn.check and (one.within or "") == turn.within]
    failing = [one for one in fitting if truth(one, report.answers) is not True]
    return next(iter([*failing, *fitting]), None)


def turns(
    card: Scorecard, definition: Definition | None, report: Report, published: Published, licenses: Licenses
) -> Sequence[Mapping[str, Any]]:
    """What would meet a definition, in three groups; what several requirements wait for stands once, with all of them.

    Of a ladder that is its highest rung.
    """
    requirements = {one.id: one for one in definition.requirements} if definition else {}
    titles = {one.id: plain(one.title, 200) for one in card.results}
    groups: dict[str, dict[tuple[str, ...], dict[str, Any]]] = {"lacks": {}, "unseen": {}, "person": {}}
    for turn in card.turns:
        requirement = requirements.get(turn.requirement)
        title = titles.get(turn.requirement, plain(turn.requirement.replace("_", " "), 200))
        leaf = _leaf(turn, requirement, report) if turn.check else None
        if leaf:
            group, key = "unseen" if turn.unseen else "lacks", (turn.check, *leaf.accepts, leaf.names, leaf.outcome)
            thing = dict(_asked(leaf, published, licenses))
        elif turn.check:
            group, key = "unseen" if turn.unseen else "lacks", (turn.check,)
            thing = {"text": "", "check": plain(turn.check, 80)}
        else:
            person = plain(requirement.person.rstrip(".")) if requirement else ""
            group, key, thing = "person", (person,), {"text": person, "check": ""}
        groups[group].setdefault(key, {**thing, "titles": []})["titles"].append(title)
    return [{"kind": kind, "things": list(things.values())} for kind, things in groups.items() if things]
