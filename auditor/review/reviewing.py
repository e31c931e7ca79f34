"""One review, from two commits to the record: what the stages below find, joined and bounded."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from auditor.pipeline import Auditor
from auditor.registry import Entry
from auditor.report import Report
from auditor.review import looks
from auditor.review.audits import audits, name_today
from auditor.review.checkout import lay_out, refused
from auditor.review.git import Blob, Change, Repository
from auditor.review.paths import is_data, model_of, sort_of, touches, touches_reading
from auditor.review.record import (
    MAX_AUDITS,
    MAX_LOOKS,
    MAX_PROBLEMS,
    Asked,
    Audited,
    Look,
    Matter,
    Rejudged,
    Review,
    first,
)
from auditor.review.rejudge import Reading, rejudge
from auditor.review.validate import problems
from auditor.store import BadData, Store
from auditor.transport import Door
from auditor.wording import count


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """The record, and the evidence that the live audits have seen, for who wants to keep it."""

    review: Review
    auditor: Auditor


@dataclass(frozen=True, kw_only=True)
class _Change:
    """The change from the fork point to the head commit, with both commits' data/ laid out in folders of ours."""

    base: str
    head: str
    repository: Repository
    files: Sequence[Change]
    blobs: Mapping[str, Blob]
    old: Store
    new: Auditor

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(change.path for change in self.files)

    def entries(self, store: Store) -> Mapping[str, Entry]:
        """The changed entries as `store` has them, those with mistakes left out."""
        found: dict[str, Entry] = {}
        for change in self.files:
            model_id = model_of(change.path)
            try:
                entry = store.entry(model_id) if model_id else None
            except BadData:
                continue
            if entry:
                found[entry.id] = entry
        return found


def review(root: Path, base: str, door: Door, *, offline: bool, say: Callable[[str], None]) -> Reviewed:
    """Review what HEAD changes against where it left `base`. Only committed files count, and git alone reads them.

    Raises `BadData` where git cannot answer. Mistakes of the change are in the record, and so is what hosts refuse.
    """
    repository = Repository(root)
    head = repository.commit("HEAD", "HEAD")
    fork = repository.fork_point(repository.commit(base, "--base"), head)
    with tempfile.TemporaryDirectory(prefix="auditor-review-") as folder:
        change = _laid_out(repository, fork, head, Path(folder), door)
        return Reviewed(review=_reviewed(change, offline=offline, say=say), auditor=change.new)


def _laid_out(repository: Repository, base: str, head: str, folder: Path, door: Door) -> _Change:
    old, new = folder / "base", folder / "head"
    for one in (old, new):
        (one / "data" / "models").mkdir(parents=True)
    before, after = repository.tree(base, "data"), repository.tree(head, "data")
    lay_out(repository, before, old, wanted=lambda sort: sort.name not in {"evidence", "history"})
    # The base commit's audits stand beside the head commit's evidence: judging then tells what turns between them.
    lay_out(repository, after, new, wanted=lambda sort: sort.name not in {"audit", "history"})
    lay_out(repository, before, new, wanted=lambda sort: sort.name == "audit")
    return _Change(
        base=base,
        head=head,
        repository=repository,
        files=repository.changes(base, head),
        blobs=after,
        old=Store(old, rules=old / "data"),
        new=Auditor(root=new, door=door, rules=new / "data"),
    )


def _reviewed(change: _Change, *, offline: bool, say: Callable[[str], None]) -> Review:
    say(f"checking {count(len(change.files), 'changed file')}")
    found = tuple(problems(change.files, change.blobs, change.new.root, rejudges=bool(touches(change.paths))))
    entries, before = change.entries(change.new.store), change.entries(change.old)
    wrong = {problem.file for problem in found}
    listed = _in_order((one for one in entries if f"data/models/{one}.yaml" not in wrong), before)
    models = [_how(one, before) for one in listed[:MAX_AUDITS]]
    rules_hold = _rules_hold(change.new.store)
    audited: list[Audited] = []
    seen: list[Look] = [*looks.of_files(change.files), *looks.of_entries(entries, before)]
    if models and offline:
        audited = [Audited(id=one, change=how, asked=Asked.NOT_YET, why="offline") for one, how in models]
    elif models and rules_hold:
        say(f"auditing {count(len(models), 'model')}")
        for record, report in audits(change.new, models):
            audited.append(record)
            seen += _of_report(change.new, report, entries, before)
    seen += looks.left_out(listed, MAX_AUDITS)
    rejudged = None
    try:
        rejudged = _rejudged(change, before, offline=offline, say=say) if rules_hold else None
    except BadData as error:
        seen.append(Look(matter=Matter.LEFT, of="judging", says=f"nothing was judged again: {error}"))
    if not rules_hold:
        seen.append(Look(matter=Matter.LEFT, of="judging", says="the rule data has mistakes, so nothing was judged"))
    if rejudged and not rejudged.cards and touches(change.paths):
        seen += _otherwise_committed(change)
    return Review(
        base=change.base,
        head=change.head,
        files=len(change.files),
        outside=sum(not is_data(path) for path in change.paths),
        problems=first(found, MAX_PROBLEMS),
        problems_in_all=len(found),
        audits=first(audited, MAX_AUDITS),
        models_in_all=len(listed),
        looks=first(seen, MAX_LOOKS),
        looks_in_all=len(seen),
        rejudged=rejudged,
        requests=change.new.door.sent.total(),
    )


def _in_order(ids: Iterable[str], before: Mapping[str, Entry]) -> list[str]:
    """The models in the order of asking, new ones first."""
    return sorted(ids, key=lambda one: (one in before, one.casefold()))


def _how(model_id: str, before: Mapping[str, Entry]) -> tuple[str, Literal["added", "changed"]]:
    return model_id, "changed" if model_id in before else "added"


def _of_report(
    auditor: Auditor, report: Report | None, entries: Mapping[str, Entry], before: Mapping[str, Entry]
) -> tuple[Look, ...]:
    if report is None:
        return ()
    today = name_today(auditor, report.id)
    return tuple(looks.of_report(report, entries[report.id], before.get(report.id), today))


def _rules_hold(store: Store) -> bool:
    """True where the rule data of the head commit can be judged with."""
    try:
        return bool(store.definitions() and store.rules and store.labels() is not None)
    except BadData:
        return False


def _rejudged(
    change: _Change, before: Mapping[str, Entry], *, offline: bool, say: Callable[[str], None]
) -> Rejudged | None:
    """What turns, where the change touches what judging rests on or the entry of a model that was judged before."""
    reasons = [*touches(change.paths), *(["entries of judged models"] if before else [])]
    if not reasons:
        return None
    say(f"judging all committed evidence again, for the change touches {', '.join(reasons)}")
    new, old = change.new.store, change.old
    try:
        other_words = new.reading != old.reading
    except (BadData, OSError):
        other_words = True
    reading = Reading.SAME
    if other_words or touches_reading(change.paths):
        reading = Reading.OFFLINE if offline else Reading.AGAIN
    for path in _broken_entries(new):
        # Its mistakes are told; the others can still be judged.
        path.unlink()
    return rejudge(
        change.new,
        old,
        because=", ".join(reasons),
        reading=reading,
        labels_changed="labels" in reasons,
    )


def _otherwise_committed(change: _Change) -> Iterator[Look]:
    """The audits that the head commit keeps and that its own evidence, judged again, does not give."""
    kept = {path: blob for path, blob in change.blobs.items() if (sort := sort_of(path)) and sort.name == "audit"}
    kept = {path: blob for path, blob in kept.items() if not refused(path, blob)}
    contents = change.repository.contents(tuple(kept.values()))
    judged = {path: change.new.root / path for path in kept}
    wrong = [
        path
        for path, content in zip(kept, contents, strict=True)
        if not judged[path].is_file() or judged[path].read_bytes() != content
    ]
    if wrong:
        says = f"judging again gives {count(len(wrong), 'audit')} otherwise than committed: {looks.named(wrong)}"
        yield Look(matter=Matter.PROGRAM, of="auditor judge", says=says)


def _broken_entries(store: Store) -> tuple[Path, ...]:
    broken = []
    for path in store.entry_files():
        try:
            store.read_entry(path)
        except BadData:
            broken.append(path)
    return tuple(broken)
