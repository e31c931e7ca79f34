"""One model: its scorecard in the terminal, as JSON or as Markdown."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.console import Console

from auditor.commands import FALLS_SHORT, here, with_talk
from auditor.evidence import Kind, checked_name
from auditor.report import Report
from auditor.score import State
from auditor.scorecard_text import as_json, as_markdown, as_terminal
from auditor.sources import recognise
from auditor.store import BadData
from auditor.talk import Talk
from auditor.wording import count


def _subject(told: str) -> tuple[str, str, Path | None]:
    """(id, revision, folder) for what the user named: a Hub id, a Hub URL, or a folder of this machine."""
    if told.startswith((".", "/", "~")) or told.endswith("/"):
        folder = Path(told).expanduser()
        if not folder.is_dir():
            raise BadData(f"{told}: there is no such folder")
        return folder.resolve().name, "", folder
    if "://" in told:
        ref = recognise(told)
        if ref is None or ref.kind is not Kind.MODEL:
            raise BadData(f"{told[:200]}: allowed is OWNER/NAME, https://huggingface.co/OWNER/NAME or a folder")
        pieces = urlsplit(told).path.split("/")
        return ref.name, pieces[4] if len(pieces) > 4 and pieces[3] in {"tree", "blob"} else "", None  # noqa: PLR2004
    return checked_name(told), "", None


def _required(told: str | None) -> tuple[State, tuple[str, ...]] | None:
    if told is None:
        return None
    state, _, criteria = told.partition(":")
    names = tuple(one.strip() for one in criteria.split(",") if one.strip())
    if state not in {State.MET, State.PARTIAL} or not names:
        raise BadData(f"--require {told}: allowed is met:CRITERION[,…] or partial:CRITERION[,…]")
    return State(state), names


def _falls_short(report: Report, wanted: tuple[State, tuple[str, ...]], definition: str) -> list[str]:
    results = {one.id: one.state for card in report.scorecards if card.definition == definition for one in card.results}
    if strange := [name for name in wanted[1] if name not in results]:
        raise BadData(f"--require {strange[0]}: no such requirement; allowed are {', '.join(results)}")
    enough = {State.MET} if wanted[0] is State.MET else {State.MET, State.PARTIAL}
    return [f"{name} is {results[name].value.replace('_', ' ')}" for name in wanted[1] if results[name] not in enough]


@click.command()
@click.argument("subject", metavar="ID|URL|FOLDER")
@click.option("--revision", default="", help="A branch, tag or commit instead of the newest.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option(
    "--definition", default=None, metavar="ID", help="Judge by this definition.  [default: the project's own]"
)
@click.option("--require", default=None, metavar="met:A,B", help="Exit with 1 where one of these falls short.")
@with_talk
def audit(  # noqa: PLR0913, PLR0917 - one argument for each option
    talk: Talk, subject: str, revision: str, form: str, definition: str | None, require: str | None
) -> None:
    """Print the scorecard of one model: of the Hub, registered or not, or of a folder before it is published."""
    model_id, in_url, folder = _subject(subject)
    wanted = _required(require)
    auditor = here()
    known = {one.id for one in auditor.store.definitions()}
    if definition is not None and definition not in known:
        raise BadData(f"--definition {definition}: no such definition; allowed are {', '.join(sorted(known))}")
    with talk.progress(auditor, 1):
        report = auditor.audit(model_id, revision=revision or in_url, folder=folder)
    chosen = definition or report.strip.definition
    if form == "json" or talk.as_json:
        click.echo(as_json(report))
    elif form == "markdown":
        click.echo(as_markdown(report, definition=chosen, definitions=auditor.store.definitions()))
    else:
        shown = as_terminal(report, definition=chosen, definitions=auditor.store.definitions())
        Console(highlight=False).print(shown, crop=False)
    talk.say(f"{count(auditor.door.sent.total(), 'request')} sent")
    if wanted and (short := _falls_short(report, wanted, chosen)):
        talk.warn(f"falls short: {'; '.join(short)}")
        raise click.exceptions.Exit(FALLS_SHORT)
