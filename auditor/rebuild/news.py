"""What a run brought: the answers that turned, the places whose facts moved, those that were only seen again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from auditor.changes import stamp
from auditor.evidence import InvalidName, checked_name
from auditor.history import Change, Happening, line_of_history
from auditor.rebuild.git import Written
from auditor.record import Record
from auditor.store import BadData
from auditor.utf8 import read_json

KEPT_WITHIN: Final = 7
"""Days that committed evidence may lag behind what was seen, where nothing else moved: half of what `health` allows."""
_PLACE: Final = re.compile(r"[a-z_]+/[a-z_]+/(?P<name>[^@]+)(@[0-9a-f]{12})?")
_SEEN: Final = re.compile(r",? ?\bseen \d{4}(-\d{2}){0,2}")


class Turned(Record):
    """One answer that turned."""

    model: str
    change: Change


class Happened(Record):
    """One thing that happened to a model's repository."""

    model: str
    happening: Happening


class News(Record):
    """What changed in the files of the program since the last commit."""

    turned: tuple[Turned, ...] = ()
    happened: tuple[Happened, ...] = ()
    first_seen: tuple[str, ...] = ()
    """Places, as `huggingface/model/acme/open-7b`, without which no evidence was before."""
    moved: tuple[str, ...] = ()
    """Places of which a fact is another than before."""
    gone: tuple[str, ...] = ()
    """Places whose evidence was taken away."""
    judged: tuple[str, ...] = ()
    """Models whose audit says something else, though none of their answers turned."""
    again: tuple[str, ...] = ()
    """Places of which only the day is another."""
    lag: int = 0
    """Days between the committed and the new day of a place, the most among those seen again."""

    @property
    def places(self) -> tuple[str, ...]:
        """Every place with newer facts."""
        return (*self.first_seen, *self.moved, *self.gone)

    @property
    def worth_keeping(self) -> bool:
        """False where nothing moved but days, and the committed ones are near enough: most runs end so."""
        return bool(self.turned or self.happened or self.places or self.judged or self.lag >= KEPT_WITHIN)


def news(written: Iterable[Written]) -> News:
    """Read what a run wrote. Raises `BadData` for a file that the program would not have written."""
    turned: list[Turned] = []
    happened: list[Happened] = []
    found: dict[str, list[str]] = {"first_seen": [], "moved": [], "gone": [], "judged": [], "again": []}
    lag = 0
    for file in written:
        folder, name = _named(file.path)
        if folder == "history":
            for line in _appended(file):
                if isinstance(line, Change):
                    turned.append(Turned(model=name, change=line))
                else:
                    happened.append(Happened(model=name, happening=line))
            continue
        before, after = _content(file, file.before), _content(file, file.after)
        only_days = _without_days(before) == _without_days(after)
        if folder == "audits":
            found["judged"] += [] if only_days else [name]
        elif only_days:
            found["again"].append(name)
            lag = max(lag, _days(before, after))
        else:
            key = "first_seen" if file.before is None else "gone" if file.after is None else "moved"
            found[key].append(name)
    models = {one.model for one in turned} | {one.model for one in happened}
    found["judged"] = [name for name in found["judged"] if name not in models]
    named = {key: tuple(names) for key, names in found.items()}
    return News(turned=tuple(turned), happened=tuple(happened), lag=lag, **named)


def _named(path: str) -> tuple[str, str]:
    """Which folder of the program a file lies in, and what it is about."""
    _, folder, rest = path.split("/", 2)
    name = rest.removesuffix(Path(rest).suffix)
    place = _PLACE.fullmatch(name) if folder == "evidence" else None
    try:
        checked_name(place["name"] if place else name, parts=(1, 2))
    except InvalidName as error:
        raise BadData(f"{path}: {error}") from error
    return folder, name


def _appended(file: Written) -> Iterator[Change | Happening]:
    before = set((file.before or b"").splitlines())
    for line in (file.after or b"").splitlines():
        if line in before:
            continue
        try:
            yield line_of_history(line)
        except ValidationError as error:
            raise BadData(f"{file.path}: a line is no change as `auditor judge` writes it") from error


def _content(file: Written, content: bytes | None) -> Any:
    try:
        return None if content is None else read_json(content)
    except (ValueError, RecursionError) as error:
        raise BadData(f"{file.path}: is not JSON") from error


def _without_days(content: Any) -> Any:
    """The same without the days on which it was seen."""
    if isinstance(content, dict):
        return {key: _without_days(value) for key, value in content.items() if key != "observed"}
    if isinstance(content, list):
        return [_without_days(value) for value in content]
    return _SEEN.sub("", content) if isinstance(content, str) else content


def _days(before: Any, after: Any) -> int:
    """Days between two observations of one place; as many as make a commit where the earlier day is not known."""
    then, now = known_day(_observed(before)), known_day(_observed(after))
    if now is None:
        return 0
    return KEPT_WITHIN if then is None else (now - then).days


def _observed(content: Any) -> str:
    head = content.get("head") if isinstance(content, dict) else None
    observed = head.get("observed") if isinstance(head, dict) else None
    return observed if isinstance(observed, str) else ""


def known_day(observed: str) -> date | None:
    """The day of an observation, the first of what is known of it (`2025-04`); None where nothing is."""
    try:
        return date.fromisoformat(stamp(observed)[:10]) if observed else None
    except ValueError:
        return None
