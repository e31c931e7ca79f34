"""Read anew at its pin what was seen before: the reading changes, and nothing else of what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from auditor.collect import Collected, Collector, pinned
from auditor.evidence import Place
from auditor.sources import saw_less


def read_again(collector: Collector, places: Iterable[Place]) -> Collected:
    """Read places again at the commits of the evidence that is held, and save their facts.

    Settings, branches and the host's own counts stay as they were seen, so that only the reading differs. Where the
    host no longer gives a commit, or broke off, what was read of it stands and the place counts as failed.
    """
    held = {str(ref): place for place in places if (ref := pinned(place))}
    kept: set[str] = set()

    def keep(now: Place) -> None:
        if anew := _as_seen(held[str(now.ref)], now, collector.reading):
            collector.save(anew)
            kept.add(str(now.ref))

    done = replace(collector, known=lambda _: None, save=keep).read_again(held.values())
    for number, one in enumerate(done.observations):
        if one.outcome == "observed" and str(one.ref) not in kept:
            why = f"{one.ref.name} could not be read whole at the commit it is pinned to"
            done.observations[number] = replace(one, outcome="failed", why=why)
    return done


def _as_seen(before: Place, now: Place, reading: str) -> Place | None:
    """What was seen of a place with its snapshot read anew; None where it is of another commit, or saw less."""
    old, new = before.snapshot, now.snapshot
    if old is None or new is None or (new.revision, new.reading) != (old.revision, reading) or saw_less(new, old):
        return None
    seen = {name: getattr(old, name) for name in ("observed", "profile", "branches")}
    return before.model_copy(update={"snapshot": new.model_copy(update=seen)})
