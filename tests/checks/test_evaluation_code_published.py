from __future__ import annotations

import pytest

from auditor.card import Role, Table
from auditor.checks.evaluation_code_published import evaluation_code_published
from auditor.evidence import Evidence, Kind, Reason
from auditor.rules import NameKind
from tests.builders import card, evidence, link, mention, place

HARNESS = mention("EvalKit", NameKind.HARNESS, "evaluation")
SCORES = Table(line=20, columns=("Model", "Accuracy"), rows=3)


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(files=("eval.py",))), "yes", "", id="script beside the weights"),
        pytest.param(evidence(place(files=("eval_results.json",))), "no", "", id="results are no code"),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.EVALUATION_CODE, "lab/measure"),
                places=(place("lab/measure", kind=Kind.REPOSITORY, files=("eval/a.py", "eval/b.py")),),
            ),
            "yes",
            "",
            id="repository linked as the evaluation code",
        ),
        pytest.param(
            evidence(
                place(card=card(tables=(SCORES,))),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, files=("eval/a.py", "eval/b.py")),),
            ),
            "yes",
            "",
            id="the family's repository",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, files=("eval/a.py", "eval/b.py")),),
            ),
            "no",
            "",
            id="the family's repository, and no results to go with it",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "lab/all"),
                places=(place("lab/all", kind=Kind.REPOSITORY, files=("eval/open_7b.sh",)),),
            ),
            "yes",
            "",
            id="a path names the model",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                link(Role.CODE, "acme/other"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, files=("eval/a.py", "eval/b.py")),),
            ),
            "unknown",
            "part",
            id="one of several repositories of the owner",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, files=("lab/evaluation/metrics.py",)),),
            ),
            "yes",
            "",
            id="the one repository of the owner that the card links",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, files=("benchmarks/a.py", "benchmarks/b.py")),),
            ),
            "no",
            "part",
            id="benchmarks of the owner",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.TRAINING_CODE, "acme/lab"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, files=("eval/a.py",)),),
            ),
            "no",
            "part",
            id="evaluation beside what is linked as the training code",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "lab/all"),
                places=(place("lab/all", kind=Kind.REPOSITORY, files=("eval/a.py", "eval/b.py")),),
            ),
            "no",
            "",
            id="code of others",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, files=("generate.py",)),),
            ),
            "no",
            "",
            id="inference only",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, files=("speed/benchmark.py",)),),
            ),
            "no",
            "",
            id="speed only",
        ),
        pytest.param(
            evidence(place(card=card(mentions=(HARNESS,), tables=(SCORES,)))),
            "no",
            "harness",
            id="harness with results",
        ),
        pytest.param(
            evidence(place(card=card(mentions=(HARNESS, mention("Quiz", NameKind.BENCHMARK))))),
            "no",
            "harness",
            id="harness with tasks",
        ),
        pytest.param(
            evidence(
                place(card=card(tables=(SCORES,))),
                link(Role.EVALUATION_CODE, "tools/evalkit"),
                places=(place("tools/evalkit", kind=Kind.REPOSITORY, files=("eval/a.py", "eval/b.py")),),
            ),
            "no",
            "harness",
            id="harness linked with results",
        ),
        pytest.param(evidence(place(card=card(mentions=(HARNESS,)))), "no", "", id="harness only named"),
        pytest.param(
            evidence(
                place(
                    card=card(
                        mentions=(mention("EvalKit", NameKind.HARNESS, "evaluation", "comparison"),), tables=(SCORES,)
                    )
                )
            ),
            "no",
            "harness",
            id="harness of a comparison",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "acme/open")), "unknown", "", id="linked repository not opened"
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND),),
            ),
            "no",
            "",
            id="linked repository gone",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.EVALUATION_CODE, "https://code.example/eval")),
            "unknown",
            "",
            id="a site that we do not open",
        ),
        pytest.param(
            evidence(place(card=card(mentions=(HARNESS,), tables=(SCORES,)), complete=False)),
            "unknown",
            "harness",
            id="harness with results, and a part of the list",
        ),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing"),
        pytest.param(evidence(place(card=card(), complete=False)), "unknown", "", id="a part of the list"),
    ],
)
def test_evaluation_code_published(seen: Evidence, outcome: str, value: str) -> None:
    said = evaluation_code_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
