"""Foreign text in Markdown of forges, where nothing of it may act: no markup, HTML, mention, reference or link."""

from __future__ import annotations

import re
from typing import Final

from auditor.wording import LONGEST_TEXT, plain

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:])")
_BREAKS: Final = re.compile(r"(?i)\bwww(?=\.)|\bGH(?=-\d)|[@#]|:(?=//)")
"""Behind these a forge's own rules begin: bare links, issues, mentions. They hold in escaped text too."""


def inert(text: str, limit: int = LONGEST_TEXT) -> str:
    """`text` on one line, cut at `limit` and escaped for GitHub-flavored Markdown, in a table's cell too.

    A word joiner keeps forges from mentioning people (`@`), from referring to issues (`#1`, `GH-1`) and from linking
    bare addresses, so no keyword before them can close anything either. Source of the rules:
    https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
    """
    escaped = plain(text, limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\1", _BREAKS.sub("\\g<0>\u2060", escaped))
