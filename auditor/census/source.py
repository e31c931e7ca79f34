"""What a census reads: Parquet with the columns of the Hub's statistics, or recordings; and card texts to be joined."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet as pq

from auditor.store import BadData

COLUMNS: Final = (
    *("id", "createdAt", "lastModified", "cardData", "downloads", "likes", "tags", "pipeline_tag", "library_name"),
    *("baseModels", "siblings", "safetensors", "gguf", "_id", "sha", "gated", "private", "disabled", "config"),
)
"""Columns that are read where they are there; the last six are none of the daily statistics'."""
CARDS: Final = ("modelId", "id")
"""Under which name the id of a card's model stands."""
ROWS: Final = 8192
"""Rows of one batch."""
MOST_IN_BATCH: Final = 64 * 1024 * 1024
"""Bytes of recorded rows from which on a batch is full."""
_CHUNK: Final = 150_000
"""Rows from which on a chunk, the unit of parting the source, is full."""
_FIRST: Final = ("labelled", "models-2025-04", "cards-2024-10", "models-2022-02")
"""Where a model stands in several recordings, the first holds."""
RECORDED: Final = pa.schema(
    [
        ("id", pa.string()),
        ("info", pa.binary()),
        ("complete", pa.bool_()),
        ("card", pa.binary()),
        ("observed", pa.string()),
    ]
)


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """A run of row groups of one Parquet file, or a whole file of recordings."""

    path: str
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind (`statistics`, `recordings` or `cards`) and its chunks, in the order in which the first of a row holds."""

    kind: str
    chunks: tuple[Chunk, ...]
    names: tuple[str, ...]
    sha256: str
    """Over the bytes of all files."""
    rows: int | None
    """None where that is known only after reading."""


def open_source(path: Path) -> Source:
    """Parquet or recordings, a file or a folder of them. Raises `BadData` with one sentence for anything else."""
    files = _files(path, (".jsonl.gz", ".jsonl"))
    if files:
        files.sort(key=_rank)
        chunks = tuple(Chunk(path=str(file)) for file in files)
        return Source(kind="recordings", chunks=chunks, names=_names(files), sha256=_hash(files), rows=None)
    return _parquet(path, "statistics", ("id",), COLUMNS)


def open_cards(path: Path) -> Source:
    """Card texts in Parquet: `modelId` (or `id`) and `card`. Raises `BadData`."""
    return _parquet(path, "cards", CARDS, ("card",))


def batches(source: Source, chunk: Chunk) -> Iterator[pa.RecordBatch]:
    """The rows of a chunk in their order, a few thousand at a time, with the known columns only.

    Raises `BadData` where the file breaks off.
    """
    try:
        if source.kind == "recordings":
            yield from _recorded(Path(chunk.path))
            return
        with pq.ParquetFile(chunk.path) as file:
            wanted = COLUMNS if source.kind == "statistics" else (*CARDS, "card")
            names = [name for name in wanted if name in file.schema_arrow.names]
            for batch in file.iter_batches(ROWS, row_groups=list(chunk.groups), columns=names, use_threads=False):
                yield batch if source.kind == "statistics" else _card_batch(batch)
    except (pa.ArrowException, OSError, EOFError, ValueError) as error:
        raise BadData(f"{Path(chunk.path).name}: it cannot be read to its end ({short(error)})") from error


def _card_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    return batch.rename_columns(["id" if name in CARDS else name for name in batch.schema.names])


def _parquet(path: Path, kind: str, ids: Sequence[str], needed: Sequence[str]) -> Source:
    files = _files(path, (".parquet",))
    if not files:
        allowed = (
            "*.parquet" if kind == "cards" else "*.parquet with the columns of the Hub's statistics, or *.jsonl.gz"
        )
        raise BadData(f"{path}: there is nothing to read here; allowed are {allowed}")
    chunks: list[Chunk] = []
    rows = 0
    for file in files:
        try:
            meta = pq.read_metadata(file)
            names = pq.read_schema(file).names
        except (pa.ArrowException, OSError) as error:
            raise BadData(f"{file.name}: it is no Parquet file ({short(error)})") from error
        if not set(ids) & set(names):
            raise BadData(
                f"{file.name}: there is no column {ids[0]!r}; allowed are {', '.join(dict.fromkeys((ids[0], *needed)))}"
            )
        if kind == "cards" and "card" not in names:
            raise BadData(f"{file.name}: there is no column 'card'; allowed are {ids[0]} and card")
        rows += meta.num_rows
        chunks += _chunks(file, meta)
    return Source(kind=kind, chunks=tuple(chunks), names=_names(files), sha256=_hash(files), rows=rows)


def _chunks(file: Path, meta: pq.FileMetaData) -> Iterator[Chunk]:
    groups: list[int] = []
    rows = 0
    for number in range(meta.num_row_groups):
        groups.append(number)
        rows += meta.row_group(number).num_rows
        if rows >= _CHUNK:
            yield Chunk(path=str(file), groups=tuple(groups))
            groups, rows = [], 0
    if groups:
        yield Chunk(path=str(file), groups=tuple(groups))


def _files(path: Path, suffixes: tuple[str, ...]) -> list[Path]:
    if path.is_dir():
        for folder in (path, path / "hub"):
            found = sorted(one for one in folder.iterdir() if one.name.endswith(suffixes)) if folder.is_dir() else []
            if found:
                return found
        return []
    return [path] if path.is_file() and path.name.endswith(suffixes) else []


def _rank(path: Path) -> tuple[int, str]:
    stem = path.name.partition(".jsonl")[0]
    return (_FIRST.index(stem) if stem in _FIRST else len(_FIRST), path.name)


def _names(files: Sequence[Path]) -> tuple[str, ...]:
    return tuple(file.name for file in files)


def _hash(files: Sequence[Path]) -> str:
    found = hashlib.sha256()
    for file in files:
        found.update(file.name.encode() + b"\0")
        with file.open("rb") as content:
            found.update(hashlib.file_digest(content, "sha256").digest())
    return found.hexdigest()


def short(error: BaseException) -> str:
    """What a library says of a file, on one short line."""
    return " ".join(str(error).split())[:120] or type(error).__name__


def _recorded(path: Path) -> Iterator[pa.RecordBatch]:
    """The models of a file of recordings; a line that is not such a row becomes one without an id."""
    rows: list[Mapping[str, Any]] = []
    size = 0
    with _lines(path) as lines:
        for line in lines:
            if line.strip() and (row := _row(line)):
                rows.append(row)
                size += len(line)
            if len(rows) == ROWS or size > MOST_IN_BATCH:
                yield pa.RecordBatch.from_pylist(rows, schema=RECORDED)
                rows, size = [], 0
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema=RECORDED)


def _lines(path: Path) -> gzip.GzipFile | BufferedReader:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _row(line: bytes) -> Mapping[str, Any] | None:
    """A recorded model as a row; None for other kinds and for what was recorded as missing."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "info": b"{", "complete": None, "card": None, "observed": ""}
    if not isinstance(found, dict):
        return {"id": None, "info": b"[]", "complete": None, "card": None, "observed": ""}
    if found.get("kind") != "model" or found.get("missing"):
        return None
    name, card, complete, observed = (found.get(key) for key in ("id", "card", "complete", "observed"))
    return {
        "id": name.encode(errors="replace").decode() if isinstance(name, str) else None,
        "info": json.dumps(found.get("info", {})).encode(),
        "complete": complete if isinstance(complete, bool) else None,
        "card": card.encode(errors="surrogatepass") if isinstance(card, str) else None,
        "observed": observed[:40].encode(errors="replace").decode() if isinstance(observed, str) else "",
    }
