"""Ask the live hosts whether they still answer as we and the stand-in assume."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from auditor.assumptions.probe import State
from auditor.commands import FALLS_SHORT, HOST_FAILED, here, with_talk
from auditor.probe_text import TITLE, as_json, as_terminal, issue
from auditor.store.files import write_whole
from auditor.talk import Talk

WIDE: Final = 200
"""Columns where the output is no terminal, so that a row stays in one line."""


@click.command()
@click.option("--title", type=click.Path(dir_okay=False, path_type=Path), help="Write the issue's title to this file.")
@click.option("--body", type=click.Path(dir_okay=False, path_type=Path), help="Write the issue's text to this file.")
@with_talk
def probe(talk: Talk, title: Path | None, body: Path | None) -> None:
    """Ask the live hosts about two dozen small things that we take for granted.

    The exit status is 0 where all of them hold, 1 where one does not, 3 where a host could not be asked.
    """
    auditor = here()
    with talk.progress(auditor, 0):
        found, requests = auditor.probe()
    for path, content in ((title, f"{TITLE}\n"), (body, issue(found))):
        if path:
            write_whole(path, content.encode())
    if talk.as_json:
        talk.summary(as_json(found, requests))
    elif not talk.quiet:
        Console(highlight=False, width=None if sys.stdout.isatty() else WIDE).print(as_terminal(found, requests))
    states = {one.state for one in found}
    if State.TURNED in states:
        raise click.exceptions.Exit(FALLS_SHORT)
    if State.NOT_ASKED in states:
        raise click.exceptions.Exit(HOST_FAILED)
