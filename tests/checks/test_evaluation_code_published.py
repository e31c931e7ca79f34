from __future__ import annotations

import pytest

from auditor.checks.evaluation_code_published import evaluation_code_published
from auditor.evidence import Evidence, Kind, Reason, Role, Table
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
            "part",
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
                link(Role.CODE, "lab/all"),
                places=(place("lab/all", kind=Kind.REPOSITORY, files=("eval/a.py", "eval/b.py")),),
            ),
            "no",
            "part",
            id="code of all kinds",
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
            "",
            id="harness of others",
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
        pytest.param(evidence(place(card=card())), "no", "", id="nothing"),
        pytest.param(evidence(place(card=card(), complete=False)), "unknown", "", id="a part of the list"),
    ],
)
def test_evaluation_code_published(seen: Evidence, outcome: str, value: str) -> None:
    said = evaluation_code_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
