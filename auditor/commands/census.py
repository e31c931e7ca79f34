"""The same checks over bulk metadata: millions of models, without a request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from auditor.census.columns import CHECK
from auditor.census.engine import engine
from auditor.census.run import plan, run
from auditor.commands import root, with_talk
from auditor.store import BadData
from auditor.talk import Talk
from auditor.wording import count

_ANY = click.Path(path_type=Path)


@click.command()
@click.argument("source", type=_ANY)
@click.option("--out", required=True, type=_ANY, help="The folder to write into.")
@click.option("--cards", type=_ANY, help="Card texts in Parquet (modelId, card), joined by id.")
@click.option("--processes", type=click.IntRange(1), help="Processes on this machine.  [default: one a core]")
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask scheduler whose workers share the folders with this machine."
)
@with_talk
def census(  # noqa: PLR0913, PLR0917 - click gives each option as an argument
    talk: Talk, source: Path, out: Path, cards: Path | None, processes: int | None, scheduler: str | None
) -> None:
    """Judge every model of SOURCE: Parquet with the columns of the Hub's statistics, or recordings (*.jsonl.gz).

    Nothing is asked of a host: what the source lacks is unknown. What was done by an earlier run is kept, where source
    and rules are the same.
    """
    if processes and scheduler:
        raise BadData("--processes and --scheduler do not stand together: a cluster has its own workers")
    for path in filter(None, (source, cards)):
        if not path.exists():
            raise BadData(f"{path}: there is no such file or folder")
    job = plan(source, out, root(), cards)
    rows = "" if job.source.rows is None else f" of {count(job.source.rows, 'row')}"
    talk.say(f"a census of {', '.join(job.source.names[:5])}{rows} into {out}")
    with talk.steps() as heard, engine(processes, scheduler) as workers:
        done = run(job, workers, heard)
    talk.summary({**done.told, "kept": done.kept}, *_lines(done.told, done.kept))


def _lines(told: Mapping[str, Any], kept: int) -> list[str]:
    poisoned = sum(told["poisoned"].values())
    unknown = sum(times for name, times in told["unknown"].items() if name.startswith(CHECK))
    asked = told["results"] * len(told["checks"])
    share = f"{unknown / asked if asked else 0:.0%} of the answers are unknown, census.json says why"
    lines = [f"{count(told['results'], 'model')} judged by {count(len(told['checks']), 'check')}; {share}"]
    if repeated := told["source"]["duplicates"]:
        lines.append(f"{count(repeated, 'row')} left out: their ids stood before")
    if poisoned:
        kinds = ", ".join(f"{name}: {times}" for name, times in told["poisoned"].items())
        lines.append(f"{count(poisoned, 'row')} could not be read and are unknown ({kinds})")
    if kept:
        lines.append(f"{count(kept, 'partition')} stood from an earlier run")
    return lines
