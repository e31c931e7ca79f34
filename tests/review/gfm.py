"""What GitHub would make of a comment: read by its own parser with raw HTML let through, and what acts is collected."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

HARMLESS = {"h3", "h4", "p", "strong", "code", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "a"}
MENTION = re.compile(r"(?<![A-Za-z0-9_])@[A-Za-z0-9]")
REFERENCE = re.compile(r"#\d|\bGH-\d|[0-9a-f]{7,40}@|@[0-9a-f]{7,40}")
BARE = re.compile(r"https?://|www\.[A-Za-z]")


class Shown(HTMLParser):
    """Tags, links, and the text as a reader sees it."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.comments: list[str] = []
        self.text = ""
        self.rows = 0
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.rows += tag == "tr"
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_comment(self, data: str) -> None:
        self.comments.append(data.strip())

    def handle_data(self, data: str) -> None:
        self.text += data


def acts(markdown: str) -> list[str]:
    """Everything in a comment that would act beyond our own shape of it; nothing where it is inert."""
    shown = Shown(markdown)
    hosts = ("https://huggingface.co/", "https://github.com/")
    return [
        *sorted(shown.tags - HARMLESS),
        *(link for link in shown.links if not link.startswith(hosts)),
        *(comment for comment in shown.comments if comment != "openness-auditor: review"),
        *(found.group() for pattern in (MENTION, REFERENCE, BARE) for found in pattern.finditer(shown.text)),
    ]
