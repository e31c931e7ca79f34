"""The row of six as data for the template: what every place shows, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.outputs import Published
from auditor.score import Scorecard, State
from auditor.wording import plain, states_of, strip_label


def titles(published: Published) -> Sequence[str]:
    """The names of the six places: the first definition's requirements, in their order."""
    return [plain(one.title, 60) for one in published.definitions[0].requirements] if published.definitions else []


def strip(card: Scorecard) -> Mapping[str, Any]:
    """A scorecard's strip: `states` in order, `label` for screen readers, `words` for beside it."""
    states = states_of(card)
    return {
        "states": [state.value for state in states],
        "label": strip_label(card.titles, states),
        "words": card.in_words(),
    }


def relative_strip(states: Sequence[State], names: Sequence[str]) -> Mapping[str, Any]:
    """The strip of a base model or a derivative, of which only the states are known."""
    return {"states": [state.value for state in states], "label": strip_label(names, states), "words": ""}
