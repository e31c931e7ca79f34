from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import checks
from auditor.answers import Outcome
from auditor.card import CardState, Role, Where
from auditor.checks import all_checks, wanted_files
from auditor.definitions import Definition
from auditor.evidence import Evidence, Gate, Head, Kind, Place, Reason
from auditor.rules import NameKind, Rules
from tests.builders import (
    ROOT,
    answer,
    base,
    card,
    dataset,
    evidence,
    hyperparameters,
    link,
    mention,
    place,
    rules,
)

SOURCES = sorted(Path(checks.__file__).parent.glob("*.py"))
IDS = sorted(all_checks())


@pytest.mark.parametrize("check_id", IDS)
def test_a_check_has_a_test_file_and_its_page(check_id: str) -> None:
    check = all_checks()[check_id]
    assert (Path(__file__).parent / f"test_{check_id}.py").exists()
    for text in (check.question, check.method, check.remedy, check.limits):
        assert len(text) > 20
        assert text.endswith((".", "?"))
    assert check.question.endswith("?")
    assert check.version >= 1


def test_every_check_that_the_first_definition_names_exists() -> None:
    import yaml  # noqa: PLC0415 - only this test reads a definition

    raw = yaml.safe_load((ROOT / "data" / "definitions" / "open-source-five.yaml").read_text(encoding="utf-8"))
    definition = Definition.model_validate(raw, strict=False)
    assert {name for one in definition.requirements for name in one.checks()} <= set(IDS)


def test_wanted_files_are_patterns() -> None:
    assert wanted_files()
    for pattern in wanted_files():
        re.compile(pattern)


def _strings(path: Path) -> Iterator[str]:
    """The string constants of a file that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value.lower()


def test_no_rule_names_an_audited_owner() -> None:
    owners = {one.name.lower() for one in (ROOT / "data" / "models").glob("*") if one.is_dir()}
    code = [*SOURCES, *sorted((ROOT / "auditor" / "reading").glob("*.py"))]
    words = {word for path in code for text in _strings(path) for word in re.findall(r"[a-z0-9][\w-]{2,}", text)}
    assert not words & owners


@pytest.mark.parametrize("check_id", IDS)
def test_nothing_seen_is_unknown(check_id: str) -> None:
    assert all_checks()[check_id].ask(evidence(None)).outcome is Outcome.UNKNOWN


REFUSED = {
    "weights_downloadable": Outcome.NO,
    "weights_ungated": Outcome.UNKNOWN,
}


@pytest.mark.parametrize("check_id", IDS)
def test_a_refused_repository_is_denied_weights_only(check_id: str) -> None:
    seen = evidence(place(missing=Reason.NOT_FOUND_OR_PRIVATE))
    assert all_checks()[check_id].ask(seen).outcome is REFUSED.get(check_id, Outcome.UNKNOWN)


_NAMES = st.sampled_from(
    [
        "model.safetensors",
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
        "adapter_model.safetensors",
        "open-7b.Q4_K_M.gguf",
        "train.py",
        "eval/run_eval.sh",
        "trainer_state.json",
        "all_results.json",
        "LICENSE",
        "config.yaml",
        "training_args.bin",
        "checkpoint-10/model.safetensors",
    ]
)
_MENTIONS = st.sampled_from(
    [
        mention("Big Corpus", NameKind.CORPUS, "training"),
        mention("TrainKit", NameKind.FRAMEWORK, "training"),
        mention("EvalKit", NameKind.HARNESS, "evaluation"),
        mention("Quiz", NameKind.BENCHMARK, "evaluation", where=Where.TABLE),
        *hyperparameters("learning_rate", "seed", "batch_size"),
    ]
)
_LINKS = st.sampled_from(
    [
        dataset("acme/web"),
        dataset("acme/chat"),
        dataset("some pages"),
        base("acme/base"),
        base("acme/other-base", "merge"),
        link(Role.CODE, "acme/open"),
        link(Role.EVALUATION_CODE, "acme/eval"),
        link(Role.TRAINING_CODE, "https://code.example/train"),
        link(Role.TRAINING_METRICS, "https://wandb.ai/acme/open"),
    ]
)
_PLACES = (
    place("acme/web", kind=Kind.DATASET, files=("data.parquet",)),
    place("acme/open", kind=Kind.REPOSITORY, files=("train.py", "evaluate.py"), gated=Gate.UNKNOWN),
    place("acme/eval", kind=Kind.REPOSITORY, files=("eval/a.py", "eval/b.py"), gated=Gate.UNKNOWN),
)
_ANSWERS = st.sampled_from([answer("yes"), answer("no"), answer("no", "some"), answer("unknown"), answer("no", "open")])


@st.composite
def _evidences(draw: st.DrawFn) -> Evidence:
    front = draw(st.sampled_from([{}, {"license": "apache-2.0"}, {"license": "llama2"}, {"license": "acme-terms"}]))
    read = {"LICENSE": {"license": draw(st.sampled_from(["MIT", "gemma", ""]))}}
    own = place(
        files=("README.md", *draw(st.lists(_NAMES, max_size=4, unique=True))),
        gated=draw(st.sampled_from(list(Gate))),
        card=card(front=front, mentions=tuple(draw(st.lists(_MENTIONS, max_size=3)))),
        read=read,
        branches=draw(st.sampled_from([("main",), ("main", "step100")])),
    )
    other = place("acme/chat", kind=Kind.DATASET, files=("a.csv",), gated=draw(st.sampled_from(list(Gate))))
    closed = place("acme/chat", kind=Kind.DATASET, missing=Reason.NOT_FOUND)
    bases: dict[str, Any] = {
        name: {"training_data_downloadable": draw(_ANSWERS), "license_osi_approved": draw(_ANSWERS)}
        for name in draw(st.lists(st.sampled_from(["acme/base", "acme/other-base"]), unique=True))
    }
    links = draw(st.lists(_LINKS, max_size=4, unique=True))
    found = evidence(own, *links, places=(*_PLACES, draw(st.sampled_from([other, closed]))), bases=bases)
    # The rules are long and always the same: a failing example is shown without them.
    return found.model_copy(update={"rules": Rules()})


def _dimmed(seen: Evidence, what: str) -> Evidence:
    """The same evidence with less of it seen."""
    own = seen.place
    assert own is not None
    assert own.snapshot is not None
    snapshot = own.snapshot
    match what:
        case "listing":
            snapshot = snapshot.model_copy(update={"files": None, "complete": False})
        case "part":
            snapshot = snapshot.model_copy(update={"complete": False})
        case "card":
            snapshot = snapshot.model_copy(update={"card": None, "card_state": CardState.NOT_READ})
        case "gates":
            places = {key: _gate_unknown(one) for key, one in seen.places.items()}
            return seen.model_copy(update={"places": places, "place": _gate_unknown(own)})
        case "places":
            return seen.model_copy(update={"places": {}})
        case "bases":
            return seen.model_copy(update={"bases": {}})
        case "place":
            return seen.model_copy(update={"place": None})
    return seen.model_copy(update={"place": own.model_copy(update={"snapshot": snapshot})})


def _gate_unknown(one: Place) -> Place:
    if not isinstance(one.head, Head):
        return one
    settings_ = one.head.settings.model_copy(update={"gated": Gate.UNKNOWN})
    return one.model_copy(update={"head": one.head.model_copy(update={"settings": settings_})})


@settings(max_examples=120, deadline=None)
@given(_evidences(), st.sampled_from(["listing", "part", "card", "gates", "places", "bases", "place"]))
def test_seeing_less_never_denies_and_never_affirms(seen: Evidence, what: str) -> None:
    seen = seen.model_copy(update={"rules": rules()})
    less = _dimmed(seen, what)
    for check in all_checks().values():
        before, after = check.ask(seen), check.ask(less)
        turned = (before.outcome, after.outcome)
        assert turned not in {
            (Outcome.UNKNOWN, Outcome.NO),
            (Outcome.NO, Outcome.YES),
            (Outcome.YES, Outcome.NO),
        }, (check.id, what, before.because, after.because)
        for one in (before, after):
            assert one.citations or one.outcome not in {Outcome.YES, Outcome.NO}
            assert "  " not in one.because
            assert one.because.endswith(".")
