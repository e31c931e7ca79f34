"""From a census to the page State of the Hub: its figures are counted and kept, and the site shows them."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.commands import FOLDER, here, registered, with_talk
from auditor.counting import counted
from auditor.hub_state import HubState
from auditor.outputs.site.hub_words import caption
from auditor.talk import Talk


@click.command("report")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the figures to this file.  [default: data/census/state_of_the_hub.json]",
)
@with_talk
def census_report(talk: Talk, folder: Path, out: Path | None) -> None:
    """Count the census in DIR, and keep the figures of which the site makes the page State of the Hub.

    The page is made by `auditor render` and `auditor build`.
    """
    store = (here() if out else registered()).store
    talk.say(f"counting the census in {folder}")
    state = counted(folder, store.licenses)
    written = store.save_hub_state(state, out)
    talk.summary(
        {"rows": state.overall.rows, "written": str(written)},
        *_lines(state),
        f"the figures are in {written}; `auditor build` makes the page of those in data/census/",
    )


def _lines(state: HubState) -> list[str]:
    lines = [caption(state)]
    for criterion, tally in state.overall.criteria.items():
        shares = f"{tally.bounds[0]:.1%} to {tally.bounds[1]:.1%} meet it" if tally.bounds else "nothing to count"
        lines.append(f"{criterion}: {shares}; met {tally.met:,}, unknown {tally.unknown:,} of {tally.rows:,}")
    return lines
