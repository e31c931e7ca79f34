"""The stages, each from disk to disk, and all of them in a row."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import click

from auditor.building.builder import BUILDERS
from auditor.building.pouring import POUR_FROM
from auditor.collect import JOBS, Collected, Plan, Spending
from auditor.commands import HOST_FAILED, registered, with_talk
from auditor.evidence import checked_name
from auditor.pipeline import Auditor
from auditor.store import BadData
from auditor.talk import (
    Talk,
    collected_json,
    collected_lines,
    failure_line,
    judged_line,
    planned_json,
    planned_lines,
    rendered_json,
    rendered_line,
)

_MOST_JOBS = 16


def _with_spending(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of what observing may cost, and `spending` made of them."""

    @functools.wraps(command)
    def spend(*args: Any, requests: int | None, minutes: float | None, jobs: int, **others: Any) -> None:
        command(*args, spending=Spending(requests=requests, minutes=minutes, jobs=jobs), **others)

    for option in (
        click.option(
            "--jobs",
            default=JOBS,
            show_default=True,
            type=click.IntRange(1, _MOST_JOBS),
            help="How many places of the Hub are asked at a time; GitHub's are asked one by one.",
        ),
        click.option(
            "--max-minutes",
            "minutes",
            type=click.FloatRange(0, min_open=True),
            help="Begin nothing after so many minutes; a host's limit is waited for until then.",
        ),
        click.option(
            "--max-requests",
            "requests",
            type=click.IntRange(1),
            help="Begin nothing after so many requests, the longest unseen first; the next run goes on.",
        ),
    ):
        spend = option(spend)
    return spend


@click.command()
@click.argument("ids", nargs=-1, metavar="[OWNER/NAME]…")
@click.option("--dry-run", is_flag=True, help="Tell what it would cost, without a request.")
@_with_spending
@with_talk
def collect(talk: Talk, ids: Sequence[str], dry_run: bool, spending: Spending) -> None:  # noqa: FBT001 - click's way
    """Observe the registered models on their hosts and keep what was seen in data/evidence/.

    Exits with 3 where a host failed for some place. What is left for the next run, by a limit of the hosts or of yours,
    is no failure: `complete` in the summary tells.
    """
    auditor = registered()
    if dry_run:
        plan, limits = auditor.plan([checked_name(one) for one in ids]), auditor.memory.limits()
        talk.summary(planned_json(plan, limits), *planned_lines(plan, limits))
        return
    auditor.spending = spending
    done = _collect(talk, auditor, ids)
    talk.summary(collected_json(auditor, done), *collected_lines(auditor, done))
    if done.of("failed"):
        raise click.exceptions.Exit(HOST_FAILED)


@click.command()
@with_talk
def judge(talk: Talk) -> None:
    """Ask every check about every registered model, from what was seen, and keep the answers in data/audits/."""
    auditor = registered()
    with talk.progress(auditor, 0):
        done = auditor.judge()
    talk.summary({"models": done.models, "turned": dict(done.turned)}, judged_line(done))


@click.command()
@with_talk
def render(talk: Talk) -> None:
    """Write the pages of the site below docs/ from data/audits/."""
    auditor = registered()
    with talk.progress(auditor, 0):
        done = auditor.render()
    talk.summary(rendered_json(done), rendered_line(done))


@click.command()
@click.option(
    "--builder", type=click.Choice([*BUILDERS]), default="mkdocs", show_default=True, help="The site builder."
)
@click.option(
    "--pour/--no-pour",
    default=None,
    help=f"Pour scorecards into a frame that the builder made.  [default: from {POUR_FROM:,} models on]",
)
@with_talk
def build(talk: Talk, builder: str, *, pour: bool | None) -> None:
    """Render and build the site into site/."""
    auditor = registered()
    with talk.progress(auditor, 0):
        done = auditor.build(builder, pour=pour)
    talk.summary({**rendered_json(done), "site": "site/"}, rendered_line(done), "the site stands in site/")


@click.command()
@_with_spending
@with_talk
def run(talk: Talk, spending: Spending) -> None:
    """Observe, judge, render, build. Where a host cannot be reached the committed evidence stands."""
    auditor = registered()
    auditor.spending = spending
    ours = auditor.judge() if auditor.our_checks_changed() else None
    done = _collect(talk, auditor, ())
    with talk.progress(auditor, 0):
        judged = auditor.judge()
        rendered = auditor.build()
    turned = dict(Counter(judged.turned) + Counter(ours.turned if ours else {}))
    talk.summary(
        {**collected_json(auditor, done), "turned": turned, **rendered_json(rendered), "site": "site/"},
        *collected_lines(auditor, done),
        *((f"with our checks of today, before anything was observed: {judged_line(ours)}",) if ours else ()),
        judged_line(judged),
        rendered_line(rendered),
        "the site stands in site/",
    )


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@with_talk
def serve(talk: Talk, port: int) -> None:
    """Render, then serve the site on this machine until interrupted; prose is rebuilt as it is edited."""
    auditor = registered()
    with talk.progress(auditor, 0):
        auditor.render()
    talk.say(f"serving on http://127.0.0.1:{port}/")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    done = subprocess.run(command, cwd=auditor.root, check=False)  # noqa: S603 - our own interpreter and literals
    if done.returncode:
        raise BadData("mkdocs could not serve the site; what it said stands above")


def _collect(talk: Talk, auditor: Auditor, ids: Sequence[str]) -> Collected:
    ids = [checked_name(one) for one in ids]
    total = len(ids) or len(auditor.store.entry_files())
    talk.say(f"observing {total} model{'' if total == 1 else 's'}, their base models and what they link")

    def planned(plan: Plan) -> None:
        for line in planned_lines(plan):
            talk.say(line)

    auditor.planned = planned
    with talk.progress(auditor, total):
        done = auditor.collect(ids)
    if failure := failure_line(done):
        talk.warn(failure)
    return done
