"""Judging: base models first, circles, mistakes of ours, attestations; and what turned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from auditor.answers import Answer, Outcome, unknown, yes
from auditor.card import Role
from auditor.checks import Check, check
from auditor.evidence import Evidence, Kind, Link, Ref, StatedBy
from auditor.history import Audit, Cause, compare
from auditor.judge import Judge
from auditor.registry import Attestation
from tests.builders import place


def base(name: str) -> Link:
    ref = Ref(source="huggingface", kind=Kind.MODEL, name=name)
    return Link(role=Role.BASE_MODEL, url=f"https://huggingface.co/{name}", ref=ref, stated_by=StatedBy.TAG)


def models(**bases: tuple[str, ...]) -> Callable[[str], Evidence | None]:
    known = {f"acme/{name}": tuple(base(f"acme/{one}") for one in of) for name, of in bases.items()}
    return lambda name: Evidence(id=name, place=place(name), links=known[name]) if name in known else None


@check(question="?", method=".", remedy=".")
def named_bases(evidence: Evidence) -> Answer:
    """Says which bases had been judged when it was asked."""
    assert evidence.place is not None
    return yes(",".join(evidence.bases) or "none", evidence.place.cite("The page"))


@check(question="?", method=".", remedy=".")
def always_unknown(evidence: Evidence) -> Answer:
    """Never knows."""
    return unknown(f"Nobody knows about {evidence.id}.")


@check(question="?", method=".", remedy=".")
def always_fails(evidence: Evidence) -> Answer:
    """Raises."""
    raise KeyError(evidence.id)


CHECKS: dict[str, Check] = {one.id: one for one in (named_bases, always_unknown, always_fails)}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (models(child=("parent",), parent=()), "acme/parent"),
        (models(child=("parent", "gone"), parent=("root",), root=()), "acme/parent"),
        (models(child=("child",)), "none"),
        (models(child=("other",), other=("child",)), "none"),
        (models(child=("one",), one=("two",), two=("one",)), "acme/one"),
        (models(child=("gone",)), "none"),
    ],
    ids=["one base", "two, one never seen", "its own base", "a circle", "above a circle", "never seen"],
)
def test_bases_are_judged_first(known: Callable[[str], Evidence | None], expected: str) -> None:
    judged = Judge(CHECKS, known).judge("acme/child")
    assert judged is not None
    assert judged[1]["named_bases"].because == expected


def test_nobody_in_a_circle_inherits_in_whatever_order_they_are_asked() -> None:
    known = models(one=("two",), two=("one",))
    for order in (("acme/one", "acme/two"), ("acme/two", "acme/one")):
        judge = Judge(CHECKS, known)
        said = {name: judge.judge(name) for name in order}
        assert {name: found[1]["named_bases"].because for name, found in said.items() if found} == {
            "acme/one": "none",
            "acme/two": "none",
        }


def test_a_mistake_of_one_check_is_an_unknown_of_one_check() -> None:
    judged = Judge(CHECKS, models(child=())).judge("acme/child")
    assert judged is not None
    assert judged[1]["always_fails"].outcome is Outcome.UNKNOWN
    assert judged[1]["named_bases"].outcome is Outcome.YES


def test_an_attestation_fills_an_unknown_only() -> None:
    words = [
        Attestation(
            check=name, outcome="no", because="I looked.", url="https://example.org/", by="Jane", on=date(2026, 11, 24)
        )
        for name in ("always_unknown", "named_bases")
    ]
    judged = Judge(CHECKS, models(child=()), attestations_of=lambda _: words).judge("acme/child")
    assert judged is not None
    filled = judged[1]["always_unknown"]
    assert (filled.outcome, filled.attested_by) == (Outcome.NO, "Jane")
    assert "attested by Jane on 2026-11-24" in filled.because
    assert judged[1]["named_bases"].outcome is Outcome.YES


def audit(outcome: str, *, basis: str = "1", version: int = 1) -> Audit:
    cited = place("acme/child").cite("The page")
    answer = Answer(outcome=Outcome(outcome), because="Because.", citations=(cited,))
    return Audit(
        id="acme/child",
        basis={"huggingface/model/acme/child": basis},
        checks={"a_check": version},
        rules="1",
        answers={"a_check": answer},
    )


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (audit("no"), []),
        (audit("yes", basis="2"), [("no", "yes", Cause.MODEL_CHANGED)]),
        (audit("yes", version=2), [("no", "yes", Cause.CHECKS_CHANGED)]),
        (audit("no", basis="2", version=2), []),
    ],
    ids=["nothing", "the model", "our check", "no turn"],
)
def test_what_turned_has_a_cause(after: Audit, expected: list[tuple[str, str, Cause]]) -> None:
    turned = compare(audit("no"), after, on="2026-11-24")
    assert [(one.before.value, one.after.value, one.cause) for one in turned] == expected
