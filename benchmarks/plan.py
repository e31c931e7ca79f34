"""What observing a million models would cost: requests, and hours within the limits that the Hub documents.

`python -m benchmarks.plan` prints the tables of docs/scale.md; `benchmarks.observing` counts a hundredth of it.

The limits are documented, the owners of a million models are assumed, all else follows from the functions here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MODELS: Final = 1_000_000
ON_HUB: Final = 3_000_000
"""Public models on the Hub, late in 2026."""
PAGE: Final = 1_000
"""Repositories of one page of a list, the most that the Hub gives."""
WINDOW: Final = 300
"""Seconds of one window of the Hub's limits."""
PER_OWNER: Final = 3.46
"""Models of an owner: 34,076 recorded models have 9,858 owners."""
CHANGED_A_DAY: Final = (0.001, 0.01, 0.05)
"""Shares for which the plan is worked out; none of them was measured."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What one window allows, by bucket.

    Source: https://huggingface.co/docs/hub/rate-limits
    """

    reader: str
    api: int
    resolvers: int


LIMITS: Final = (
    Limit(reader="anonymous", api=500, resolvers=3_000),
    Limit(reader="free", api=1_000, resolvers=5_000),
    Limit(reader="PRO", api=2_500, resolvers=12_000),
)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Requests by the bucket that they are counted in."""

    api: int = 0
    resolvers: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(api=self.api + other.api, resolvers=self.resolvers + other.resolvers)

    def times(self, number: int) -> Cost:
        """So often."""
        return Cost(api=self.api * number, resolvers=self.resolvers * number)

    def windows(self, limit: Limit) -> int:
        """Windows that are begun; the buckets are counted apart, so the slower one tells."""
        return max(-(-self.api // limit.api), -(-self.resolvers // limit.resolvers))

    def seconds(self, limit: Limit) -> tuple[int, int]:
        """The least and the most that the limits take: the last window's requests may come at once, or spread."""
        windows = self.windows(limit)
        return WINDOW * max(0, windows - 1), WINDOW * windows


CHANGED: Final = Cost(api=2, resolvers=4)
"""As `auditor collect` looks at a changed model at most: info and refs; the card and one file, each redirected once."""
WITH_METADATA: Final = Cost(api=3, resolvers=2)
"""With all shards' headers by the safetensors-metadata address in the place of the file."""


def one_by_one(models: int) -> Cost:
    """An info for each model."""
    return Cost(api=models)


def by_owner(owners: Iterable[tuple[int, int]], page: int = PAGE) -> Cost:
    """A list of each owner: `owners` are how many of its models are ours, and how many it has.

    An owner of one is asked for that one; no list takes more pages than it has models of ours.
    """
    return Cost(api=sum(min(ours, -(-every // page)) for ours, every in owners))


def of_all(on_hub: int, page: int = PAGE) -> Cost:
    """The list of everything, page after page."""
    return Cost(api=-(-on_hub // page))


def changed(models: int, *, asked_singly: int = 0, each: Cost = CHANGED) -> Cost:
    """Reading what changed; of `asked_singly` among them the info has told the change and is not asked again."""
    return each.times(models) + Cost(api=-asked_singly)


def owners_of(models: int, per_owner: float = PER_OWNER) -> list[tuple[int, int]]:
    """The owners of so many models, alike: what the sum of requests depends on is their number."""
    number = round(models / per_owner)
    ours = [models // number + (at < models % number) for at in range(number)]
    return [(one, one) for one in ours]


# -- the tables ------------------------------------------------------------------------------------------------------


def hours(cost: Cost, limit: Limit) -> str:
    """The most that the limits take, in hours or minutes."""
    most = cost.seconds(limit)[1]
    return f"{most / 60:.0f} min" if most < 2 * 3600 else f"{most / 3600:.1f} h"


def _row(title: str, cost: Cost) -> Sequence[str]:
    return (title, f"{cost.api:,}", f"{cost.resolvers:,}", *(hours(cost, limit) for limit in LIMITS))


def seeing() -> Iterator[Sequence[str]]:
    """Seeing which of a million models changed."""
    yield _row("one info a model", one_by_one(MODELS))
    for per_owner in (2, PER_OWNER, 10):
        title = f"one list an owner, {per_owner} models each"
        yield _row(title, by_owner(owners_of(MODELS, per_owner)))
    yield _row(f"the list of all {ON_HUB:,}", of_all(ON_HUB))


def reading() -> Iterator[Sequence[str]]:
    """Reading what changed, and all of it the first time."""
    for share in CHANGED_A_DAY:
        number = round(MODELS * share)
        yield _row(f"{100 * share:g}% changed: {number:,}", changed(number))
        yield _row("the same by safetensors-metadata", changed(number, each=WITH_METADATA))
    yield _row(f"the first time: {MODELS:,}", changed(MODELS))


def days() -> Iterator[Sequence[str]]:
    """A day's whole work: seeing and reading together."""
    ways = {"the list of all": of_all(ON_HUB), "lists of owners": by_owner(owners_of(MODELS))}
    for title, seen in ways.items():
        for share in CHANGED_A_DAY:
            yield _row(f"{title}, {100 * share:g}% changed", seen + changed(round(MODELS * share)))


COLUMNS: Final = ("API", "resolvers", *(limit.reader for limit in LIMITS))


def markdown(rows: Iterable[Sequence[str]], head: Sequence[str]) -> str:
    """A table as docs/scale.md has it; nothing is aligned, for that becomes a style, which the site's policy bars."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def tables() -> Iterator[str]:
    """The worked tables, in the order of the page."""
    limits = [(limit.reader, f"{limit.api:,}", f"{limit.resolvers:,}") for limit in LIMITS]
    yield markdown(limits, ("reader", "API, in 5 minutes", "resolvers, in 5 minutes"))
    for title, rows in {"way": seeing(), "what is read": reading(), "a day's work": days()}.items():
        yield markdown(rows, (title, *COLUMNS))


if __name__ == "__main__":
    print("\n\n".join(tables()))
