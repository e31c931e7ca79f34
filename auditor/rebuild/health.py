"""Whether the project still rebuilds itself: decided from the age of the evidence and from how the last run ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from auditor.collect import model_ref
from auditor.evidence import Place
from auditor.inert import inert
from auditor.rebuild.news import known_day
from auditor.rebuild.run import Run
from auditor.record import Record
from auditor.store import Store
from auditor.wording import count, day, safe_words

MOST_DAYS: Final = 14
"""Days after which evidence is too old to stand without a word to maintainers."""
TITLE: Final = "The site does not rebuild itself as it should"
LISTED: Final = 20
BAD_RESULTS: Final = ("failure", "cancelled")
"""How a job ends that did not do its work, in the words of GitHub Actions; `skipped` is the fault of another."""
_HOSTS: Final = {"huggingface": "the Hugging Face Hub", "github": "GitHub"}


class Ages(Record):
    """When the committed evidence was last seen: ISO dates, empty where none is known or nothing was ever seen."""

    models: Mapping[str, str] = {}
    """Registered model -> the day on which its own repository was last asked for."""
    hosts: Mapping[str, str] = {}
    """Source -> the newest day on which any of its places was asked for."""

    def older(self, days: int, today: date) -> tuple[str, ...]:
        """The registered models that were not seen within so many days."""
        return tuple(model for model, seen in self.models.items() if _days(seen, today) > days)

    def silent(self, days: int, today: date) -> tuple[str, ...]:
        """The sources of which nothing was seen within so many days, as words."""
        return tuple(_HOSTS.get(host) or code(host) for host, seen in self.hosts.items() if _days(seen, today) > days)


class Health(Record):
    """The decision, and the words for the issue."""

    well: bool
    title: str
    body: str
    """Markdown; names and reasons stand as code, so that nothing in them acts."""
    failed: tuple[str, ...] = ()
    """Jobs and stages that did not do their work."""
    older: tuple[str, ...] = ()
    """Registered models whose evidence is too old."""
    silent: tuple[str, ...] = ()
    """Hosts of which nothing was seen in that time."""


def ages(store: Store) -> Ages:
    """Read the days of all evidence. A place that is linked no longer ages by itself and alarms nobody."""
    hosts: dict[str, str] = {}
    for place in store.places():
        hosts[place.ref.source] = max(hosts.get(place.ref.source, ""), place.head.observed)
    models = {entry.id: _seen(store.place(model_ref(entry.id))) for entry in store.entries()}
    return Ages(models=models, hosts=hosts)


def health(
    found: Ages,
    *,
    today: date,
    run: Run | None = None,
    results: Mapping[str, str] | None = None,
    most_days: int = MOST_DAYS,
) -> Health:
    """Decide. `run` is what the stages told, None where nothing is known of one; `results` how each job ended.

    A host's outage is no failure of a run, for the last evidence stands, until that has grown too old.
    """
    failed = (
        *(f"the job {safe_words(name, 40)}" for name, result in (results or {}).items() if result in BAD_RESULTS),
        *((f"the stage {words}" for words in run.broken) if run else ()),
    )
    older, silent = found.older(most_days, today), found.silent(most_days, today)
    well = not (failed or older or silent)
    body = _well(found) if well else "\n\n".join(_ill(found, failed, older, silent, most_days))
    return Health(well=well, title=TITLE, body=f"{body}\n", failed=failed, older=older, silent=silent)


def _well(found: Ages) -> str:
    return f"All is well again: every stage of the last run did its work. {standing(found)}"


def _ill(
    found: Ages, failed: Sequence[str], older: Sequence[str], silent: Sequence[str], most_days: int
) -> Iterator[str]:
    if failed:
        yield f"Did not do its work in the last run: {', '.join(map(inert, failed))}. The run's log says why."
    if silent:
        yield f"Nothing was seen of {' and '.join(silent)} for more than {count(most_days, 'day')}."
    if older:
        yield f"The evidence of {count(len(older), 'registered model')} is older than {count(most_days, 'day')}:"
        yield "\n".join([*(f"- {code(one)}: seen {_day(found.models[one])}" for one in older[:LISTED]), *_more(older)])
    yield f"The last site stands meanwhile, and each of its pages says of which day it is. {standing(found)}"
    yield "This issue closes itself when a run has done its work and nothing is too old."


def standing(found: Ages) -> str:
    """How old the evidence of the registered models is, in a sentence or two."""
    seen = sorted(one for one in found.models.values() if one)
    never = len(found.models) - len(seen)
    if not found.models:
        return "No model is registered."
    told = [f"The evidence of {count(len(seen), 'registered model')} is from {_span(seen)}."] if seen else []
    return " ".join([*told, *([f"Of {count(never, 'registered model')} no day is known."] if never else [])])


def code(text: str) -> str:
    """A name or a reason as inline code of Markdown, of plain letters and harmless signs only."""
    return f"`{safe_words(text, 200) or '…'}`"


def _more(listed: Sequence[str]) -> list[str]:
    return [f"- and {len(listed) - LISTED:,} more"] if len(listed) > LISTED else []


def _span(days: Sequence[str]) -> str:
    oldest, newest = day(days[0]), day(days[-1])
    return oldest if oldest == newest else f"{oldest} to {newest}"


def _day(seen: str) -> str:
    return day(seen) if seen else "on no day that is known"


def _seen(place: Place | None) -> str:
    return place.head.observed if place else ""


def _days(seen: str, today: date) -> float:
    """Days since then; without end where no day is known."""
    then = known_day(seen)
    return float("inf") if then is None else (today - then).days
