"""A model whose answers turned, of which results are reported; and models that were seen at other times."""

from __future__ import annotations

from typing import Final

from auditor.answers import Outcome
from auditor.history import Cause, Change, Happening, What
from auditor.report.evaluations import Evaluation
from tests.outputs.acme import CLOSED, COMMIT, OPEN, PART, UNSEEN, cite, published

HISTORY: Final = (
    Change(
        on="2025-12",
        check="training_data_downloadable",
        before=Outcome.UNKNOWN,
        after=Outcome.NO,
        value_after="some",
        because="The fine-tuning data are open; one of the base model's is not.",
        cause=Cause.CHECKS_CHANGED,
        pin_before=COMMIT,
        pin_after=COMMIT,
    ),
    Change(
        on="2026-01-21",
        check="weights_ungated",
        before=Outcome.NO,
        after=Outcome.NOT_APPLICABLE,
        because="There is no gate to judge.",
        cause=Cause.MODEL_CHANGED,
        pin_before="89abcdef0123456789abcdef0123456789abcdef gated=auto",
        pin_after=f"{COMMIT} gated=no",
    ),
    Change(
        on="2026-01-21",
        check="weights_ungated",
        before=Outcome.NO,
        after=Outcome.NOT_APPLICABLE,
        because="There is no gate to judge.",
        cause=Cause.MODEL_CHANGED,
    ),
)
HAPPENED: Final = (
    Happening(on="2026-01", what=What.GATE, before="no", after="auto", pin_before=COMMIT, pin_after=COMMIT),
    Happening(on="2026-01-21", what=What.LICENSE, before="mit", after="", pin_after=COMMIT),
)
EVALUATIONS: Final = (
    Evaluation(
        benchmark="acme/riddles",
        task="text-generation",
        metric="accuracy",
        value=-1.5,
        by="Acme Institute",
        on="2026-01-02",
        citation=cite(PART.id, "README.md#L20", "acme/riddles: -1.5"),
    ),
    Evaluation(benchmark="acme/puzzles", value=0.25, citation=cite(PART.id, "README.md#L21", "acme/puzzles: 0.25")),
)
TURNED: Final = PART.model_copy(update={"history": HISTORY, "evaluations": EVALUATIONS})
MONTH: Final = OPEN.model_copy(update={"observed": "2025-04"})
YEAR: Final = CLOSED.model_copy(update={"observed": "2024"})
MOVED: Final = OPEN.model_copy(update={"id": "acme/lantern-2b", "happenings": HAPPENED})
ALL: Final = published(TURNED, MONTH, YEAR, UNSEEN, MOVED)
