"""What `auditor verify` prints: the share that was confirmed again, of what; what no longer stands; and its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from auditor.verify.asking import Checked, Verified
from auditor.verify.compare import Fate
from auditor.verify.offline import Difference
from auditor.wording import count, plain

FATE_WORDS: Final = {
    Fate.CONFIRMED: "confirmed",
    Fate.GONE: "gone",
    Fate.REFUSED: "gated or refused",
    Fate.REWRITTEN: "rewritten",
    Fate.NOT_PINNED: "not pinned",
    Fate.NOT_ASKED: "not asked",
}
SHOWN: Final = 100
"""Lines of a table on the terminal; the JSON has all."""


def as_terminal(found: Verified) -> RenderableType:
    """For people: the figures first, what fell below them, why the rest is not known last."""
    return Group(*_parts(found))


def _parts(found: Verified) -> Iterator[RenderableType]:
    confirmed = found.counts()[Fate.CONFIRMED]
    addresses = len({one.address for one in found.checked})
    yield Text(
        f"{count(found.models, 'model')}, {count(len(found.checked), 'citation')} of {addresses:,} addresses; "
        f"{found.pinned:,} of the citations are pinned, {found.at_commit:,} at a commit, the others by a hash alone; "
        f"{count(found.requests, 'request')} sent",
        no_wrap=True,
        overflow="ignore",
    )
    of_pinned, of_asked = percent(confirmed, found.pinned), percent(confirmed, found.asked)
    yield Text(
        f"confirmed again: {confirmed:,} of {found.pinned:,} pinned citations ({of_pinned}), "
        f"{of_asked} of the {found.asked:,} that a host answered",
        style="bold",
        no_wrap=True,
        overflow="ignore",
    )
    table = _table("what became of them", "citations", "addresses")
    counts, distinct = found.counts(), found.addresses()
    for fate, words in FATE_WORDS.items():
        table.add_row(words, f"{counts[fate]:,}", f"{distinct[fate]:,}")
    yield table
    if found.fallen:
        yield Text("\nno longer stand:", style="bold")
        yield from _fallen(found.fallen)
    if found.unasked:
        yield Text("\nnot asked, so nothing is known of them:", style="bold")
        reasons = _table("why", "citations")
        for why, number in sorted(found.unasked.items(), key=lambda one: (-one[1], one[0])):
            reasons.add_row(Text(plain(why, 200)), f"{number:,}")
        yield reasons


def _fallen(found: tuple[Checked, ...]) -> Iterator[RenderableType]:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("model", "check", "url", "what happened"):
        table.add_column(heading, overflow="fold")
    for one in found[:SHOWN]:
        happened = f"{FATE_WORDS[one.fate]}: {one.why}" if one.why else FATE_WORDS[one.fate]
        table.add_row(*(Text(plain(cell, 500)) for cell in (one.model, one.check, one.url, happened)))
    yield table
    if len(found) > SHOWN:
        yield Text(f"and {len(found) - SHOWN:,} more; --json has all")


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(first)
    for heading in others:
        table.add_column(heading, justify="right")
    return table


def percent(part: int, whole: int) -> str:
    """`93.2%`, cut and never rounded up: `100%` stands for all only. A dash where there is nothing to be a share of."""
    if not whole:
        return "-"
    return "100%" if part == whole else f"{1000 * part // whole / 10}%"


def _part(of: int, whole: int) -> float | None:
    return of / whole if whole else None


def as_json(found: Verified) -> dict[str, Any]:
    """For machines: every figure with what it is a share of, and every citation that was not confirmed."""
    confirmed = found.counts()[Fate.CONFIRMED]
    return {
        "models": found.models,
        "citations": {
            "total": len(found.checked),
            "pinned": found.pinned,
            "at_commit": found.at_commit,
            "asked": found.asked,
            **found.counts(),
        },
        "addresses": {"total": len({one.address for one in found.checked}), **found.addresses()},
        "confirmed_of_pinned": _part(confirmed, found.pinned),
        "confirmed_of_asked": _part(confirmed, found.asked),
        "requests_sent": found.requests,
        "no_longer_stand": [one.model_dump(mode="json", exclude={"failed", "at_commit"}) for one in found.fallen],
        "not_asked": [{"why": why, "citations": number} for why, number in sorted(found.unasked.items())],
    }


def offline_lines(models: int, found: Iterable[Difference]) -> Iterator[str]:
    """What does not follow from the evidence, a line each; else that all does."""
    told = tuple(found)
    for one in told:
        yield f"{plain(one.file, 300)}: {plain(one.check, 100) + ': ' if one.check else ''}{plain(one.what, 500)}"
    yield (
        f"{count(len(told), 'difference')}: what is committed does not follow from the evidence"
        if told
        else f"{count(models, 'model')}: judging again gives the same bytes, and every citation leads into the evidence"
    )
