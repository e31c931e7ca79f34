"""Part the rows of a source by their owner, a chunk at a time: a partition holds whole owners, in one order."""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa  # type: ignore[import-untyped]

from auditor.census.job import PARTITIONS, Job, whole
from auditor.census.rows import owner
from auditor.census.source import Chunk, Source, batches

_PACKED: Final = pa.ipc.IpcWriteOptions(compression="lz4")
_PLAIN: Final = pa.ipc.IpcWriteOptions()
"""Card texts lie as they are, so that they can be read where they lie and need no memory."""


def partition_of(model_id: str) -> int:
    """The partition of a model: that of its owner, on every machine."""
    return zlib.crc32(owner(model_id).encode(errors="replace")) % PARTITIONS


def split(job: Job, source: Source, number: int) -> None:
    """Part one chunk of the source; where it is parted already, nothing is done."""
    done = _done(job, source.kind, number)
    if done.exists():
        return
    rows = _split(source, source.chunks[number], _folder(job, source.kind, number))
    with whole(done) as beside:
        beside.write_text(json.dumps(rows), encoding="utf-8")


def is_split(job: Job, source: Source, number: int) -> bool:
    """True where this chunk is parted already."""
    return _done(job, source.kind, number).exists()


def _done(job: Job, kind: str, number: int) -> Path:
    return job.work / kind / f"chunk={number:05d}.done"


def _folder(job: Job, kind: str, number: int) -> Path:
    return job.work / kind / f"chunk={number:05d}"


def _split(source: Source, chunk: Chunk, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    rows = 0
    with contextlib.ExitStack() as files:
        writers: dict[int, pa.ipc.RecordBatchFileWriter] = {}
        for batch in batches(source, chunk):
            rows += batch.num_rows
            placed: dict[int, list[int]] = {}
            for index, model_id in enumerate(batch.column("id").to_pylist()):
                told = model_id if isinstance(model_id, str) else ""
                placed.setdefault(partition_of(told), []).append(index)
            for partition, indices in placed.items():
                if partition not in writers:
                    path = files.enter_context(whole(folder / f"{partition:03d}.arrow"))
                    writer = pa.ipc.new_file(path, batch.schema, options=_PLAIN if source.kind == "cards" else _PACKED)
                    writers[partition] = files.enter_context(writer)
                writers[partition].write_batch(batch.take(pa.array(indices, pa.int32())))
    return rows


def parts(job: Job, source: Source, partition: int) -> Iterator[pa.RecordBatch]:
    """The rows of one partition, in the order of the source."""
    for number in range(len(source.chunks)):
        path = _folder(job, source.kind, number) / f"{partition:03d}.arrow"
        if path.exists():
            # Batches that lie as they are refer to the file after it was closed.
            opened = pa.memory_map(str(path)) if source.kind == "cards" else pa.OSFile(str(path))
            with opened, pa.ipc.open_file(opened) as file:
                for index in range(file.num_record_batches):
                    yield file.get_batch(index)


class Cards:
    """The card texts of one partition, read where they lie when one is asked for."""

    def __init__(self, job: Job, partition: int) -> None:
        self._places: dict[str, tuple[pa.Array, int]] = {}
        for batch in parts(job, job.cards, partition) if job.cards else ():
            texts = batch.column("card")
            for index, model_id in enumerate(batch.column("id").to_pylist()):
                if isinstance(model_id, str):
                    self._places.setdefault(model_id, (texts, index))

    def text(self, model_id: str) -> bytes | None:
        """The card's text; None where none was told, which an empty one is no proof of."""
        place = self._places.get(model_id)
        told = place[0][place[1]].as_py() if place else None
        return (told if isinstance(told, bytes) else str(told).encode(errors="surrogatepass")) if told else None
