"""Read a card (README.md) into facts: front matter, headings, links, known names, tables, each with its line."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from auditor.card import Card, Where
from auditor.reading.config_blocks import read_config
from auditor.reading.facts import MAX_CONFIGURED, Facts, Lines
from auditor.reading.front_matter import read_front_matter, split
from auditor.reading.hidden import Hiding, without_comments, without_hidden
from auditor.reading.html_text import HtmlFacts, read_html
from auditor.reading.lexicon import NOTHING, Found, count_of, lexicon_of
from auditor.reading.markdown import ADDRESS, MAX_NESTING, PARSER, cells_of, line_of, links_of, plain_links
from auditor.reading.named_data import named_data
from auditor.rules import KnownName, NameKind, Vocabulary

MAX_BYTES: Final = 2_000_000
MAX_LINES: Final = 20_000
"""Lines below the front matter that are parsed: the parser's time goes by blocks, and a block may be one line."""
MAX_CELLS: Final = 60_000
"""Bars in these lines: each may begin a cell of a table, which is a block too."""
MAX_INLINE: Final = 20_000
"""Characters of one paragraph that the inline parser is given; longer ones are searched for addresses only."""
_OF_TRAINING: Final = frozenset({"training", "pretraining", "fine_tuning", "alignment"})
# Chinese and Japanese end sentences with marks of their own.
_SENTENCE_END: Final = re.compile("(?<=[.!?])[ \t\n]+|(?<=[\u3002\uff01\uff1f])")
_SAYING: Final = frozenset({"inline", "heading_open", "tr_open", "fence", "code_block"})
"""Blocks that say something, which is no claim where it is hidden."""
_INLINE_LINK: Final = re.compile(r"\[|<|!\[")


def read_card(text: bytes, vocabulary: Vocabulary, *, path: str = "README.md", revision: str = "") -> Card:
    """The facts of a card. Never raises: what could not be read is said in `problems`.

    `revision` is the commit that came with the text, empty where none did. Lines count from 1 in the file as it is.
    """
    decoded, problems = _decoded(text)
    lines = decoded.split("\n")
    block, skipped = split(lines)
    most = skipped + _bounded(lines[skipped:])
    if any(map(str.strip, lines[most:])):
        problems = (*problems, "it is longer than cards are read: what comes late was left out")
    lines = lines[:most]
    front_matter, said = read_front_matter(block)
    reader = _Reader(lexicon=lexicon_of(vocabulary), body="\n".join([""] * skipped + lines[skipped:]))
    try:
        reader.read()
        reader.close()
    except (ValueError, LookupError, RuntimeError) as error:
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
        configured=tuple(reader.configured),
        cues={group: tuple(sorted(found)) for group, found in sorted(reader.cue_lines.items())},
        words=reader.words,
        hidden=tuple(reader.hidden),
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


def _bounded(lines: list[str]) -> int:
    """How many of these lines are parsed, so that no card takes longer than a few seconds."""
    bars = 0
    for number, line in enumerate(lines[:MAX_LINES]):
        bars += line.count("|")
        if bars > MAX_CELLS:
            return number
    return min(len(lines), MAX_LINES)


@dataclass(kw_only=True)
class _Reader(Facts):
    """Walks the blocks of one card and gathers facts."""

    body: str
    _hiding: Hiding = field(default_factory=Hiding)
    _env: dict[str, object] = field(default_factory=dict)

    def read(self) -> None:  # noqa: C901 - one case for each kind of block, read top to bottom
        tokens = PARSER.parse(self.body, self._env)
        where = [Where.PROSE]
        row: list[str] | None = None
        columns: list[str] = []
        for place, token in enumerate(tokens):
            if self._passed_over(token):
                continue
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
                    row = [self._seen(cell, line_of(token)) for cell in cells_of(tokens, place)]
                    columns = columns or row
                    self._row(token, row, columns)
                case "tr_close":
                    row = None
                case "heading_open":
                    self._heading(token, tokens[place + 1])
                case "inline" if tokens[place - 1].type != "heading_open" and row is None:
                    self._text(token.content, line_of(token), where[-1])
                case "fence" | "code_block":
                    self._code(token.content, line_of(token) + (token.type == "fence"))
                case "html_block":
                    self._html(token.content, line_of(token))

    def close(self) -> None:
        """Say so where the end of the card is hidden: its author may not have meant it."""
        if self._hiding.open:
            self.note("an element that hides what it holds is not closed: what follows it was left out")

    def _passed_over(self, token: Token) -> bool:
        """True for a block that is hidden, and so says nothing."""
        if token.type in {"blockquote_open", "list_item_open"} and token.level + 1 >= MAX_NESTING:
            self.note("quotes or lists nested too deeply were left out")
        if not self._hiding.open or token.type not in _SAYING:
            return False
        self.hide(token.content, line_of(token))
        return True

    def scan_plainly(self) -> None:
        """Addresses and names only, line by line."""
        for number, line in enumerate(self.body.split("\n"), 1):
            found = self.lexicon.find(line)
            self.names(found, Lines(number), Where.PROSE, 0)
            self.addresses(line, Lines(number), Where.PROSE, found)

    # -- blocks --------------------------------------------------------------------------------------------------

    def _heading(self, opened: Token, inline: Token) -> None:
        self.title(int(opened.tag[1]), line_of(opened), without_hidden(inline.content))
        self._text(inline.content, line_of(opened), Where.HEADING)

    def _text(self, content: str, line: int, where: Where) -> None:
        """A paragraph, heading or list item: its sentences give cues, its links and names facts."""
        content = self._seen(content, line)
        visible, lines = without_comments(content), Lines(line, content)
        self.words += count_of(visible[:MAX_INLINE])
        starts, found = self._sentences(visible, lines, whole=where in {Where.LIST, Where.HEADING})
        for sentence, start in zip(found, starts, strict=True):
            self.names(sentence, lines, where, start)

        def about(offset: int) -> Found:
            return found[max(0, bisect_right(starts, offset) - 1)]

        if len(content) > MAX_INLINE:
            self.note("a paragraph of more than 20,000 characters was searched for addresses only")
            self.addresses(visible, lines, where, found[0])
        elif _INLINE_LINK.search(content):
            for url, offset, kind in links_of(content, where, self._env):
                self.link(url, lines.at(offset), kind, about(offset).cues)
        else:
            for match in ADDRESS.finditer(content):
                self.link(match[0], lines.at(match.start()), where, about(match.start()).cues)

    def _sentences(self, content: str, lines: Lines, *, whole: bool) -> tuple[list[int], list[Found]]:
        """Offsets of sentences and what stands in each; a list item is one sentence."""
        bounds = [0] if whole else [0, *(match.end() for match in _SENTENCE_END.finditer(content))]
        ends = [*bounds[1:], len(content)]
        found = [self.lexicon.find(content[start:end]) for start, end in zip(bounds, ends, strict=True)]
        for start, end, sentence in zip(bounds, ends, found, strict=True):
            self.say(sentence, lines.at(start))
            if sentence.cues & _OF_TRAINING:
                self._data(content[start:end], sentence, lines, start)
        return bounds, found

    def _data(self, text: str, sentence: Found, lines: Lines, start: int) -> None:
        """Datasets that the sentence names as trained on, known or not."""
        for name, offset in named_data(text):
            known = KnownName(name=name, kind=NameKind.DATASET)
            self.names(Found(sentence.cues, ((known, offset),)), lines, Where.PROSE, start)

    def _table(self, tokens: list[Token], place: int) -> None:
        if self._hiding.open:
            return
        depth, rows = 0, 0
        columns: list[str] = []
        for at in range(place, len(tokens)):
            kind = tokens[at].type
            depth += (kind == "table_open") - (kind == "table_close")
            if kind == "tr_open":
                rows += 1
                columns = columns or cells_of(tokens, at)
            if depth == 0:
                break
        self.table(line_of(tokens[place]), columns, rows - 1)

    def _row(self, token: Token, cells: list[str], columns: list[str]) -> None:
        """A row is one sentence; a cell also belongs to its column's heading."""
        line = line_of(token)
        whole = self.lexicon.find(without_comments(" | ".join(cells)))
        self.say(whole, line)
        self.names(whole, Lines(line), Where.TABLE, 0)
        for number, cell in enumerate(cells):
            if "http" not in cell and "(" not in cell and "<" not in cell:
                continue
            heading = self.lexicon.find(columns[number][:500]).cues if number < len(columns) else frozenset()
            if len(cell) > MAX_INLINE:
                self.note("a table cell of more than 20,000 characters was searched for addresses only")
            parsed = len(cell) <= MAX_INLINE and _INLINE_LINK.search(cell)
            found = links_of(cell, Where.TABLE, self._env) if parsed else plain_links(cell, Where.TABLE)
            for url, _, kind in found:
                self.link(url, line, kind, whole.cues | heading)

    def _code(self, content: str, line: int) -> None:
        """Line by line; names stand in the first 2,000 characters of one, since longer lines are data."""
        self.configured += read_config(content, line)[: MAX_CONFIGURED - len(self.configured)]
        for number, text in enumerate(content.split("\n"), line):
            if not text:
                continue
            found = self.lexicon.find(text[:2000])
            self.names(found, Lines(number), Where.CODE, 0)
            self.addresses(text, Lines(number), Where.CODE, found)

    def _html(self, content: str, line: int) -> None:
        visible = self._hiding.block(content)
        self._hide_rest(content, visible, line)
        facts: HtmlFacts = read_html(visible)
        if facts.cut:
            self.note("a block of HTML was read only in part")
        for heading in facts.headings:
            self.title(heading.level, line + heading.line, heading.text)
        for text in facts.texts:
            if text.comment:
                continue
            self.words += count_of(text.content[:MAX_INLINE])
            self._sentences_of_html(text.content, line + text.line)
        for link in facts.links:
            found = self.lexicon.find(link.around[:2000])
            where = Where.COMMENT if link.comment else Where.BADGE if link.badge else Where.PROSE
            self.link(link.url, line + link.line, where, found.cues)
        for comment in (text for text in facts.texts if text.comment):
            lines = Lines(line + comment.line, comment.content)
            self.addresses(comment.content, lines, Where.COMMENT, NOTHING)

    def _seen(self, content: str, line: int) -> str:
        """The text without what its own HTML hides."""
        visible = without_hidden(content)
        self._hide_rest(content, visible, line)
        return visible

    def _hide_rest(self, content: str, visible: str, line: int) -> None:
        """What was blanked is no claim: it is told where it stood."""
        if visible != content:
            lines = zip(content.split("\n"), visible.split("\n"), strict=True)
            for number, (whole, seen) in enumerate(lines, line):
                if whole != seen:
                    self.hide(
                        "".join(one if one != other else " " for one, other in zip(whole, seen, strict=True)), number
                    )

    def _sentences_of_html(self, content: str, line: int) -> None:
        lines = Lines(line, content)
        starts, found = self._sentences(content, lines, whole=False)
        for sentence, start in zip(found, starts, strict=True):
            self.names(sentence, lines, Where.PROSE, start)
        self.addresses(content, lines, Where.PROSE, found[0])
