"""From what is committed to what is published: every registered model as one view, and all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor import __version__
from auditor.answers import Answer
from auditor.checks import all_checks
from auditor.collect import curated_links, model_ref
from auditor.definitions import Definition
from auditor.drawing.png import Draw
from auditor.evidence import Evidence
from auditor.measure import Measured, measure
from auditor.outputs import Published
from auditor.registry import Entry
from auditor.report import Relative, Report, build
from auditor.score import score
from auditor.store import Store


def reports(store: Store, *, step: Callable[[int, int], None] = lambda _done, _all: None) -> tuple[Report, ...]:
    """The view of every registered model, from committed evidence and audits. `step` hears how many of how many."""
    entries = {entry.id: entry for entry in store.entries()}
    definitions = store.definitions()
    known = {model_id: _from_disk(store, model_id, entry) for model_id, entry in entries.items()}
    children: dict[str, list[tuple[str, str]]] = {}
    for model_id, (evidence, _) in known.items():
        for base in evidence.base_ids:
            children.setdefault(base, []).append((model_id, _relation(evidence, base)))
    relatives = Relatives(definitions[0], entries.keys(), store.answers)
    made = []
    for number, (model_id, (evidence, answers)) in enumerate(known.items(), 1):
        step(number, len(known))
        made.append(
            build(
                evidence,
                answers,
                definitions,
                entry=entries[model_id],
                bases=relatives.of_bases(evidence),
                derivatives=tuple(relatives.one(*child) for child in children.get(model_id, ())),
                history=store.history(model_id),
            )
        )
    return tuple(made)


def published(store: Store, made: Sequence[Report], *, draw: Draw) -> Published:
    """All that is published at once."""
    return Published(
        draw=draw,
        reports=tuple(made),
        definitions=store.definitions(),
        checks=all_checks(),
        generated_from=max((report.observed for report in made), default=""),
        version=__version__,
        measured=_measured(store, made),
        licenses=store.licenses,
        corrections=store.corrections(),
        hub=store.hub_state(),
    )


def _measured(store: Store, made: Iterable[Report]) -> Measured | None:
    """What is published, held against the labels of the checkout; None where it has none."""
    labels = store.labels()
    own = store.definitions()[0]
    cards = {report.id: report.strip for report in made if report.answers}
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
