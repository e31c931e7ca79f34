"""From a census to the state of the Hub: its Parquet is read a batch at a time, and counted.

1. `results` opens what `auditor census` wrote, and refuses what is something else.
2. `classes` says to which group of each dimension a repository belongs.
3. `tallies` adds up a batch; `counted` reads all of them twice: for the ranks of the downloads, then for the figures.
"""

from __future__ import annotations

from pathlib import Path

from auditor.counting.classes import Classes
from auditor.counting.results import Results
from auditor.counting.tallies import Tallies, top_ids
from auditor.hub_state import HubState
from auditor.rules import Licenses


def counted(folder: Path, licenses: Licenses) -> HubState:
    """The figures of the census in `folder`; the memory it takes does not grow with the rows.

    Raises `BadData` where that is no census, or a file of it cannot be read.
    """
    results = Results(folder)
    classes = Classes(licenses, top_ids(results))
    tallies = Tallies(results.criteria, results.definitions, classes)
    for batch in results.batches(tallies.columns):
        tallies.add(batch)
    return tallies.state(results.census(), results.meanings())
