from __future__ import annotations

from auditor.linting.finding import Severity, error, hint


def test_a_line_counts_from_one() -> None:
    assert error(0, "x").line == 1
    assert hint(7, "x").line == 7
    assert (error(1, "x").severity, hint(1, "x").severity) == (Severity.ERROR, Severity.HINT)
