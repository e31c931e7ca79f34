"""The published forms: each module of this folder turns the reports into pages; only the pipeline writes them."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Protocol, TypeVar

from pydantic import Field

from auditor.checks import Check
from auditor.definitions import Definition
from auditor.drawing.png import Draw, png
from auditor.hub_state import HubState
from auditor.measure import Measured
from auditor.record import Record
from auditor.registry import Correction
from auditor.report import Report
from auditor.rules import Licenses

SITE_CARD: Final = "assets/social.png"
"""The site's own picture, which the theme shows for pages that name none."""

_BLOCK: Final = re.compile(r"^(\d*)([-+.)])")
"""With what Markdown begins a list or a rule."""


class Front(Record):
    """What a page of the site tells its frame: each part as it goes into HTML or into the theme's own fields.

    `title`, `lead` and `tags` reach the theme and the Markdown renderer unescaped: safe words only (see `wording`).
    """

    title: str
    lead: str
    tags: tuple[str, ...] = ()
    card: str = SITE_CARD
    """The picture for who shares the page, as a path below the site's root."""
    styles: str
    html: str
    scripts: str

    def source(self) -> bytes:
        """The page for the site builder: Markdown whose front matter holds everything, with a line for the search.

        JSON is YAML, so any text survives the front matter; each value stands on one line, so that no text can end it.
        """
        front = {
            "template": "page.html",
            "title": self.title,
            "description": self.lead,
            "hide": ["navigation", "toc"],
            "tags": self.tags,
            **({"card": self.card} if self.card != SITE_CARD else {}),
            "styles": self.styles,
            "html": self.html,
            "scripts": self.scripts,
        }
        # Zensical looks for links in the source's text too: it must see no tags there.
        lines = [
            f'"{key}": {json.dumps(value, ensure_ascii=False)}'.replace("<", "\\u003c") for key, value in front.items()
        ]
        # A title of a definition may begin as a list or a rule does.
        body = _BLOCK.sub(r"\1\\\2", self.lead.replace("_", "\\_"))
        return "\n".join(["---", *lines, "---", "", body, ""]).encode()


class Page(Record):
    """One file of the site: `path` is relative, posix, below the documents' folder."""

    path: str
    given: bytes | None = Field(default=None, alias="content")
    """The file as it is; None for a page that a template of ours filled, whose source follows from its `front`."""
    front: Front | None = None
    """What its source tells the frame; only for pages that a template of ours filled."""
    data: Mapping[str, Any] | None = None
    """What the page shows, as data; only for pages that a template filled."""

    @cached_property
    def content(self) -> bytes:
        """The file's bytes. Made when they are asked for: a page that is poured needs none."""
        if self.given is not None:
            return self.given
        return self.front.source() if self.front else b""


_Read = TypeVar("_Read")


class Keeps(Protocol):
    """Where what was worked out once is kept from one build to the next, by all that it follows from."""

    def name(self, kind: str, *inputs: str) -> str:
        """Where what follows from `inputs`, the program and the rule data is kept; it is asked for now."""

    def get(self, name: str, read: Callable[[bytes], _Read]) -> _Read | None:
        """What `read` makes of what is kept; None where nothing is, or where `read` raises a `ValueError`."""

    def put(self, name: str, content: bytes) -> None:
        """Keep it."""


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
    hub: HubState | None = None
    """The figures of the last census; None where none was counted."""
    draw: Draw = png
    """Draws SVG to PNG."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """The files that the outputs before the site yielded: path -> bytes."""
    kept: Keeps | None = None
    """What earlier builds kept; None: everything is made anew."""
    stamps: Mapping[str, str] = field(default_factory=dict)
    """Model id -> a hash that stands for its report; without one nothing is kept of it."""

    @cached_property
    def ids(self) -> frozenset[str]:
        """The models' ids."""
        return frozenset(report.id for report in self.reports)

    def rules(self) -> Published:
        """What is published of no single model: the definitions and the checks. The program itself knows the rest."""
        return Published(
            reports=(),
            definitions=self.definitions,
            checks=self.checks,
            generated_from="",
            version=self.version,
            licenses=self.licenses,
        )

    def once(
        self,
        kind: str,
        report: Report,
        make: Callable[[Report], _Read],
        write: Callable[[_Read], bytes],
        read: Callable[[bytes], _Read],
    ) -> _Read:
        """What `make` makes of a report, the rules and nothing else: once for each report that is published.

        Until the next build it is kept as `write` writes it; `read` raises a `ValueError` for what it cannot be.
        """
        stamp = self.stamps.get(report.id)
        if self.kept is None or stamp is None:
            return make(report)
        name = self.kept.name(kind, stamp)
        found = self.kept.get(name, read)
        if found is None:
            self.kept.put(name, write(found := make(report)))
        return found


def former(report: Report, published: Published) -> Iterator[str]:
    """The ids that a renamed model had and that no other model has taken since."""
    yield from (name for name in report.was if name not in published.ids)


Pages = Callable[[Published], Iterator[Page]]


def all_outputs() -> Mapping[str, Pages]:
    """The `pages` function of every module of this folder, by module name, in alphabetical order.

    A module without one raises `AttributeError`: the folder is the register.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").pages for name in names}


def all_pages(published: Published) -> Iterator[Page]:
    """The pages of all outputs, one at a time; the site's come last, for they tell how large the other files are."""
    sizes: dict[str, int] = {}
    for page in other_pages(published):
        sizes[page.path] = len(page.content)
        yield page
    yield from all_outputs()["site"](replace(published, sizes=sizes))


def other_pages(published: Published) -> Iterator[Page]:
    """The files of all outputs but the site, which the site builder only copies."""
    for name, pages in all_outputs().items():
        if name != "site":
            yield from pages(published)
