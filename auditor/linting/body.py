"""The text of a card: sections that say nothing, and links that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from markdown_it.token import Token

from auditor.card import Card, FrontMatterState, Where
from auditor.evidence import PART
from auditor.linting.finding import Finding, error, hint
from auditor.reading.card import MAX_BYTES, MAX_INLINE
from auditor.reading.front_matter import split
from auditor.reading.html_text import read_html
from auditor.reading.markdown import PARSER, line_of, links_of
from auditor.rules import Vocabulary

MAX_FINDINGS: Final = 200
"""Findings of one kind that are told of one card."""
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]{1,20}):", re.IGNORECASE)
_BARRED: Final = re.compile(r"\]\(\s*<?(javascript|vbscript|file):", re.IGNORECASE)
"""What the parser itself makes no link of."""
_ALLOWED: Final = frozenset({"http", "https", "mailto"})
_GITHUB: Final = frozenset({"github.com", "www.github.com"})
_HUB: Final = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})
_NAME: Final = re.compile(PART)
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")
_BLANK: Final = re.compile(
    r"https?://(?:www\.)?(?:github\.com|huggingface\.co|hf\.co)/(?:[\w.-]+/)*[<{]", re.IGNORECASE
)
"""An address with a name left to be filled in: `https://github.com/<owner>/<name>`."""
_COMMENT: Final = re.compile(r"\s*(<!--.*?-->\s*)+", re.DOTALL)


def of_body(text: bytes, card: Card, vocabulary: Vocabulary) -> Iterator[Finding]:
    """What is to be said of everything below the front matter."""
    for problem in card.problems:
        if not problem.startswith("front matter"):
            grave = error if problem.startswith(("it is not UTF-8", "only the first")) else hint
            yield grave(1, f"{problem}; what was left out is not looked at by an audit either")
    for line in card.hidden:
        yield hint(line, "HTML hides this text from readers, so an audit takes it for no claim; show it")
    decoded = text[:MAX_BYTES].decode("utf-8-sig", "replace")
    lines = decoded.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd").split("\n")
    if not any(line.strip() for line in lines):
        yield hint(1, "the card is empty; add what the model is, what it was made from, and how it was evaluated")
        return
    skipped = split(lines)[1] if card.front_matter.state is not FrontMatterState.ABSENT else 0
    env: dict[str, object] = {}
    try:
        tokens = PARSER.parse("\n".join([""] * skipped + lines[skipped:]), env)
        yield from _first(_sections(tokens, vocabulary))
        yield from _first(_schemes(tokens, env))
    except (ValueError, LookupError, RuntimeError):
        return  # said already, as one of the card's problems
    yield from _first(_repositories(card))


def _first(found: Iterator[Finding]) -> Iterator[Finding]:
    return (one for one, _ in zip(found, range(MAX_FINDINGS), strict=False))


def _sections(tokens: list[Token], vocabulary: Vocabulary) -> Iterator[Finding]:
    """Headings below which nothing stands before the next of their rank, and what a template left to be filled in."""
    empty: tuple[int, int, str] | None = None
    fillers = [phrase.casefold() for phrase in vocabulary.cues.get("placeholder", ())]
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            level = int(token.tag[1])
            if empty and level <= empty[0]:
                yield _empty(empty)
            empty = (level, line_of(token), tokens[place + 1].content)
        elif token.type == "inline" and tokens[place - 1].type != "heading_open":
            empty = None
            for number, line in enumerate(token.content[:MAX_INLINE].split("\n"), line_of(token)):
                if any(filler in line.casefold() for filler in fillers):
                    yield hint(number, "a template's placeholder was left here; write what is asked, or remove it")
                if _BLANK.search(line):
                    yield hint(number, "an address has a name that was not filled in; write the repository's own")
        elif token.type in {"fence", "code_block", "hr"} or (
            token.type == "html_block" and not _COMMENT.fullmatch(token.content)
        ):
            empty = None
    if empty:
        yield _empty(empty)


def _empty(section: tuple[int, int, str]) -> Finding:
    _, line, title = section
    return hint(line, f"the section '{title[:80]}' is empty; write it, or remove its heading")


def _schemes(tokens: list[Token], env: dict[str, object]) -> Iterator[Finding]:
    """Links that no reader of a page can follow."""
    for token in tokens:
        urls: list[str] = []
        if token.type == "inline" and len(token.content) <= MAX_INLINE:
            urls = [f"{match[1]}:" for match in _BARRED.finditer(token.content)]
            urls += [url for url, _, _ in links_of(token.content, Where.PROSE, env)]
        elif token.type == "html_block":
            urls = [link.url for link in read_html(token.content).links if not link.comment]
        for url in dict.fromkeys(urls):
            scheme = _SCHEME.match(url.strip())
            if scheme and scheme[1].lower() not in _ALLOWED:
                yield error(line_of(token), f"a link by {scheme[1].lower()}: cannot be followed; allowed is https://")


def _repositories(card: Card) -> Iterator[Finding]:
    """Links to the Hub and GitHub whose address is that of no repository; code and comments are left alone."""
    for link in card.links:
        if link.where in {Where.CODE, Where.COMMENT}:
            continue
        try:
            parts = urlsplit(link.url)
            host = (parts.hostname or "").lower()
        except ValueError:
            yield error(link.line, "a link has no address that can be read; allowed is https://HOST/PATH")
            continue
        pieces = [piece for piece in parts.path.split("/") if piece][:2]
        if len(pieces) < 2:  # noqa: PLR2004 - the owner's page, which is an address too
            continue
        shape = _NAME if host in _HUB else _REPOSITORY if host in _GITHUB else None
        if shape and not all(shape.fullmatch(piece) for piece in pieces):
            where = "huggingface.co" if host in _HUB else "github.com"
            yield hint(
                link.line,
                f"a link to {where} leads to no repository; allowed is https://{where}/OWNER/NAME and what lies below",
            )
