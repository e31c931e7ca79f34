from __future__ import annotations

import pytest

from auditor.card import Role, Table, Where
from auditor.checks.evaluation_code_published import evaluation_code_published
from auditor.evidence import Evidence, Kind, Link, Place, Reason
from auditor.rules import NameKind
from tests.builders import card, evidence, link, mention, place

HARNESS = mention("EvalKit", NameKind.HARNESS, "evaluation")
SCORES = Table(line=20, columns=("Model", "Accuracy"), rows=3)
RIDDLES = mention("Riddles", NameKind.BENCHMARK, "evaluation", where=Where.TABLE)
MEASURES = place("zenith/evals", kind=Kind.REPOSITORY, files=("eval/open_7b.sh",))
TASKS = place("acme/tasks", kind=Kind.REPOSITORY, files=("eval/a.py",))


def leading(*links: Link, name: str = "acme/lab") -> Place:
    """A repository whose README leads on."""
    seen = place(name, kind=Kind.REPOSITORY, files=("a.py",), card=card())
    assert seen.snapshot is not None
    return seen.model_copy(update={"snapshot": seen.snapshot.model_copy(update={"links": links})})


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
                place(card=card(mentions=(RIDDLES,))),
                link(Role.CODE, "acme/lab"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, files=("lab/evaluation/riddles.py",)),),
            ),
            "yes",
            "",
            id="the one repository of the owner, and it names what the card reports",
        ),
        pytest.param(
            evidence(
                place(card=card(mentions=(RIDDLES,))),
                link(Role.CODE, "acme/lab"),
                places=(place("acme/lab", kind=Kind.REPOSITORY, files=("lab/evaluation/metrics.py",)),),
            ),
            "no",
            "part",
            id="the one repository of the owner, and it does not name what the card reports",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                places=(leading(link(Role.CODE, "zenith/evals")), MEASURES),
            ),
            "yes",
            "",
            id="one step further, where a path names the model",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/lab"),
                places=(leading(link(Role.EVALUATION_CODE, "acme/tasks")), TASKS),
            ),
            "no",
            "part",
            id="one step further, in the owner's code for evaluation",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "lab/all"),
                places=(leading(link(Role.CODE, "zenith/evals"), name="lab/all"), MEASURES),
            ),
            "no",
            "",
            id="one step further by another's README",
        ),
        pytest.param(
            evidence(
                place(card=card(mentions=(HARNESS,))),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, files=("a.py",), card=card(tables=(SCORES,))),),
            ),
            "no",
            "harness",
            id="harness with results in the family's README",
        ),
        pytest.param(
            evidence(
                place(card=card(mentions=(HARNESS,))),
                link(Role.CODE, "acme/lantern"),
                places=(place("acme/lantern", kind=Kind.REPOSITORY, files=("a.py",), card=card(tables=(SCORES,))),),
            ),
            "no",
            "",
            id="harness with results in another family's README",
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


def test_what_lies_one_step_further_is_cited_with_the_readme_that_leads_there() -> None:
    seen = evidence(
        place(card=card()), link(Role.CODE, "acme/lab"), places=(leading(link(Role.CODE, "zenith/evals")), MEASURES)
    )
    said = evaluation_code_published.ask(seen)
    assert [one.url.partition("/blob/")[0] for one in said.citations] == [
        "https://github.com/acme/lab",
        "https://github.com/zenith/evals",
    ]
    assert "zenith/evals" in said.because
    assert "acme/lab" in said.because


def test_a_part_is_said_to_be_one() -> None:
    code = place("acme/lab", kind=Kind.REPOSITORY, files=("lab/evaluation/metrics.py",))
    said = evaluation_code_published.ask(
        evidence(place(card=card(mentions=(RIDDLES,))), link(Role.CODE, "acme/lab"), places=(code,))
    )
    assert "does not name all benchmarks that are reported" in said.because
