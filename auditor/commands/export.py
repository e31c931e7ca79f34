"""One model in the forms of other projects."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.commands import registered, with_talk
from auditor.evidence import checked_name
from auditor.exports import export as exported
from auditor.talk import Talk


@click.group()
def export() -> None:
    """Write a registered model in the form of another project, from committed data."""


_model = click.argument("model_id", metavar="OWNER/NAME")
_output = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.  [default: standard output]"
)


@export.command()
@_model
@_output
@with_talk
def mof(talk: Talk, model_id: str, output: Path | None) -> None:
    """Write a record of the Model Openness Tool: the published components with their licenses, as YAML."""
    _export(talk, "mof", model_id, output)


@export.command()
@_model
@_output
@with_talk
def cyclonedx(talk: Talk, model_id: str, output: Path | None) -> None:
    """Write a CycloneDX bill of materials: the model, its base models and training data, as JSON of version 1.6."""
    _export(talk, "cyclonedx", model_id, output)


def _export(talk: Talk, form: str, model_id: str, output: Path | None) -> None:
    content = exported(form, registered().store, checked_name(model_id))
    if output is None:
        click.echo(content, nl=False)
        return
    output.write_bytes(content)
    talk.summary({"written": str(output)}, f"wrote {output}")
