"""Made-up repositories of code that a card links."""

from __future__ import annotations

from auditor.evidence import Kind, Link, Place
from tests.builders import place

LADDER = tuple(f"configs/big-{size}.yaml" for size in ("1b", "3b", "7b", "13b"))


def lab(*files: str, name: str = "acme/lab", links: tuple[Link, ...] = ()) -> Place:
    seen = place(name, kind=Kind.REPOSITORY, files=files)
    assert seen.snapshot is not None
    return seen.model_copy(update={"snapshot": seen.snapshot.model_copy(update={"links": links})})
