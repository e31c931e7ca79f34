"""The mistakes of a change in data/: each by file, line, key and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from auditor.definitions import Definition
from auditor.record import Record
from auditor.registry import Corrections, Entry
from auditor.review.checkout import refused
from auditor.review.git import Blob, Change
from auditor.review.paths import is_data, sort_of
from auditor.review.record import Problem
from auditor.rules import Licenses, Vocabulary
from auditor.store import Store
from auditor.store.mistakes import line_of, located, mistakes

MAX_FILES: Final = 3000
"""Changed files of data/ that are looked at one by one; GitHub itself lists no more of a pull request."""
_BY_HAND: Final = {"fingerprints", "census"}
"""What the program writes for a person who then commits it: of packages and of bulk data that CI does not have."""
_SHAPES: Final[Mapping[str, type[Record]]] = {
    "entry": Entry,
    "definition": Definition,
    "licenses": Licenses,
    "vocabulary": Vocabulary,
    "corrections": Corrections,
}
_KEY: Final = re.compile(r"([a-z_]{1,60}(?:\.[a-z0-9_-]{1,60}){0,8}): ")


def problems(
    changes: Sequence[Change], files: Mapping[str, Blob], laid_out: Path, *, rejudges: bool
) -> Iterator[Problem]:
    """The mistakes of the changed files, then those that they bring about elsewhere in data/.

    `files` are those of the head commit, `laid_out` is where the allowed ones lie. `rejudges` says that the change
    touches what judging rests on: then the program had to write its files anew, and a maintainer is told.
    """
    changed = [change for change in changes if is_data(change.path)]
    if len(changed) > MAX_FILES:
        yield Problem(file="data/", says=f"{len(changed):,} files are changed; at most {MAX_FILES:,} are looked at")
    told: set[str] = set()
    for change in changed[:MAX_FILES]:
        for problem in _of(change, files, laid_out, rejudges=rejudges):
            told.add(change.path)
            yield problem
    for problem in _elsewhere(Store(laid_out)):
        if problem.file not in told:
            yield _with_line(problem, laid_out)


def _of(change: Change, files: Mapping[str, Blob], laid_out: Path, *, rejudges: bool) -> Iterator[Problem]:
    blob = files.get(change.path)
    sort = sort_of(change.path)
    if sort and sort.by_program and sort.name not in _BY_HAND and not rejudges:
        yield Problem(
            file=change.path,
            says=f"only the program writes this file (`{sort.by_program}`); leave it out of the change",
        )
        return
    if blob is None:
        return
    if why := refused(change.path, blob):
        yield Problem(file=change.path, says=why)
    elif sort and sort.name in _SHAPES:
        content = (laid_out / change.path).read_bytes()
        for one in mistakes(content, _SHAPES[sort.name]):
            yield Problem(file=change.path, line=one.line, key=one.key, says=one.says)


def _elsewhere(store: Store) -> Iterator[Problem]:
    for sentence in store.problems():
        file, _, rest = sentence.partition(": ")
        one = located(rest)
        key = _KEY.match(one.says)
        says = one.says[key.end() :] if key else one.says
        yield Problem(file=file, line=one.line, key=key[1] if key else "", says=says)


def _with_line(problem: Problem, laid_out: Path) -> Problem:
    path = laid_out / problem.file
    if problem.line or not problem.key or path.suffix != ".yaml" or not path.is_file():
        return problem
    return problem.model_copy(update={"line": line_of(path.read_bytes(), problem.key)})
