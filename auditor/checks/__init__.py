"""The checks: one file per question. The folder is the register; file name = function = id = anchor = test file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from auditor.answers import Answer
from auditor.evidence import Evidence


@dataclass(frozen=True, kw_only=True)
class Check:
    """One question about a model, how it is looked at, and how to mend a no. Shown on the check's page as it stands.

    `reads`: regular expressions for paths of files whose facts it needs; `collect` fetches the first match of each.
    `version` rises when the same evidence may be judged otherwise, so that history can tell whose change it was.
    """

    id: str
    question: str
    method: str
    remedy: str
    limits: str
    reads: tuple[str, ...]
    version: int
    ask: Callable[[Evidence], Answer]


def check(  # noqa: PLR0913 - a check's documentation is named arguments, one for each thing its page shows
    *, question: str, method: str, remedy: str, limits: str = "", reads: tuple[str, ...] = (), version: int = 1
) -> Callable[[Callable[[Evidence], Answer]], Check]:
    """Make a check of a function from evidence to an answer; its id is the function's name."""

    def wrap(ask: Callable[[Evidence], Answer]) -> Check:
        return Check(
            id=ask.__name__,
            question=question,
            method=method,
            remedy=remedy,
            limits=limits,
            reads=reads,
            version=version,
            ask=ask,
        )

    return wrap


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check of this folder by id, in alphabetical order. A file without its check raises `AttributeError`."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: getattr(importlib.import_module(f"{__name__}.{name}"), name) for name in names}


def wanted_files() -> tuple[str, ...]:
    """The path patterns that all checks together ask `collect` to read, each once, in order."""
    return tuple(dict.fromkeys(pattern for one in all_checks().values() for pattern in one.reads))
