"""Hold what is published against where it came from."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

import click
from rich.console import Console

from auditor.commands import FALLS_SHORT, HOST_FAILED, registered, with_talk
from auditor.evidence import checked_name
from auditor.talk import Talk
from auditor.verify.asking import MAX_REQUESTS
from auditor.verify_text import as_json, as_terminal, offline_lines
from auditor.wording import count

WIDE: Final = 240
"""Columns where the output is no terminal, so that addresses stay in one piece."""


@click.command()
@click.argument("ids", nargs=-1, metavar="[OWNER/NAME]…")
@click.option("--offline", is_flag=True, help="Ask no host: hold the answers against the committed evidence.")
@click.option(
    "--max-requests",
    default=MAX_REQUESTS,
    show_default=True,
    type=click.IntRange(0),
    help="Begin nothing more once so many were sent.",
)
@with_talk
def verify(talk: Talk, ids: Sequence[str], *, offline: bool, max_requests: int) -> None:
    """Ask again for everything that the answers of the registered models cite, at its commit, and compare hashes.

    The exit status is 0 where all that was asked stands, 1 where something does not, 3 where a host could not be asked.
    """
    auditor = registered()
    ids = [checked_name(one) for one in ids]
    if offline:
        with talk.progress(auditor, 0):
            models, found = auditor.follows(ids)
        summary = {"models": models, "differences": [one.model_dump(mode="json") for one in found]}
        if talk.as_json:
            talk.summary(summary)
        else:
            for line in offline_lines(models, found):
                (talk.warn if found else talk.say)(line)
        if found:
            raise click.exceptions.Exit(FALLS_SHORT)
        return
    talk.say(f"asking again for the citations of {count(len(ids) or len(auditor.store.entry_files()), 'model')}")
    with talk.progress(auditor, 0):
        verified = auditor.verify(ids, max_requests=max_requests)
    if talk.as_json:
        talk.summary(as_json(verified))
    else:
        width = None if sys.stdout.isatty() else WIDE
        Console(highlight=False, width=width).print(as_terminal(verified))
    if verified.fallen:
        raise click.exceptions.Exit(FALLS_SHORT)
    if any(one.failed for one in verified.checked):
        raise click.exceptions.Exit(HOST_FAILED)
