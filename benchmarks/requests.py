"""Requests that it takes to see that nothing changed: one list per owner beside one info per model.

    python -m benchmarks.requests                            500 and 2,000 made-up models
    python -m benchmarks.requests --recordings ../shared     the registered models and all that they link, too

Every number is a count of what came in at a stand-in on this machine; nothing is worked out. `by owner` is what
`auditor collect` does; for `one by one` the notes of the last run say that no list pays.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from auditor.collect import Collected, Notes
from auditor.pipeline import Auditor
from auditor.standin import StandIn
from auditor.transport import Cache, Door, Endpoints
from tests.owners import ids, record, row

CHECKOUT = Path(__file__).resolve().parents[1]
NEVER = 10**9
"""Pages: a list of so many pays for nobody."""
SMALL: Mapping[str, int] = {
    **{f"big-{number}": 40 for number in range(5)},
    **{f"mid-{number:02}": 10 for number in range(20)},
    **{f"one-{number:03}": 1 for number in range(100)},
}
LARGE: Mapping[str, int] = {
    "giant": 1200,
    **{f"big-{number}": 40 for number in range(10)},
    **{f"mid-{number:02}": 10 for number in range(30)},
    **{f"one-{number:03}": 1 for number in range(100)},
}


def auditor_at(root: Path, standin: StandIn) -> Auditor:
    """An auditor over a copy of the checkout's data, with a cache of its own."""
    endpoints = Endpoints(hub=standin.hub_url, github=standin.github_url)
    return Auditor(root=root, door=Door(endpoints=endpoints, cache=Cache(root / ".cache")))


def copy_of_rules(root: Path) -> None:
    """What collecting needs beside the register."""
    (root / "data").mkdir(parents=True)
    for name in ("definitions", "licenses.yaml", "license_fingerprints.json", "vocabulary.yaml"):
        source = CHECKOUT / "data" / name
        _ = (shutil.copytree if source.is_dir() else shutil.copy)(source, root / "data" / name)


def collected(root: Path, standin: StandIn, *, one_by_one: bool = False) -> tuple[int, Collected]:
    """One run: the requests that came in at the Hub, and what the run says of itself."""
    auditor = auditor_at(root, standin)
    auditor.memory.keep(Notes())
    if one_by_one:
        auditor.memory.keep(Notes(pages={str(shelf): NEVER for shelf in auditor.plan().shelves}))
    standin.requests.clear()
    done = auditor.collect()
    return sum(not one.path.startswith("/github/") for one in standin.requests), done


def told(name: str, owners: int, places: int, by_owner: tuple[int, Collected], singly: tuple[int, Collected]) -> None:
    """A line of the table."""
    lists = sum(by_owner[1].lists.values())
    outcomes = Counter(one.outcome for one in by_owner[1].observations if one.ref.source == "huggingface")
    said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    print(f"{name:<34}{owners:>7}{places:>8}{by_owner[0]:>10}{lists:>7}{singly[0]:>12}   {said}", flush=True)


def registered(recordings: Path) -> None:
    """The registered models, their bases and what they link, from the evidence that is committed."""
    with tempfile.TemporaryDirectory() as folder, StandIn([recordings]) as standin:
        root = Path(folder)
        shutil.copytree(CHECKOUT / "data", root / "data")
        # Fills the cache, so that what the recordings hold only a part of costs the same in both runs.
        collected(root, standin)
        by_owner, singly = collected(root, standin), collected(root, standin, one_by_one=True)
        hub = [one.ref for one in by_owner[1].observations if one.ref.source == "huggingface"]
        owners = {(ref.kind, ref.name.partition("/")[0].lower()) for ref in hub}
        models = len(list((root / "data" / "models").rglob("*.yaml")))
        told(f"{models} registered, all they link", len(owners), len(hub), by_owner, singly)
        # The recordings hold many repositories in part only: those are looked at anew in every run.
        whole = {str(one.ref) for one in singly[1].observations if one.requests == 1 and one.outcome == "unchanged"}
        costs = [
            sum(one.requests for one in run[1].observations if str(one.ref) in whole) for run in (by_owner, singly)
        ]
        hub_whole = [ref for ref in hub if str(ref) in whole]
        owners = {(ref.kind, ref.name.partition("/")[0].lower()) for ref in hub_whole}
        lists = sum(by_owner[1].lists.values())
        print(
            f"{'  of these, recorded whole':<34}{len(owners):>7}{len(hub_whole):>8}{costs[0] + lists:>10}{lists:>7}"
            f"{costs[1]:>12}",
            flush=True,
        )


def made_up(owners: Mapping[str, int], changed: int) -> None:
    """Made-up models: unchanged, then with some that have a new commit."""
    every = ids(owners)
    with tempfile.TemporaryDirectory() as folder:
        root, first, second = (Path(folder) / name for name in ("checkout", "first", "second"))
        copy_of_rules(root)
        for one in every:
            path = root / "data" / "models" / f"{one}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"id: {one}\n", encoding="utf-8")
        with StandIn([record(first, [row(one) for one in every])]) as standin:
            collected(root, standin)
            by_owner, singly = collected(root, standin), collected(root, standin, one_by_one=True)
            told(f"{len(every):,} made up", len(owners), len(every), by_owner, singly)
        new = set(every[:: len(every) // changed][:changed])
        rows = [row(one, commit="second" if one in new else "first") for one in every]
        shutil.copytree(root, Path(folder) / "copy")
        with StandIn([record(second, rows)]) as standin:
            by_owner = collected(root, standin)
            singly = collected(Path(folder) / "copy", standin, one_by_one=True)
            told(f"  with a new commit in {len(new)}", len(owners), len(every), by_owner, singly)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recordings", type=Path, help="a folder of recordings of the registered models")
    options = parser.parse_args()
    print(f"{'models':<34}{'owners':>7}{'places':>8}{'by owner':>10}{'lists':>7}{'one by one':>12}   places of the Hub")
    if options.recordings:
        registered(options.recordings)
    made_up(SMALL, 10)
    made_up(LARGE, 40)


if __name__ == "__main__":
    main()
