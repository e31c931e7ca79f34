"""What `auditor probe` prints: a row for each assumption; its JSON; and the issue that tells maintainers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from auditor.assumptions.probe import Probed, State
from auditor.inert import inert
from auditor.wording import count, plain

TITLE: Final = "A host no longer answers as we assume"
_SIGNS: Final = {State.HOLDS: "●", State.TURNED: "○", State.NOT_ASKED: "?"}


def as_terminal(found: Sequence[Probed], requests: int) -> RenderableType:
    """For people: every row with its state and what was seen, then the count."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("", "assumption", "founded on", "saw"):
        table.add_column(heading, overflow="fold")
    for one in found:
        state = f"{_SIGNS[one.state]} {one.state}"
        saw = Text(plain(one.saw, 200))
        table.add_row(state, Text.assemble((one.id, "bold"), f"  {one.question}"), one.known, saw)
    return Group(table, Text(f"{summary(found)}; {count(requests, 'request')} sent"))


def summary(found: Sequence[Probed]) -> str:
    """How many rows hold, do not, and could not be asked."""
    counted = Counter(one.state for one in found)
    told = [f"{counted[state]} of {len(found)} {_verb(state, counted[state])}" for state in State if counted[state]]
    return ", ".join(told) or "nothing was asked"


def _verb(state: State, number: int) -> str:
    plural = {State.HOLDS: "hold", State.TURNED: "do not hold"}
    return state.value if number == 1 else plural.get(state, state.value)


def as_json(found: Sequence[Probed], requests: int) -> dict[str, Any]:
    """For machines: every row, and the counts."""
    counted = Counter(one.state for one in found)
    return {
        "rows": [one.model_dump(mode="json") for one in found],
        "holds": counted[State.HOLDS],
        "does_not_hold": counted[State.TURNED],
        "could_not_be_asked": counted[State.NOT_ASKED],
        "requests_sent": requests,
    }


def issue(found: Sequence[Probed]) -> str:
    """The issue's text, in Markdown: what turned, where the stand-in relies on it, what could not be asked."""
    turned = [one for one in found if one.state is State.TURNED]
    return "\n\n".join(_ill(found, turned) if turned else _well(found)) + "\n"


def _well(found: Sequence[Probed]) -> Iterator[str]:
    states = {one.state for one in found}
    if State.HOLDS not in states:
        yield f"Nothing is known of the hosts today: {summary(found)}."
    elif State.NOT_ASKED in states:
        yield f"What could be asked holds: {summary(found)}."
    else:
        yield f"The hosts answer as we assume: {summary(found)}."


def _ill(found: Sequence[Probed], turned: Sequence[Probed]) -> Iterator[str]:
    yield f"Asked of the live hosts: {summary(found)}. What does not hold:"
    yield "\n".join(
        f"- `{one.id}`: {one.question} Seen: {inert(one.saw, 200)}. "
        f"The stand-in answers so in `auditor/standin/{one.relied_on.partition('.')[0]}.py`, "
        f"`{one.relied_on.partition('.')[2]}`."
        for one in turned
    )
    if unasked := [one for one in found if one.state is State.NOT_ASKED]:
        yield f"Not asked, so nothing is known of {', '.join(f'`{one.id}`' for one in unasked)}."
    yield "`auditor probe` asks again. This issue closes itself when every row that could be asked holds."
