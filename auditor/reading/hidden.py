"""HTML that hides what it holds from readers: such text is no claim, whatever it says.

Only what an element's own attributes say is looked at, for style sheets do not reach a rendered card. What is collapsed
(`<details>`) is one click away and not hidden.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_TAG: Final = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]{0,40})"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'){0,2000})>"
)
_TICKS: Final = re.compile(r"`+")
_STYLE: Final = re.compile(r"(?:^|\s)style\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", re.IGNORECASE)
_BARE: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN: Final = re.compile(r"(?:^|\s)hidden(?=[\s=/]|$)", re.IGNORECASE)
_UNSEEN: Final = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|color:transparent|"
    r"(?:font-size|opacity):(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|%)?(?:!important)?(?=;|$))"
)
_WHITE: Final = re.compile(r"(?:^|;)color:(?:white|#fff|#ffffff|rgb\(255,255,255\))(?:!important)?(?=;|$)")
_NO_SIZE: Final = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0+(?:px)?(?:!important)?(?=;|$)")
_WHITE_FONT: Final = re.compile(r"(?:^|\s)color\s{0,9}=\s{0,9}[\"']?(?:white|#fff|#ffffff)(?![\w#])", re.IGNORECASE)
_BACKGROUND: Final = re.compile(r"(?:^|;)background")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_LEFT: Final = "\x00"
"""Stands for a `<` that begins no tag; no text of a card holds it, for reading replaces it."""
_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_ENDS_BY_ITSELF: Final = frozenset({"p", "li", "td", "th", "tr", "dt", "dd", "option"})
"""Elements whose end may be left out: they end with the block of HTML at the latest."""


@dataclass
class _Open:
    """An element that hides what it holds, or that gives it a background."""

    name: str
    hides: bool
    deep: int = 1
    """How many elements of its name are open, itself included."""


@dataclass
class Hiding:
    """Which elements are open, from one block of a card to the next."""

    _open: list[_Open] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """True where what follows is hidden."""
        return any(one.hides for one in self._open)

    def block(self, markup: str) -> str:
        """A block of HTML with what readers do not see blanked: offsets and lines hold."""
        visible = self._blanked(_without_tags_in_comments(markup)).replace(_LEFT, "<")
        while self._open and self._open[-1].name in _ENDS_BY_ITSELF:
            self._open.pop()
        return visible

    def _blanked(self, markup: str) -> str:
        parts: list[str] = []
        at, hidden = 0, self.open
        for tag in _TAG.finditer(markup):
            self._enter_or_leave(tag)
            if self.open is hidden:
                continue
            end = tag.end() if self.open else tag.start()
            parts.append(_blank(markup[at:end]) if hidden else markup[at:end])
            at, hidden = end, self.open
        return "".join((*parts, _blank(markup[at:]) if hidden else markup[at:]))

    def _enter_or_leave(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower()
        if name in _VOID or tag["attributes"].endswith("/"):
            return
        innermost = self._open[-1] if self._open else None
        if tag["end"]:
            if innermost and innermost.name == name:
                innermost.deep -= 1
                if not innermost.deep:
                    self._open.pop()
            return
        if innermost and innermost.name == name and name in _ENDS_BY_ITSELF:
            self._open.pop()
        elif innermost and innermost.name == name:
            innermost.deep += 1
        background, unseen, white = _said(tag["attributes"])
        hides = unseen or (white and not background and all(one.hides for one in self._open))
        if hides or background:
            self._open.append(_Open(name=name, hides=hides))


def _said(attributes: str) -> tuple[bool, bool, bool]:
    """(a background, nothing is seen, white letters) by the attributes of one element."""
    if not attributes.strip():
        return False, False, False
    found = _STYLE.search(attributes)
    style = re.sub(r"\s+", "", next((one for one in found.groups() if one), "") if found else "").lower()
    bare = _BARE.sub("", attributes)
    no_size = "overflow:hidden" in style and bool(_NO_SIZE.search(style))
    unseen = no_size or bool(_UNSEEN.search(style) or _HIDDEN.search(bare))
    background = bool(_BACKGROUND.search(style)) or "bgcolor" in bare.lower()
    return background, unseen, bool(_WHITE.search(style) or _WHITE_FONT.search(attributes))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def without_hidden(content: str) -> str:
    """A paragraph, heading or cell with what its own HTML hides blanked: offsets hold. Code is shown as it is."""
    if "<" not in content:
        return content
    return Hiding().block(_without_tags_in_code(content))


def _without_tags_in_code(content: str) -> str:
    """The text with another sign for each `<` between equal runs of backticks: there tags are letters that are seen."""
    runs = list(_TICKS.finditer(content))
    if len(runs) < 2:  # noqa: PLR2004 - one that opens, one that closes
        return content
    following: dict[int, int] = {}
    closing = [0] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = len(runs[number][0])
        closing[number] = following.get(length, 0)
        following[length] = number
    parts: list[str] = []
    at = number = 0
    while number < len(runs):
        if not (closed := closing[number]):
            number += 1
            continue
        start, end = runs[number].end(), runs[closed].start()
        parts += (content[at:start], content[start:end].replace("<", _LEFT))
        at, number = end, closed + 1
    return "".join((*parts, content[at:]))


def _without_tags_in_comments(markup: str) -> str:
    """The markup with another sign for each `<` inside its comments, which hide nothing but themselves."""
    if "<!--" not in markup:
        return markup
    end = markup.rfind("-->") + 3 if "-->" in markup else 0
    closed = _COMMENT.sub(lambda comment: comment[0].replace("<", _LEFT), markup[:end])
    before, opened, rest = markup[end:].partition("<!--")
    return closed + before + (opened + rest).replace("<", _LEFT)


def without_comments(content: str) -> str:
    """The text with its comments blanked, so that offsets hold; a comment that is not closed is none here."""
    if "-->" not in content:
        return content
    end = content.rfind("-->") + 3
    return _COMMENT.sub(lambda comment: " " * len(comment[0]), content[:end]) + content[end:]
