"""Whether what is committed follows from itself: judged again the same, every citation led by the evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.answers import Answer
from auditor.record import Record
from auditor.utf8 import read_json
from auditor.verify.held import Shelf


class Difference(Record):
    """What does not follow from the evidence. `check` is empty where the whole file is meant."""

    file: str
    check: str = ""
    what: str


def differences(file: str, committed: bytes | None, judged: bytes | None) -> Iterator[Difference]:
    """How a committed audit differs from what judging again gives; None: there is none. Both are JSON of an audit."""
    if committed == judged:
        return
    if committed is None or judged is None:
        yield Difference(
            file=file,
            what="is missing" if committed is None else "nothing in the register and the evidence leads to it",
        )
        return
    before, after = _object(committed), _object(judged)
    told = [
        *_of_answers(file, _part(before, "answers"), _part(after, "answers")),
        *_of_versions(file, _part(before, "checks"), _part(after, "checks")),
        *(Difference(file=file, what=f"its {key} differ") for key in _others(before, after)),
    ]
    yield from told or [Difference(file=file, what="holds the same in other bytes")]


def unheld(file: str, answers: Mapping[str, Answer], shelf: Shelf) -> Iterator[Difference]:
    """The citations of an audit that lead to nothing that the evidence holds."""
    for check, answer in answers.items():
        for citation in answer.citations:
            if why := shelf.unheld(citation):
                yield Difference(file=file, check=check, what=f"cites {citation.url}: {why}")


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        found = read_json(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _part(found: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = found.get(key)
    return part if isinstance(part, dict) else {}


def _of_answers(file: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for check in sorted(before.keys() | after.keys()):
        one, other = before.get(check), after.get(check)
        if one == other:
            continue
        keys = sorted(key for key in {*_keys(one), *_keys(other)} if _get(one, key) != _get(other, key))
        if "outcome" in keys:
            what = f"answers {_get(one, 'outcome') or 'nothing'}, judging again {_get(other, 'outcome') or 'nothing'}"
        else:
            what = f"its {' and '.join(keys)} differ"
        yield Difference(file=file, check=check, what=what)


def _of_versions(file: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for check in sorted(before.keys() | after.keys()):
        if before.get(check) != after.get(check):
            yield Difference(file=file, check=check, what="was asked in another version")


def _others(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    keys = (before.keys() | after.keys()) - {"answers", "checks"}
    return sorted(key for key in keys if before.get(key) != after.get(key))


def _keys(found: object) -> list[str]:
    return list(found) if isinstance(found, dict) else []


def _get(found: object, key: str) -> Any:
    return found.get(key) if isinstance(found, dict) else None
