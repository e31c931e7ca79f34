"""A made-up Hub in bulk: a few hundred rows with lineages, circles and poison, as the daily statistics have them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

STATISTICS = pa.schema(
    [
        *[(name, pa.string()) for name in ("id", "author", "createdAt", "lastModified", "cardData")],
        *[(name, pa.int64()) for name in ("downloads", "likes")],
        ("tags", pa.list_(pa.string())),
        *[(name, pa.string()) for name in ("pipeline_tag", "library_name")],
        ("baseModels", pa.struct([("relation", pa.string()), ("models", pa.list_(pa.struct([("id", pa.string())])))])),
        ("siblings", pa.list_(pa.struct([("rfilename", pa.string())]))),
        *[(name, pa.string()) for name in ("safetensors", "gguf")],
    ]
)
CARD = "---\nlicense: {license}\n---\n# A model\n\n" + "It was trained on the data of the Acme project by us. " * 12
BOMB = "[" * 100_000


def row(model_id: str, *, base: str = "", card: Mapping[str, Any] | None = None, **others: Any) -> dict[str, Any]:
    """One row: an open model with whole weights unless told otherwise."""
    stated: dict[str, Any] = {"license": "apache-2.0"} if card is None else dict(card)
    tags = [f"license:{stated['license']}"] if "license" in stated else []
    if base:
        stated["base_model"] = base
        tags += [f"base_model:{base}", f"base_model:finetune:{base}"]
    return {
        "id": model_id,
        "author": model_id.partition("/")[0],
        "createdAt": "2026-03-01T09:00:00.000Z",
        "lastModified": "2026-04-02T09:00:00.000Z",
        "cardData": json.dumps(stated),
        "downloads": 12,
        "likes": 3,
        "tags": tags,
        "pipeline_tag": "text-generation",
        "library_name": "transformers",
        "siblings": [{"rfilename": name} for name in ("README.md", "config.json", "model.safetensors")],
        "safetensors": json.dumps({"parameters": {"BF16": 7}, "total": 7}),
        **others,
    }


def hub(many: int = 120) -> Iterator[dict[str, Any]]:
    """Owners with roots, derivatives over three generations, a circle, a base that is not there, and poison."""
    yield row("acme/root", siblings=[{"rfilename": name} for name in ("README.md", "LICENSE", "model.safetensors")])
    yield row("globex/closed", card={"license": "llama2"})
    yield row("initech/one", base="initech/two")
    yield row("initech/two", base="initech/one")
    yield row("initech/after", base="Initech/One")
    yield row("initech/itself", base="initech/itself")
    yield row("initech/lost", base="nobody/there")
    yield row("initech/merge", base="acme/root", baseModels={"relation": "merge", "models": [{"id": "globex/closed"}]})
    yield row("initech/silent", card={}, siblings=None, tags=None, downloads=None)
    yield row("acme/root", card={"license": "mit"})  # a second row of the same id
    yield row("poison/json", cardData='{"license": ')
    yield row("poison/deep", cardData=BOMB)
    yield row("poison/many", siblings=[{"rfilename": None}])
    yield row("../poison/path")
    yield row("x" * 400)
    yield {**row("poison/none"), "id": None}
    for number in range(many):
        owner = f"owner-{number % 40}"
        bases = ["", "acme/root", "globex/closed", f"owner-{(number - 1) % 40}/model-{number - 1}"]
        yield row(f"{owner}/model-{number}", base=bases[number % 4] if number else "")


def write(folder: Path, many: int = 120, *, groups: int = 50) -> Path:
    """The rows as Parquet, in several row groups."""
    path = folder / "models.parquet"
    table = pa.Table.from_pylist(list(hub(many)), schema=STATISTICS)
    parquet.write_table(table, path, row_group_size=groups)
    return path


def write_cards(folder: Path) -> Path:
    """Card texts of two models, one of whom nobody counted."""
    path = folder / "cards.parquet"
    cards = {"acme/root": CARD.format(license="apache-2.0"), "nobody/else": "# Nobody"}
    table = pa.table({"modelId": list(cards), "card": list(cards.values())})
    parquet.write_table(table, path)
    return path


def results(folder: Path) -> dict[str, dict[str, Any]]:
    """All rows of a census's results by id."""
    found = [parquet.read_table(path).to_pylist() for path in sorted((folder / "results").rglob("part.parquet"))]
    return {one["id"]: one for rows in found for one in rows}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a census with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
