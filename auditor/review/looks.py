"""What a maintainer must still look at: what no machine can judge, and what a machine could not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from auditor.evidence import StatedBy
from auditor.registry import Attestation, Entry
from auditor.report import Report
from auditor.report.terms import Part, Term
from auditor.review.git import Change
from auditor.review.paths import is_data, sort_of
from auditor.review.record import Look, Matter
from auditor.rules import Standing
from auditor.sources import recognise
from auditor.wording import ROLE_WORDS, count

NAMED: Final = 10
"""Files that one line names; more are counted."""


def of_files(changes: Sequence[Change]) -> Iterator[Look]:
    """What the names of the changed files alone say."""
    data = [change for change in changes if is_data(change.path)]
    others = [change.path for change in changes if not is_data(change.path)]
    if data and others:
        workflows = [path for path in others if path.startswith(".github/")]
        if workflows:
            yield Look(matter=Matter.CODE, of="workflows", says=f"changed together with data: {named(workflows)}")
        if code := [path for path in others if not path.startswith(".github/")]:
            yield Look(matter=Matter.CODE, of="files", says=f"changed together with data: {named(code)}")
    written: dict[str, list[str]] = {}
    for change in data:
        sort = sort_of(change.path)
        if sort and sort.by_program:
            written.setdefault(sort.by_program, []).append(change.path)
        if sort and sort.name == "definition" and change.status == "M":
            yield Look(
                matter=Matter.DEFINITION,
                of=change.path,
                says="a published definition is never edited: a new version is a new file",
            )
        if change.status == "D" and sort and not sort.by_program:
            yield Look(matter=Matter.REMOVED, of=change.path, says="is removed")
    for command, paths in sorted(written.items()):
        yield Look(
            matter=Matter.PROGRAM,
            of=command,
            says=f"only this command writes {count(len(paths), 'file')}: {named(paths)}",
        )


def of_entries(entries: Mapping[str, Entry], before: Mapping[str, Entry]) -> Iterator[Look]:
    """What people wrote into the changed entries, as far as it was not there before."""
    for model_id, entry in entries.items():
        old = before.get(model_id) or Entry(id=model_id)
        for link in entry.links:
            if link not in old.links and recognise(link.url) is None:
                role = link.role.replace("_", " ")
                says = f"{role} at {link.url}: a host that is never asked; it is shown and not verified"
                yield Look(matter=Matter.LINK, of=model_id, says=_because(says, link.why))
        for word in entry.attestations:
            if word not in old.attestations:
                yield Look(matter=Matter.ATTESTATION, of=model_id, says=_attested(word))
        for reply in entry.replies:
            if reply not in old.replies:
                says = f"{reply.by} on {reply.check}: {reply.statement} (said to stand at {reply.url})"
                yield Look(matter=Matter.REPLY, of=model_id, says=f"that it is the publisher's: {says}")
        if entry.notes and entry.notes != old.notes:
            yield Look(matter=Matter.NOTES, of=model_id, says=entry.notes)


def of_report(report: Report, entry: Entry, before: Entry | None, today: str) -> Iterator[Look]:
    """What a live audit shows of one model; `today` is what the host calls it."""
    if report.missing:
        yield Look(matter=Matter.MODEL, of=report.id, says=report.missing)
    if today != report.id:
        yield Look(matter=Matter.MODEL, of=report.id, says=f"the Hub calls it {today}")
    old = before.links if before else ()
    whys = {link.url: link.why for link in entry.links if link not in old}
    for linked in report.linked:
        told = linked.found.startswith(("read ", "judged "))
        if linked.stated_by is StatedBy.CURATOR and linked.url in whys and not told and recognise(linked.url):
            found = "the host was not asked or did not answer" if linked.found == "not opened" else linked.found
            says = f"{ROLE_WORDS[linked.role]} at {linked.url}: {found}"
            yield Look(matter=Matter.LINK, of=report.id, says=_because(says, whys[linked.url]))
    if conflict := _conflict(report.terms):
        yield Look(matter=Matter.LICENSE, of=report.id, says=conflict)


def left_out(ids: Sequence[str], most: int) -> Iterator[Look]:
    """The models that are not audited because the change has too many; `ids` are in the order of asking."""
    if len(ids) > most:
        says = (
            f"{len(ids):,} models are added or changed, and only the first {most} are asked about: {named(ids[most:])}"
        )
        yield Look(matter=Matter.LEFT, of=count(len(ids) - most, "model"), says=says)


def _conflict(terms: Sequence[Term]) -> str:
    """Statements about the weights that disagree, and base models whose terms are narrower; empty where none are."""
    own = [term for term in terms if term.part is Part.MODEL and term.license]
    if len({term.license for term in own}) > 1:
        return "the weights are given more than one license: " + ", ".join(
            f"{term.where} says {term.name or term.license}" for term in own
        )
    limits = [term for term in terms if term.part is Part.BASE and term.standing is Standing.RESTRICTED]
    if limits and own and all(term.standing is not Standing.RESTRICTED for term in own):
        bases = ", ".join(f"{term.of} is under {term.name or term.license}" for term in limits)
        return f"{own[0].name or own[0].license} is stated, and {bases}"
    return ""


def _attested(word: Attestation) -> str:
    asked = word.check or word.requirement
    return f"{word.by} attests {word.outcome} to {asked}: {word.because} (see {word.url})"


def _because(says: str, why: str) -> str:
    return f"{says}. The curator's reason: {why}" if why else says


def named(paths: Sequence[str]) -> str:
    """The first of many paths or ids, and how many more there are."""
    more = f" and {len(paths) - NAMED:,} more" if len(paths) > NAMED else ""
    return ", ".join(path[:120] for path in paths[:NAMED]) + more
