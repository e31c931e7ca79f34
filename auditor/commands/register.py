"""The register: add a model, look where a curator may look, check all of data/."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence

import click
from pydantic import ValidationError

from auditor.commands import BAD_INPUT, registered, with_talk
from auditor.evidence import checked_name
from auditor.registry import CuratedLink
from auditor.store import BadData
from auditor.store.yaml_files import first_sentence
from auditor.talk import Talk
from auditor.wording import count, plain


@click.command()
@click.argument("model_id", metavar="OWNER/NAME")
@click.option("--link", "links", multiple=True, metavar="ROLE=URL", help="A link that the card lacks; repeatable.")
@click.option("--why", default="", help="Why the links are added; shown beside them.")
@with_talk
def add(talk: Talk, model_id: str, links: Sequence[str], why: str) -> None:
    """Register a model: write data/models/OWNER/NAME.yaml. With --link also for one that is registered."""
    curated = [_curated(one, why) for one in links]
    auditor = registered()
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


@click.command()
@click.argument("old", metavar="OLD/NAME")
@click.argument("new", metavar="NEW/NAME")
@with_talk
def rename(talk: Talk, old: str, new: str) -> None:
    """Register a model that the Hub renamed under its new id: its history goes on, and its old page leads there."""
    auditor = registered()
    path = auditor.rename(checked_name(old), checked_name(new)).relative_to(auditor.root).as_posix()
    talk.summary({"written": path}, f"wrote {path}; `auditor run` audits it under its new id")


@click.command()
@click.argument("ids", nargs=-1, metavar="[OWNER/NAME]…")
@with_talk
def leads(talk: Talk, ids: Sequence[str]) -> None:
    """Show code of the models' owners that their cards do not link: where a curator may look. It is no evidence."""
    found = registered().leads([checked_name(one) for one in ids])
    if talk.as_json:
        click.echo(json.dumps([one.model_dump(mode="json") for one in found], indent=1, sort_keys=True))
        return
    for model, of_model in itertools.groupby(found, key=lambda one: one.model):
        click.echo(plain(model))
        for one in of_model:
            kin = ", of the model's family" if one.family else ""
            click.echo(f"  {plain(one.url)} ({one.role.value.replace('_', ' ')}{kin}; see {plain(one.seen.url)})")
    talk.say(f"{count(len(found), 'lead')}; `auditor add OWNER/NAME --link ROLE=URL --why …` adds a link")


@click.command()
@with_talk
def validate(talk: Talk) -> None:
    """Check all of data/: each mistake by file, key and what is allowed."""
    auditor = registered()
    problems = list(auditor.store.problems())
    for problem in problems:
        if not talk.as_json:
            talk.warn(problem)
    talk.summary({"problems": problems}, *(() if problems else ("data/ is as allowed",)))
    if problems:
        raise click.exceptions.Exit(BAD_INPUT)
