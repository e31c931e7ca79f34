from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from auditor.measure import Confidence, Label, Labels, Measured, measure
from auditor.schemes import Standing
from auditor.score import Result, Scorecard, State, Verdict

MET, PARTIAL, NOT_MET, UNKNOWN = State.MET, State.PARTIAL, State.NOT_MET, State.UNKNOWN
SURE = Confidence.HIGH
HALVES = (0.5, 0.5, 0.5, 1, 1, 0)


def label(value: State, *accept: State, confidence: Confidence = SURE) -> Label:
    return Label(value=value, because="It stands there.", confidence=confidence, accept=accept)


def card(**states: State) -> Scorecard:
    results = tuple(
        Result(id=name, title=name, question="?", state=state, because="Seen.") for name, state in states.items()
    )
    return Scorecard(
        definition="five",
        version=1,
        title="Five",
        verdict=Verdict.UNKNOWN,
        standing=Standing(verdict=Verdict.UNKNOWN),
        results=results,
    )


def measured(*pairs: tuple[Label, State]) -> Measured:
    """One model for each pair of a label and our answer, all on one criterion."""
    labels = [Labels(id=f"acme/m{number}", labels={"weights": one}) for number, (one, _) in enumerate(pairs)]
    cards = {f"acme/m{number}": card(weights=state) for number, (_, state) in enumerate(pairs)}
    return measure(labels, cards, ["weights"])


@pytest.mark.parametrize(
    ("pairs", "exact", "precision", "recall", "missed", "wrongly", "unfair"),
    [
        ([(label(MET), MET)], 1, 1, 1, 0, 0, 0),
        ([(label(MET), NOT_MET)], 0, None, 0, 1, 0, 1),
        ([(label(MET), UNKNOWN)], 0, None, 0, 1, 0, 0),
        ([(label(NOT_MET), MET)], 0, 0, None, 0, 1, 0),
        ([(label(PARTIAL), NOT_MET)], 0, None, None, 0, 0, 1),
        ([(label(UNKNOWN), NOT_MET)], 0, None, None, 0, 0, 0),
        ([(label(MET, MET, UNKNOWN), UNKNOWN)], 1, None, None, 0, 0, 0),
        ([(label(PARTIAL, PARTIAL, MET), MET)], 1, 1, None, 0, 0, 0),
        ([(label(MET), MET), (label(MET), PARTIAL), (label(NOT_MET), MET), (label(NOT_MET), NOT_MET)], *HALVES),
    ],
    ids=[
        "right",
        "met missed",
        "met not seen",
        "met given wrongly",
        "partial refused",
        "unknown refused is wrong, and slanders nobody",
        "an accepted value leaves the denominator of recall",
        "an accepted met counts for precision",
        "two of four",
    ],
)
def test_figures(  # noqa: PLR0913, PLR0917 - a table with many columns
    pairs: list[tuple[Label, State]],
    exact: float,
    precision: float | None,
    recall: float | None,
    missed: int,
    wrongly: int,
    unfair: int,
) -> None:
    found = measured(*pairs).criteria["weights"]
    assert (found.exact_agreement, found.precision, found.recall) == (exact, precision, recall)
    assert (found.met_missed, found.met_wrongly, found.unfair) == (missed, wrongly, unfair)


def test_kappa_is_cohens() -> None:
    # The textbook's own example: 50 subjects, 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no, kappa 0.4.
    pairs = [(label(MET), MET)] * 20 + [(label(MET), NOT_MET)] * 5 + [(label(NOT_MET), MET)] * 10
    pairs += [(label(NOT_MET), NOT_MET)] * 15
    assert measured(*pairs).criteria["weights"].kappa == 0.4


def test_kappa_is_none_where_chance_alone_agrees_always() -> None:
    assert measured((label(MET), MET), (label(MET), MET)).criteria["weights"].kappa is None


def test_the_table_puts_what_a_label_accepts_on_the_diagonal() -> None:
    found = measured((label(MET, MET, UNKNOWN), UNKNOWN), (label(MET), PARTIAL)).criteria["weights"].confusion
    assert found["unknown"]["unknown"] == 1
    assert found["met"]["partial"] == 1
    assert sum(count for row in found.values() for count in row.values()) == 2


def test_labels_of_low_confidence_are_listed_apart() -> None:
    found = measured((label(MET, confidence=Confidence.LOW), NOT_MET), (label(MET), NOT_MET))
    assert [one.id for one in found.disagreements] == ["acme/m1"]
    assert [one.id for one in found.doubtful] == ["acme/m0"]


def test_a_model_that_was_not_seen_is_unknown_and_named() -> None:
    found = measure([Labels(id="acme/gone", labels={"weights": label(MET)})], {}, ["weights"])
    assert found.unseen == ("acme/gone",)
    assert found.disagreements[0].answer is UNKNOWN


def test_a_label_file_may_say_more_and_must_say_this_much() -> None:
    content = {
        "id": "acme/open-7b",
        "labels": {"weights": {"value": "met", "because": "x", "confidence": "high", "evidence": ["info"]}},
        "traps": ["a badge"],
    }
    assert Labels.model_validate_json(json.dumps(content)).labels["weights"].value is MET
    for broken in ({**content, "id": "../etc"}, {**content, "labels": {"weights": {"value": "excellent"}}}):
        with pytest.raises((ValidationError, ValueError)):
            Labels.model_validate_json(json.dumps(broken))
