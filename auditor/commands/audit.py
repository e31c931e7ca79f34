"""One model: its scorecard in the terminal, as JSON, Markdown or SARIF, or as annotations of GitHub Actions."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click
from rich.console import Console

from auditor.annotations import annotation
from auditor.checks import all_checks
from auditor.collect import Observation
from auditor.commands import FALLS_SHORT, HOST_FAILED, here, with_talk
from auditor.definitions import Definition
from auditor.evidence import Kind, checked_name
from auditor.inert import inert
from auditor.pipeline import NotObserved
from auditor.remarks import CARD, Required, falling_short, not_told, remarks
from auditor.report import Report
from auditor.sarif import as_sarif
from auditor.score import Scorecard, State
from auditor.scorecard_text import as_json, as_markdown, as_terminal
from auditor.sources import recognise
from auditor.store import BadData
from auditor.talk import Talk
from auditor.transport import HostFailure
from auditor.utf8 import holdable
from auditor.wording import STATE_WORDS, count, plain
from auditor.wording import chosen as chosen_card

FORMS: Final = ("text", "json", "markdown", "sarif", "github")
NOTHING_SEEN: Final = "The model could not be looked at"


def _subject(told: str) -> tuple[str, str, Path | None]:
    """(id, revision, folder) for what the user named: a Hub id, a Hub URL, or a folder of this machine."""
    if told.startswith((".", "/", "~")) or told.endswith("/"):
        folder = Path(told).expanduser()
        if not folder.is_dir():
            raise BadData(f"{told}: there is no such folder")
        return holdable(folder.resolve().name), "", folder
    if "://" in told:
        ref = recognise(told)
        if ref is None or ref.kind is not Kind.MODEL:
            raise BadData(f"{told[:200]}: allowed is OWNER/NAME, https://huggingface.co/OWNER/NAME or a folder")
        pieces = urlsplit(told).path.split("/")
        return ref.name, pieces[4] if len(pieces) > 4 and pieces[3] in {"tree", "blob"} else "", None  # noqa: PLR2004
    return checked_name(told), "", None


def _required(told: str | None) -> Required | None:
    if told is None:
        return None
    state, _, criteria = told.partition(":")
    names = tuple(one.strip() for one in criteria.split(",") if one.strip())
    if state not in {State.MET, State.PARTIAL} or not names:
        raise BadData(f"--require {told}: allowed is met:CRITERION[,…] or partial:CRITERION[,…]")
    return Required(at_least=State.MET if state == State.MET else State.PARTIAL, names=names)


def _written(told: Sequence[str]) -> tuple[tuple[str, Path], ...]:
    """(form, file) for each `--write`."""
    pairs = [(form, name) for form, _, name in (one.partition("=") for one in told)]
    if strange := [one for one, (form, name) in zip(told, pairs, strict=True) if form not in FORMS or not name]:
        raise BadData(f"--write {strange[0]}: allowed is FORM=FILE, where FORM is one of {', '.join(FORMS)}")
    return tuple((form, Path(name)) for form, name in pairs)


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """One report in every form in which it can be printed."""

    report: Report
    definition: str
    definitions: tuple[Definition, ...]
    required: Required | None
    card: str

    def as_form(self, form: str) -> str:
        """The text in this form, ending with a newline."""
        chosen, all_of_them = self.definition, self.definitions
        match form:
            case "json":
                return as_json(self.report)
            case "markdown":
                return as_markdown(self.report, definition=chosen, definitions=all_of_them) + "\n"
            case "sarif":
                return as_sarif(self.report, all_checks(), definition=chosen, required=self.required, card=self.card)
            case "github":
                return "".join(f"{line}\n" for line in self._annotations())
            case _:
                out = io.StringIO()
                shown = as_terminal(self.report, definition=chosen, definitions=all_of_them)
                Console(file=out, highlight=False, color_system=None).print(shown, crop=False)
                return out.getvalue()

    def _annotations(self) -> Iterator[str]:
        for one in remarks(self.report, definition=self.definition, required=self.required):
            title = f"{one.title}: {'could not look' if one.level == 'notice' else STATE_WORDS[one.state]}"
            yield annotation(one.level, one.message, file=self.card, line=one.line, title=title)


def _card_path(folder: Path | None) -> str:
    """Where the card lies for who reads the results: in the folder, from where we are; else in a repository's root."""
    if folder is None:
        return CARD
    path = (folder / CARD).resolve()
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


@contextmanager
def _saying_where_nothing_was_seen(form: str, written: Sequence[tuple[str, Path]]) -> Iterator[None]:
    """Where the host cannot be asked, say so in what people read. No SARIF: one without results says that all is well.

    The failure goes on to the command line, which ends with the status of a failed host.
    """
    try:
        yield
    except (NotObserved, HostFailure) as error:
        said = f"Could not look: {plain(str(error))}. This says nothing about the model."
        if form == "github":
            click.echo(annotation("warning", said, title=NOTHING_SEEN))
        for kind, path in written:
            if kind == "markdown":
                path.write_text(f"# {NOTHING_SEEN}\n\n{inert(said)}\n", encoding="utf-8")
        raise


@click.command()
@click.argument("subject", metavar="ID|URL|FOLDER")
@click.option("--revision", default="", help="A branch, tag or commit instead of the newest.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--write", "told", multiple=True, metavar="FORM=FILE", help="Also write it to a file; repeatable.")
@click.option(
    "--definition", default=None, metavar="ID", help="Judge by this definition.  [default: the project's own]"
)
@click.option("--require", default=None, metavar="met:A,B", help="Exit with 1 where one of these falls short.")
@with_talk
def audit(  # noqa: PLR0913, PLR0917 - one argument for each option
    talk: Talk,
    subject: str,
    revision: str,
    form: str,
    told: Sequence[str],
    definition: str | None,
    require: str | None,
) -> None:
    """Print the scorecard of one model: of the Hub, registered or not, or of a folder before it is published."""
    model_id, in_url, folder = _subject(subject)
    required, written = _required(require), _written(told)
    auditor = here()
    definitions = auditor.store.definitions()
    chosen = next((one for one in definitions if definition in {None, one.id}), None)
    if chosen is None:
        known = ", ".join(sorted({one.id for one in definitions}))
        raise BadData(f"--definition {definition}: no such definition; allowed are {known}")
    names = [one.id for one in chosen.requirements]
    if strange := [name for name in (required.names if required else ()) if name not in names]:
        raise BadData(f"--require {strange[0]}: no such requirement; allowed are {', '.join(names)}")
    lost: list[str] = []
    with talk.progress(auditor, 1), _saying_where_nothing_was_seen(form, written):
        heard = auditor.progress

        def hear(one: Observation) -> None:
            if one.outcome in {"failed", "left"}:
                lost.append(one.why)
            heard(one)

        auditor.progress = hear
        report = auditor.audit(model_id, revision=revision or in_url, folder=folder)
    shown = _Shown(
        report=report, definition=chosen.id, definitions=definitions, required=required, card=_card_path(folder)
    )
    for kind, path in written:
        path.write_text(shown.as_form(kind), encoding="utf-8")
    if form == "text" and not talk.as_json:
        scorecard = as_terminal(report, definition=chosen.id, definitions=definitions)
        Console(highlight=False).print(scorecard, crop=False)
    else:
        click.echo(shown.as_form("json" if talk.as_json else form), nl=False)
    talk.say(f"{count(auditor.door.sent.total(), 'request')} sent")
    if required:
        _hold(talk, chosen_card(report, chosen.id), required, lost)


def _hold(talk: Talk, card: Scorecard, required: Required, lost: Sequence[str]) -> None:
    """End with the status of what is required: what is seen to be too little, and what could not be seen."""
    short, unseen = falling_short(card, required), not_told(card, required)
    if short:
        talk.warn(f"falls short: {'; '.join(short)}")
    if unseen:
        why = f" ({next((one for one in lost if one), '')})" if any(lost) else ""
        talk.warn(f"could not look: {', '.join(unseen)} could not be told{why}")
    if short or unseen:
        # What a host that failed left open may be told by the next run; what is closed to all will not.
        raise click.exceptions.Exit(HOST_FAILED if lost and not short else FALLS_SHORT)
