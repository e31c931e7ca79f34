from __future__ import annotations

import io
import json

from rich.console import Console

from auditor.measure import Compared, Confidence, Measured
from auditor.measure_text import as_json, as_terminal
from auditor.score import State
from tests.test_measure import label, measured

FOUND: Measured = measured(
    (label(State.MET), State.MET),
    (label(State.PARTIAL, State.PARTIAL, State.MET), State.NOT_MET),
    (label(State.NOT_MET, confidence=Confidence.LOW), State.UNKNOWN),
)


def printed(found: Measured) -> str:
    out = io.StringIO()
    Console(file=out, width=120, color_system=None).print(as_terminal(found))
    return out.getvalue()


def test_the_terminal_shows_figures_tables_and_both_reasons() -> None:
    shown = printed(FOUND)
    assert "3 labeled models" in shown
    assert "1 label of met or partial answered not met" in shown
    assert "acme/m1 weights: labeled met or partial, answered not met" in shown
    assert "label:  It stands there." in shown
    assert "answer: Seen." in shown
    assert shown.index("acme/m1") < shown.index("Disagreements with labels of low confidence") < shown.index("acme/m2")


def test_markup_of_labels_stays_text() -> None:
    first = FOUND.disagreements[0]
    foreign = first.model_copy(update={"because": "[red]no[/red]\x1b[31m"})
    shown = printed(FOUND.model_copy(update={"disagreements": (foreign,)}))
    assert "[red]no[/red]" in shown
    assert "\x1b" not in shown


def test_the_json_has_the_shape_that_is_promised() -> None:
    found = json.loads(as_json(FOUND))
    weights = found["criteria"]["weights"]
    assert weights["exact_agreement"] == 0.3333
    assert weights["met"]["precision"] == 1
    assert weights["met"]["recall"] == 1
    assert weights["confusion"]["met"] == {"met": 1, "partial": 0, "not_met": 0, "unknown": 0}
    assert {one["id"]: one["answer"] for one in found["disagreements"]} == {"acme/m1": "not_met", "acme/m2": "unknown"}
    assert isinstance(FOUND.disagreements[0], Compared)
