"""What an issue form asks for, as a file of the register: for the workflow that opens pull requests."""

from __future__ import annotations

import json
from pathlib import Path

import click

from auditor.commands import BAD_INPUT, registered, with_talk
from auditor.intake import Refused, comment, read_event, take_in
from auditor.store.files import write_whole
from auditor.talk import Talk
from auditor.wording import plain

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--event", required=True, type=_FILE, help="The event's file, as GITHUB_EVENT_PATH names it.")
@click.option("--body", required=True, type=_FILE, help="Where the pull request's text, or the comment, is written.")
@with_talk
def intake(talk: Talk, event: Path, body: Path) -> None:
    """Turn the form of an issue into one file below data/models/, and print the pull request as JSON.

    `outcome` is pull_request, refused (then the body is a comment for the issue, and the exit status is 2), or ignored.
    """
    issue = read_event(event)
    store = registered().store
    try:
        proposed = take_in(issue, store)
    except Refused as refusal:
        write_whole(body, comment(str(refusal)).encode())
        _print({"outcome": "refused", "number": issue.number, "because": plain(str(refusal))})
        talk.warn(plain(str(refusal)))
        raise click.exceptions.Exit(BAD_INPUT) from refusal
    if proposed is None:
        _print({"outcome": "ignored", "number": issue.number})
        return
    write_whole(body, proposed.body.encode())
    told = proposed.model_dump(mode="json", exclude={"body"})
    _print({"outcome": "pull_request", "body_file": str(body), **told})


def _print(content: dict[str, object]) -> None:
    click.echo(json.dumps(content, sort_keys=True))
