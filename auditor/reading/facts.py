"""The facts of a card as they are gathered: at most so many of each kind, and what is left out is said."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from auditor.card import WITHHELD, CardLink, Configured, Heading, Mention, Table, Where
from auditor.reading.lexicon import NOTHING, Found, Lexicon, sorted_cues
from auditor.reading.markdown import ADDRESS, trimmed
from auditor.rules import NameKind

MAX_LINKS: Final = 5_000
MAX_HEADINGS: Final = 500
MAX_MENTIONS: Final = 2_000
MAX_MENTIONS_OF_ONE: Final = 20
MAX_CONFIGURED: Final = 100
MAX_TABLES: Final = 200
MAX_COLUMNS: Final = 200
MAX_CUE_LINES: Final = 20
MAX_HIDDEN: Final = 20
_MADE_FROM: Final = frozenset({"derivation", "fine_tuning", "alignment", "built_on"})
_OF_CODE: Final = frozenset({"code", "training_code", "evaluation_code", "metrics", "checkpoints"})
_MARKUP: Final = re.compile(r"[*_`#~]|<[^<>]{0,200}>|!?\[|\]\([^()\s]{0,500}\)|\]")
_NAME: Final = re.compile(r"\w[-_/.]\w|\d")
"""What a model's name has and plain words have not: a digit, or words joined without a space."""


class Lines:
    """The lines of a stretch of the card, by offset."""

    def __init__(self, first: int, content: str = "") -> None:
        self._first = first
        self._ends = [match.start() for match in re.finditer("\n", content)] if "\n" in content else ()

    def at(self, offset: int) -> int:
        """The line on which the character at `offset` stands."""
        return self._first + bisect_left(self._ends, offset)


@dataclass(kw_only=True)
class Facts:
    """What a reader has found until now."""

    lexicon: Lexicon
    headings: list[Heading] = field(default_factory=list)
    links: list[CardLink] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    configured: list[Configured] = field(default_factory=list)
    cue_lines: dict[str, list[int]] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)
    words: int = 0
    hidden: list[int] = field(default_factory=list)
    _chain: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)
    _known_above: tuple[str, frozenset[str]] | None = None
    _counted: dict[str, int] = field(default_factory=dict)

    def title(self, level: int, line: int, content: str) -> None:
        """A heading; it stands above what follows until one of its level or a higher one."""
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
            self.note("more than 500 headings")

    def table(self, line: int, columns: list[str], rows: int) -> None:
        """A table, `rows` below its heads."""
        if len(self.tables) >= MAX_TABLES:
            self.note("more than 200 tables")
            return
        if len(columns) > MAX_COLUMNS:
            self.note("a table of more than 200 columns")
        shown = tuple(re.sub(r"\s+", " ", _MARKUP.sub("", one[:500])).strip()[:60] for one in columns[:MAX_COLUMNS])
        self.tables.append(Table(line=line, columns=shown, rows=max(0, rows)))

    def hide(self, content: str, line: int) -> None:
        """Text that readers do not see: its addresses are kept as those of comments are, its words are not."""
        lines = Lines(line, content)
        self.addresses(content, lines, Where.COMMENT, NOTHING)
        if re.search(r"\w", re.sub(r"<[^<>]{0,2000}>", "", content)) and len(self.hidden) < MAX_HIDDEN:
            self.hidden.append(line)

    def say(self, found: Found, line: int) -> None:
        """What a sentence speaks of."""
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

    def addresses(self, text: str, lines: Lines, where: Where, found: Found) -> None:
        """Every address in a text that is searched for no markup."""
        for match in ADDRESS.finditer(text):
            self.link(match[0], lines.at(match.start()), where, found.cues)

    def link(self, url: str, line: int, where: Where, cues: frozenset[str]) -> None:
        """A link, where it leads to the web."""
        address = trimmed(url)
        if not ADDRESS.fullmatch(address):
            return
        if len(self.links) >= MAX_LINKS:
            self.note("more than 5,000 links")
            return
        heading, heading_cues = self.above()
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

    def names(self, found: Found, lines: Lines, where: Where, start: int) -> None:
        """The known names in a text that begins at `start` of `lines`."""
        if not found.names:
            return
        about = found.cues | self.above()[1]
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
                self.note("more than 2,000 known names")
                return
            self.mentions.append(
                Mention(
                    name=name.name,
                    kind=name.kind,
                    line=lines.at(start + offset),
                    where=where,
                    cues=sorted_cues(found.cues),
                    heading_cues=sorted_cues(self.above()[1]),
                )
            )

    def above(self) -> tuple[str, frozenset[str]]:
        """The last heading and the cues of all headings that stand above."""
        if self._known_above is None:
            last = self._chain[-1][1] if self._chain else ""
            self._known_above = (last, frozenset().union(*(cues for _, _, cues in self._chain)))
        return self._known_above

    def note(self, problem: str) -> None:
        """Say once that something was left out."""
        if problem not in self.cut:
            self.cut.append(problem)
