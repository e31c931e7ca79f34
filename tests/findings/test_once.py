from __future__ import annotations

from auditor.evidence import Evidence
from auditor.findings.once import once
from tests.builders import evidence, place


def test_a_finding_is_worked_out_once_for_each_evidence_and_question() -> None:
    asked: list[tuple[str, str]] = []

    @once
    def files(seen: Evidence, *, of: str = "") -> str:
        asked.append((seen.id, of))
        return of

    one, other = evidence(place("acme/one")), evidence(place("acme/other"))
    assert [files(one), files(one), files(one, of="x"), files(other), files(one.model_copy())] == ["", "", "x", "", ""]
    assert asked == [(one.id, ""), (one.id, "x"), (other.id, ""), (one.id, "")]
    assert one == one.model_copy()
