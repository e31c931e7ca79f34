"""The lineage picture of a scorecard: boxes and lines of an SVG, worked out here and drawn by the template.

The picture is a tree that grows downwards and steps to the right: base models, this model, what is built from it.
Lengths are pixels; the boxes are as wide as the page lets them, so it reads on a phone as on a desk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from auditor.addresses import scorecard_path
from auditor.outputs.site.strip import relative_strip
from auditor.record import Record
from auditor.report import Relative, Report
from auditor.score import State
from auditor.wording import plain, relation_words, states_of, strip_label

BASES: Final = 8
DERIVATIVES: Final = 12
"""Boxes above and below the model; more are counted, and the page of the family shows them."""
LISTED: Final = 60
"""Relatives of one kind in the list behind the picture."""
JUDGED_WITH_BASE: Final = ("training_data", "license")
"""Criteria in which a derivative answers for its base models too: the project's rubric, section on derivatives."""

_LINE: Final = 30
"""Characters of a line: what fits into the narrowest box on a screen 360 pixels wide."""
_NOTE: Final = 28
"""Characters that fit beside a strip."""
_STEP: Final = 20
_RAIL: Final = 10
_GAP: Final = 10
_PAD: Final = 12
_LEADING: Final = 18
_SHAPE: Final = 14


def wrapped(name: str) -> Sequence[str]:
    """A name in lines, broken behind its own separators where that is possible."""
    lines: list[str] = []
    rest = name
    while len(rest) > _LINE:
        ends = [found.end() for found in re.finditer(r"[/_. -]", rest[:_LINE])]
        end = ends[-1] if ends and ends[-1] > _LINE // 3 else _LINE
        lines.append(rest[:end])
        rest = rest[end:]
    return [*lines, rest]


def relative(one: Relative, names: Sequence[str]) -> Mapping[str, Any]:
    """A base model or a derivative as a line of a list: its name, its page where it has one, its strip."""
    return {
        "id": plain(one.id, 120),
        "relation": relation_words(one.relation),
        "href": f"{scorecard_path(one.id)}/" if one.registered else "",
        "strip": relative_strip(one.states, names),
    }


class _Label(Record):
    """What stands in one box, and the strip in words for who cannot see it."""

    name: str
    spoken: str
    states: tuple[State, ...]
    note: str
    href: str = ""
    own: bool = False


def _box(label: _Label, x: int, y: int) -> Mapping[str, Any]:
    """One box: its name in lines, and below it the strip and a note."""
    lines, states = wrapped(label.name), label.states
    below = y + _PAD + _LEADING * len(lines)
    words = plain(label.note if states else f"could not be judged; {label.note}", _NOTE if states else _LINE + 4)
    return {
        "x": x,
        "y": y,
        "height": _PAD + _LEADING * (len(lines) + 1) + 8,
        "level": x // _STEP,
        "own": label.own,
        "label": f"{label.name}, {words}. {label.spoken}".strip(),
        "href": label.href,
        "lines": [
            {"x": x + _PAD, "y": y + _PAD + 8 + _LEADING * number, "text": line} for number, line in enumerate(lines)
        ],
        "strip": [
            {"x": x + _PAD + (_SHAPE + 3) * number, "y": below, "state": state.value}
            for number, state in enumerate(states)
        ],
        "note": {"x": x + _PAD + ((_SHAPE + 3) * len(states) + 6 if states else 0), "y": below + 11, "text": words},
    }


def _label(one: Relative, note: str, names: Sequence[str]) -> _Label:
    return _Label(
        name=plain(one.id, 120),
        spoken=strip_label(names, one.states),
        states=one.states,
        note=note,
        href=f"{scorecard_path(one.id)}/" if one.registered else "",
    )


def _own(report: Report, names: Sequence[str]) -> _Label:
    """The box of the model itself, which says how it was made from what stands above it."""
    how = ", ".join(dict.fromkeys(relation_words(one.relation) for one in report.bases[:BASES]))
    states = tuple(states_of(report.strip))
    note = f"this model: {how}" if how else "this model"
    return _Label(name=plain(report.id, 120), spoken=strip_label(names, states), states=states, note=note, own=True)


def _stacked(labels: Iterable[_Label], x: int, y: int) -> Iterator[Mapping[str, Any]]:
    for label in labels:
        box = _box(label, x, y)
        y += box["height"] + _GAP
        yield box


def _middle(box: Mapping[str, Any]) -> int:
    return int(box["y"]) + int(box["height"]) // 2


def _bottom(box: Mapping[str, Any]) -> int:
    return int(box["y"]) + int(box["height"])


def _more(number: int, x: int, y: int) -> Mapping[str, Any]:
    return {"x": x, "y": y + 14, "text": f"and {number:,} more"}


def _said(what: str, found: Sequence[Relative], more: int) -> str:
    names = [f"{plain(one.id, 120)} ({relation_words(one.relation)})" for one in found]
    return f"{what}: {', '.join(names)}{f' and {more:,} more' if more else ''}." if names else ""


def picture(report: Report, names: Sequence[str]) -> Mapping[str, Any] | None:
    """Boxes, rails, and the words for who cannot see them; None for a model without known relatives."""
    above, below = report.bases[:BASES], report.derivatives[:DERIVATIVES]
    if not above and not below:
        return None
    hidden = len(report.bases) - len(above), len(report.derivatives) - len(below)
    more = []
    upper = list(_stacked((_label(one, "base model", names) for one in above), 1, 1))
    y = _bottom(upper[-1]) + _GAP if upper else 1
    if hidden[0]:
        more.append(_more(hidden[0], _STEP + 4, y))
        y += 2 * _GAP + 4
    x = _STEP if upper else 1
    own = _box(_own(report, names), x, y)
    descendants = (_label(one, relation_words(one.relation), names) for one in below)
    lower = list(_stacked(descendants, x + _STEP, _bottom(own) + _GAP))
    rails = [f"M{_RAIL} {_bottom(upper[0])}V{_middle(own)}H{x}"] if upper else []
    end = _bottom(lower[-1] if lower else own)
    rails += [f"M{x + _RAIL} {_bottom(own)}V{_middle(box)}H{x + _STEP}" for box in lower]
    if hidden[1]:
        more.append(_more(hidden[1], x + _STEP + 4, end + 4))
        end += 2 * _GAP + 4
    said = (_said("Built on", above, hidden[0]), _said("Built from it", below, hidden[1]))
    return {
        "title": f"Lineage of {plain(report.id, 120)}",
        "desc": " ".join(part for part in (*said, "The list below says the same.") if part),
        "height": end + 2,
        "rails": rails,
        "boxes": [*upper, own, *lower],
        "more": more,
    }


def lineage(report: Report, names: Sequence[str]) -> Mapping[str, Any]:
    """The picture, and the same as lists."""
    more = len(report.bases) - LISTED, len(report.derivatives) - LISTED
    return {
        "picture": picture(report, names),
        "bases": [relative(one, names) for one in report.bases[:LISTED]],
        "more_bases": f"and {more[0]:,} more" if more[0] > 0 else "",
        "derivatives": [relative(one, names) for one in report.derivatives[:LISTED]],
        "more_derivatives": f"and {more[1]:,} more" if more[1] > 0 else "",
    }
