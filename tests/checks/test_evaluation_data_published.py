from __future__ import annotations

import pytest

from auditor.card import CardState, Role, Where
from auditor.checks.evaluation_data_published import evaluation_data_published
from auditor.evidence import Evidence, Gate, Kind, Link, Place, Reason
from auditor.rules import KnownName, NameKind
from tests.builders import card, dataset, evidence, link, mention, place


def quiz(gated: Gate = Gate.NO, files: tuple[str, ...] = ("test.parquet",)) -> Place:
    return place("acme/quiz", kind=Kind.DATASET, files=files, gated=gated)


def linked(name: str = "acme/quiz") -> Link:
    return link(Role.EVALUATION_DATA, name, Kind.DATASET)


def knowing(seen: Evidence) -> Evidence:
    """The same with two benchmarks in the vocabulary."""
    names = (
        KnownName(name="Quiz", kind=NameKind.BENCHMARK, aliases=("acme quiz",)),
        KnownName(name="Puzzle", kind=NameKind.BENCHMARK),
    )
    vocabulary = seen.rules.vocabulary.model_copy(update={"names": (*seen.rules.vocabulary.names, *names)})
    return seen.model_copy(update={"rules": seen.rules.model_copy(update={"vocabulary": vocabulary})})


TABLED = mention("Quiz", NameKind.BENCHMARK, where=Where.TABLE)
TOLD = mention("Puzzle", NameKind.BENCHMARK, "evaluation")
RESULTS = {"model-index": [{"task": "qa", "dataset": "Quiz (5-shot)", "metric": "acc", "value": 1.0}]}
OWN_RESULTS = {"model-index": [{"task": "qa", "dataset": "acme/quiz", "metric": "acc", "value": 1.0}]}


def below(*names: str) -> Evidence:
    """Benchmarks that are named below a heading on evaluation, in sentences that do not speak of it."""
    told = [mention(name, NameKind.BENCHMARK).model_copy(update={"heading_cues": ("evaluation",)}) for name in names]
    return evidence(place(card=card(mentions=tuple(told))))


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card()), linked(), places=(quiz(),)), "yes", "", id="open"),
        pytest.param(evidence(place(card=card()), linked(), places=(quiz(Gate.MANUAL),)), "no", "", id="behind a gate"),
        pytest.param(
            evidence(place(card=card()), linked(), places=(quiz(Gate.UNKNOWN),)), "unknown", "", id="gate not known"
        ),
        pytest.param(
            evidence(place(card=card()), linked(), places=(quiz(files=("README.md",)),)), "no", "", id="without files"
        ),
        pytest.param(evidence(place(card=card()), linked()), "unknown", "", id="not opened"),
        pytest.param(
            evidence(
                place(card=card()),
                linked(),
                places=(place("acme/quiz", kind=Kind.DATASET, missing=Reason.NOT_FOUND),),
            ),
            "no",
            "",
            id="gone",
        ),
        pytest.param(
            evidence(place(card=card()), linked(), linked("acme/more"), places=(quiz(),)),
            "unknown",
            "some",
            id="one of two, the other not opened",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                linked(),
                linked("acme/more"),
                places=(quiz(), place("acme/more", kind=Kind.DATASET, missing=Reason.NOT_FOUND)),
            ),
            "no",
            "some",
            id="one of two",
        ),
        pytest.param(
            evidence(place(card=card(mentions=(TOLD,))), linked(), places=(quiz(),)),
            "no",
            "some",
            id="one linked, another named",
        ),
        pytest.param(
            evidence(place(card=card(mentions=(TABLED,))), linked(), places=(quiz(),)),
            "yes",
            "",
            id="what is named is what is linked",
        ),
        pytest.param(evidence(place(card=card(mentions=(TABLED,)))), "no", "named", id="in a table"),
        pytest.param(evidence(place(card=card(mentions=(TOLD,)))), "no", "named", id="in a sentence"),
        pytest.param(
            evidence(place(card=card(mentions=(mention("Quiz", NameKind.BENCHMARK, "training"),)))),
            "no",
            "",
            id="a word in a sentence on something else",
        ),
        pytest.param(below("Quiz", "Puzzle"), "no", "named", id="two below a heading"),
        pytest.param(below("Quiz"), "no", "", id="one word below a heading"),
        pytest.param(evidence(place(card=card(front=RESULTS))), "no", "named", id="results of a benchmark"),
        pytest.param(
            evidence(place(card=card(front=OWN_RESULTS)), dataset("acme/quiz"), places=(quiz(),)),
            "yes",
            "",
            id="results on a dataset that is linked",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/quiz"), places=(quiz(),)), "no", "", id="training data only"
        ),
        pytest.param(evidence(place(card=card(front={"model-index": "none"}))), "no", "", id="results of no shape"),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="the card not read"),
        pytest.param(
            evidence(place(card=card(mentions=(TABLED,), problems=("only the first 2 MB were read",)))),
            "unknown",
            "named",
            id="named on a card that was read in part",
        ),
        pytest.param(evidence(place(missing=Reason.GATED), linked(), places=(quiz(),)), "unknown", "", id="refused"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_evaluation_data_published(seen: Evidence, outcome: str, value: str) -> None:
    said = evaluation_data_published.ask(knowing(seen))
    assert (said.outcome, said.value) == (outcome, value), said.because
