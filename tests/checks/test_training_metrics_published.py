from __future__ import annotations

import pytest

from auditor.card import CardLink, Role, Table
from auditor.checks.training_metrics_published import CURVE, training_metrics_published
from auditor.evidence import Evidence, Kind, Reason
from tests.builders import card, evidence, link, page, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(files=("runs/a/events.out.tfevents.1",))), "yes", "", id="events"),
        pytest.param(evidence(place(files=("checkpoint-5/trainer_state.json",))), "yes", "", id="trainer state"),
        pytest.param(evidence(place(files=("training_log.csv",))), "yes", "", id="log as data"),
        pytest.param(evidence(place(files=("dialog.json", "changelog.json"))), "no", "", id="a dialog is no log"),
        pytest.param(
            evidence(place(card=card(tables=(Table(line=9, columns=("Training Loss", "Epoch", "Step"), rows=20),)))),
            "yes",
            "",
            id="table by step",
        ),
        pytest.param(
            evidence(place(card=card(tables=(Table(line=9, columns=("Training Loss", "Epoch", "Step"), rows=3),)))),
            "no",
            "summary",
            id="table of few rows",
        ),
        pytest.param(
            evidence(place(card=card(tables=(Table(line=9, columns=("Training Loss", "Epoch", "Step"), rows=0),)))),
            "no",
            "",
            id="an empty table",
        ),
        pytest.param(evidence(place(files=("train_results.json",))), "no", "summary", id="final numbers"),
        pytest.param(evidence(place(files=("images/train_loss.png",))), "no", "summary", id="a plot"),
        pytest.param(
            evidence(place(card=card()), link(Role.TRAINING_METRICS, "https://wandb.ai/acme/open")),
            "yes",
            "",
            id="tracker linked",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.TRAINING_METRICS, "acme/logs", Kind.MODEL),
                places=(place("acme/logs", files=("events.out.tfevents.1",)),),
            ),
            "yes",
            "",
            id="repository of logs",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.TRAINING_METRICS, "acme/logs", Kind.MODEL),
                places=(place("acme/logs", missing=Reason.NOT_FOUND),),
            ),
            "no",
            "",
            id="repository of logs gone",
        ),
        pytest.param(
            evidence(
                place("acme/open-7b", card=card()),
                link(Role.CODE, "acme/open"),
                places=(
                    place(
                        "acme/open",
                        kind=Kind.REPOSITORY,
                        files=("train.py",),
                        card=card(links=(CardLink(url="https://wandb.ai/acme/open", line=3),)),
                    ),
                ),
            ),
            "yes",
            "",
            id="tracker in the family's README",
        ),
        pytest.param(
            evidence(
                place("acme/open-7b", card=card()),
                link(Role.CODE, "acme/open"),
                places=(
                    place(
                        "acme/open",
                        kind=Kind.REPOSITORY,
                        files=("train.py",),
                        card=card(links=(CardLink(url="https://wandb.ai/acme/x/reports/open-3b", line=3),)),
                    ),
                ),
            ),
            "no",
            "",
            id="tracker of another size in the family's README",
        ),
        pytest.param(
            evidence(
                place("acme/open-7b", card=card()),
                link(Role.CODE, "acme/open"),
                places=(
                    place(
                        "acme/open",
                        kind=Kind.REPOSITORY,
                        files=("train.py",),
                        card=card(links=(CardLink(url="https://wandb.ai/acme/misc", line=3),)),
                    ),
                ),
            ),
            "unknown",
            "",
            id="tracker of who knows what",
        ),
        *(
            pytest.param(
                evidence(place(card=card(tables=(Table(line=9, columns=("Loss", "Step"), rows=rows),)))),
                "yes" if rows >= CURVE else "no",
                "" if rows >= CURVE else "summary",
                id=f"table of {rows} rows",
            )
            for rows in (CURVE - 1, CURVE)
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.TRAINING_METRICS, "acme/open-7b", Kind.MODEL, url=f"{page('acme/open-7b')}/tensorboard"),
            ),
            "yes",
            "",
            id="a tab of tensorboard",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.TRAINING_METRICS, "acme/open-7b-logs", Kind.MODEL)),
            "yes",
            "",
            id="repository of logs, not opened",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.TRAINING_METRICS, "acme/logs"),
                places=(place("acme/logs", kind=Kind.REPOSITORY, files=("a.py",)),),
            ),
            "no",
            "",
            id="repository of code without logs",
        ),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing"),
        pytest.param(evidence(place(card=card(), complete=False)), "unknown", "", id="a part of the list"),
    ],
)
def test_training_metrics_published(seen: Evidence, outcome: str, value: str) -> None:
    said = training_metrics_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
