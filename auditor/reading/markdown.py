"""Parse Markdown by a real parser: blocks with their lines, the cells of tables, and links with their offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any, Final

from markdown_it import MarkdownIt, rules_inline
from markdown_it.token import Token

from auditor.card import Where
from auditor.reading.html_text import read_html

MAX_NESTING: Final = 20
"""Quotes and lists within each other that the parser follows; what stands deeper it leaves out."""

ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]{1,2000}", re.IGNORECASE)
"""An address that stands in a text as it is."""

_NORMAL: Final = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?(?:#[A-Za-z0-9._-]+)?")
"""An address that normalizing leaves as it is: most are, and to take one apart and join it again costs the most."""

_InlineRule = Callable[[rules_inline.StateInline, bool], bool]


class _Parser(MarkdownIt):
    """The parser, quicker for the addresses that most links have."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's own name
        return url if _NORMAL.fullmatch(url) else super().normalizeLink(url)


def _parser() -> MarkdownIt:
    """CommonMark with tables; inline text is parsed by us paragraph by paragraph, where a link may stand in it."""
    parser = _Parser("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.core.ruler.disable(["inline"])
    parser.inline.ruler.at("link", _placed(rules_inline.link))
    parser.inline.ruler.at("autolink", _placed(rules_inline.autolink))
    parser.inline.ruler.at("html_inline", _placed(rules_inline.html_inline))
    return parser


def _placed(rule: _InlineRule) -> _InlineRule:
    """The rule, noting with its last token where in the paragraph that ends: inline tokens know no lines."""

    def placed(state: rules_inline.StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
        found = rule(state, silent)
        if found and not silent:
            state.tokens[-1].meta["end"] = state.pos
        return found

    return placed


PARSER: Final = _parser()
"""Parses blocks; `links_of` parses the text inside them."""


def line_of(token: Token) -> int:
    """The line, from 1, on which a block begins."""
    return token.map[0] + 1 if token.map else 1


def cells_of(tokens: list[Token], opened: int) -> list[str]:
    """The texts of a row's cells."""
    cells: list[str] = []
    for place in range(opened + 1, len(tokens)):
        if tokens[place].type == "tr_close":
            break
        if tokens[place].type == "inline":
            cells.append(tokens[place].content)
    return cells


def links_of(content: str, where: Where, env: MutableMapping[str, Any]) -> Iterator[tuple[str, int, Where]]:
    """(address, offset, kind of text) of every link in a paragraph or cell, parsed as Markdown and HTML.

    `env` holds the definitions of reference links, as parsing the blocks left them.
    """
    tokens: list[Token] = []
    PARSER.inline.parse(content, PARSER, env, tokens)
    open_links: list[tuple[str, list[str]]] = []
    position = 0
    for token in tokens:
        position = token.meta.get("end", position)
        match token.type:
            case "link_open":
                open_links.append((str(token.attrGet("href") or ""), []))
            case "link_close" if open_links:
                url, texts = open_links.pop()
                yield url, position - 1, where if "".join(texts).strip() else Where.BADGE
            case "text" | "code_inline" if open_links:
                open_links[-1][1].append(token.content)
            case "text" | "code_inline":
                kind = where if token.type == "text" or where is Where.TABLE else Where.CODE
                for url, _, _ in plain_links(token.content, kind):
                    position = max(position, content.find(url, position))
                    yield url, position, kind
                    position += len(url)
            case "html_inline":
                start = position - len(token.content)
                yield from ((url, start + offset, kind) for url, offset, kind in _links_of_tag(token.content, where))


def _links_of_tag(tag: str, where: Where) -> Iterator[tuple[str, int, Where]]:
    """(address, offset, kind) of the link of an HTML tag, or of those in a comment."""
    if tag.startswith("<!--"):
        yield from plain_links(tag, Where.COMMENT)
    yield from ((link.url, max(0, tag.find(link.url)), where) for link in read_html(tag).links)


def plain_links(text: str, where: Where) -> Iterator[tuple[str, int, Where]]:
    """(address, offset, kind) of the addresses that stand in a text as they are."""
    return ((match[0], match.start(), where) for match in ADDRESS.finditer(text))


def trimmed(url: str) -> str:
    """An address without the punctuation of the sentence around it; a closing bracket stays if it was opened."""
    url = url.strip().rstrip(".,;:!?*_'\"")
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(".,;:!?*_'\"")
    cut = re.search(r"[\u3000-\u303f\uff00-\uffef]", url)
    return url[: cut.start()] if cut else url
