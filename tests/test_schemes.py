from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.definitions import Definition, Level, Origin, Requirement, Rule
from auditor.schemes import Standing, Verdict, combined
from auditor.truth import State

NAMES = ("top", "middle", "low_one", "low_two")
MET, PARTIAL, NOT_MET, UNKNOWN = State.MET, State.PARTIAL, State.NOT_MET, State.UNKNOWN


def toy(combine: str) -> Definition:
    levels = (
        Level(id="first", title="First", needs=("top",)),
        Level(id="second", title="Second", needs=("middle",)),
        Level(id="third", title="Third", needs=("low_one", "low_two")),
    )
    return Definition.model_validate(
        {
            "id": "toy",
            "version": 1,
            "title": "Toy",
            "summary": "For tests.",
            "source": Origin(title="tests"),
            "combine": combine,
            "levels": levels if combine == "ladder" else (),
            "requirements": tuple(
                Requirement(id=name, title=name, question="?", met_when=Rule(check="a_check")) for name in NAMES
            ),
        }
    )


def states(*given_states: State) -> dict[str, State]:
    return dict(zip(NAMES, given_states, strict=True))


@pytest.mark.parametrize(
    ("found", "level", "highest", "verdict"),
    [
        ((MET, MET, MET, MET), "first", "first", Verdict.MET),
        ((NOT_MET, MET, MET, MET), "second", "second", Verdict.PARTIAL),
        ((PARTIAL, MET, MET, MET), "second", "second", Verdict.PARTIAL),
        ((UNKNOWN, MET, MET, MET), "second", "first", Verdict.UNKNOWN),
        ((MET, NOT_MET, MET, MET), "third", "third", Verdict.PARTIAL),
        ((MET, MET, NOT_MET, MET), "", "", Verdict.NOT_MET),
        ((MET, MET, UNKNOWN, MET), "", "first", Verdict.UNKNOWN),
        ((NOT_MET, UNKNOWN, UNKNOWN, MET), "", "second", Verdict.UNKNOWN),
    ],
)
def test_a_ladder(found: tuple[State, ...], level: str, highest: str, verdict: Verdict) -> None:
    assert combined(toy("ladder"), states(*found)) == Standing(verdict=verdict, level=level, highest=highest)


@pytest.mark.parametrize(
    ("found", "low", "high", "verdict"),
    [
        ((MET, MET, MET, MET), 1.0, 1.0, Verdict.MET),
        ((MET, PARTIAL, NOT_MET, NOT_MET), 0.375, 0.375, Verdict.PARTIAL),
        ((MET, UNKNOWN, NOT_MET, UNKNOWN), 0.25, 0.75, Verdict.PARTIAL),
        ((UNKNOWN, UNKNOWN, NOT_MET, NOT_MET), 0.0, 0.5, Verdict.UNKNOWN),
        ((NOT_MET, NOT_MET, NOT_MET, NOT_MET), 0.0, 0.0, Verdict.NOT_MET),
    ],
)
def test_a_mean_is_a_range_where_something_is_unknown(
    found: tuple[State, ...], low: float, high: float, verdict: Verdict
) -> None:
    assert combined(toy("mean"), states(*found)) == Standing(verdict=verdict, low=low, high=high)


@given(found=st.tuples(*[st.sampled_from(State)] * 4), at=st.integers(0, 3))
def test_more_evidence_never_lowers_a_ladder_or_a_mean(found: tuple[State, ...], at: int) -> None:
    better = [*found]
    better[at] = MET
    rungs = ["", "third", "second", "first"]
    before, after = (combined(toy("ladder"), states(*one)) for one in (found, better))
    assert rungs.index(after.level) >= rungs.index(before.level)
    assert rungs.index(after.highest) >= rungs.index(before.highest)
    lower, higher = (combined(toy("mean"), states(*one)) for one in (found, better))
    assert (higher.low or 0, higher.high or 0) >= (lower.low or 0, lower.high or 0)


@given(found=st.tuples(*[st.sampled_from(State)] * 4), filled=st.tuples(*[st.sampled_from([MET, NOT_MET])] * 4))
def test_what_is_learned_of_the_unknown_stays_within_what_was_possible(
    found: tuple[State, ...], filled: tuple[State, ...]
) -> None:
    known = tuple(new if old is UNKNOWN else old for old, new in zip(found, filled, strict=True))
    rungs = ["", "third", "second", "first"]
    before, after = (combined(toy("ladder"), states(*one)) for one in (found, known))
    assert rungs.index(before.level) <= rungs.index(after.level) <= rungs.index(before.highest)
    wide, narrow = (combined(toy("mean"), states(*one)) for one in (found, known))
    assert (wide.low or 0) <= (narrow.low or 0) <= (narrow.high or 0) <= (wide.high or 0)
