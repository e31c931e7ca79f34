"""Made-up censuses: the files that `auditor census` writes, with as few rows as a test needs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from auditor.counting import counted
from auditor.hub_state import HubState
from auditor.rules import License, Licenses, Standing
from tests.outputs.acme import SIX

CRITERIA: Final = tuple(criterion for criterion, *_ in SIX)
DEFINITIONS: Final = ("five-and-license", "open-weights", "acme-ladder", "acme-index")
LICENSES: Final = Licenses(
    licenses=(
        License(id="MIT", name="MIT License", standing=Standing.OSI),
        License(id="Apache-2.0", name="Apache License 2.0", standing=Standing.OSI),
        License(id="llama3", name="Llama 3", standing=Standing.RESTRICTED),
        License(id="acme-community", name="Acme Community License", standing=Standing.RESTRICTED),
    )
)
SCHEMA: Final = pa.schema(
    [
        ("id", pa.string()),
        ("author", pa.string()),
        ("created_at", pa.string()),
        ("last_modified", pa.string()),
        ("task", pa.string()),
        ("library", pa.string()),
        ("downloads", pa.int64()),
        ("likes", pa.int64()),
        ("parameters", pa.int64()),
        ("licenses", pa.list_(pa.string())),
        ("bases", pa.list_(pa.string())),
        ("root", pa.string()),
        ("depth", pa.int32()),
        ("root_licenses", pa.list_(pa.string())),
        ("lineage", pa.string()),
        ("inherits_restricted", pa.bool_()),
        ("check_weights_downloadable", pa.string()),
        *((f"criterion_{one}", pa.string()) for one in CRITERIA),
        *((f"definition_{one}", pa.string()) for one in DEFINITIONS),
        ("reasons", pa.list_(pa.string())),
    ]
)
CENSUS: Final[Mapping[str, Any]] = {
    "schema": 1,
    "source": {
        "kind": "recordings",
        "files": ["models-2025-04.jsonl.gz"],
        "rows": 6,
        "duplicates": 2,
        "observed": {"oldest": "2022", "newest": "2025-04-30", "newest_modified": "2025-04-29"},
    },
    "cards": None,
    "poisoned": {"json": 1},
    "rules": "feedfacefeed",
}


MEANINGS: Final = {"gate_not_told": "the source does not tell whether the repository is gated"}


def row(model_id: str, **told: Any) -> Mapping[str, Any]:
    """A repository of which only what `told` says is known: columns, or ids of criteria and definitions."""
    outcomes = {
        **{f"criterion_{one}": told.pop(one, "unknown") for one in CRITERIA},
        **{f"definition_{one}": told.pop(one, "unknown") for one in DEFINITIONS},
    }
    return {
        "id": model_id,
        "author": model_id.partition("/")[0],
        "licenses": [],
        "bases": [],
        "depth": 0,
        "root_licenses": [],
        "lineage": "complete" if told.get("bases") else "none",
        "inherits_restricted": None if told.get("bases") else False,
        "check_weights_downloadable": "unknown",
        "reasons": [],
        **outcomes,
        **told,
    }


def written(folder: Path, rows: Sequence[Mapping[str, Any]], census: object = CENSUS, parts: int = 2) -> Path:
    """The rows as the result of a census in `folder`."""
    for number in range(parts):
        target = folder / "results" / f"partition={number:03}" / "part.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(list(rows[number::parts]), schema=SCHEMA), target)
    (folder / "census.json").write_text(json.dumps(census), encoding="utf-8")
    (folder / "dictionary.json").write_text(json.dumps({"columns": [], "reasons": MEANINGS}), encoding="utf-8")
    return folder


def state_of(folder: Path, *rows: Mapping[str, Any], parts: int = 2) -> HubState:
    """The figures of these rows."""
    return counted(written(folder, rows, parts=parts), LICENSES)
