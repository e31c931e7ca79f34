"""Judge all committed evidence again and hold the answers against those that the base commit keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from auditor.definitions import Definition
from auditor.history import Audit, Change
from auditor.judge import attested
from auditor.measure import Figures, Measured, measure
from auditor.pipeline import Auditor
from auditor.registry import Entry
from auditor.review.record import MAX_TURNED, Cards, Figure, Fresh, Rejudged, Requirement, Turned, first
from auditor.score import Scorecard, State, score
from auditor.store import BadData, Store

WHOLE: Final = "as a whole"
"""Stands for a requirement where the definition's own verdict turns."""
MAX_FRESH: Final = 60
MAX_FIGURES: Final = 20
MAX_NOTES: Final = 10


class Reading(StrEnum):
    """What a change means for the cards that were read."""

    SAME = "same"
    AGAIN = "again"
    """They are to be read again at their commits."""
    OFFLINE = "offline"
    """They were to be read again, and no host is asked."""


def rejudge(auditor: Auditor, base: Store, *, because: str, reading: Reading, labels_changed: bool) -> Rejudged:
    """Judge what `auditor` holds: the evidence of the head commit, beside the audits of the base commit.

    `base` is the store of the base commit's audits, register and rule data.
    """
    notes: list[str] = []
    cards = None
    if reading is Reading.OFFLINE:
        notes.append("the reading or its words change, and the cards were not read again: offline")
    elif reading is Reading.AGAIN:
        cards = _read_again(auditor)
    before = _audits(base)
    auditor.judge()
    after = _audits(auditor.store)
    if new := after.keys() - before.keys():
        notes.append(f"{len(new)} of the models have no audit at the base commit, and are not compared")
    turned = tuple(_turned(auditor.store, before))
    new_definitions, old_definitions = auditor.store.definitions(), _old_definitions(base, notes)
    requirements = tuple(
        _requirements(
            _Side(old_definitions, before, _entries(base)),
            _Side(new_definitions, after, _entries(auditor.store)),
        )
    )
    if labels_changed:
        notes.append("labels change too: both columns of the figures are held against the new ones")
    return Rejudged(
        because=because,
        models=len(after),
        turned=first(turned, MAX_TURNED),
        turned_in_all=len(turned),
        requirements=first(requirements, MAX_TURNED),
        requirements_in_all=len(requirements),
        fresh=first(_fresh(before, after, old_definitions, new_definitions), MAX_FRESH),
        figures=first(_figures(auditor, old_definitions, before, after), MAX_FIGURES),
        cards=cards,
        notes=first(notes, MAX_NOTES),
    )


class _Side:
    """Definitions, audits and register of one of the two commits."""

    def __init__(
        self, definitions: Sequence[Definition], audits: Mapping[str, Audit], entries: Mapping[str, Entry]
    ) -> None:
        self.definitions = {one.id: one for one in definitions}
        self.audits = audits
        self.entries = entries

    def states(self, definition: str, model_id: str) -> Mapping[str, State]:
        """Requirement -> state of one model, and the definition's own; with what people attested to requirements."""
        entry = self.entries.get(model_id)
        words = {one.requirement: attested(one) for one in (entry.attestations if entry else ()) if one.requirement}
        card = score(self.definitions[definition], {**self.audits[model_id].answers, **words})
        return {**{result.id: result.state for result in card.results}, WHOLE: State(card.verdict.value)}


def _audits(store: Store) -> Mapping[str, Audit]:
    folder = store.data / "audits"
    ids = (path.relative_to(folder).with_suffix("").as_posix() for path in sorted(folder.rglob("*.json")))
    found = ((one, store.audit(one)) for one in ids)
    return {model_id: audit for model_id, audit in found if audit}


def _entries(store: Store) -> Mapping[str, Entry]:
    return {entry.id: entry for entry in store.entries()}


def _old_definitions(base: Store, notes: list[str]) -> tuple[Definition, ...]:
    """The base commit's definitions, as far as the checks of today can weigh them."""
    try:
        return base.definitions()
    except BadData as error:
        notes.append(f"the base commit's definitions cannot be weighed by the checks of this change: {error}")
        return ()


def _read_again(auditor: Auditor) -> Cards:
    """Read the cards again: of labeled models first, since the figures rest on these."""
    labeled = {one.id for one in auditor.store.labels()}
    ids = sorted((entry.id for entry in auditor.store.entries()), key=lambda one: one not in labeled)
    done = auditor.read_again(ids)
    failed, left = done.of("failed"), done.of("left")
    reasons = dict.fromkeys(one.why for one in (*left, *failed) if one.why)
    return Cards(again=len(done.of("observed")), failed=len(failed), left=len(left), why="; ".join([*reasons][:3]))


def _turned(store: Store, before: Mapping[str, Audit]) -> Iterator[Turned]:
    """What judging wrote into the history, which was empty before it."""
    for model_id in before:
        for change in (one for one in store.history(model_id) if isinstance(one, Change)):
            yield Turned(
                model=model_id,
                check=change.check,
                before=change.before,
                after=change.after,
                value_before=change.value_before,
                value_after=change.value_after,
                because=change.because,
                cause=change.cause,
            )


def _requirements(old: _Side, new: _Side) -> Iterator[Requirement]:
    """The requirements of both commits whose state turns, of the models that both have registered and judged."""
    ids = [one for one in new.entries if one in new.audits and one in old.audits]
    for definition in (one for one in new.definitions if one in old.definitions):
        for model_id in ids:
            was, now = old.states(definition, model_id), new.states(definition, model_id)
            for requirement, state in now.items():
                if requirement in was and was[requirement] is not state:
                    yield Requirement(
                        definition=definition,
                        requirement=requirement,
                        model=model_id,
                        before=was[requirement],
                        after=state,
                    )


def _fresh(
    before: Mapping[str, Audit],
    after: Mapping[str, Audit],
    old_definitions: Sequence[Definition],
    new_definitions: Sequence[Definition],
) -> Iterator[Fresh]:
    """New checks and new definitions' requirements, with how often they say what."""
    asked = {check for audit in before.values() for check in audit.answers}
    counted: dict[str, Counter[str]] = {}
    for audit in after.values():
        for check, answer in audit.answers.items():
            if asked and check not in asked:
                counted.setdefault(f"check {check}", Counter())[answer.outcome.value] += 1
    known = {(one.id, requirement.id) for one in old_definitions for requirement in one.requirements}
    for definition in new_definitions if old_definitions else ():
        fresh = [one.id for one in definition.requirements if (definition.id, one.id) not in known]
        for audit in after.values() if fresh else ():
            for result in score(definition, audit.answers).results:
                if result.id in fresh:
                    counted.setdefault(f"{definition.id}/{result.id}", Counter())[result.state.value] += 1
    for name, counts in counted.items():
        yield Fresh(name=name, answers=tuple(sorted(counts.items())))


def _figures(
    auditor: Auditor,
    old_definitions: Sequence[Definition],
    before: Mapping[str, Audit],
    after: Mapping[str, Audit],
) -> Iterator[Figure]:
    """The measured figures by criterion, on the labels of the head commit."""
    labels = auditor.store.labels()
    if not labels:
        return
    own = auditor.store.definitions()[0]
    names = [one.id for one in own.requirements]
    now = measure(labels, _cards(own, after), names)
    old_own = next((one for one in old_definitions if one.id == own.id), None)
    was: Measured | None = measure(labels, _cards(old_own, before), names) if old_own and before else None
    for name, figures in now.criteria.items():
        old: Figures | None = was.criteria[name] if was else None
        yield Figure(
            criterion=name,
            labels=figures.count,
            exact_before=old.exact_agreement if old else None,
            exact_after=figures.exact_agreement,
            wrongly_before=old.met_wrongly if old else None,
            wrongly_after=figures.met_wrongly,
            missed_before=old.met_missed if old else None,
            missed_after=figures.met_missed,
        )


def _cards(definition: Definition, audits: Mapping[str, Audit]) -> Mapping[str, Scorecard]:
    return {model_id: score(definition, audit.answers) for model_id, audit in audits.items()}
