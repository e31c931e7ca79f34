from __future__ import annotations

from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from auditor.answers import Answer, Citation, Outcome
from auditor.checks import Check, check
from auditor.evidence import Evidence
from auditor.history import Audit, Cause, Change, Happening, What, compare, happenings
from auditor.judge import Judge
from tests.builders import base, place

SEEN = Citation(url="https://huggingface.co/acme/open-7b", shows="seen", revision="1234567")
OWN, WEB, BASE = "huggingface/model/acme/open-7b", "huggingface/dataset/acme/web", "base/acme/base"


def answer(outcome: str, value: str = "", because: str = "So.") -> Answer:
    return Answer(outcome=Outcome(outcome), because=because, citations=(SEEN,), value=value)


def audit(
    answers: Mapping[str, Answer] | None = None,
    *,
    basis: Mapping[str, str] | None = None,
    checks: Mapping[str, int] | None = None,
    rules: str = "r1",
) -> Audit:
    return Audit(
        id="acme/open-7b",
        basis={OWN: "sha1", WEB: "sha1", BASE: "h1", **(basis or {})},
        checks=checks or {"a_check": 1, "b_check": 1},
        rules=rules,
        answers=answers or {"a_check": answer("no"), "b_check": answer("yes", "some")},
    )


def turned(before: Audit, after: Audit) -> list[tuple[str, str, str]]:
    changes = compare(before, after, on="2026-11-24")
    return [
        (one.check, f"{one.before}:{one.value_before} > {one.after}:{one.value_after}", one.cause) for one in changes
    ]


MODEL, OURS = Cause.MODEL_CHANGED, Cause.CHECKS_CHANGED
YES = {"a_check": answer("yes"), "b_check": answer("yes", "some")}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(audit(), [], id="nothing"),
        pytest.param(audit(basis={OWN: "sha2"}, checks={"a_check": 2}, rules="r2"), [], id="all but the answers"),
        pytest.param(
            audit({"a_check": answer("no", because="Since then."), "b_check": answer("yes", "some")}),
            [],
            id="other words",
        ),
        pytest.param(audit(YES, basis={OWN: "sha2"}), [("a_check", "no: > yes:", MODEL)], id="the model"),
        pytest.param(audit(YES, basis={WEB: "sha2"}), [("a_check", "no: > yes:", MODEL)], id="what it links"),
        pytest.param(audit(YES, basis={BASE: "h2"}), [("a_check", "no: > yes:", MODEL)], id="its base model"),
        pytest.param(audit(YES, checks={"a_check": 2, "b_check": 1}), [("a_check", "no: > yes:", OURS)], id="a check"),
        pytest.param(audit(YES, rules="r2"), [("a_check", "no: > yes:", OURS)], id="the rules"),
        pytest.param(audit(YES), [("a_check", "no: > yes:", OURS)], id="neither says why"),
        pytest.param(
            audit(YES, basis={OWN: "sha2"}, rules="r2"),
            [("a_check", "no: > yes:", Cause.BOTH_CHANGED)],
            id="the model and the rules",
        ),
        pytest.param(
            audit(YES, basis={BASE: "h2"}, rules="r2"), [("a_check", "no: > yes:", OURS)], id="the base by our rules"
        ),
        pytest.param(
            audit(YES, basis={BASE: "h2"}, checks={"a_check": 1, "b_check": 2}),
            [("a_check", "no: > yes:", OURS)],
            id="the base by our check",
        ),
        pytest.param(
            audit(YES, basis={BASE: "h2"}, checks={"a_check": 1, "b_check": 1, "c_check": 1}),
            [("a_check", "no: > yes:", MODEL)],
            id="its base model beside a new check",
        ),
        pytest.param(
            audit({"a_check": answer("unknown"), "b_check": answer("yes", "more")}, rules="r2"),
            [("a_check", "no: > unknown:", OURS), ("b_check", "yes:some > yes:more", OURS)],
            id="two, one by its value",
        ),
        pytest.param(audit({"c_check": answer("yes")}), [], id="a check that is new and others that are gone"),
    ],
)
def test_what_turned_and_whose_change_it_was(after: Audit, expected: list[tuple[str, str, str]]) -> None:
    assert turned(audit(), after) == expected


def test_a_change_says_when_why_and_at_which_commits() -> None:
    after = audit({"a_check": answer("yes", because="It is there.")}, basis={OWN: "sha2"})
    assert list(compare(audit(), after, on="2026-11-24")) == [
        Change(
            on="2026-11-24",
            check="a_check",
            before=Outcome.NO,
            after=Outcome.YES,
            because="It is there.",
            cause=Cause.MODEL_CHANGED,
            pin_before="sha1",
            pin_after="sha2",
        )
    ]


def test_the_pins_are_the_model_s_own_though_files_sort_their_keys() -> None:
    read_back = audit().model_copy(update={"basis": dict(sorted(audit().basis.items()))})
    (change,) = compare(read_back, audit(YES, basis={OWN: "sha2"}), on="")
    assert (change.pin_before, change.pin_after) == ("sha1", "sha2")


def test_a_model_that_was_never_seen_has_no_pins() -> None:
    before, after = (audit(given).model_copy(update={"basis": {}}) for given in (None, YES))
    (change,) = compare(before, after, on="")
    assert (change.pin_before, change.pin_after, change.cause) == ("", "", Cause.CHECKS_CHANGED)


STOOD = {"name": "acme/open-7b", "identity": "id1", "gate": "no", "license": "mit"}


def happened(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    old, new = (audit().model_copy(update={"standing": one}) for one in (before, after))
    return [(one.what, one.before, one.after) for one in happenings(old, new, on="2026-11-24")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(STOOD, STOOD, [], id="nothing"),
        pytest.param(STOOD, {**STOOD, "gate": "manual"}, [("gate", "no", "manual")], id="a gate"),
        pytest.param(STOOD, {**STOOD, "license": ""}, [("license", "mit", "")], id="a license taken away"),
        pytest.param(STOOD, {**STOOD, "name": "acme/b"}, [("renamed", "acme/open-7b", "acme/b")], id="a name"),
        pytest.param(STOOD, {"gone": "not_found"}, [("gone", "", "not_found")], id="gone"),
        pytest.param({"gone": "not_found"}, {"gone": "not_found"}, [], id="still gone"),
        pytest.param({"gone": "not_found"}, STOOD, [("back", "not_found", "")], id="back"),
        pytest.param({"gone": "gated"}, {"gone": "not_found"}, [("gone", "gated", "not_found")], id="gone for good"),
        pytest.param(
            STOOD, {**STOOD, "identity": "id2", "gate": "auto"}, [("replaced", "id1", "id2")], id="another repository"
        ),
        pytest.param({}, {**STOOD, "gate": "auto"}, [], id="before it was noted"),
        pytest.param({}, {"gone": "not_found"}, [], id="never seen before"),
        pytest.param(STOOD, {}, [], id="not seen since"),
        pytest.param(
            {k: v for k, v in STOOD.items() if k not in {"identity", "gate"}}, STOOD, [], id="what was not told before"
        ),
        pytest.param(
            STOOD,
            {**STOOD, "gate": "auto", "license": "x"},
            [("gate", "no", "auto"), ("license", "mit", "x")],
            id="two",
        ),
    ],
)
def test_what_happened_to_a_repository(
    before: Mapping[str, str], after: Mapping[str, str], expected: list[tuple[str, str, str]]
) -> None:
    assert happened(before, after) == expected


def test_what_happened_names_the_day_and_the_pins() -> None:
    old = audit().model_copy(update={"standing": STOOD})
    new = audit(basis={OWN: "sha2"}).model_copy(update={"standing": {**STOOD, "gate": "auto"}})
    assert list(happenings(old, new, on="2026-11-24")) == [
        Happening(on="2026-11-24", what=What.GATE, before="no", after="auto", pin_before="sha1", pin_after="sha2")
    ]


def test_of_a_model_that_took_another_s_id_nothing_turned() -> None:
    old = audit().model_copy(update={"standing": STOOD})
    new = audit(YES, basis={OWN: "sha2"}).model_copy(update={"standing": {**STOOD, "identity": "id2"}})
    assert list(compare(old, new, on="2026-11-24")) == []


def stated(version: int, outcome: str) -> dict[str, Check]:
    @check(question="?", method=".", remedy=".", version=version)
    def a_check(evidence: Evidence) -> Answer:
        assert evidence.place is not None
        return answer(outcome)

    return {"a_check": a_check}


def test_a_new_version_of_a_check_is_never_laid_at_a_derivative_s_door() -> None:
    known = {
        "acme/open-7b": Evidence(id="acme/open-7b", place=place(), links=(base("acme/base"),)),
        "acme/base": Evidence(id="acme/base", place=place("acme/base")),
    }
    before, after = (Judge(stated(*one), known.get).audit("acme/open-7b") for one in ((1, "no"), (2, "yes")))
    assert before is not None
    assert after is not None
    assert before.basis[BASE] != after.basis[BASE]
    assert [one.cause for one in compare(before, after, on="")] == [Cause.CHECKS_CHANGED]


def test_causes_read_as_words() -> None:
    assert [str(cause) for cause in Cause] == [
        "the model changed",
        "our checks changed",
        "the model and our checks changed",
    ]


@pytest.mark.parametrize("field", ["before", "after", "cause"])
def test_a_change_with_a_word_of_nobody_s_is_refused(field: str) -> None:
    (change,) = compare(audit(), audit(YES), on="2026-11-24")
    with pytest.raises(ValidationError, match="Input should be"):
        Change.model_validate({**change.model_dump(), field: "perhaps"})
