"""Made-up figures of a census: large groups and tiny ones, all known and nothing known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.hub_state import Census, Chain, Group, HubState, Inherited, Lineage, Tally

CRITERIA: Final = ("training_data", "weights", "evaluation_code", "fine_tuning_code", "training_metrics", "license")
DEFINITIONS: Final = ("five-and-license", "open-weights", "acme-ladder", "acme-index")


def tallies(ids: tuple[str, ...], rows: int) -> Mapping[str, Tally]:
    """From all unknown to all met; the parts add up to `rows`."""
    made = {}
    for at, one in enumerate(ids):
        unknown = rows * (len(ids) - at - 1) // len(ids)
        partial = (rows - unknown) // 10
        not_met = (rows - unknown - partial) // (at + 2)
        made[one] = Tally(met=rows - unknown - partial - not_met, partial=partial, not_met=not_met, unknown=unknown)
    return made


def group(value: str, rows: int) -> Group:
    """A group of so many repositories."""
    return Group(value=value, rows=rows, criteria=tallies(CRITERIA, rows), definitions=tallies(DEFINITIONS, rows))


HUB: Final = HubState(
    census=Census(
        kind="recordings",
        files=("acme-2025.jsonl.gz",),
        observed_from="2022",
        observed_to="2025-04-30",
        rules="feedfacefeed",
        duplicates=3,
        poisoned={"json": 2},
    ),
    overall=group("all", 12_345),
    by={
        "task": (group("text-generation", 12_000), group("other", 300), group("none", 45)),
        "size": (group("under-1b", 5), group("4b-10b", 340), group("none", 12_000)),
        "license": (group("apache", 12_000), group("llama", 300), group("several", 5), group("none", 40)),
        "created": (group("2022", 345), group("2025", 10_000), group("none", 2_000)),
        "downloads": (group("top-100", 100), group("top-1000", 900), group("top-10000", 9_000), group("rest", 2_345)),
        "depth": (group("0", 12_000), group("1", 300), group("3-and-more", 5), group("none", 40)),
    },
    lineage=Lineage(
        chains={Chain.NONE: 12_000, Chain.COMPLETE: 300, Chain.BROKEN: 40, Chain.CYCLE: 5},
        inherited={
            "permissive": Inherited(yes=30, no=150, unknown=20),
            "restricted": Inherited(no=100),
            "not_known": Inherited(unknown=5),
            "none": Inherited(unknown=40),
        },
        restricted={"llama": 20, "none": 10},
    ),
    reasons={"gated_unknown": 9_000, "no_license": 45, "a_code_without_words": 1},
    meanings={"gated_unknown": "the source does not tell whether the repository is gated", "no_license": "none stated"},
)
