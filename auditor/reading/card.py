"""Read a card (README.md) into facts: front matter, headings, links, known names, tables, each with its line."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from auditor.card import WITHHELD, Card, CardLink, Configured, Heading, Mention, Table, Where
from auditor.reading.config_blocks import read_config
from auditor.reading.front_matter import read_front_matter, split
from auditor.reading.hidden import Hiding, without_hidden
from auditor.reading.html_text import HtmlFacts, read_html
from auditor.reading.lexicon import NOTHING, Found, Lexicon, count_of, lexicon_of, sorted_cues
from auditor.reading.markdown import ADDRESS, MAX_NESTING, PARSER, cells_of, line_of, links_of, plain_links, trimmed
from auditor.reading.named_data import named_data
from auditor.rules import KnownName, NameKind, Vocabulary

MAX_BYTES: Final = 2_000_000
MAX_LINES: Final = 20_000
"""Lines below the front matter that are parsed: the parser's time goes by blocks, and a block may be one line."""
MAX_CELLS: Final = 60_000
"""Bars in these lines: each may begin a cell of a table, which is a block too."""
MAX_LINKS: Final = 5_000
MAX_HEADINGS: Final = 500
MAX_MENTIONS: Final = 2_000
MAX_MENTIONS_OF_ONE: Final = 20
MAX_CONFIGURED: Final = 100
MAX_TABLES: Final = 200
MAX_COLUMNS: Final = 200
MAX_CUE_LINES: Final = 20
MAX_HIDDEN: Final = 20
MAX_INLINE: Final = 20_000
"""Characters of one paragraph that the inline parser is given; longer ones are searched for addresses only."""
_OF_TRAINING: Final = frozenset({"training", "pretraining", "fine_tuning", "alignment"})
_MADE_FROM: Final = frozenset({"derivation", "fine_tuning", "alignment", "built_on"})
_OF_CODE: Final = frozenset({"code", "training_code", "evaluation_code", "metrics", "checkpoints"})
# Chinese and Japanese end sentences with marks of their own.
_SENTENCE_END: Final = re.compile("(?<=[.!?])[ \t\n]+|(?<=[\u3002\uff01\uff1f])")
_MARKUP: Final = re.compile(r"[*_`#~]|<[^<>]{0,200}>|!?\[|\]\([^()\s]{0,500}\)|\]")
_NAME: Final = re.compile(r"\w[-_/.]\w|\d")
"""What a model's name has and plain words have not: a digit, or words joined without a space."""
_SAYING: Final = frozenset({"inline", "heading_open", "tr_open", "fence", "code_block"})
"""Blocks that say something, which is no claim where it is hidden."""
_INLINE_LINK: Final = re.compile(r"\[|<|!\[")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)


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
    reader = _Reader(lexicon_of(vocabulary), "\n".join([""] * skipped + lines[skipped:]))
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


class _Lines:
    """The lines of a stretch of the card, by offset."""

    def __init__(self, first: int, content: str = "") -> None:
        self._first = first
        self._ends = [match.start() for match in re.finditer("\n", content)] if "\n" in content else ()

    def at(self, offset: int) -> int:
        return self._first + bisect_left(self._ends, offset)


@dataclass
class _Reader:
    """Walks the blocks of one card and gathers facts."""

    lexicon: Lexicon
    body: str
    headings: list[Heading] = field(default_factory=list)
    links: list[CardLink] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    configured: list[Configured] = field(default_factory=list)
    cue_lines: dict[str, list[int]] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)
    words: int = 0
    hidden: list[int] = field(default_factory=list)
    _hiding: Hiding = field(default_factory=Hiding)
    _chain: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)
    _known_above: tuple[str, frozenset[str]] | None = None
    _counted: dict[str, int] = field(default_factory=dict)
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
            self._note("an element that hides what it holds is not closed: what follows it was left out")

    def _passed_over(self, token: Token) -> bool:
        """True for a block that is hidden, and so says nothing."""
        if token.type in {"blockquote_open", "list_item_open"} and token.level + 1 >= MAX_NESTING:
            self._note("quotes or lists nested too deeply were left out")
        if not self._hiding.open or token.type not in _SAYING:
            return False
        self._hide(token.content, line_of(token))
        return True

    def scan_plainly(self) -> None:
        """Addresses and names only, line by line."""
        for number, line in enumerate(self.body.split("\n"), 1):
            found = self.lexicon.find(line)
            self._names(found, _Lines(number), Where.PROSE, 0)
            self._addresses(line, _Lines(number), Where.PROSE, found)

    # -- blocks --------------------------------------------------------------------------------------------------

    def _heading(self, opened: Token, inline: Token) -> None:
        self._title(int(opened.tag[1]), line_of(opened), without_hidden(inline.content))
        self._text(inline.content, line_of(opened), Where.HEADING)

    def _title(self, level: int, line: int, content: str) -> None:
        text = re.sub(r"\s+", " ", _MARKUP.sub("", content[:2000])).strip()[:120]
        self._known_above = None
        while self._chain and self._chain[-1][0] >= level:
            self._chain.pop()
        # A title that holds the model's name says nothing of what stands below it: `# Big-Baseline-7B`.
        names_model = level == 1 and not self.headings and bool(_NAME.search(text))
        self._chain.append((level, text, frozenset() if names_model else self.lexicon.find(text).cues))
        if len(self.headings) < MAX_HEADINGS:
            self.headings.append(Heading(line=line, level=level, text=text))
        else:
            self._note("more than 500 headings")

    def _text(self, content: str, line: int, where: Where) -> None:
        """A paragraph, heading or list item: its sentences give cues, its links and names facts."""
        content = self._seen(content, line)
        visible, lines = _without_comments(content), _Lines(line, content)
        self.words += count_of(visible[:MAX_INLINE])
        starts, found = self._sentences(visible, lines, whole=where in {Where.LIST, Where.HEADING})
        for sentence, start in zip(found, starts, strict=True):
            self._names(sentence, lines, where, start)

        def about(offset: int) -> Found:
            return found[max(0, bisect_right(starts, offset) - 1)]

        if len(content) > MAX_INLINE:
            self._note("a paragraph of more than 20,000 characters was searched for addresses only")
            self._addresses(visible, lines, where, found[0])
        elif _INLINE_LINK.search(content):
            for url, offset, kind in links_of(content, where, self._env):
                self._link(url, lines.at(offset), kind, about(offset).cues)
        else:
            for match in ADDRESS.finditer(content):
                self._link(match[0], lines.at(match.start()), where, about(match.start()).cues)

    def _sentences(self, content: str, lines: _Lines, *, whole: bool) -> tuple[list[int], list[Found]]:
        """Offsets of sentences and what stands in each; a list item is one sentence."""
        bounds = [0] if whole else [0, *(match.end() for match in _SENTENCE_END.finditer(content))]
        ends = [*bounds[1:], len(content)]
        found = [self.lexicon.find(content[start:end]) for start, end in zip(bounds, ends, strict=True)]
        for start, end, sentence in zip(bounds, ends, found, strict=True):
            self._cues(sentence, lines.at(start))
            if sentence.cues & _OF_TRAINING:
                self._data(content[start:end], sentence, lines, start)
        return bounds, found

    def _data(self, text: str, sentence: Found, lines: _Lines, start: int) -> None:
        """Datasets that the sentence names as trained on, known or not."""
        for name, offset in named_data(text):
            known = KnownName(name=name, kind=NameKind.DATASET)
            self._names(Found(sentence.cues, ((known, offset),)), lines, Where.PROSE, start)

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
        self._keep_table(line_of(tokens[place]), columns, rows - 1)

    def _keep_table(self, line: int, columns: list[str], rows: int) -> None:
        if len(self.tables) >= MAX_TABLES:
            self._note("more than 200 tables")
            return
        if len(columns) > MAX_COLUMNS:
            self._note("a table of more than 200 columns")
        shown = tuple(re.sub(r"\s+", " ", _MARKUP.sub("", one[:500])).strip()[:60] for one in columns[:MAX_COLUMNS])
        self.tables.append(Table(line=line, columns=shown, rows=max(0, rows)))

    def _row(self, token: Token, cells: list[str], columns: list[str]) -> None:
        """A row is one sentence; a cell also belongs to its column's heading."""
        line = line_of(token)
        whole = self.lexicon.find(_without_comments(" | ".join(cells)))
        self._cues(whole, line)
        self._names(whole, _Lines(line), Where.TABLE, 0)
        for number, cell in enumerate(cells):
            if "http" not in cell and "(" not in cell and "<" not in cell:
                continue
            heading = self.lexicon.find(columns[number][:500]).cues if number < len(columns) else frozenset()
            if len(cell) > MAX_INLINE:
                self._note("a table cell of more than 20,000 characters was searched for addresses only")
            parsed = len(cell) <= MAX_INLINE and _INLINE_LINK.search(cell)
            found = links_of(cell, Where.TABLE, self._env) if parsed else plain_links(cell, Where.TABLE)
            for url, _, kind in found:
                self._link(url, line, kind, whole.cues | heading)

    def _code(self, content: str, line: int) -> None:
        """Line by line; names stand in the first 2,000 characters of one, since longer lines are data."""
        self.configured += read_config(content, line)[: MAX_CONFIGURED - len(self.configured)]
        for number, text in enumerate(content.split("\n"), line):
            if not text:
                continue
            found = self.lexicon.find(text[:2000])
            self._names(found, _Lines(number), Where.CODE, 0)
            self._addresses(text, _Lines(number), Where.CODE, found)

    def _html(self, content: str, line: int) -> None:
        visible = self._hiding.block(content)
        self._hide_rest(content, visible, line)
        facts: HtmlFacts = read_html(visible)
        if facts.cut:
            self._note("a block of HTML was read only in part")
        for heading in facts.headings:
            self._title(heading.level, line + heading.line, heading.text)
        for text in facts.texts:
            if text.comment:
                continue
            self.words += count_of(text.content[:MAX_INLINE])
            self._sentences_of_html(text.content, line + text.line)
        for link in facts.links:
            found = self.lexicon.find(link.around[:2000])
            where = Where.COMMENT if link.comment else Where.BADGE if link.badge else Where.PROSE
            self._link(link.url, line + link.line, where, found.cues)
        for comment in (text for text in facts.texts if text.comment):
            lines = _Lines(line + comment.line, comment.content)
            self._addresses(comment.content, lines, Where.COMMENT, NOTHING)

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
                    self._hide(
                        "".join(one if one != other else " " for one, other in zip(whole, seen, strict=True)), number
                    )

    def _hide(self, content: str, line: int) -> None:
        lines = _Lines(line, content)
        self._addresses(content, lines, Where.COMMENT, NOTHING)
        if re.search(r"\w", re.sub(r"<[^<>]{0,2000}>", "", content)) and len(self.hidden) < MAX_HIDDEN:
            self.hidden.append(line)

    def _sentences_of_html(self, content: str, line: int) -> None:
        lines = _Lines(line, content)
        starts, found = self._sentences(content, lines, whole=False)
        for sentence, start in zip(found, starts, strict=True):
            self._names(sentence, lines, Where.PROSE, start)
        self._addresses(content, lines, Where.PROSE, found[0])

    # -- facts ---------------------------------------------------------------------------------------------------

    def _cues(self, found: Found, line: int) -> None:
        groups = found.cues
        if not groups:
            return
        # What one sentence says together, lines alone would not tell: two sentences may share one.
        if "data" in groups and ("undisclosed" in groups or ("not_released" in groups and not groups & _OF_CODE)):
            groups = groups | {WITHHELD}
        for group in groups:
            lines = self.cue_lines.setdefault(group, [])
            if len(lines) < MAX_CUE_LINES and line not in lines:
                lines.append(line)

    def _addresses(self, text: str, lines: _Lines, where: Where, found: Found) -> None:
        for match in ADDRESS.finditer(text):
            self._link(match[0], lines.at(match.start()), where, found.cues)

    def _link(self, url: str, line: int, where: Where, cues: frozenset[str]) -> None:
        address = trimmed(url)
        if not ADDRESS.fullmatch(address):
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

    def _names(self, found: Found, lines: _Lines, where: Where, start: int) -> None:
        if not found.names:
            return
        about = found.cues | self._above()[1]
        for name, offset in found.names:
            # A license or a family of models is kept where the words make a claim of it: cards are full of them.
            if name.kind is NameKind.LICENSE and "license" not in about:
                continue
            if name.kind is NameKind.MODEL and not found.cues & _MADE_FROM:
                continue
            self._counted[name.name] = self._counted.get(name.name, 0) + 1
            if self._counted[name.name] > MAX_MENTIONS_OF_ONE:
                continue
            if len(self.mentions) >= MAX_MENTIONS:
                self._note("more than 2,000 known names")
                return
            self.mentions.append(
                Mention(
                    name=name.name,
                    kind=name.kind,
                    line=lines.at(start + offset),
                    where=where,
                    cues=sorted_cues(found.cues),
                    heading_cues=sorted_cues(self._above()[1]),
                )
            )

    def _above(self) -> tuple[str, frozenset[str]]:
        """The last heading and the cues of all headings that stand above."""
        if self._known_above is None:
            last = self._chain[-1][1] if self._chain else ""
            self._known_above = (last, frozenset().union(*(cues for _, _, cues in self._chain)))
        return self._known_above

    def _note(self, problem: str) -> None:
        if problem not in self.cut:
            self.cut.append(problem)


def _without_comments(content: str) -> str:
    """The text with its comments blanked, so that offsets hold; a comment that is not closed is none here."""
    if "-->" not in content:
        return content
    end = content.rfind("-->") + 3
    return _COMMENT.sub(lambda comment: " " * len(comment[0]), content[:end]) + content[end:]
