"""No criterion may fall below the figures that are committed, and no rule may be made for one model."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from auditor.measure import Measured
from auditor.pipeline import Auditor
from auditor.standin import StandIn
from auditor.store import Store, rule_data
from auditor.transport import Door
from tests.conftest import CHECKOUT, door_to

FIGURES = json.loads((CHECKOUT / "data/figures.json").read_text(encoding="utf-8"))["criteria"]


def held(measured: Measured) -> None:
    for name, figures in FIGURES.items():
        found = measured.criteria[name]
        assert (found.exact_agreement or 0) >= figures["exact_agreement"], name
        assert found.met_wrongly <= figures["met"]["given_wrongly"], name
        assert found.met_missed <= figures["met"]["missed"], name
        assert found.unfair <= figures["answered_not_met_unfairly"], name


def test_the_committed_evidence_gives_the_committed_figures() -> None:
    auditor = Auditor(root=CHECKOUT, door=Door())
    held(auditor.measure(auditor.store.labels()))


@pytest.mark.recordings
def test_the_recordings_give_the_committed_figures(recordings: Path, tmp_path: Path) -> None:
    labels = Store(CHECKOUT).labels()
    with StandIn([recordings]) as standin:
        auditor = Auditor(
            root=tmp_path, door=door_to(standin), models=CHECKOUT / "data/models", rules=rule_data(CHECKOUT)
        )
        held(auditor.measure(labels, observe=True))


def registered() -> set[str]:
    """Owners and names of the register that are no plain words of the field."""
    words = {part for entry in Store(CHECKOUT).entries() for part in re.split(r"[/]", entry.id)}
    return {word.lower() for word in words if len(word) > 4} - {"google", "openai", "microsoft", "facebook", "intel"}


def spoken(path: Path) -> set[str]:
    """The words of a module's strings: what a rule could compare with."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents
    ]
    return {word.lower() for text in strings for word in re.split(r"[^\w.-]+", text)}


@pytest.mark.parametrize("folder", ["checks", "findings", "reading"])
def test_no_rule_names_a_model_or_an_owner(folder: str) -> None:
    named = {
        (path.name, word)
        for path in (CHECKOUT / "auditor" / folder).rglob("*.py")
        for word in spoken(path) & registered()
    }
    assert named == set()
