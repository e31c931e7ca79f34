"""Pull requests: what the check says, the comment that shows it, and which pull request a run belongs to."""

from __future__ import annotations

import os
from pathlib import Path

import click

from auditor.commands import BAD_INPUT, registered, with_talk
from auditor.pipeline import open_door
from auditor.review.comment import as_markdown
from auditor.review.event import number_of, outside_data, read_event, read_pulls
from auditor.review.printed import as_annotations, as_lines
from auditor.review.record import Review, as_json, read_review
from auditor.review.reviewing import review as reviewed
from auditor.store import BadData
from auditor.talk import Talk

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_ANONYMOUS = 300
"""Requests of one review: well below the 500 in five minutes that the Hub gives anonymous readers."""


@click.command()
@click.option("--base", required=True, metavar="REF", help="What the change is to be merged into.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the record as JSON to this file.")
@click.option("--offline", is_flag=True, help="Ask no host: new models are not audited, cards not read again.")
@click.option("--max-requests", default=_ANONYMOUS, show_default=True, type=click.IntRange(0, 100_000))
@click.option("--annotations", "annotate", is_flag=True, help="Print GitHub's annotations, as in GitHub Actions.")
@click.option("--keep", is_flag=True, help="Keep in data/evidence/ what was seen, for a preview of the site.")
@with_talk
def review(  # noqa: PLR0913, PLR0917 - one argument for each option
    talk: Talk,
    base: str,
    out: Path | None,
    offline: bool,  # noqa: FBT001 - click gives flags so
    max_requests: int,
    annotate: bool,  # noqa: FBT001 - click gives flags so
    keep: bool,  # noqa: FBT001 - click gives flags so
) -> None:
    """Check what HEAD changes against REF: mistakes in data/, new models, what turns, what a maintainer must look at.

    Only committed files count. Exits with 2 where data/ has mistakes; a host that fails never fails it.
    """
    checkout = registered().root
    door = open_door(checkout)
    door.most = max_requests
    done = reviewed(checkout, base, door, offline=offline, say=talk.say)
    found = done.review
    if out:
        out.write_text(as_json(found), encoding="utf-8")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(as_markdown(found))
    if talk.as_json:
        click.echo(as_json(found), nl=False)
    else:
        _print(found, annotate=annotate or os.environ.get("GITHUB_ACTIONS") == "true")
    if found.problems_in_all:
        raise click.exceptions.Exit(BAD_INPUT)
    if keep:
        store = registered().store
        for place in done.auditor.seen:
            store.save_place(place)


def _print(found: Review, *, annotate: bool) -> None:
    for line in as_annotations(found) if annotate else as_lines(found):
        click.echo(line)


@click.command()
@click.argument("path", metavar="REVIEW.json", type=_FILE)
@click.option("--event", type=_FILE, help="A workflow_run event: the review has to be of its commit.")
@click.option("--files", type=_FILE, help="The changed files as GitHub lists them, a JSON string a line.")
def comment(path: Path, event: Path | None, files: Path | None) -> None:
    """Print a review that anybody may have written as the Markdown of a comment, in which nothing of it acts."""
    found = read_review(path)
    if event and found.head != read_event(event).workflow_run.head_sha:
        raise BadData(f"{path.name}: head: allowed is the commit that the run was started for")
    click.echo(as_markdown(found, outside=outside_data(files) if files else None), nl=False)


@click.command("pull-request")
@click.option("--event", required=True, type=_FILE, help="The payload of a workflow_run event.")
@click.option("--pulls", required=True, type=_FILE, help="The open pull requests, a JSON object a line.")
@with_talk
def pull_request(talk: Talk, event: Path, pulls: Path) -> None:
    """Print the number of the open pull request that a finished run belongs to; nothing where it has moved on."""
    number = number_of(read_event(event), read_pulls(pulls))
    if number is None:
        talk.say("the pull request has moved on or is closed")
    else:
        click.echo(number)
