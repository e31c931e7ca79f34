from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.answers import Answer
from auditor.report.uses import Usable, Use, uses
from auditor.score import Result, State
from tests.builders import answer, licenses

MET, PARTIAL, NOT_MET, UNKNOWN = State.MET, State.PARTIAL, State.NOT_MET, State.UNKNOWN


def results(**states: State) -> tuple[Result, ...]:
    given = {"training_data": MET, "weights": MET, "fine_tuning_code": MET} | states
    return tuple(
        Result(id=name, title=name, question="", state=state, because=f"About {name}.") for name, state in given.items()
    )


def answers(license_id: str = "Apache-2.0", **others: Answer) -> Mapping[str, Answer]:
    return {"weights_licensed": answer("yes", license_id), "weights_downloadable": answer("yes")} | others


def one(found: tuple[Usable, ...], use: Use) -> Usable:
    return next(each for each in found if each.use is use)


@pytest.mark.parametrize(
    ("license_id", "commerce", "change"),
    [
        ("Apache-2.0", MET, MET),
        ("CC-BY-4.0", MET, MET),
        ("CC-BY-NC-4.0", NOT_MET, PARTIAL),
        ("CC-BY-NC-ND-4.0", NOT_MET, NOT_MET),
        ("CC-BY-ND-4.0", PARTIAL, NOT_MET),
        ("llama2", PARTIAL, PARTIAL),
        ("apple-amlr", NOT_MET, PARTIAL),
        ("acme-secret-license", UNKNOWN, UNKNOWN),
    ],
)
def test_what_a_license_grants(license_id: str, commerce: State, change: State) -> None:
    found = uses(answers(license_id), results(), (), licenses())
    assert (one(found, Use.COMMERCE).state, one(found, Use.CHANGE).state) == (commerce, change)


def test_the_clause_that_forbids_it_is_named() -> None:
    found = uses(answers("CC-BY-NC-4.0"), results(), (), licenses())
    assert "commercial use is forbidden" in one(found, Use.COMMERCE).because


def test_no_license_grants_nothing_and_an_unseen_one_is_unknown() -> None:
    for outcome, state in (("no", NOT_MET), ("unknown", UNKNOWN)):
        found = uses(answers(weights_licensed=answer(outcome)), results(), (), licenses())
        assert one(found, Use.COMMERCE).state is state
    assert one(uses({}, (), (), licenses()), Use.COMMERCE).state is UNKNOWN


def test_weights_that_nobody_can_have_can_be_used_for_nothing() -> None:
    found = uses(answers(weights_downloadable=answer("no")), results(weights=NOT_MET), (), licenses())
    assert (one(found, Use.COMMERCE).state, one(found, Use.CHANGE).state) == (NOT_MET, NOT_MET)
    gated = uses(answers(), results(weights=PARTIAL), (), licenses())
    assert (one(gated, Use.COMMERCE).state, one(gated, Use.CHANGE).state) == (MET, PARTIAL)


@pytest.mark.parametrize(
    ("data", "code", "base", "retrain"),
    [
        (MET, MET, None, MET),
        (MET, PARTIAL, None, PARTIAL),
        (UNKNOWN, PARTIAL, None, UNKNOWN),
        (NOT_MET, UNKNOWN, None, NOT_MET),
        (MET, MET, {"fine_tuning_code": NOT_MET}, NOT_MET),
        (MET, MET, {}, UNKNOWN),
    ],
)
def test_training_it_again_asks_for_data_and_code_of_the_base_too(
    data: State, code: State, base: Mapping[str, State] | None, retrain: State
) -> None:
    bases = () if base is None else (base,)
    found = uses(answers(), results(training_data=data, fine_tuning_code=code), bases, licenses())
    assert one(found, Use.RETRAIN).state is retrain
    assert one(found, Use.AUDIT_DATA).state is data
    assert one(found, Use.AUDIT_DATA).because == "About training_data."
