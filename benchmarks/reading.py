"""How many repositories are read and judged a second on one core, and the peak of memory.

    python -m benchmarks.reading FILE.jsonl.gz [--rows 5000]

A row is a recorded repository (`kind`, `id`, `info`, `card`), as the stand-in serves them: its card is read, its files
and tags are told apart, and every check is asked. Nothing is fetched, so base models and linked places are unknown.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.card import CardState
from auditor.checks import all_checks
from auditor.collect import card_links
from auditor.evidence import Evidence, File, Gate, Head, Kind, Link, Place, Ref, Settings, Snapshot
from auditor.judge import Judge
from auditor.reading.card import read_card
from auditor.reading.declared import declared
from auditor.rules import Rules
from auditor.sources.huggingface.info import Info, profile_of
from auditor.store import Store

CHECKOUT = Path(__file__).resolve().parents[1]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The models of a file of recordings, one at a time."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("kind") == "model" and row["id"].count("/") == 1:
                yield row


def place_of(row: dict[str, Any], rules: Rules) -> Place:
    """What a look at the repository would have seen."""
    info = Info.model_validate(row["info"])
    text = row.get("card")
    card = read_card(text.encode(), rules.vocabulary) if text else None
    state = CardState.READ if card else CardState.ABSENT if text == "" else CardState.NOT_READ
    files = tuple(File(path=one.rfilename, size=one.size) for one in info.siblings) if info.siblings else None
    profile = profile_of(info)
    stated: tuple[Link, ...] = tuple(declared(card, profile.tags, ()))
    snapshot = Snapshot(
        profile=profile, files=files, complete=bool(row.get("complete")), card=card, card_state=state, links=stated
    )
    links = (*stated, *card_links(snapshot, rules, row["id"]))
    ref = Ref(source="huggingface", kind=Kind.MODEL, name=row["id"])
    return Place(
        ref=ref,
        page=f"https://huggingface.co/{row['id']}",
        head=Head(name=row["id"], settings=Settings(gated=Gate.UNKNOWN)),
        snapshot=snapshot.model_copy(update={"links": links}),
    )


def main() -> None:
    """Print the rate of reading, of judging and of both, and the peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", type=Path)
    parser.add_argument("--rows", type=int, default=None, help="stop after so many")
    asked = parser.parse_args()
    rules = Store(CHECKOUT).rules
    spent: Counter[str] = Counter()
    count = 0
    outcomes: Counter[str] = Counter()
    for row in islice(rows(asked.recordings), asked.rows):
        began = time.perf_counter()
        place = place_of(row, rules)
        read = time.perf_counter()
        links = place.snapshot.links if place.snapshot else ()
        evidence = Evidence(id=row["id"], place=place, links=links, rules=rules)
        judged = Judge(all_checks(), {row["id"]: evidence}.get).judge(row["id"])
        spent["reading"] += int((read - began) * 1e9)
        spent["judging"] += int((time.perf_counter() - read) * 1e9)
        outcomes.update(answer.outcome.value for answer in judged[1].values()) if judged else None
        count += 1
    total = spent.total() / 1e9
    for part, nanoseconds in spent.items():
        print(f"{part:<10}{count / (nanoseconds / 1e9):>8.0f} repositories a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{'both':<10}{count / total:>8.0f} repositories a second; {count:,} in {total:.1f} s; peak {peak} MB")
    print(", ".join(f"{outcome}: {times:,}" for outcome, times in sorted(outcomes.items())))


if __name__ == "__main__":
    main()
