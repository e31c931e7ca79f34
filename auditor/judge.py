"""Ask every check about every model, base models first. A pure function of evidence."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Mapping

from auditor.answers import Answer, Citation, Outcome, unknown
from auditor.card import CardState
from auditor.checks import Check
from auditor.evidence import Evidence, Gate, Missing, Place, Snapshot
from auditor.history import IDENTITY, INHERITED, NAME, Audit, What
from auditor.registry import Attestation

_log = logging.getLogger(__name__)


class Judge:
    """Judges models by id. `evidence_of` gives a model's evidence (without bases), None where nothing was ever seen.

    Base models are judged before what is built on them, registered or not, to the root. Models that state each other
    as base, in a circle of any length, inherit nothing from one another: so nobody inherits from themselves, and the
    answers do not depend on which one was asked about first.
    """

    def __init__(
        self,
        checks: Mapping[str, Check],
        evidence_of: Callable[[str], Evidence | None],
        *,
        attestations_of: Callable[[str], Iterable[Attestation]] = lambda _: (),
        rules: str = "",
    ) -> None:
        self._checks = checks
        self._evidence_of = evidence_of
        self._attestations_of = attestations_of
        self._rules = rules
        self._seen: dict[str, Evidence | None] = {}
        self._lineages: dict[str, frozenset[str]] = {}
        self._done: dict[str, tuple[Evidence, Mapping[str, Answer]]] = {}

    def judge(self, model_id: str) -> tuple[Evidence, Mapping[str, Answer]] | None:
        """The evidence with its bases' answers, and check id -> answer; None where nothing was ever seen."""
        # Who builds on another has the longer lineage, so this order puts base models first without recursion.
        for one in sorted(self._lineage(model_id), key=lambda one: (len(self._lineage(one)), one)):
            if one not in self._done and (evidence := self._evidence(one)):
                self._done[one] = self._judge(evidence)
        return self._done.get(model_id)

    def audit(self, model_id: str) -> Audit | None:
        """The audit to keep: the answers and what they rest upon."""
        judged = self.judge(model_id)
        if judged is None:
            return None
        evidence, answers = judged
        return Audit(
            id=model_id,
            basis=_basis(evidence),
            standing=standing(evidence.place),
            checks={one.id: one.version for one in self._checks.values()},
            rules=self._rules,
            answers=answers,
        )

    def with_bases(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids and all their bases that anything is held of, each once."""
        found: dict[str, None] = {}
        queue = list(ids)
        while queue:
            model_id = queue.pop(0)
            if model_id not in found and (judged := self.judge(model_id)):
                found[model_id] = None
                queue += judged[0].base_ids
        return tuple(found)

    def _evidence(self, model_id: str) -> Evidence | None:
        if model_id not in self._seen:
            self._seen[model_id] = self._evidence_of(model_id)
        return self._seen[model_id]

    def _lineage(self, model_id: str) -> frozenset[str]:
        """The model and all that it is built on, to the root."""
        if model_id not in self._lineages:
            found = {model_id}
            queue = [model_id]
            while queue:
                evidence = self._evidence(queue.pop())
                bases = set(evidence.base_ids) - found if evidence else set()
                found |= bases
                queue += bases
            self._lineages[model_id] = frozenset(found)
        return self._lineages[model_id]

    def _judge(self, evidence: Evidence) -> tuple[Evidence, Mapping[str, Answer]]:
        bases = {
            base: self._done[base][1]
            for base in evidence.base_ids
            if base in self._done and evidence.id not in self._lineage(base)
        }
        evidence = evidence.model_copy(update={"bases": bases})
        answers = ask_all(self._checks.values(), evidence)
        self._attest(evidence.id, answers)
        return evidence, answers

    def _attest(self, model_id: str, answers: dict[str, Answer]) -> None:
        """Let a person's word fill an unknown; it never turns a yes or a no."""
        for word in self._attestations_of(model_id):
            if word.check and (given := answers.get(word.check)) and given.outcome is Outcome.UNKNOWN:
                answers[word.check] = attested(word)


def ask_all(checks: Iterable[Check], evidence: Evidence) -> dict[str, Answer]:
    """Check id -> answer, in the order of the checks. `evidence.bases` holds the answers of its base models."""
    return {one.id: _ask(one, evidence) for one in checks}


def _ask(check: Check, evidence: Evidence) -> Answer:
    try:
        return check.ask(evidence)
    except Exception:  # noqa: BLE001 - see the next line
        # One check's mistake must not take the other answers, nor another model's, with it.
        _log.exception("check %s failed on %s", check.id, evidence.id)
        return unknown("This check failed on this model; that is a mistake of ours, please report it.")


def attested(word: Attestation) -> Answer:
    """A person's word as an answer that says whose it is."""
    return Answer(
        outcome=Outcome(word.outcome),
        because=f"{word.because} (attested by {word.by} on {word.on.isoformat()})",
        citations=(Citation(url=word.url, shows="the attestation's source", opened=False),),
        attested_by=word.by,
    )


def _basis(evidence: Evidence) -> Mapping[str, str]:
    """What the answers rest upon, the model's own place first."""
    own = {str(evidence.place.ref): _state(evidence.place)} if evidence.place else {}
    linked = {name: _state(place) for name, place in sorted(evidence.places.items())}
    inherited = {
        f"{INHERITED}{base}": ",".join(
            f"{check}={answer.outcome}:{answer.value}" for check, answer in sorted(answers.items())
        )
        for base, answers in sorted(evidence.bases.items())
    }
    # A base's answers are long: their hash tells as well whether they turned.
    return {**own, **linked, **{name: _short(text) for name, text in inherited.items()}}


def standing(place: Place | None) -> Mapping[str, str]:
    """How a model's own repository stands on its host; what the host did not tell is left out."""
    if place is None:
        return {}
    if isinstance(place.head, Missing):
        return {What.GONE: place.head.reason.value}
    told = {NAME: place.head.name, IDENTITY: place.head.identity}
    if place.settings.gated is not Gate.UNKNOWN:
        told[What.GATE] = place.settings.gated.value
    # A snapshot of another day than the head's says what the license was, which is no less true.
    if place.snapshot and place.snapshot.card_state is not CardState.NOT_READ:
        told[What.LICENSE] = place.snapshot.profile.license
    return {what: said for what, said in told.items() if said or what == What.LICENSE}


def _state(place: Place) -> str:
    """A place's revision, card, listing and settings: alike where all that can change an answer is."""
    snapshot = place.snapshot
    settings = ",".join(f"{key}={value}" for key, value in place.settings.model_dump(mode="json").items() if value)
    parts = (
        snapshot.revision if snapshot else "",
        snapshot.card.sha256[:12] if snapshot and snapshot.card else "",
        _listed(snapshot) if snapshot else "no list",
        settings,
        getattr(place.head, "reason", ""),
    )
    return " ".join(str(part) for part in parts if part != "")


def _listed(snapshot: Snapshot) -> str:
    """How much of the repository was seen, and a hash of it: not every host has commits that would tell."""
    if snapshot.files is None:
        return f"no list, card {snapshot.card_state}"
    files = sorted((file.path, file.size, file.oid) for file in snapshot.files)
    seen = json.dumps([files, snapshot.complete, snapshot.branches, snapshot.card_state])
    return f"{len(files)} files {_short(seen)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
