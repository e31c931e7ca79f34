"""Wires the stages: from the register to the built site. The only composition root."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from auditor.assumptions.probe import Probed, probe
from auditor.building.builder import build_site
from auditor.building.pouring import POUR_FROM, pour_site
from auditor.building.sources import Written, write_sources
from auditor.checks import all_checks, wanted_files
from auditor.collect import Collected, Collector, Memory, Observation, Plan, Spending, curated_links, model_ref
from auditor.collect.again import read_again
from auditor.drawing.png import drawn_by, png
from auditor.evidence import Evidence, Head, Kind, Missing, Place, Ref
from auditor.findings.leads import Lead, leads
from auditor.history import compare, happenings
from auditor.judge import Judge
from auditor.measure import Labels, Measured, measure
from auditor.outputs import Published, all_pages
from auditor.registry import Attestation, CuratedLink, Entry, commit_named
from auditor.report import Report, build
from auditor.score import Scorecard, score
from auditor.sources import huggingface
from auditor.store import BadData, Store
from auditor.store.kept import Kept
from auditor.store.pictures import Pictures
from auditor.store.renaming import rename
from auditor.transport import Cache, Door, Endpoints, HubToken, Patience
from auditor.verify.asking import MAX_REQUESTS, Asking, Verified
from auditor.verify.held import Shelf
from auditor.verify.offline import Difference, differences, unheld
from auditor.viewing import Relatives, Viewed, kept_in, published, viewed


def _cache_folder(root: Path) -> Path:
    """Inside a checkout its own `.cache/`, elsewhere the user's: an audit leaves nothing in a stranger's folder."""
    if (root / "data" / "models").is_dir():
        return root / ".cache" / "hosts"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "openness-auditor" / "hosts"


def open_door(root: Path, warn: Callable[[str], None] = lambda _: None) -> Door:
    """The door to the hosts that the environment names, with its tokens and a local cache."""
    ca_file = os.environ.get("OPENNESS_CA_FILE")
    return Door(
        endpoints=Endpoints.from_environment(),
        hub_token=HubToken(fallback=os.environ.get("HF_TOKEN", ""), warn=warn),
        github_token=os.environ.get("GITHUB_TOKEN", ""),
        cache=Cache(_cache_folder(root)),
        verify=ca_file or True,
        patience=Patience(),
    )


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What judging did: how many models, which answers turned, and what happened to which repositories."""

    models: int
    turned: Mapping[str, int]
    happened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What happened to the repositories besides: model id -> `history.What`, such as `gate` or `renamed`."""


class NotObserved(Exception):
    """A model could not be looked at and nothing was ever seen of it; the message is one sentence."""


@dataclass(kw_only=True)
class Auditor:
    """One checkout and its door to the hosts. Each method is one stage, from disk to disk."""

    root: Path
    door: Door
    models: Path | None = None
    """Another register than the checkout's."""
    rules: Path | None = None
    """Other rule data than the checkout's."""
    spending: Spending = field(default_factory=Spending)
    """What observing may cost."""
    planned: Callable[[Plan], None] = lambda _: None
    """Hears what observing will ask, before the first request."""
    progress: Callable[[Observation], None] = lambda _: None
    step: Callable[[str, int, int], None] = lambda _what, _done, _all: None
    """Hears of every model judged and page rendered: what, how many so far, how many in all."""
    _seen: dict[str, Place] = field(default_factory=dict)

    @cached_property
    def store(self) -> Store:
        """The checkout's data."""
        return Store(self.root, models=self.models, rules=self.rules)

    @property
    def memory(self) -> Memory:
        """What earlier runs of this machine noted."""
        return Memory(door=self.door)

    # -- stages --------------------------------------------------------------------------------------------------

    def collect(self, ids: Sequence[str] = ()) -> Collected:
        """Observe the registered models, or those named. Raises `BadData` for an id that is not registered."""
        collector = self._collector(self.store.place, self.store.save_place)
        self.store.sweep()
        try:
            return collector.collect(self._entries(ids))
        finally:
            self.memory.keep(collector.notes)

    def plan(self, ids: Sequence[str] = ()) -> Plan:
        """What `collect` would ask, without a request."""
        return self._collector(self.store.place, self.store.save_place).plan(self._entries(ids))

    def _entries(self, ids: Sequence[str]) -> Sequence[Entry]:
        return [self._registered(one) for one in ids] if ids else self.store.entries()

    def judge(self) -> Judged:
        """Ask every check about every registered model and its bases; keep the audits and what turned."""
        judge = self._judge()
        turned: dict[str, int] = {}
        events: dict[str, tuple[str, ...]] = {}
        ids = judge.with_bases([entry.id for entry in self.store.entries()])
        for number, model_id in enumerate(ids, 1):
            self.step("judging", number, len(ids))
            after = judge.audit(model_id)
            if after is None:
                continue
            before = self.store.audit(model_id)
            judged = judge.judge(model_id)
            on = judged[0].place.observed if judged and judged[0].place else ""
            changes = tuple(compare(before, after, on=on)) if before else ()
            happened = tuple(happenings(before, after, on=on)) if before else ()
            self.store.save_audit(after, (*happened, *changes))
            if changes:
                turned[model_id] = len(changes)
            if happened:
                events[model_id] = tuple(one.what.value for one in happened)
        return Judged(models=len(ids), turned=turned, happened=events)

    def our_checks_changed(self) -> bool:
        """Whether any audit was made by other checks or rules than today's.

        Judged again before anything is observed anew, what turns is our checks' doing and nothing else.
        """
        checks, rules = {one.id: one.version for one in all_checks().values()}, self.store.rules_version
        audits = (self.store.audit(entry.id) for entry in self.store.entries())
        return any((audit.checks, audit.rules) != (checks, rules) for audit in audits if audit)

    def reports(self) -> tuple[Report, ...]:
        """The view of every registered model, from committed evidence and audits."""
        return self._viewed(None).reports

    def _viewed(self, kept: Kept | None) -> Viewed:
        return viewed(self.store, kept, step=partial(self.step, "rendering"))

    def render(self) -> Written:
        """Write all pages below docs/, and remove what was rendered once and is no more."""
        return self._published(lambda published: write_sources(self.root / "docs", all_pages(published)))

    def build(self, builder: str = "mkdocs", *, pour: bool | None = None) -> Written:
        """Render and build the site, warnings as errors. Raises `BadData` with what the builder says.

        `pour`: build only a frame and pour the many pages into it; None: where there are `POUR_FROM` models.
        """
        if pour if pour is not None else len(self.store.entry_files()) >= POUR_FROM:
            return self._published(lambda published: pour_site(self.root, published, builder))
        rendered = self.render()
        build_site(self.root, builder)
        return rendered

    def _published(self, write: Callable[[Published], Written]) -> Written:
        """What is published, written; what was kept and is of no use any more is forgotten afterwards."""
        pictures = Pictures(self.root / ".cache" / "pictures", png, drawn_by())
        kept = kept_in(self.root / ".cache" / "made", self.store)
        written = write(published(self.store, self._viewed(kept), draw=pictures, kept=kept))
        pictures.forget_others()
        kept.forget_others()
        return written

    def measure(self, labels: Sequence[Labels], *, observe: bool = False) -> Measured:
        """Hold the answers against labels: from committed evidence, or from what `observe` sees of them first.

        Labeled models that are not registered are audited bare.
        """
        if observe:
            entries = [self.store.entry(one.id) or Entry(id=one.id) for one in labels]
            self._collector(self.store.place, self.store.save_place).collect(entries)
        judge, own = self._judge(), self.store.definitions()[0]
        cards: dict[str, Scorecard] = {}
        for number, one in enumerate(labels, 1):
            self.step("measuring", number, len(labels))
            if judged := judge.judge(one.id):
                cards[one.id] = score(own, judged[1])
        return measure(labels, cards, [requirement.id for requirement in own.requirements])

    def verify(self, ids: Sequence[str] = (), *, max_requests: int = MAX_REQUESTS) -> Verified:
        """Ask the hosts again for everything that the audits of the registered models, or of those named, cite."""
        models = [entry.id for entry in self._entries(ids)]
        # What a cache answers confirms nothing.
        door = replace(self.door, cache=None)
        step = partial(self.step, "verifying")
        asking = Asking(door=door, shelf=self._shelf(), max_requests=max_requests, step=step)
        return asking.verify({model_id: self.store.answers(model_id) or {} for model_id in models})

    def follows(self, ids: Sequence[str] = ()) -> tuple[int, tuple[Difference, ...]]:
        """How many audits there are, and what of them does not follow from the committed evidence; nothing is asked."""
        judge, files, shelf = self._judge(), self.store.audit_files(), self._shelf()
        models = judge.with_bases(entry.id for entry in self._entries(ids))
        wanted = dict.fromkeys((*models, *(() if ids else files)))
        found: list[Difference] = []
        for number, model_id in enumerate(wanted, 1):
            self.step("judging", number, len(wanted))
            judged = judge.audit(model_id) if model_id in models else None
            path = files.get(model_id)
            shown = f"data/audits/{model_id}.json"
            committed = path.read_bytes() if path else None
            found += differences(shown, committed, self.store.audit_bytes(judged) if judged else None)
            found += unheld(shown, self.store.answers(model_id) or {}, shelf)
        return len(wanted), tuple(found)

    def probe(self) -> tuple[tuple[Probed, ...], int]:
        """Whether the hosts answer as is assumed, and how many requests it took to tell."""
        before = self.door.sent.total()
        found = probe(replace(self.door, cache=None), step=partial(self.step, "probing"))
        return found, self.door.sent.total() - before

    def _shelf(self) -> Shelf:
        entries = self.store.entries()
        stated = [link.url for entry in entries for link in entry.links]
        return Shelf(self.store.places(), [*stated, *(word.url for entry in entries for word in entry.attestations)])

    def leads(self, ids: Sequence[str] = ()) -> tuple[Lead, ...]:
        """Code of their owners that registered models do not link, from committed evidence."""
        wanted = {self._registered(one).id for one in ids}
        seen = (self._evidence(entry.id) for entry in self.store.entries())
        found = leads(one for one in seen if one)
        return tuple(lead for lead in found if not wanted or lead.model in wanted)

    # -- one model -----------------------------------------------------------------------------------------------

    def audit(self, model_id: str, *, revision: str = "", folder: Path | None = None) -> Report:
        """Look at one model now, registered or not, and judge it. Nothing is written to data/.

        Where the host cannot be asked and no `revision` was named, the committed evidence stands. Raises
        `NotObserved` where there is none.
        """
        entry = self.store.entry(model_id) if folder is None else None
        ref = Ref(source="folder", kind=Kind.FOLDER, name=str(folder)) if folder else model_ref(model_id, revision)
        collector = self._collector(self._place, self._keep)
        done = collector.collect_from(ref, entry.links if entry else ())
        place = self._place(ref)
        if place is None:
            raise NotObserved(next((one.why for one in done.observations if one.ref == ref), "nothing was seen"))
        judge = self._judge(own=ref)
        judged = judge.judge(ref.name)
        if judged is None:
            raise NotObserved(f"nothing was seen of {model_id}")
        evidence, answers = judged
        relatives = Relatives(self.store.definitions()[0], (), lambda one: (judge.judge(one) or (None, None))[1])
        report = build(evidence, answers, self.store.definitions(), entry=entry, bases=relatives.of_bases(evidence))
        failures = [f"{one.ref.name}: {one.why}" for one in done.of("failed") + done.of("left") if one.why]
        return report.model_copy(update={"id": model_id, "gaps": (*report.gaps, *failures[:5])})

    @property
    def seen(self) -> tuple[Place, ...]:
        """The places that `audit` has looked at, none of which is kept in data/."""
        return tuple(self._seen.values())

    def read_again(self, ids: Sequence[str]) -> Collected:
        """Read these models' cards and what they link again, at the commits of the committed evidence; keep them."""
        found: dict[str, Place] = {}
        for model_id in ids:
            if evidence := self._evidence(model_id):
                own = [evidence.place] if evidence.place else []
                found |= {str(place.ref): place for place in (*own, *evidence.places.values())}
        models_first = sorted(found.values(), key=lambda place: place.ref.kind is not Kind.MODEL)
        return read_again(self._collector(self.store.place, self.store.save_place), models_first)

    def add(self, model_id: str, links: Sequence[CuratedLink]) -> Path:
        """Register a model that exists on the Hub, or add links to its entry.

        Raises `BadData` where it is registered already and no link is new, or where it does not exist, and
        `HostFailure` where the Hub cannot be asked.
        """
        entry = self.store.entry(model_id)
        if entry:
            if not (new := entry.new_links(links)):
                raise BadData(f"data/models/{model_id}.yaml: {model_id} is registered already")
            return self.store.extend_entry(model_id, new)
        head = huggingface.head(model_ref(model_id), self.door)
        if isinstance(head, Missing):
            raise BadData(
                f"{model_id}: the Hub refuses it ({head.reason.value.replace('_', ' ')}); nothing was written"
            )
        if isinstance(head, Head) and head.name != model_id:
            raise BadData(f"{model_id}: the Hub calls it {head.name}; add that id")
        return self.store.add_entry(model_id, links)

    def rename(self, old: str, new: str) -> Path:
        """Go on with a model under the id that the Hub gave it; `BadData` where the Hub was not seen to do so."""
        return rename(self.store, old, new)

    # -- parts ---------------------------------------------------------------------------------------------------

    def _collector(self, known: Callable[[Ref], Place | None], save: Callable[[Place], None]) -> Collector:
        return Collector(
            door=self.door,
            rules=self.store.rules,
            reading=self.store.reading,
            wanted=wanted_files(),
            known=known,
            save=save,
            curated=self._curated,
            planned=self.planned,
            commits=self._commits,
            progress=self.progress,
            notes=self.memory.notes(),
            spending=self.spending,
        )

    def _curated(self, model_id: str) -> tuple[CuratedLink, ...]:
        entry = self.store.entry(model_id)
        return entry.links if entry else ()

    def _commits(self, model_id: str) -> tuple[str, ...]:
        """The commits that a model's replies name."""
        entry = self.store.entry(model_id)
        named = (commit_named(one.url, model_id) for one in (entry.replies if entry else ()))
        return tuple(dict.fromkeys(commit for commit in named if commit))

    def _place(self, ref: Ref) -> Place | None:
        """What was seen in this run, else what is committed; another revision than today's is never committed."""
        return self._seen.get(str(ref)) or (None if ref.branch and ref.kind is Kind.MODEL else self._committed(ref))

    def _committed(self, ref: Ref) -> Place | None:
        return self.store.place(ref) if ref.kind is not Kind.FOLDER else None

    def _keep(self, place: Place) -> None:
        self._seen[str(place.ref)] = place

    def _registered(self, model_id: str) -> Entry:
        entry = self.store.entry(model_id)
        if entry is None:
            raise BadData(f"data/models/{model_id}.yaml: there is no such entry; `auditor add {model_id}` writes it")
        return entry

    def _evidence(self, model_id: str, own: Ref | None = None) -> Evidence | None:
        ref = own if own and own.name == model_id else model_ref(model_id)
        curated = () if ref.kind is Kind.FOLDER else self._curated(model_id)
        return self.store.evidence(ref, curated_links(curated), place_of=self._place)

    def _judge(self, own: Ref | None = None) -> Judge:
        def attestations_of(model_id: str) -> Iterable[Attestation]:
            entry = None if own and own.kind is Kind.FOLDER and own.name == model_id else self.store.entry(model_id)
            return entry.attestations if entry else ()

        return Judge(
            all_checks(),
            lambda model_id: self._evidence(model_id, own),
            attestations_of=attestations_of,
            rules=self.store.rules_version,
        )
