"""How the commands speak: what they will do, how far they are, what they did and what is left."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from auditor.building.sources import Written
from auditor.collect import MOST, Collected, Observation, Plan, model_ref
from auditor.pipeline import Auditor, Judged
from auditor.wording import count, day

NAMED: Final = 20
"""Places or models that a line names; more are counted."""


@dataclass(kw_only=True)
class Talk:
    """How the commands speak: progress on a terminal, plain lines elsewhere, nothing but failures when quiet."""

    quiet: bool
    as_json: bool

    def __post_init__(self) -> None:
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, sentence: str) -> None:
        """A line about what is done, to standard error, so that standard output stays for results."""
        if not self.quiet:
            self.err.print(escape(sentence))

    def warn(self, sentence: str) -> None:
        """A line that is said even when quiet."""
        self.err.print(escape(sentence), style="yellow")

    def summary(self, content: dict[str, Any], *lines: str) -> None:
        """The result: one JSON object, or lines for people."""
        if self.as_json:
            click.echo(json.dumps(content, sort_keys=True))
        else:
            for line in lines:
                self.say(line)

    @contextlib.contextmanager
    def progress(self, auditor: Auditor, total: int) -> Iterator[None]:
        """Show how far the work is: bars on a terminal, a plain line for each place elsewhere."""
        if self.quiet:
            yield
            return
        if not self.err.is_terminal:
            # What a list told of, and what fails without a request because its host is down, the summary counts.
            auditor.progress = lambda one: self.say(_line(one)) if one.requests else None
            yield
            return
        with self._bars() as bar:
            observing = bar.add_task("observing", total=total, visible=total > 0)

            def observed(one: Observation) -> None:
                bar.update(observing, advance=1, description=f"observing {escape(one.ref.name)}")
                # Base models and linked places are found on the way: the goal moves with them.
                if bar.tasks[0].completed > (bar.tasks[0].total or 0):
                    bar.update(observing, total=bar.tasks[0].completed)

            auditor.progress, auditor.step = observed, _stepping(bar)
            yield

    @contextlib.contextmanager
    def steps(self) -> Iterator[Callable[[str, int, int], None]]:
        """The same for work without an auditor: what is given hears of each step, how many are done, how many in all.

        Elsewhere than on a terminal a step is said once, when it begins.
        """
        if not self.quiet and self.err.is_terminal:
            with self._bars() as bar:
                yield _stepping(bar)
            return
        yield lambda what, done, everything: self.say(f"{what}: {everything} parts") if done == 0 else None

    def _bars(self) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        return Progress(*columns, console=self.err, transient=True)


def _stepping(bar: Progress) -> Callable[[str, int, int], None]:
    """A bar for each step, made when it is first heard of."""
    tasks: dict[str, TaskID] = {}

    def stepped(what: str, done: int, everything: int) -> None:
        if what not in tasks:
            tasks[what] = bar.add_task(what)
        bar.update(tasks[what], completed=done, total=everything)

    return stepped


def _line(one: Observation) -> str:
    requests = f"{one.requests} request{'' if one.requests == 1 else 's'}"
    return f"{one.outcome:<9} {one.ref}  ({requests}){': ' + one.why if one.why else ''}"


def planned_json(plan: Plan, limits: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What a run of `collect` would cost, for machines."""
    return {
        "lists": {str(shelf): {"places": len(shelf.refs), "requests": shelf.pages} for shelf in plan.shelves},
        "asked_singly": plan.single("huggingface"),
        "conditional": 2 * plan.single("github"),
        "never_seen": sorted(plan.never_seen),
        "requests_if_nothing_changed": plan.requests,
        "requests_at_most_for_each_changed_place": MOST,
        "limits": list(limits),
    }


def planned_lines(plan: Plan, limits: Sequence[Mapping[str, Any]] = ()) -> Iterator[str]:
    """The same for people."""
    lists, single = sum(shelf.pages for shelf in plan.shelves), plan.single("huggingface")
    parts = [
        f"{lists} for lists of owners, which tell of {count(plan.listed, 'place')}" if lists else "",
        f"{count(single, 'place')} of the Hub one by one" if single else "",
        f"{count(plan.single('github'), 'place')} of GitHub by two conditional requests each"
        if plan.single("github")
        else "",
        f"{count(len(plan.never_seen), 'place')} never seen before, up to {MOST} requests each"
        if plan.never_seen
        else "",
    ]
    yield f"at least {count(plan.requests, 'request')}: {', '.join(filter(None, parts)) or 'there is nothing to ask'}"
    for row in limits:
        ends = datetime.fromtimestamp(row["resets_at"], UTC)
        left = f"{row['remaining']} of {row['limit']}" if row.get("limit") else str(row["remaining"])
        yield f"left of the limit of {row.get('host')} ({row.get('bucket')}): {left}, until {ends:%H:%M} UTC"


def collected_json(auditor: Auditor, done: Collected) -> dict[str, Any]:
    """The summary of `collect` for machines."""
    return {
        "observed": len(done.of("observed")),
        "unchanged": len(done.of("unchanged")),
        "failed": {str(one.ref): one.why for one in done.of("failed")},
        "left": [str(one.ref) for one in done.of("left")],
        "complete": not done.of("left") and not done.of("failed"),
        "lists": done.lists,
        "requests": {str(one.ref): one.requests for one in done.observations},
        "requests_free": auditor.door.free,
        "requests_sent": auditor.door.sent.total(),
    }


def collected_lines(auditor: Auditor, done: Collected) -> Iterator[str]:
    """The summary of `collect` for people: what was done, what is left, and how old what stands in its place is."""
    failed, left = done.of("failed"), done.of("left")
    spent = f"{count(auditor.door.sent.total(), 'request')} sent"
    if done.lists:
        spent += f", {sum(done.lists.values())} of them for lists of owners"
    if auditor.door.free:
        spent += f", {auditor.door.free} that no limit counts"
    yield (
        f"{count(len(done.of('observed')), 'place')} observed, {len(done.of('unchanged'))} unchanged, "
        f"{len(failed)} failed, {len(left)} left for the next run; {spent}"
    )
    if left:
        yield f"left for the next run ({left[0].why}): {_named([one.ref.name for one in left])}"
    if failed:
        yield "the last evidence stands where a place could not be observed:"
        yield from _standing(auditor, {one.ref.name for one in failed if one.ref == model_ref(one.ref.name)})
        others = [one.ref.name for one in failed if one.ref != model_ref(one.ref.name)]
        if others:
            yield f"  and of what is linked: {_named(others)}"


def failure_line(done: Collected) -> str:
    """The one line that says why places could not be observed, empty where all could."""
    failed = done.of("failed")
    reasons = "; ".join(sorted({one.why for one in failed})[:5])
    return f"{count(len(failed), 'place')} could not be observed: {reasons}" if failed else ""


def _standing(auditor: Auditor, failed: set[str]) -> Iterator[str]:
    """The day of the evidence that stands for each registered model that failed; base models in one line."""
    registered = [entry.id for entry in auditor.store.entries() if entry.id in failed]
    for model_id in registered:
        place = auditor.store.place(model_ref(model_id))
        seen = "never" if place is None else day(place.observed) if place.observed else "on a day that is not known"
        yield f"  {model_id}: seen {seen}"
    if bases := sorted(failed - set(registered)):
        yield f"  and of base models: {_named(bases)}"


def _named(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def judged_line(done: Judged) -> str:
    """The summary of `judge` for people."""
    turned = _named([f"{model_id} ({number})" for model_id, number in done.turned.items()])
    happened = _named([f"{model_id} ({', '.join(what)})" for model_id, what in done.happened.items()])
    besides = f"; happened besides: {happened}" if happened else ""
    return f"{count(done.models, 'model')} judged; answers turned: {turned or 'none'}{besides}"


def rendered_json(done: Written) -> dict[str, int]:
    """The summary of `render` for machines."""
    return {"pages": done.pages, "written": done.written, "removed": done.removed}


def rendered_line(done: Written) -> str:
    """The summary of `render` for people."""
    return f"{count(done.pages, 'page')} rendered, {done.written} of them new or changed, {done.removed} removed"
