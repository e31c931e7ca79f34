"""HTML inside a card: links, headings, comments and visible text, with their lines. Nothing is ever rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Final

MAX_HTML: Final = 200_000
"""Characters of one block that are parsed; the rest of a longer one is left."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN: Final = frozenset({"script", "style"})
_BREAKS: Final = frozenset({"p", "div", "li", "tr", "br", "table", "ul", "ol"})
_NEW_LINE: Final = re.compile(r"&(?:#0*10(?!\d)|#x0*a(?![\da-f])|NewLine);?", re.IGNORECASE)
"""A reference to a line end: it is none in the file, so it must not count as a line."""


@dataclass(frozen=True, kw_only=True)
class HtmlHeading:
    """A heading; `line` counts from 0 in the block."""

    level: int
    line: int
    text: str


@dataclass(frozen=True, kw_only=True)
class HtmlText:
    """Visible text, or the text of a comment."""

    line: int
    content: str
    comment: bool = False


@dataclass(kw_only=True)
class HtmlLink:
    """A link; `around` is the text of the paragraph, row or item that it stands in."""

    url: str
    line: int
    badge: bool = True
    comment: bool = False
    around: str = ""


@dataclass(kw_only=True)
class HtmlFacts:
    """What a block of HTML holds."""

    headings: list[HtmlHeading] = field(default_factory=list)
    links: list[HtmlLink] = field(default_factory=list)
    texts: list[HtmlText] = field(default_factory=list)
    cut: bool = False
    """True where the rest of a block was left."""


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = HtmlFacts()
        self._heading: tuple[int, int, list[str]] | None = None
        self._link: HtmlLink | None = None
        self._hidden = 0
        self._around: list[str] = []
        self._pending: list[HtmlLink] = []

    @property
    def _line(self) -> int:
        return self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.flush()
        if tag in _HEADINGS:
            self._heading = (int(tag[1]), self._line, [])
        elif tag in _HIDDEN:
            self._hidden += 1
        elif tag == "a":
            url = next((value for name, value in attrs if name == "href" and value), "")
            if url:
                self._link = HtmlLink(url=url.strip()[:2000], line=self._line)
                self.facts.links.append(self._link)
                self._pending.append(self._link)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.flush()
        if tag in _HEADINGS and self._heading:
            level, line, texts = self._heading
            self.facts.headings.append(HtmlHeading(level=level, line=line, text="".join(texts).strip()[:500]))
            self._heading = None
        elif tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._hidden or not data.strip():
            return
        if self._heading:
            self._heading[2].append(data)
        if self._link:
            self._link.badge = False
        self._around.append(data)
        self.facts.texts.append(HtmlText(line=self._line, content=data))

    def handle_comment(self, data: str) -> None:
        self.facts.texts.append(HtmlText(line=self._line, content=data, comment=True))

    def flush(self) -> None:
        around = " ".join(self._around)[:2000]
        for link in self._pending:
            link.around = around
        self._around, self._pending = [], []


def read_html(content: str) -> HtmlFacts:
    """The links, headings and texts of a piece of HTML, however broken. Never raises."""
    parser = _Parser()
    parser.facts.cut = len(content) > MAX_HTML
    content = _NEW_LINE.sub(" ", content[:MAX_HTML])
    if content.rfind("<!--") > content.rfind("-->"):
        content += "-->"  # a comment that nobody closed hides all that follows
    # After the last ">" no tag is whole. The parser would look for the end of each of them up to the end of the text.
    rest = content.find("<", content.rfind(">") + 1)
    markup, text = (content, "") if rest < 0 else (content[:rest], content[rest:])
    try:
        parser.feed(markup)
        parser.close()
        parser.handle_data(unescape(text))
    except (AssertionError, ValueError):
        # The standard library's parser asserts on some malformed declarations: what came before still counts.
        parser.facts.cut = True
    parser.flush()
    return parser.facts
