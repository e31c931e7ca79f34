"""How right we are, and the stand-in that serves recordings."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console

from auditor.commands import FOLDER, here, registered, with_talk
from auditor.measure_text import as_json as measured_json
from auditor.measure_text import as_terminal as measured_terminal
from auditor.pipeline import Auditor
from auditor.standin import BadRecording, StandIn
from auditor.standin import serve as serve_recordings
from auditor.store import BadData, rule_data
from auditor.talk import Talk
from auditor.transport import Door, Endpoints, Patience


@click.command()
@click.option("--labels", type=FOLDER, help="A folder of labels.  [default: data/labels]")
@click.option(
    "--recordings", multiple=True, type=FOLDER, help="Observe from these instead of data/evidence; repeatable."
)
@click.option("--models", type=FOLDER, help="A folder of registry entries.  [default: data/models]")
@with_talk
def measure(talk: Talk, labels: Path | None, recordings: Sequence[Path], models: Path | None) -> None:
    """Hold the answers against labels made by careful reading, and print how often they agree."""
    auditor = registered() if labels is None or models is None else here()
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


@click.command()
@click.option(
    "--recordings",
    multiple=True,
    required=True,
    type=FOLDER,
    help="A folder with hub/*.jsonl.gz and github/*.json.gz; repeatable.",
)
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535))
@with_talk
def standin(talk: Talk, recordings: Sequence[Path], port: int) -> None:
    """Serve recordings as the Hub and GitHub would, on this machine, until interrupted."""
    talk.say(f"reading the recordings in {', '.join(map(str, recordings))}")
    try:
        serve_recordings(recordings, port)
    except BadRecording as error:
        raise BadData(str(error)) from error
