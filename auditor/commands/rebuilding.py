"""What the project does for itself after a run: tell what turned, commit it, say whether all is well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from auditor.commands import FALLS_SHORT, registered, with_talk
from auditor.rebuild.git import Pushed, Repository
from auditor.rebuild.health import MOST_DAYS, ages
from auditor.rebuild.health import health as decided
from auditor.rebuild.message import message, subject
from auditor.rebuild.news import news
from auditor.rebuild.run import read_run
from auditor.rebuild.summary import summary as summed_up
from auditor.store import BadData
from auditor.store.files import write_whole
from auditor.talk import Talk
from auditor.wording import plain

_run = click.option(
    "--run", "folder", type=click.Path(file_okay=False, path_type=Path), help="Where the stages put their JSON."
)
_today = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="Count days up to this one.  [default: today, UTC]"
)


def _day(told: datetime | None) -> date:
    return (told or datetime.now(UTC)).date()


@click.command()
@with_talk
def turned(talk: Talk) -> None:
    """Print what turned since the last commit, as the message of the next one; nothing where nothing did."""
    found = news(Repository(root=registered().root).written())
    if talk.as_json:
        talk.summary({**found.model_dump(mode="json"), "message": message(found)})
    else:
        click.echo(message(found), nl=False)


@click.command()
@click.option("--push", is_flag=True, help="Send it to its branch of origin.")
@with_talk
def keep(talk: Talk, push: bool) -> None:  # noqa: FBT001 - click gives flags so
    """Commit what a run changed in data/, with a message that says what turned; none where nothing did.

    With --push it is put upon what others have pushed meanwhile. Where they changed the same files it is left: the
    next run sees the same and commits that.
    """
    repository = Repository(root=registered().root)
    written = repository.written()
    found = news(written)
    if not found.worth_keeping:
        talk.summary({"committed": False, "pushed": False}, "nothing moved: nothing to commit")
        return
    repository.commit([one.path for one in written], message(found))
    talk.say(f"committed: {subject(found)}")
    sent = repository.push() if push else None
    if sent is Pushed.CONFLICT:
        talk.warn("others changed the same files meanwhile: not pushed, the next run does it")
    talk.summary(
        {"committed": True, "pushed": sent is Pushed.SENT, "subject": subject(found)},
        *(["pushed"] if sent is Pushed.SENT else []),
    )


@click.command()
@_run
@_today
@with_talk
def summary(talk: Talk, folder: Path | None, today: datetime | None) -> None:
    """Print what the last run did and left as Markdown, before `auditor keep` commits it."""
    auditor = registered()
    found = news(Repository(root=auditor.root).written())
    run = read_run(folder or auditor.root / "build")
    told = summed_up(run, found, ages(auditor.store), today=_day(today))
    if talk.as_json:
        talk.summary({"summary": told})
    else:
        click.echo(told, nl=False)


@click.command()
@_run
@click.option("--result", "results", multiple=True, metavar="JOB=RESULT", help="How a job ended; repeatable.")
@click.option("--days", default=MOST_DAYS, show_default=True, type=click.IntRange(1), help="How old evidence may be.")
@click.option("--title", type=click.Path(dir_okay=False, path_type=Path), help="Write the issue's title to this file.")
@click.option("--body", type=click.Path(dir_okay=False, path_type=Path), help="Write the issue's text to this file.")
@_today
@with_talk
def health(  # noqa: PLR0913, PLR0917 - one argument for each option
    talk: Talk,
    folder: Path | None,
    results: Sequence[str],
    days: int,
    title: Path | None,
    body: Path | None,
    today: datetime | None,
) -> None:
    """Say whether the project still rebuilds itself; exit with 1 where a run failed or evidence grew too old."""
    ended = dict(one.partition("=")[::2] for one in results)
    if wrong := [one for one in results if "=" not in one]:
        raise BadData(f"--result {plain(wrong[0], 80)}: allowed is JOB=RESULT")
    auditor = registered()
    run = read_run(folder) if folder else None
    found = decided(ages(auditor.store), today=_day(today), run=run, results=ended, most_days=days)
    for path, content in ((title, f"{found.title}\n"), (body, found.body)):
        if path:
            write_whole(path, content.encode())
    talk.summary(found.model_dump(mode="json"), *(["all is well"] if found.well else [found.title, found.body]))
    if not found.well:
        raise click.exceptions.Exit(FALLS_SHORT)
