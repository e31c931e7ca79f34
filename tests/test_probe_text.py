from __future__ import annotations

import io
import json

from rich.console import Console

from auditor.assumptions import Known
from auditor.assumptions.probe import Probed, State
from auditor.probe_text import as_json, as_terminal, issue, summary


def row(state: State, saw: str = "status 200", name: str = "hub_refs") -> Probed:
    return Probed(
        id=name, question="Refs name them.", known=Known.RECORDED, relied_on="hub._refs", state=state, saw=saw
    )


WELL = (row(State.HOLDS), row(State.HOLDS))
ILL = (row(State.HOLDS), row(State.TURNED, "status 404", "hub_tree"), row(State.NOT_ASKED, "huggingface.co is down"))


def test_the_terminal_shows_each_row_and_the_count() -> None:
    out = io.StringIO()
    Console(file=out, width=120, color_system=None).print(as_terminal(ILL, 4))
    shown = out.getvalue()
    assert "○ does not hold" in shown
    assert "1 of 3 holds, 1 of 3 does not hold, 1 of 3 could not be asked; 4 requests sent" in shown
    assert summary(WELL) == "2 of 2 hold"
    assert summary(()) == "nothing was asked"


def test_the_issue_names_what_turned_and_where_it_is_relied_on() -> None:
    told = issue(ILL)
    assert "- `hub_tree`: Refs name them. Seen: status 404." in told
    assert "`auditor/standin/hub.py`, `_refs`" in told
    assert "nothing is known of `hub_refs`" in told
    assert issue(WELL) == "The hosts answer as we assume: 2 of 2 hold.\n"
    assert issue((*WELL, ILL[2])).startswith("What could be asked holds: 2 of 3 hold, ")
    assert issue(ILL[2:]) == "Nothing is known of the hosts today: 1 of 1 could not be asked.\n"


def test_nothing_of_strangers_acts_in_the_issue() -> None:
    told = issue((row(State.TURNED, "<script>`@everyone` [x](https://example.org)"),))
    assert "<script>" not in told
    assert "@everyone" not in told
    assert "](http" not in told


def test_the_json_has_rows_and_counts() -> None:
    found = json.loads(json.dumps(as_json(ILL, 4)))
    assert (found["holds"], found["does_not_hold"], found["could_not_be_asked"], found["requests_sent"]) == (1, 1, 1, 4)
    assert found["rows"][1]["state"] == "does not hold"
