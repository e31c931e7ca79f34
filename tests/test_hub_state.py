from __future__ import annotations

import pytest
from pydantic import ValidationError

from auditor.hub_state import DIMENSIONS, HubState, Tally
from tests.outputs.hub_sample import HUB


@pytest.mark.parametrize(
    ("tally", "bounds"),
    [
        (Tally(met=1, unknown=2, not_met=7), (0.1, 0.3)),
        (Tally(met=1, partial=9), (0.1, 0.1)),
        (Tally(unknown=4), (0.0, 1.0)),
        (Tally(), None),
    ],
)
def test_what_is_unknown_widens_the_bounds_and_lowers_nothing(tally: Tally, bounds: tuple[float, float] | None) -> None:
    assert tally.bounds == bounds


def test_the_sample_adds_up_in_every_dimension() -> None:
    assert set(HUB.by) == set(DIMENSIONS)
    for groups in HUB.by.values():
        assert sum(one.rows for one in groups) == HUB.overall.rows
        for one in groups:
            assert {tally.rows for tally in (*one.criteria.values(), *one.definitions.values())} == {one.rows}


@pytest.mark.parametrize(
    "update",
    [
        {"schema_version": 2},
        {"by": {"color": []}},
        {"overall": {"value": "all", "rows": -1, "criteria": {}, "definitions": {}}},
        {"more": 1},
    ],
)
def test_a_file_of_another_shape_is_refused(update: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        HubState.model_validate({**HUB.model_dump(), **update})
