"""Work a finding out once for each model: several checks ask for the same, and evidence never changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from auditor.evidence import Evidence

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


def once(
    find: Callable[Concatenate[Evidence, _Given], _Found],
) -> Callable[Concatenate[Evidence, _Given], _Found]:
    """Keep what `find` gives with the evidence it was given. Only for pure functions whose results never change."""

    @wraps(find)
    def found(evidence: Evidence, /, *args: _Given.args, **options: _Given.kwargs) -> _Found:
        key = (find, args, tuple(sorted(options.items()))) if options else (find, args)
        kept = evidence.worked_out
        if key not in kept:
            kept[key] = find(evidence, *args, **options)
        return cast("_Found", kept[key])

    return found
