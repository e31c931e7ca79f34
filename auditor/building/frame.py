"""A frame: one page that the site builder made around marks, cut where a page's own parts stand.

The builder knows the theme, the navigation and the search; the frame is whatever it makes of them. A page that is
poured into it holds what the builder would have made of the page's source, at the cost of joining strings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from auditor.outputs import Front, Page
from auditor.store import BadData

_WORDS: Final = ("title", "lead", "card")
"""Parts that the builder shows as text: safe words, whose slash is the one character that a builder may escape."""
_HTML: Final = ("styles", "html", "scripts")
"""Parts that it shows as they are."""
_PATH: Final = ("owner", "name")
_MARK: Final = re.compile(
    rf"oa0frame0(?:(?P<words>{'|'.join(_WORDS)})0(?P<slash>/|&#x2f;)|(?P<whole>{'|'.join((*_HTML, *_PATH))})0)"
)


def _mark(part: str) -> str:
    """Letters and digits only: no escaping of HTML, JSON, Markdown or an address touches them.

    A mark of words ends with a slash, which shows how the builder writes one in that place.
    """
    return f"oa0frame0{part}0{'/' if part in _WORDS else ''}"


def frame_path(section: str) -> str:
    """Where the frame of a section lies as a page, without `.md`: as deep as the pages that are poured."""
    return f"{section}/{_mark('owner')}/{_mark('name')}"


def frame_page(section: str) -> Page:
    """The source of a frame, for the builder."""
    front = Front(
        title=_mark("title"),
        lead=_mark("lead"),
        card=_mark("card"),
        styles=_mark("styles"),
        html=_mark("html"),
        scripts=_mark("scripts"),
    )
    return Page(path=f"{frame_path(section)}.md", front=front)


def parts_of(page: Page) -> Mapping[str, str]:
    """What is poured for a page, by the name of its mark. Raises `ValueError` for a page that has no front."""
    if page.front is None:
        raise ValueError(f"{page.path} was not made from a template of ours")
    _, owner, name = page.path.removesuffix(".md").split("/")
    front = page.front
    # The words of title and lead are safe ones (see wording.safe_words): they stand as they are wherever they stand.
    return {
        "owner": owner,
        "name": name,
        "title": front.title,
        "lead": front.lead,
        "card": front.card,
        "styles": front.styles,
        "html": front.html,
        "scripts": front.scripts,
    }


class Frame:
    """A text of the builder's about its frame page, cut at the marks."""

    def __init__(self, text: str) -> None:
        self._pieces: list[str] = []
        self._marks: list[tuple[str, str]] = []
        end = 0
        for found in _MARK.finditer(text):
            self._pieces.append(text[end : found.start()])
            self._marks.append((found["words"] or found["whole"], found["slash"] or "/"))
            end = found.end()
        self._end = text[end:]

    def complete(self, section: str) -> Frame:
        """The same frame. Raises `BadData` where it lacks a part: a page that is poured into it would lack it too."""
        if lacking := sorted({*_WORDS, *_HTML, *_PATH} - {part for part, _ in self._marks}):
            raise BadData(f"the frame of {section}/ shows no {', '.join(lacking)}: is the theme's page.html as it was?")
        return self

    def filled(self, parts: Mapping[str, str]) -> str:
        """The text with the page's own parts where the marks stood."""
        made: list[str] = []
        for piece, (part, slash) in zip(self._pieces, self._marks, strict=True):
            made += (piece, parts[part] if slash == "/" else parts[part].replace("/", slash))
        return "".join([*made, self._end])
