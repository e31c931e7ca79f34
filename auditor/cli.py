"""The command line. Each command does one thing, says what it will do, did and left, and exits with 0, 1, 2 or 3."""

from __future__ import annotations

import logging
import os

import click

from auditor import __version__
from auditor.commands import BAD_INPUT, HOST_FAILED, Group
from auditor.commands.audit import audit
from auditor.commands.census import census
from auditor.commands.census_report import census_report
from auditor.commands.export import export
from auditor.commands.intake import intake
from auditor.commands.lint import lint
from auditor.commands.measuring import measure, standin
from auditor.commands.probe import probe
from auditor.commands.rebuilding import health, keep, summary, turned
from auditor.commands.register import add, leads, rename, validate
from auditor.commands.reviewing import comment, pull_request, review
from auditor.commands.stages import build, collect, judge, render, run, serve
from auditor.commands.verify import verify
from auditor.evidence import InvalidName
from auditor.pipeline import NotObserved
from auditor.store import BadData
from auditor.talk import Talk
from auditor.transport import HostFailure
from auditor.utf8 import holdable, is_holdable


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


class _Commands(click.Group):
    """The commands, which take no argument that UTF-8 cannot hold: neither names nor addresses may have such text."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        for one in args:
            if not is_holdable(one):
                raise click.UsageError(f"{holdable(one)}: allowed is text in UTF-8")
        return super().parse_args(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--quiet", is_flag=True, help="Say nothing but warnings and failures.")
@click.option("--json", "json_", is_flag=True, help="Print a summary as one JSON object on standard output.")
@click.version_option(__version__, prog_name="auditor")
@click.pass_context
def cli(context: click.Context, quiet: bool, json_: bool) -> None:  # noqa: FBT001 - click gives flags so
    """Audit how open models are: what is published, judged by published definitions."""
    logging.basicConfig(level=logging.DEBUG if os.environ.get("OPENNESS_DEBUG") else logging.CRITICAL)
    context.obj = Talk(quiet=quiet, as_json=json_)


_REGISTER = (add, rename, leads, validate, intake)
_STAGES = (collect, judge, render, build, run, serve)
_REBUILD = (turned, keep, summary, health)
_REVIEW = (review, comment, pull_request)
_CENSUS = Group("census", {"take": census, "report": census_report}, help="The same checks over bulk metadata.")
_OTHERS = (audit, _CENSUS, lint, export, measure, verify, probe, standin)
for _command in (*_OTHERS, *_REGISTER, *_STAGES, *_REBUILD, *_REVIEW):
    cli.add_command(_command)
