"""The published forms: each module of this folder turns the reports into pages; only the pipeline writes them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from auditor.checks import Check
from auditor.definitions import Definition
from auditor.drawing.png import Draw, png
from auditor.measure import Measured
from auditor.record import Record
from auditor.registry import Correction
from auditor.report import Report
from auditor.rules import Licenses


class Page(Record):
    """One file of the site: `path` is relative, posix, below the documents' folder."""

    path: str
    content: bytes
    data: Mapping[str, Any] | None = None
    """What the page shows, as data; only for pages that a template filled."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """All that is published at once. `reports` are the registered models, sorted by id."""

    reports: tuple[Report, ...]
    definitions: tuple[Definition, ...]
    checks: Mapping[str, Check]
    generated_from: str
    """Date of the newest observation, ISO, empty where none is known."""
    version: str
    """The auditor's own version."""
    measured: Measured | None = None
    """The answers held against labels; None where there are no labels."""
    licenses: Licenses = field(default_factory=Licenses)
    """The license sets that definitions ask for."""
    corrections: tuple[Correction, ...] = ()
    """Mistakes that were published and mended, as they stand in the log."""
    draw: Draw = png
    """Draws SVG to PNG."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """The files that the outputs before the site yielded: path -> bytes."""


Pages = Callable[[Published], Iterator[Page]]


def all_outputs() -> Mapping[str, Pages]:
    """The `pages` function of every module of this folder, by module name, in alphabetical order.

    A module without one raises `AttributeError`: the folder is the register.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").pages for name in names}


def all_pages(published: Published) -> Iterator[Page]:
    """The pages of all outputs, one at a time; the site's come last, for they tell how large the other files are."""
    outputs = dict(all_outputs())
    site = outputs.pop("site")
    sizes: dict[str, int] = {}
    for pages in outputs.values():
        for page in pages(published):
            sizes[page.path] = len(page.content)
            yield page
    yield from site(replace(published, sizes=sizes))
