from __future__ import annotations

import pytest

from auditor.card import Role
from auditor.evidence import Kind, Place, Reason
from auditor.findings.holdings import holdings
from auditor.findings.onward import CODE
from auditor.findings.scripts import Fit, Purpose
from tests.builders import card, evidence, link, place
from tests.findings.labs import LADDER, lab


def held(*places: Place, role: Role = Role.CODE, purpose: Purpose = Purpose.EVALUATION) -> list[tuple[str, Fit]]:
    seen = evidence(place("acme/big-7b", card=card()), link(role, places[0].ref.name), places=places)
    dedicated = (Role.EVALUATION_CODE,) if purpose is Purpose.EVALUATION else (Role.TRAINING_CODE,)
    found = holdings(seen, purpose, roles=CODE, dedicated=dedicated)
    return [(one.where, one.code.fit) for one in found]


BEYOND = "The repository {}, to which acme/lab leads,"


@pytest.mark.parametrize(
    ("further", "role", "expected"),
    [
        pytest.param(lab("eval/big_7b.sh", name="zenith/evals"), Role.CODE, Fit.OURS, id="names the model"),
        pytest.param(lab("eval/big_13b.sh", name="zenith/evals"), Role.CODE, None, id="names another"),
        pytest.param(lab("eval/a.py", "eval/b.py", name="acme/tasks"), Role.CODE, None, id="the owner's, of any use"),
        pytest.param(
            lab("eval/a.py", name="acme/tasks"), Role.EVALUATION_CODE, Fit.OTHER, id="the owner's, for evaluation"
        ),
        pytest.param(lab("eval/a.py", name="zenith/tasks"), Role.EVALUATION_CODE, None, id="another owner's"),
        pytest.param(lab("generate.py", name="acme/tasks"), Role.EVALUATION_CODE, None, id="no such code"),
        pytest.param(
            place("zenith/evals", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND), Role.EVALUATION_CODE, None, id="gone"
        ),
    ],
)
def test_one_step_further_lies_code_that_names_the_model(further: Place, role: Role, expected: Fit | None) -> None:
    via = lab("train.py", links=(link(role, further.ref.name),))
    found = held(via, further)
    assert found == ([(BEYOND.format(further.ref.name), expected)] if expected else [])
    assert held(via) == []


def test_one_step_further_is_cited_at_the_readme_s_line() -> None:
    via = lab("README.md", links=(link(Role.CODE, "zenith/trainers"),)).model_copy()
    assert via.snapshot is not None
    via = via.model_copy(update={"snapshot": via.snapshot.model_copy(update={"card": card()})})
    further = lab("train_big-7b.sh", name="zenith/trainers")
    seen = evidence(place("acme/big-7b", card=card()), link(Role.CODE, "acme/lab"), places=(via, further))
    (found,) = holdings(seen, Purpose.TRAINING, roles=CODE, dedicated=(Role.TRAINING_CODE,))
    readme, file = found.citations
    assert readme.url.startswith("https://github.com/acme/lab/blob/")
    assert (readme.shows, readme.url.rpartition("#")[2]) == ("Links zenith/trainers", "L7")
    assert file.url.endswith("/train_big-7b.sh")


@pytest.mark.parametrize(
    ("target", "role", "found"),
    [
        pytest.param(lab(*LADDER, name="tools/trainkit"), Role.TRAINING_CODE, [], id="a ladder in a framework"),
        pytest.param(
            lab("recipes/train_big-7b.sh", name="tools/trainkit"),
            Role.TRAINING_CODE,
            [Fit.OURS],
            id="the model's recipe",
        ),
        pytest.param(lab("finetune/big-7b-poems.sh"), Role.CODE, [Fit.OTHER], id="a script that starts from it"),
        pytest.param(
            lab("train.py", name="lab/all"), Role.TRAINING_CODE, [Fit.OTHER], id="linked as the training code"
        ),
        pytest.param(lab("train.py", name="lab/all"), Role.CODE, [], id="code of others"),
    ],
)
def test_holdings_leave_out_what_says_nothing_of_the_model(target: Place, role: Role, found: list[Fit]) -> None:
    assert [fit for _, fit in held(target, role=role, purpose=Purpose.TRAINING)] == found
