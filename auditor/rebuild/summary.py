"""What a run did and what it left, as Markdown for the page of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from auditor.rebuild.health import LISTED, MOST_DAYS, Ages, code, standing
from auditor.rebuild.message import message
from auditor.rebuild.news import News
from auditor.rebuild.run import Run
from auditor.wording import count


def summary(run: Run, news: News, found: Ages, *, today: date) -> str:
    """The whole text. `news` is what differs from the last commit, None of it kept yet."""
    return "\n\n".join(("## Rebuild", *_what_turned(news), *_what_was_seen(run), *_how_old(found, today))) + "\n"


def _what_turned(news: News) -> Iterator[str]:
    # Of what a value may hold there, the underscore is all that Markdown would take for more than text.
    told = message(news).strip().replace("_", "\\_")
    if not told:
        were = "was" if len(news.again) == 1 else "were"
        again = f" {count(len(news.again), 'place')} {were} seen again." if news.again else ""
        yield f"Nothing moved: there is nothing to commit.{again}"
        return
    first, _, rest = told.partition("\n")
    yield f"**{first.removeprefix('data: ')}**"
    if rest.strip():
        yield rest.strip()


def _what_was_seen(run: Run) -> Iterator[str]:
    if "collect" in run.ended:
        rows = {
            "places observed anew": run.observed,
            "places unchanged": run.unchanged,
            "places that could not be observed": len(run.failed),
            "places left for the next run": len(run.left),
            "requests sent": run.requests,
        }
        yield "\n".join(("| | |", "|---|--:|", *(f"| {name} | {number:,} |" for name, number in rows.items())))
    if run.failed:
        reasons = Counter(run.failed.values()).most_common(LISTED)
        yield "Could not be observed, so that the last evidence stands:"
        yield "\n".join(f"- {code(why)}: {_places(why, run, number)}" for why, number in reasons)
    if run.left:
        more = f" and {len(run.left) - LISTED:,} more" if len(run.left) > LISTED else ""
        yield f"Left for the next run, which asks them first: {', '.join(map(code, run.left[:LISTED]))}{more}"
    for stage in run.broken:
        yield f"**The stage {stage} did not come to its end.**"


def _places(why: str, run: Run, number: int) -> str:
    first = next(place for place, reason in run.failed.items() if reason == why)
    return code(first) + (f" and {number - 1:,} more" if number > 1 else "")


def _how_old(found: Ages, today: date) -> Iterator[str]:
    yield standing(found)
    if older := found.older(MOST_DAYS, today):
        named = ", ".join(map(code, older[:LISTED]))
        more = f" and {len(older) - LISTED:,} more" if len(older) > LISTED else ""
        yield f"Older than {count(MOST_DAYS, 'day')}: {named}{more}"
