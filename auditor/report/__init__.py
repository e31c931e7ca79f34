"""The one view of a model that all outputs share, so that every one of them shows the same truth."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pydantic import field_serializer

from auditor.answers import Answer
from auditor.card import Card, Role
from auditor.definitions import Definition
from auditor.evidence import Evidence, Gate, Head, Kind, Link, Missing, Place, Snapshot, StatedBy
from auditor.history import Change, Happening
from auditor.judge import attested
from auditor.reading.files import weight_bytes
from auditor.reading.roles import is_public_tool
from auditor.record import Record
from auditor.registry import Entry
from auditor.report.evaluations import Evaluation, evaluations
from auditor.report.replies import Replied, replied
from auditor.report.terms import Term, terms
from auditor.report.uses import Usable, uses
from auditor.score import Result, Scorecard, State, score

SCHEMA = 1
"""Version of the published JSON; it rises when a key changes its meaning or goes away."""


class Relative(Record):
    """A base model or a derivative, with the states of the six criteria in their fixed order."""

    id: str
    relation: str = ""
    states: tuple[State, ...] = ()
    """Empty where it could not be judged."""
    registered: bool = False


class Linked(Record):
    """A place that the audit rests on: what it is for, who named it, and how it was found."""

    role: Role
    url: str
    stated_by: StatedBy
    found: str
    """Plain words: `read at 1a2b3c4`, `refused: gated`, `not opened`."""
    observed: str = ""


class Report(Record):
    """Everything that is shown of one model."""

    schema_version: int = SCHEMA
    id: str
    was: tuple[str, ...] = ()
    """What the Hub called it before, oldest first: what stood under these ids stands there still."""
    page: str
    producer: str
    name: str
    task: str = ""
    library: str = ""
    parameters: int | None = None
    weight_bytes: int | None = None
    """Bytes of the weights in one format: as the host counts its tensors, else the sum of the listed files."""
    downloads: int | None = None
    """In the last 30 days, as the Hub told when it was observed."""
    likes: int | None = None
    created: str = ""
    modified: str = ""
    license: str = ""
    """The license that governs the weights as far as it could be told (an SPDX id or ours), empty where none is."""
    gated: Gate = Gate.UNKNOWN
    revision: str = ""
    observed: str = ""
    """Date of the oldest part, linked places included, as much of it as is known; empty where the model's is not."""
    missing: str = ""
    """Plain words where the host refuses the model itself."""
    gaps: tuple[str, ...] = ()
    """What could not be looked at, one plain clause each."""
    scorecards: tuple[Scorecard, ...]
    """By every definition; the first is the project's own, whose six requirements are the strip."""
    answers: Mapping[str, Answer]
    bases: tuple[Relative, ...] = ()
    derivatives: tuple[Relative, ...] = ()
    linked: tuple[Linked, ...] = ()
    replies: tuple[Replied, ...] = ()
    terms: tuple[Term, ...] = ()
    """The licenses of the weights, the base models and the training data, and what each breaks."""
    evaluations: tuple[Evaluation, ...] = ()
    """Results of benchmarks as others report them."""
    uses: tuple[Usable, ...] = ()
    """What one may do with it, as far as the answers tell."""
    history: tuple[Change, ...] = ()
    """What turned, oldest first."""
    happenings: tuple[Happening, ...] = ()
    """What happened to the repository without an answer turning, oldest first."""
    registered: bool = False

    @field_serializer("scorecards")
    def _whole(self, scorecards: tuple[Scorecard, ...]) -> tuple[Scorecard, ...]:
        return tuple(card.whole() for card in scorecards)

    @property
    def strip(self) -> Scorecard:
        """The scorecard whose requirements are the row of six."""
        return self.scorecards[0]


def _found(place: Place | None) -> str:
    if place is None:
        return "not opened"
    if isinstance(place.head, Missing):
        return f"refused: {place.head.reason.value.replace('_', ' ')}"
    revision = place.snapshot.revision if place.snapshot else place.head.revision
    return f"read at {revision[:7]}" if revision else "read, commit not known"


def _linked(evidence: Evidence, link: Link, judged: Collection[str]) -> Linked:
    place = evidence.places.get(str(link.ref)) if link.ref else None
    is_base = link.ref is not None and link.ref.kind is Kind.MODEL and link.ref.name in judged
    return Linked(
        role=link.role,
        url=link.url,
        stated_by=link.stated_by,
        found="judged as a base model" if is_base else _found(place),
        observed=place.observed if place else "",
    )


def _unopened(evidence: Evidence, judged: Collection[str]) -> int:
    """How many linked places could not be opened; public tools are not opened, base models are judged instead."""
    refs = {str(link.ref): link.ref for link in evidence.links if link.ref and link.role is not Role.OTHER}
    vocabulary = evidence.rules.vocabulary
    return sum(
        ref.name not in judged
        if ref.kind is Kind.MODEL
        else name not in evidence.places and not is_public_tool(ref.name, vocabulary, subject=evidence.id)
        for name, ref in refs.items()
    )


def _gaps(evidence: Evidence, judged: Collection[str]) -> Iterable[str]:
    place = evidence.place
    if place is None:
        yield "the repository could not be read"
        return
    if isinstance(place.head, Missing):
        return
    if place.settings.gated is Gate.UNKNOWN and place.ref.kind is not Kind.FOLDER:
        yield "the host did not tell whether the files are gated"
    snapshot = place.snapshot
    if snapshot is None or snapshot.files is None:
        yield "the file list could not be read"
    elif not snapshot.complete:
        yield "only a part of the file list could be read"
    if snapshot is not None and snapshot.card is None and snapshot.card_state != "absent":
        yield "the card could not be read"
    yield from _gaps_of_card(snapshot.card if snapshot else None)
    yield from _taken(evidence)
    if unopened := _unopened(evidence, judged):
        yield f"{unopened} linked place{'s' if unopened > 1 else ''} could not be opened"


def _gaps_of_card(card: Card | None) -> Iterable[str]:
    if card and card.hidden:
        yield f"text on line {card.hidden[0]} of the card is hidden from readers and counts as no claim"
    if card and (left_out := card.front_matter.results_left_out):
        yield f"of the results in the card's front matter {left_out:,} were not read"


def _taken(evidence: Evidence) -> Iterable[str]:
    """The names of linked repositories that others have taken since."""
    for link in evidence.links:
        place = evidence.places.get(str(link.ref)) if link.ref else None
        if place and place.replaced and evidence.place_of(link) is None:
            yield f"another repository has taken the name {place.ref.name} since it was first seen"


def _task(snapshot: Snapshot | None) -> str:
    """The Hub's pipeline tag: as the host tells it, else as the card's front matter states it."""
    if snapshot is None or snapshot.profile.task:
        return snapshot.profile.task if snapshot else ""
    return next(iter(snapshot.card.front_matter.strings("pipeline_tag")), "")[:80] if snapshot.card else ""


def _size(place: Place | None) -> int | None:
    """Bytes of the weights, None where neither the host nor a whole listing tells."""
    if place is None or place.snapshot is None:
        return None
    counted = place.snapshot.profile.weight_bytes
    return counted if counted is not None else weight_bytes(place.listing) if place.listing_complete else None


def _by_criterion(strip: Iterable[Result], base: Relative) -> Mapping[str, State]:
    return {one.id: state for one, state in zip(strip, base.states, strict=False)}


def _observed(evidence: Evidence) -> str:
    """The oldest of the days on which the model and what it links were seen; what is linked on no known day says so."""
    own = evidence.place.observed if evidence.place else ""
    linked = (place.observed for place in evidence.places.values() if place.observed)
    return min((own, *linked)) if own else ""


def build(  # noqa: PLR0913 - the view joins everything that is known of one model
    evidence: Evidence,
    answers: Mapping[str, Answer],
    definitions: Iterable[Definition],
    *,
    entry: Entry | None = None,
    bases: tuple[Relative, ...] = (),
    derivatives: tuple[Relative, ...] = (),
    history: tuple[Change | Happening, ...] = (),
) -> Report:
    """Join evidence and answers into the view. `definitions` come in the order of display, the strip's first."""
    place = evidence.place
    snapshot = place.snapshot if place else None
    profile = snapshot.profile if snapshot else None
    head = place.head if place and isinstance(place.head, Head) else None
    producer, _, name = evidence.id.rpartition("/")
    judged = {base.id for base in bases if base.states}
    words = {one.requirement: attested(one) for one in (entry.attestations if entry else ()) if one.requirement}
    scorecards = tuple(score(definition, {**answers, **words}) for definition in definitions)
    strip = scorecards[0].results if scorecards else ()
    seen: dict[tuple[Role, str], Linked] = {}
    for link in evidence.links:
        if link.role is not Role.OTHER:
            seen.setdefault((link.role, link.url), _linked(evidence, link, judged))
    return Report(
        id=evidence.id,
        was=entry.was if entry else (),
        page=place.page if place else "",
        producer=producer,
        name=name,
        task=_task(snapshot),
        library=profile.library if profile else "",
        parameters=profile.parameters if profile else None,
        weight_bytes=_size(place),
        downloads=profile.downloads if profile else None,
        likes=profile.likes if profile else None,
        created=profile.created if profile else "",
        modified=profile.modified if profile else "",
        license=answers["weights_licensed"].value if "weights_licensed" in answers else "",
        gated=place.settings.gated if place else Gate.UNKNOWN,
        revision=(snapshot.revision if snapshot else "") or (head.revision if head else ""),
        observed=_observed(evidence),
        missing=f"the host refuses it: {place.head.reason.value.replace('_', ' ')}"
        if place and isinstance(place.head, Missing)
        else "",
        gaps=tuple(_gaps(evidence, judged)),
        scorecards=scorecards,
        answers=answers,
        bases=bases,
        derivatives=derivatives,
        linked=tuple(seen.values()),
        replies=tuple(replied(one, evidence.id, place) for one in entry.replies) if entry else (),
        terms=tuple(terms(evidence)),
        evaluations=tuple(evaluations(evidence)),
        uses=uses(answers, strip, (_by_criterion(strip, base) for base in bases), evidence.rules.licenses),
        history=tuple(one for one in history if isinstance(one, Change)),
        happenings=tuple(one for one in history if isinstance(one, Happening)),
        registered=entry is not None,
    )
