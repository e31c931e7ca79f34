from __future__ import annotations

import pytest

from auditor.card import CardState, Where
from auditor.checks.training_settings_published import training_settings_published
from auditor.evidence import Evidence
from tests.builders import card, evidence, hyperparameters, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(
            evidence(place(card=card(mentions=hyperparameters("lr", "seed", "epochs")))), "yes", "", id="on the card"
        ),
        pytest.param(
            evidence(place(card=card(mentions=hyperparameters("lr", "seed", "seed")))), "no", "", id="two are too few"
        ),
        pytest.param(
            evidence(place(card=card(mentions=hyperparameters("lr", "seed", "epochs", where=Where.COMMENT)))),
            "no",
            "",
            id="in a comment",
        ),
        pytest.param(evidence(place(files=("logs/1/hparams.yml",))), "yes", "", id="in a file"),
        pytest.param(evidence(place(files=("training_args.bin",))), "yes", "", id="arguments of the trainer"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
    ],
)
def test_training_settings_published(seen: Evidence, outcome: str, value: str) -> None:
    said = training_settings_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
