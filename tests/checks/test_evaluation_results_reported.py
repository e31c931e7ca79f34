from __future__ import annotations

import pytest

from auditor.card import CardState, Table, Where
from auditor.checks.evaluation_results_reported import evaluation_results_reported
from auditor.evidence import Evidence
from auditor.rules import NameKind
from tests.builders import card, evidence, mention, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(place(card=card(front={"model-index": [{"name": "open"}]}))), "yes", "", id="model-index"
        ),
        pytest.param(
            evidence(place(card=card(tables=(Table(line=9, columns=("Task", "Score"), rows=4),)))),
            "yes",
            "",
            id="table of scores",
        ),
        pytest.param(
            evidence(
                place(
                    card=card(
                        tables=(Table(line=9, columns=("", "Open 7B"), rows=4),),
                        mentions=(mention("Quiz", NameKind.BENCHMARK, where=Where.TABLE, line=11),),
                    )
                )
            ),
            "yes",
            "",
            id="rows that name benchmarks",
        ),
        pytest.param(evidence(place(files=("eval_results.json",))), "yes", "", id="results as data"),
        pytest.param(
            evidence(place(card=card(tables=(Table(line=9, columns=("Training Loss", "Step", "Accuracy"), rows=4),)))),
            "no",
            "",
            id="losses are no evaluation",
        ),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
    ],
)
def test_evaluation_results_reported(seen: Evidence, outcome: str, value: str) -> None:
    said = evaluation_results_reported.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
