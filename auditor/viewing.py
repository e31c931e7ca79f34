"""From what is committed to what is published: every registered model as one view, and all of them at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import auditor
from auditor.answers import Answer
from auditor.checks import all_checks
from auditor.collect import curated_links, model_ref
from auditor.definitions import Definition
from auditor.drawing.png import Draw
from auditor.evidence import Evidence
from auditor.judge import attested
from auditor.measure import Measured, measure
from auditor.outputs import Published
from auditor.record import Record
from auditor.registry import Entry
from auditor.report import Relative, Report, build
from auditor.report.kept import View
from auditor.score import score
from auditor.store import Store
from auditor.store.kept import Kept, program
from auditor.store.seen import Seen
from auditor.truth import State

_KIND: Final = "report"
Base = tuple[str, str]
"""A base model's id, and how a model says that it was made from it."""


class Made(Record):
    """What one model's view was made from, and what other models' views tell of it; kept in the line before it."""

    files: Mapping[str, str]
    """Every file that was read or looked for -> its hash, as `store.seen` tells it."""
    bases: tuple[Base, ...]
    registered: tuple[str, ...]
    """Which of the bases were registered."""
    states: tuple[State, ...]
    """As its bases show it among their derivatives."""
    view: str
    """The sha256 of the view."""


@dataclass(frozen=True, kw_only=True)
class Viewed:
    """Every registered model as one view."""

    reports: tuple[Report, ...]
    """Sorted by id without case."""
    stamps: Mapping[str, str]
    """Model id -> a hash of its report; equal ones stand for equal reports by one program and equal rule data."""
    anew: tuple[str, ...]
    """The models whose views were made anew."""
    definitions: tuple[Definition, ...]
    """By which they were judged."""


def kept_in(folder: Path, store: Store) -> Kept:
    """What earlier builds kept, as far as program and rule data are the same."""
    return Kept(folder, program(Path(auditor.__file__).parent, store.rule_files()))


def viewed(store: Store, kept: Kept | None = None, *, step: Callable[[int, int], None] = lambda *_: None) -> Viewed:
    """The view of every registered model, from committed evidence and audits; of what did not change, from `kept`.

    `step` hears how many of how many.
    """
    ids = sorted(store.registered(), key=str.casefold)
    making = _Making(store=store, registered=frozenset(ids), kept=kept)
    found: dict[str, tuple[Report, Made]] = {}
    children: dict[str, list[Base]] = {}
    for number, model_id in enumerate(ids, 1):
        step(number, len(ids))
        found[model_id] = making.one(model_id)
        for base, relation in found[model_id][1].bases:
            children.setdefault(base, []).append((model_id, relation))
    reports, stamps = [], {}
    for model_id, (report, made) in found.items():
        derivatives = tuple(
            Relative(id=child, relation=relation, states=found[child][1].states, registered=True)
            for child, relation in children.get(model_id, ())
        )
        reports.append(report.model_copy(update={"derivatives": derivatives}) if derivatives else report)
        told = "\n".join((made.view, *(one.model_dump_json() for one in derivatives)))
        stamps[model_id] = hashlib.sha256(told.encode()).hexdigest()
    return Viewed(reports=tuple(reports), stamps=stamps, anew=tuple(making.anew), definitions=making.definitions)


@dataclass(kw_only=True)
class _Making:
    """Views of single models, but for what other models say of them: their derivatives."""

    store: Store
    registered: frozenset[str]
    kept: Kept | None
    anew: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.definitions = self.store.definitions()
        self.seen = Seen(self.store.root)

    def one(self, model_id: str) -> tuple[Report, Made]:
        """The view of a model, and what it rests on."""
        if self.kept is None:
            report, _, made = self._made(model_id, {})
            return report, made
        name = self.kept.name(_KIND, model_id)
        if known := self.kept.get(name, self._read):
            return known
        with self.store.noting(self.seen) as files:
            report, view, made = self._made(model_id, files)
        self.kept.put(name, made.model_dump_json().encode() + b"\n" + view)
        return report, made

    def _read(self, content: bytes) -> tuple[Report, Made] | None:
        """A kept view that still stands. Raises `ValueError` where it was never ours."""
        head, _, view = content.partition(b"\n")
        made = Made.model_validate_json(head)
        registered = tuple(base for base, _ in made.bases if base in self.registered)
        if registered != made.registered or not self.seen.stands(made.files):
            return None
        return View.model_validate_json(view).opened(self.definitions), made

    def _made(self, model_id: str, files: Mapping[str, str]) -> tuple[Report, bytes, Made]:
        self.anew.append(model_id)
        entry = self.store.read_entry(self.store.entry_path(model_id))
        evidence, answers = _from_disk(self.store, model_id, entry)
        relatives = Relatives(self.definitions[0], self.registered, {**evidence.bases, model_id: answers}.get)
        bases = relatives.of_bases(evidence)
        report = build(
            evidence, answers, self.definitions, entry=entry, bases=bases, history=self.store.history(model_id)
        )
        words = {one.requirement: attested(one) for one in entry.attestations if one.requirement}
        view = View.of(report, words).model_dump_json().encode()
        made = Made(
            files=dict(files),
            bases=tuple((one.id, one.relation) for one in bases),
            registered=tuple(one.id for one in bases if one.registered),
            states=relatives.one(model_id).states if words else _strip(report),
            view=hashlib.sha256(view).hexdigest(),
        )
        return report, view, made


def _strip(report: Report) -> tuple[State, ...]:
    """As others show it; a model without answers could not be judged."""
    return tuple(report.strip.states.values()) if report.answers else ()


def published(store: Store, found: Viewed, *, draw: Draw, kept: Kept | None = None) -> Published:
    """All that is published at once."""
    made = found.reports
    return Published(
        draw=draw,
        reports=made,
        definitions=found.definitions,
        checks=all_checks(),
        generated_from=max((report.observed for report in made), default=""),
        version=auditor.__version__,
        measured=_measured(store, found),
        licenses=store.licenses,
        corrections=store.corrections(),
        hub=store.hub_state(),
        kept=kept,
        stamps=found.stamps,
    )


def _measured(store: Store, found: Viewed) -> Measured | None:
    """What is published, held against the labels of the checkout; None where it has none."""
    labels = store.labels()
    own = found.definitions[0]
    cards = {report.id: report.strip for report in found.reports if report.answers}
    return measure(labels, cards, [one.id for one in own.requirements]) if labels else None


def _from_disk(store: Store, model_id: str, entry: Entry) -> tuple[Evidence, Mapping[str, Answer]]:
    answers = store.answers(model_id) or {}
    evidence = store.evidence(model_ref(model_id), curated_links(entry.links))
    if evidence is None:
        return Evidence(id=model_id, place=None), answers
    # What the model inherits is told of its bases' own audits, as it was when it was judged.
    bases = {base: given for base in evidence.base_ids if (given := store.answers(base))}
    return evidence.model_copy(update={"bases": bases}), answers


@dataclass(frozen=True)
class Relatives:
    """Bases and derivatives as strips of six states."""

    definition: Definition
    registered: Iterable[str]
    answers_of: Callable[[str], Mapping[str, Answer] | None]

    def one(self, model_id: str, relation: str = "") -> Relative:
        """A relative by its id, with how it was made."""
        answers = self.answers_of(model_id)
        states = tuple(result.state for result in score(self.definition, answers).results) if answers else ()
        return Relative(id=model_id, relation=relation, states=states, registered=model_id in self.registered)

    def of_bases(self, evidence: Evidence) -> tuple[Relative, ...]:
        """The base models that are stated."""
        return tuple(self.one(base, _relation(evidence, base)) for base in evidence.base_ids)


def _relation(evidence: Evidence, base: str) -> str:
    """How a model says that it was made from a base, empty where it does not say."""
    notes = [link.note for link in evidence.links if link.ref and link.ref.name == base and link.note]
    return notes[-1] if notes else ""
