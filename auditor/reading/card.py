"""Read a card (README.md) into facts: front matter, headings, links, known names, tables, each with its line."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from auditor.evidence import Card, CardLink, Heading, Mention, Table, Where
from auditor.reading.front_matter import read_front_matter, split
from auditor.reading.html_text import HtmlFacts, read_html
from auditor.reading.lexicon import Found, Lexicon, lexicon_of, sorted_cues, words_of
from auditor.rules import Vocabulary

MAX_BYTES: Final = 2_000_000
MAX_LINKS: Final = 5_000
MAX_HEADINGS: Final = 500
MAX_MENTIONS: Final = 2_000
MAX_MENTIONS_OF_ONE: Final = 20
MAX_TABLES: Final = 200
MAX_COLUMNS: Final = 60
MAX_CUE_LINES: Final = 20
MAX_INLINE: Final = 20_000
"""Characters of one paragraph that the inline parser is given; longer ones are searched for addresses only."""

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]{1,2000}", re.IGNORECASE)
# Chinese and Japanese end sentences with marks of their own.
_SENTENCE_END: Final = re.compile("(?<=[.!?])[ \t\n]+|(?<=[\u3002\uff01\uff1f])")
_MARKUP: Final = re.compile(r"[*_`#~]|<[^<>]{0,200}>|!?\[|\]\([^()\s]{0,500}\)|\]")
_INLINE_LINK: Final = re.compile(r"\[|<|!\[")


def _parser() -> MarkdownIt:
    """CommonMark with tables; inline text is parsed by us paragraph by paragraph, where a link may stand in it."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable(["inline"])
    return parser


_MARKDOWN: Final = _parser()


def read_card(text: bytes, vocabulary: Vocabulary, *, path: str = "README.md", revision: str = "") -> Card:
    """The facts of a card. Never raises: what could not be read is said in `problems`.

    `revision` is the commit that came with the text, empty where none did. Lines count from 1 in the file as it is.
    """
    decoded, problems = _decoded(text)
    lines = decoded.split("\n")
    block, skipped = split(lines)
    front_matter, said = read_front_matter(block)
    reader = _Reader(lexicon_of(vocabulary), "\n".join([""] * skipped + lines[skipped:]))
    try:
        reader.read()
    except (ValueError, IndexError, RecursionError) as error:
        # The parser gave up: addresses still count, they need no structure.
        reader.scan_plainly()
        problems = (*problems, f"its Markdown could not be parsed ({type(error).__name__})")
    return Card(
        path=path,
        sha256=hashlib.sha256(text).hexdigest(),
        size=len(text),
        revision=revision,
        front_matter=front_matter,
        headings=tuple(reader.headings),
        links=tuple(reader.links),
        mentions=tuple(reader.mentions),
        tables=tuple(reader.tables),
        cues={group: tuple(sorted(found)) for group, found in sorted(reader.cue_lines.items())},
        words=reader.words,
        problems=(*problems, *said, *reader.cut),
    )


def _decoded(text: bytes) -> tuple[str, tuple[str, ...]]:
    problems = []
    if len(text) > MAX_BYTES:
        problems.append("only the first 2 MB were read")
        text = text[:MAX_BYTES]
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A cut may fall into the middle of a character: that is no fault of the card.
        if not (problems and error.start > len(text) - 4):
            problems.append("it is not UTF-8")
        decoded = text.decode("utf-8-sig", "replace")
    return decoded.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd"), tuple(problems)


@dataclass
class _Reader:
    """Walks the blocks of one card and gathers facts."""

    lexicon: Lexicon
    body: str
    headings: list[Heading] = field(default_factory=list)
    links: list[CardLink] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    cue_lines: dict[str, list[int]] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)
    words: int = 0
    _chain: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)
    _counted: dict[str, int] = field(default_factory=dict)
    _env: dict[str, object] = field(default_factory=dict)

    def read(self) -> None:  # noqa: C901 - one case for each kind of block, read top to bottom
        tokens = _MARKDOWN.parse(self.body, self._env)
        where = [Where.PROSE]
        row: list[str] | None = None
        columns: list[str] = []
        for place, token in enumerate(tokens):
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    where.append(Where.LIST)
                case "bullet_list_close" | "ordered_list_close" | "table_close":
                    where.pop()
                case "table_open":
                    where.append(Where.TABLE)
                    columns = []
                    self._table(tokens, place)
                case "tr_open":
                    row = _cells(tokens, place)
                    columns = columns or row
                    self._row(token, row, columns)
                case "tr_close":
                    row = None
                case "heading_open":
                    self._heading(token, tokens[place + 1])
                case "inline" if tokens[place - 1].type != "heading_open" and row is None:
                    self._text(token.content, _line(token), where[-1])
                case "fence" | "code_block":
                    self._code(token.content, _line(token) + (token.type == "fence"))
                case "html_block":
                    self._html(token.content, _line(token))

    def scan_plainly(self) -> None:
        """Addresses and names only, line by line."""
        for number, line in enumerate(self.body.split("\n"), 1):
            self._addresses(line[:MAX_INLINE], number, Where.PROSE, self.lexicon.find(line[:MAX_INLINE]))

    # -- blocks --------------------------------------------------------------------------------------------------

    def _heading(self, opened: Token, inline: Token) -> None:
        self._title(int(opened.tag[1]), _line(opened), inline.content)
        self._text(inline.content, _line(opened), Where.HEADING)

    def _title(self, level: int, line: int, content: str) -> None:
        text = re.sub(r"\s+", " ", _MARKUP.sub("", content[:2000])).strip()[:120]
        while self._chain and self._chain[-1][0] >= level:
            self._chain.pop()
        self._chain.append((level, text, self.lexicon.find(text).cues))
        if len(self.headings) < MAX_HEADINGS:
            self.headings.append(Heading(line=line, level=level, text=text))
        else:
            self._note("more than 500 headings")

    def _text(self, content: str, line: int, where: Where) -> None:
        """A paragraph, heading or list item: its sentences give cues, its links and names facts."""
        self.words += len(words_of(content[:MAX_INLINE]))
        starts, found = self._sentences(content, line, whole=where in {Where.LIST, Where.HEADING})
        for sentence, start in zip(found, starts, strict=True):
            self._names(sentence, content, line, where, start)

        def about(offset: int) -> Found:
            return found[max(0, bisect_right(starts, offset) - 1)]

        if len(content) > MAX_INLINE:
            self._note("a paragraph of more than 20,000 characters was searched for addresses only")
            self._addresses(content, line, where, found[0])
        elif _INLINE_LINK.search(content):
            for url, offset, kind in self._inline(content, where):
                self._link(url, line + content.count("\n", 0, offset), kind, about(offset).cues)
        else:
            for match in _ADDRESS.finditer(content):
                self._link(match[0], line + content.count("\n", 0, match.start()), where, about(match.start()).cues)

    def _sentences(self, content: str, line: int, *, whole: bool) -> tuple[list[int], list[Found]]:
        """Offsets of sentences and what stands in each; a list item is one sentence."""
        bounds = [0] if whole else [0, *(match.end() for match in _SENTENCE_END.finditer(content))]
        ends = [*bounds[1:], len(content)]
        found = [self.lexicon.find(content[start:end]) for start, end in zip(bounds, ends, strict=True)]
        for start, sentence in zip(bounds, found, strict=True):
            number = line + content.count("\n", 0, start) if sentence.cues else line
            for group in sentence.cues:
                lines = self.cue_lines.setdefault(group, [])
                if len(lines) < MAX_CUE_LINES and number not in lines:
                    lines.append(number)
        return bounds, found

    def _inline(self, content: str, where: Where) -> Iterator[tuple[str, int, Where]]:
        """(address, offset in the paragraph, kind of text) of every link, parsed as Markdown and HTML."""
        tokens: list[Token] = []
        _MARKDOWN.inline.parse(content, _MARKDOWN, self._env, tokens)
        position = 0
        for url, text, kind in _links_of(tokens, where):
            offset = next((at for at in (content.find(url, position), content.find(text, position)) if at >= 0), -1)
            offset = offset if offset >= 0 else max(0, content.find(url))
            position = max(position, offset)
            yield url, offset, kind

    def _table(self, tokens: list[Token], place: int) -> None:
        depth, rows = 0, 0
        columns: list[str] = []
        for at in range(place, len(tokens)):
            kind = tokens[at].type
            depth += (kind == "table_open") - (kind == "table_close")
            if kind == "tr_open":
                rows += 1
                columns = columns or _cells(tokens, at)
            if depth == 0:
                break
        self._keep_table(_line(tokens[place]), columns, rows - 1)

    def _keep_table(self, line: int, columns: list[str], rows: int) -> None:
        if len(self.tables) >= MAX_TABLES:
            self._note("more than 200 tables")
            return
        shown = tuple(re.sub(r"\s+", " ", _MARKUP.sub("", one[:500])).strip()[:60] for one in columns[:MAX_COLUMNS])
        self.tables.append(Table(line=line, columns=shown, rows=max(0, rows)))

    def _row(self, token: Token, cells: list[str], columns: list[str]) -> None:
        """A row is one sentence; a cell also belongs to its column's heading."""
        line = _line(token)
        whole = self.lexicon.find(" | ".join(cells)[:MAX_INLINE])
        for group in whole.cues:
            lines = self.cue_lines.setdefault(group, [])
            if len(lines) < MAX_CUE_LINES and line not in lines:
                lines.append(line)
        self._names(whole, "", line, Where.TABLE, 0)
        for number, cell in enumerate(cells):
            if "http" not in cell and "(" not in cell and "<" not in cell:
                continue
            heading = self.lexicon.find(columns[number][:500]).cues if number < len(columns) else frozenset()
            cell = cell[:MAX_INLINE]  # noqa: PLW2901 - cut before it is parsed
            found = self._inline(cell, Where.TABLE) if _INLINE_LINK.search(cell) else _plain_links(cell, Where.TABLE)
            for url, _, kind in found:
                self._link(url, line, kind, whole.cues | heading)

    def _code(self, content: str, line: int) -> None:
        for number, text in enumerate(content.split("\n")):
            if not text or len(self.links) >= MAX_LINKS:
                continue
            found = self.lexicon.find(text[:2000])
            self._names(found, "", line + number, Where.CODE, 0)
            self._addresses(text[:MAX_INLINE], line + number, Where.CODE, found)

    def _html(self, content: str, line: int) -> None:
        facts: HtmlFacts = read_html(content)
        for heading in facts.headings:
            self._title(heading.level, line + heading.line, heading.text)
        for text in facts.texts:
            if text.comment:
                continue
            self.words += len(words_of(text.content[:MAX_INLINE]))
            self._sentences_of_html(text.content[:MAX_INLINE], line + text.line)
        for link in facts.links:
            found = self.lexicon.find(link.around[:2000])
            where = Where.COMMENT if link.comment else Where.BADGE if link.badge else Where.PROSE
            self._link(link.url, line + link.line, where, found.cues)
        for comment in (text for text in facts.texts if text.comment):
            self._addresses(comment.content[:MAX_INLINE], line + comment.line, Where.COMMENT, Found(frozenset(), ()))

    def _sentences_of_html(self, content: str, line: int) -> None:
        starts, found = self._sentences(content, line, whole=False)
        for sentence, start in zip(found, starts, strict=True):
            self._names(sentence, content, line, Where.PROSE, start)
        self._addresses(content, line, Where.PROSE, found[0])

    # -- facts ---------------------------------------------------------------------------------------------------

    def _addresses(self, text: str, line: int, where: Where, found: Found) -> None:
        for match in _ADDRESS.finditer(text):
            self._link(match[0], line + text.count("\n", 0, match.start()), where, found.cues)

    def _link(self, url: str, line: int, where: Where, cues: frozenset[str]) -> None:
        address = _trimmed(url)
        if not _ADDRESS.fullmatch(address):
            return
        if len(self.links) >= MAX_LINKS:
            self._note("more than 5,000 links")
            return
        heading, heading_cues = self._above()
        self.links.append(
            CardLink(
                url=address,
                line=line,
                where=where,
                heading=heading,
                cues=sorted_cues(cues),
                heading_cues=sorted_cues(heading_cues),
            )
        )

    def _names(self, found: Found, content: str, line: int, where: Where, start: int) -> None:
        for name, offset in found.names:
            self._counted[name.name] = self._counted.get(name.name, 0) + 1
            if self._counted[name.name] > MAX_MENTIONS_OF_ONE or len(self.mentions) >= MAX_MENTIONS:
                continue
            self.mentions.append(
                Mention(
                    name=name.name,
                    kind=name.kind,
                    line=line + content.count("\n", 0, start + offset),
                    where=where,
                    cues=sorted_cues(found.cues),
                    heading_cues=sorted_cues(self._above()[1]),
                )
            )

    def _above(self) -> tuple[str, frozenset[str]]:
        if not self._chain:
            return "", frozenset()
        return self._chain[-1][1], frozenset().union(*(cues for _, _, cues in self._chain))

    def _note(self, problem: str) -> None:
        if problem not in self.cut:
            self.cut.append(problem)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _cells(tokens: list[Token], opened: int) -> list[str]:
    """The texts of a row's cells."""
    cells: list[str] = []
    for token in tokens[opened + 1 :]:
        if token.type == "tr_close":
            break
        if token.type == "inline":
            cells.append(token.content)
    return cells


def _links_of(tokens: list[Token], where: Where) -> Iterator[tuple[str, str, Where]]:
    """(address, a piece of text to find it by, kind) of the links in a paragraph's inline tokens."""
    open_links: list[tuple[str, list[str]]] = []
    anchor: str | None = None
    for token in tokens:
        match token.type:
            case "link_open":
                open_links.append((str(token.attrGet("href") or ""), []))
            case "link_close" if open_links:
                url, texts = open_links.pop()
                text = "".join(texts)
                yield url, text or url, where if text.strip() else Where.BADGE
            case "text" | "code_inline":
                if open_links:
                    open_links[-1][1].append(token.content)
                else:
                    kind = where if token.type == "text" or where is Where.TABLE else Where.CODE
                    yield from ((url, url, kind) for url, _, _ in _plain_links(token.content, kind))
            case "html_inline":
                comment = token.content.startswith("<!--")
                for link in read_html(token.content).links:
                    anchor = link.url
                    yield link.url, link.url, Where.COMMENT if comment else where
                if comment:
                    found = _plain_links(token.content, Where.COMMENT)
                    yield from ((url, url, Where.COMMENT) for url, _, _ in found if url != anchor)


def _plain_links(text: str, where: Where) -> Iterator[tuple[str, int, Where]]:
    return ((match[0], match.start(), where) for match in _ADDRESS.finditer(text))


def _trimmed(url: str) -> str:
    """An address without the punctuation of the sentence around it; a closing bracket stays if it was opened."""
    url = url.strip().rstrip(".,;:!?*_'\"")
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(".,;:!?*_'\"")
    cut = re.search(r"[\u3000-\u303f\uff00-\uffef]", url)
    return url[: cut.start()] if cut else url
