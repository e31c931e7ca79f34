"""The commands. Each does one thing, says what it will do, did and left, and exits with 0, 1, 2 or 3."""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click
from pydantic import ValidationError
from rich.console import Console

from auditor import __version__
from auditor.collect import Collected
from auditor.evidence import InvalidName, Kind, checked_name
from auditor.exports import export as exported
from auditor.measure_text import as_json as measured_json
from auditor.measure_text import as_terminal as measured_terminal
from auditor.pipeline import Auditor, NotObserved, open_door
from auditor.registry import CuratedLink
from auditor.report import Report
from auditor.score import State
from auditor.scorecard_text import as_json, as_markdown, as_terminal
from auditor.sources import recognise
from auditor.standin import BadRecording, StandIn
from auditor.standin import serve as serve_recordings
from auditor.store import BadData, rule_data
from auditor.store.yaml_files import first_sentence
from auditor.talk import Talk, collected_json, collected_lines, failure_line, judged_line, rendered_json, rendered_line
from auditor.transport import Door, Endpoints, HostFailure, Patience
from auditor.wording import count, plain

BAD_INPUT: Final = 2
HOST_FAILED: Final = 3
FALLS_SHORT: Final = 1
_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


def explain(error: Exception) -> tuple[str, int]:
    """One sentence for the user, and the exit status."""
    if isinstance(error, HostFailure | NotObserved):
        return str(error), HOST_FAILED
    if isinstance(error, BadData | InvalidName):
        return str(error), BAD_INPUT
    if isinstance(error, OSError):
        return f"{error.filename or 'a file'}: {error.strerror}", BAD_INPUT
    if os.environ.get("OPENNESS_DEBUG"):
        raise error
    return f"a mistake of ours: {type(error).__name__}: {error}. OPENNESS_DEBUG=1 shows where; please report it", 70


def _root() -> Path:
    """The checkout: `OPENNESS_ROOT`, else the nearest folder upwards that holds data/models."""
    if told := os.environ.get("OPENNESS_ROOT"):
        return Path(told)
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "data" / "models").is_dir()), here)


def _auditor() -> Auditor:
    root = _root()
    return Auditor(root=root, door=open_door(root))


def _registered() -> Auditor:
    """The same for the commands that work on a register. Raises `BadData` where there is none."""
    auditor = _auditor()
    if not (auditor.root / "data" / "models").is_dir():
        raise BadData(
            "there is no register here: run this in a checkout, which has a folder data/models/, or set OPENNESS_ROOT"
        )
    return auditor


_talk = click.make_pass_decorator(Talk)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--quiet", is_flag=True, help="Say nothing but warnings and failures.")
@click.option("--json", "json_", is_flag=True, help="Print a summary as one JSON object on standard output.")
@click.version_option(__version__, prog_name="auditor")
@click.pass_context
def cli(context: click.Context, quiet: bool, json_: bool) -> None:  # noqa: FBT001 - click gives flags so
    """Audit how open models are: what is published, judged by published definitions."""
    logging.basicConfig(level=logging.DEBUG if os.environ.get("OPENNESS_DEBUG") else logging.CRITICAL)
    context.obj = Talk(quiet=quiet, as_json=json_)


# -- one model -------------------------------------------------------------------------------------------------------


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


@cli.command()
@click.argument("subject", metavar="ID|URL|FOLDER")
@click.option("--revision", default="", help="A branch, tag or commit instead of the newest.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option(
    "--definition", default=None, metavar="ID", help="Judge by this definition.  [default: the project's own]"
)
@click.option("--require", default=None, metavar="met:A,B", help="Exit with 1 where one of these falls short.")
@_talk
def audit(  # noqa: PLR0913, PLR0917 - one argument for each option
    talk: Talk, subject: str, revision: str, form: str, definition: str | None, require: str | None
) -> None:
    """Print the scorecard of one model: of the Hub, registered or not, or of a folder before it is published."""
    model_id, in_url, folder = _subject(subject)
    wanted = _required(require)
    auditor = _auditor()
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


@cli.command()
@click.argument("model_id", metavar="OWNER/NAME")
@click.option("--link", "links", multiple=True, metavar="ROLE=URL", help="A link that the card lacks; repeatable.")
@click.option("--why", default="", help="Why the links are added; shown beside them.")
@_talk
def add(talk: Talk, model_id: str, links: Sequence[str], why: str) -> None:
    """Register a model: write data/models/OWNER/NAME.yaml. With --link also for one that is registered."""
    curated = [_curated(one, why) for one in links]
    auditor = _registered()
    path = auditor.add(checked_name(model_id), curated)
    shown = path.relative_to(auditor.root).as_posix()
    talk.summary({"written": shown}, f"wrote {shown}; `auditor run` audits it")


def _curated(told: str, why: str) -> CuratedLink:
    role, found, url = told.partition("=")
    try:
        if not found:
            raise BadData(f"--link {told}: allowed is ROLE=URL")
        return CuratedLink.model_validate({"role": role, "url": url, **({"why": why} if why else {})})
    except ValidationError as error:
        raise BadData(f"--link {told}: {first_sentence(error)}") from error


# -- for other projects ----------------------------------------------------------------------------------------------


@cli.group()
def export() -> None:
    """Write a registered model in the form of another project, from committed data."""


_model = click.argument("model_id", metavar="OWNER/NAME")
_output = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.  [default: standard output]"
)


@export.command()
@_model
@_output
@_talk
def mof(talk: Talk, model_id: str, output: Path | None) -> None:
    """Write a record of the Model Openness Tool: the published components with their licenses, as YAML."""
    _export(talk, "mof", model_id, output)


@export.command()
@_model
@_output
@_talk
def cyclonedx(talk: Talk, model_id: str, output: Path | None) -> None:
    """Write a CycloneDX bill of materials: the model, its base models and training data, as JSON of version 1.6."""
    _export(talk, "cyclonedx", model_id, output)


def _export(talk: Talk, form: str, model_id: str, output: Path | None) -> None:
    content = exported(form, _registered().store, checked_name(model_id))
    if output is None:
        click.echo(content, nl=False)
        return
    output.write_bytes(content)
    talk.summary({"written": str(output)}, f"wrote {output}")


# -- stages ----------------------------------------------------------------------------------------------------------


@cli.command()
@click.argument("ids", nargs=-1, metavar="[OWNER/NAME]…")
@_talk
def collect(talk: Talk, ids: Sequence[str]) -> None:
    """Observe the registered models on their hosts and keep what was seen in data/evidence/."""
    auditor = _registered()
    done = _collect(talk, auditor, ids)
    talk.summary(collected_json(auditor, done), *collected_lines(auditor, done))
    if done.of("failed"):
        raise click.exceptions.Exit(HOST_FAILED)


@cli.command()
@_talk
def judge(talk: Talk) -> None:
    """Ask every check about every registered model, from what was seen, and keep the answers in data/audits/."""
    auditor = _registered()
    with talk.progress(auditor, 0):
        done = auditor.judge()
    talk.summary({"models": done.models, "turned": dict(done.turned)}, judged_line(done))


@cli.command()
@_talk
def render(talk: Talk) -> None:
    """Write the pages of the site below docs/ from data/audits/."""
    auditor = _registered()
    with talk.progress(auditor, 0):
        done = auditor.render()
    talk.summary(rendered_json(done), rendered_line(done))


@cli.command()
@_talk
def build(talk: Talk) -> None:
    """Render, then build the site into site/ with mkdocs."""
    auditor = _registered()
    with talk.progress(auditor, 0):
        done = auditor.render()
    auditor.build()
    talk.summary({**rendered_json(done), "site": "site/"}, rendered_line(done), "the site stands in site/")


@cli.command()
@_talk
def run(talk: Talk) -> None:
    """Observe, judge, render, build. Where a host cannot be reached the committed evidence stands."""
    auditor = _registered()
    done = _collect(talk, auditor, ())
    with talk.progress(auditor, 0):
        judged = auditor.judge()
        rendered = auditor.render()
    auditor.build()
    talk.summary(
        {**collected_json(auditor, done), "turned": dict(judged.turned), **rendered_json(rendered), "site": "site/"},
        *collected_lines(auditor, done),
        judged_line(judged),
        rendered_line(rendered),
        "the site stands in site/",
    )


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@_talk
def serve(talk: Talk, port: int) -> None:
    """Render, then serve the site on this machine until interrupted; prose is rebuilt as it is edited."""
    auditor = _registered()
    with talk.progress(auditor, 0):
        auditor.render()
    talk.say(f"serving on http://127.0.0.1:{port}/")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    done = subprocess.run(command, cwd=auditor.root, check=False)  # noqa: S603 - our own interpreter and literals
    if done.returncode:
        raise BadData("mkdocs could not serve the site; what it said stands above")


@cli.command()
@click.argument("ids", nargs=-1, metavar="[OWNER/NAME]…")
@_talk
def leads(talk: Talk, ids: Sequence[str]) -> None:
    """Show code of the models' owners that their cards do not link: where a curator may look. It is no evidence."""
    found = _registered().leads([checked_name(one) for one in ids])
    if talk.as_json:
        click.echo(json.dumps([one.model_dump(mode="json") for one in found], indent=1, sort_keys=True))
        return
    for model, of_model in itertools.groupby(found, key=lambda one: one.model):
        click.echo(plain(model))
        for one in of_model:
            kin = ", of the model's family" if one.family else ""
            click.echo(f"  {plain(one.url)} ({one.role.value.replace('_', ' ')}{kin}; see {plain(one.seen.url)})")
    talk.say(f"{count(len(found), 'lead')}; `auditor add OWNER/NAME --link ROLE=URL --why …` adds a link")


@cli.command()
@_talk
def validate(talk: Talk) -> None:
    """Check all of data/: each mistake by file, key and what is allowed."""
    auditor = _registered()
    problems = list(auditor.store.problems())
    for problem in problems:
        if not talk.as_json:
            talk.warn(problem)
    talk.summary({"problems": problems}, *(() if problems else ("data/ is as allowed",)))
    if problems:
        raise click.exceptions.Exit(BAD_INPUT)


@cli.command()
@click.option("--labels", type=_FOLDER, help="A folder of labels.  [default: data/labels]")
@click.option(
    "--recordings", multiple=True, type=_FOLDER, help="Observe from these instead of data/evidence; repeatable."
)
@click.option("--models", type=_FOLDER, help="A folder of registry entries.  [default: data/models]")
@_talk
def measure(talk: Talk, labels: Path | None, recordings: Sequence[Path], models: Path | None) -> None:
    """Hold the answers against labels made by careful reading, and print how often they agree."""
    auditor = _registered() if labels is None or models is None else _auditor()
    labeled = auditor.store.labels(labels)
    if not labeled:
        raise BadData(f"{labels or 'data/labels'}: there are no labels here; allowed are files of JSON")
    models = models or auditor.store.models
    with contextlib.ExitStack() as open_things:
        if recordings:
            talk.say(f"reading the recordings in {', '.join(map(str, recordings))}")
            standin = open_things.enter_context(_standin(recordings))
            root = Path(open_things.enter_context(tempfile.TemporaryDirectory(prefix="auditor-")))
            endpoints = Endpoints(hub=standin.hub_url, github=standin.github_url)
            door = Door(endpoints=endpoints, patience=Patience(backoff=0, tries=1))
            auditor = Auditor(root=root, door=door, models=models, rules=rule_data(auditor.root))
        elif models != auditor.store.models:
            auditor = Auditor(root=auditor.root, door=auditor.door, models=models)
        with talk.progress(auditor, len(labeled) if recordings else 0):
            measured = auditor.measure(labeled, observe=bool(recordings))
    if talk.as_json:
        click.echo(measured_json(measured), nl=False)
    else:
        Console(highlight=False).print(measured_terminal(measured))


@contextlib.contextmanager
def _standin(recordings: Sequence[Path]) -> Iterator[StandIn]:
    try:
        with StandIn(recordings) as running:
            yield running
    except BadRecording as error:
        raise BadData(str(error)) from error


@cli.command()
@click.option(
    "--recordings",
    multiple=True,
    required=True,
    type=_FOLDER,
    help="A folder with hub/*.jsonl.gz and github/*.json.gz; repeatable.",
)
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535))
@_talk
def standin(talk: Talk, recordings: Sequence[Path], port: int) -> None:
    """Serve recordings as the Hub and GitHub would, on this machine, until interrupted."""
    talk.say(f"reading the recordings in {', '.join(map(str, recordings))}")
    try:
        serve_recordings(recordings, port)
    except BadRecording as error:
        raise BadData(str(error)) from error


def _collect(talk: Talk, auditor: Auditor, ids: Sequence[str]) -> Collected:
    ids = [checked_name(one) for one in ids]
    total = len(ids) or len(auditor.store.entry_files())
    talk.say(f"observing {total} model{'' if total == 1 else 's'}, their base models and what they link")
    with talk.progress(auditor, total):
        done = auditor.collect(ids)
    if failure := failure_line(done):
        talk.warn(failure)
    return done
