"""The commands, a file for each kind, and what they share: where they work, how they speak, how they end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from auditor.pipeline import Auditor, open_door
from auditor.store import BadData
from auditor.talk import Talk

FALLS_SHORT: Final = 1
BAD_INPUT: Final = 2
HOST_FAILED: Final = 3
FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)
_TAKE: Final = "take"
with_talk = click.make_pass_decorator(Talk)


class Group(click.Group):
    """Commands of one name. `NAME SOMETHING` is short for `NAME take SOMETHING`, where `take` is one of them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `take` before what is no command; asked for help alone, the group tells of all."""
        known = {*self.commands, *ctx.help_option_names}
        if _TAKE in self.commands and args and args[0] not in known:
            args = [_TAKE, *args]
        return super().parse_args(ctx, args)


def root() -> Path:
    """The checkout: `OPENNESS_ROOT`, else the nearest folder upwards that holds data/models."""
    if told := os.environ.get("OPENNESS_ROOT"):
        return Path(told)
    cwd = Path.cwd()
    return next((folder for folder in (cwd, *cwd.parents) if (folder / "data" / "models").is_dir()), cwd)


def here() -> Auditor:
    """An auditor at work in the checkout, with the door to the hosts."""
    checkout = root()
    return Auditor(root=checkout, door=open_door(checkout, warn=_warn))


def _warn(sentence: str) -> None:
    click.echo(f"auditor: {sentence}", err=True)


def registered() -> Auditor:
    """The same for the commands that work on a register. Raises `BadData` where there is none."""
    auditor = here()
    if not (auditor.root / "data" / "models").is_dir():
        raise BadData(
            "there is no register here: run this in a checkout, which has a folder data/models/, or set OPENNESS_ROOT"
        )
    return auditor
