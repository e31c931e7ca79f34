"""A model card on this machine, before it is published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from auditor.commands import BAD_INPUT, FALLS_SHORT, here, with_talk
from auditor.evidence import InvalidName, checked_name
from auditor.linting import Finding, Severity
from auditor.linting import lint as linted
from auditor.store import BadData
from auditor.talk import Talk
from auditor.wording import plain

MAX_BYTES: Final = 12 * 1024 * 1024
_UNNAMED: Final = "unnamed-publisher/unnamed-model"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@with_talk
def lint(talk: Talk, files: Sequence[Path]) -> None:
    """Read model cards and say what is wrong, and what an audit would miss. Offline: no host is asked.

    Exits with 0 where there are hints only, with 1 where there is an error, with 2 where a file cannot be read.
    """
    rules = here().store.rules
    unreadable = False
    found: list[tuple[Path, Finding]] = []
    for path in files:
        try:
            text = _read(path)
        except BadData as mistake:
            unreadable = True
            talk.warn(str(mistake))
            continue
        found += [(path, one) for one in linted(text, rules, subject=_subject(path))]
    if talk.as_json:
        told = [{"file": plain(str(path)), **one.model_dump(mode="json")} for path, one in found]
        click.echo(json.dumps(told, indent=1, sort_keys=True))
    else:
        for path, one in found:
            click.echo(f"{plain(str(path))}:{one.line}: {one.severity}: {plain(one.message)}")
    if unreadable:
        raise click.exceptions.Exit(BAD_INPUT)
    if any(one.severity is Severity.ERROR for _, one in found):
        raise click.exceptions.Exit(FALLS_SHORT)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError as error:
        raise BadData(f"{plain(str(path))}: the file cannot be read: {error.strerror}") from error


def _subject(path: Path) -> str:
    """The model's id by the two folders above, which is how clones of the Hub lie; else a name that is akin to none."""
    folder = path.resolve().parent
    try:
        return checked_name(f"{folder.parent.name}/{folder.name}")
    except InvalidName:
        return _UNNAMED
