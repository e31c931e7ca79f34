"""Work a finding out once for each model: several checks ask for the same, and evidence never changes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar, cast

from auditor.evidence import Evidence

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_NOT_YET: Final = object()


def once(
    find: Callable[Concatenate[Evidence, _Given], _Found],
) -> Callable[Concatenate[Evidence, _Given], _Found]:
    """Keep what `find` gives with the evidence it was given. Only for pure functions whose results never change."""
    if len(inspect.signature(find).parameters) == 1:
        return cast(
            "Callable[Concatenate[Evidence, _Given], _Found]", _alone(cast("Callable[[Evidence], _Found]", find))
        )

    @wraps(find)
    def found(evidence: Evidence, /, *args: _Given.args, **options: _Given.kwargs) -> _Found:
        # Another order of the same options is worked out once more, which costs less than sorting them each time.
        key = (find, args, tuple(options.items())) if options else (find, args)
        kept = evidence.worked_out
        result = kept.get(key, _NOT_YET)
        if result is _NOT_YET:
            result = kept[key] = find(evidence, *args, **options)
        return result  # type: ignore[return-value]

    return found


def _alone(find: Callable[[Evidence], _Found]) -> Callable[[Evidence], _Found]:
    """The same for what asks for nothing beside the evidence: it is its own key."""

    @wraps(find)
    def found(evidence: Evidence, /) -> _Found:
        kept = evidence.worked_out
        result = kept.get(find, _NOT_YET)
        if result is _NOT_YET:
            result = kept[find] = find(evidence)
        return result  # type: ignore[return-value]

    return found
