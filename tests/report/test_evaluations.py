from __future__ import annotations

from auditor.evidence import Evidence, Reported
from auditor.report.evaluations import evaluations
from tests.builders import card, evidence, place


def with_results(*rows: object) -> Evidence:
    return evidence(place(card=card(front={"model-index": list(rows)})))


def test_each_number_of_the_card_is_a_result_with_its_line() -> None:
    row = {"task": "text-generation", "dataset": "Quiz (25-shot)", "metric": "acc", "value": 61.5}
    (one,) = evaluations(with_results(row))
    assert (one.benchmark, one.task, one.metric, one.value, one.by) == (
        "Quiz (25-shot)",
        "text-generation",
        "acc",
        61.5,
        "",
    )
    assert one.citation.url.endswith("README.md#L2")


def test_who_is_quoted_is_told() -> None:
    row = {"dataset": "Quiz", "metric": "acc", "value": "0.5", "source": "Initech Arena"}
    (one,) = evaluations(with_results(row))
    assert (one.value, one.by) == (0.5, "Initech Arena")


def test_what_is_no_number_is_not_guessed_at() -> None:
    values = ["45.3 %", "about 3", None, True, "nan", "inf", [1]]
    assert not list(evaluations(with_results(*({"dataset": "Quiz", "value": value} for value in values))))
    assert not list(evaluations(with_results({"dataset": "", "value": 1.0}, "no row")))


def test_what_the_host_collects_comes_first_and_is_cited_at_its_file() -> None:
    own = place(
        files=("README.md", ".eval_results/quiz.yaml"),
        card=card(front={"model-index": [{"dataset": "Other", "value": 1}]}),
    )
    assert own.snapshot
    told = Reported(
        benchmark="initech/quiz", task="hard", value=20.5, by="Arena", on="2026-09-30", path=".eval_results/quiz.yaml"
    )
    seen = own.model_copy(update={"snapshot": own.snapshot.model_copy(update={"reported": (told,)})})
    first, second = evaluations(evidence(seen))
    assert (first.benchmark, first.by, first.on, second.benchmark) == ("initech/quiz", "Arena", "2026-09-30", "Other")
    assert first.citation.url.endswith("/.eval_results/quiz.yaml")


def test_nothing_seen_is_nothing_reported() -> None:
    assert not list(evaluations(evidence(None)))
    assert not list(evaluations(evidence(place())))
