"""A data page: front matter that holds the filled template, and one line of body for the search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from auditor.outputs import Page
from auditor.outputs.site.rendering import filled
from auditor.wording import safe_words


def data_page(  # noqa: PLR0913 - a page is what its reader, the theme and the search each need
    path: str,
    *,
    template: str,
    title: str,
    lead: str,
    data: Mapping[str, Any],
    tags: Iterable[str] = (),
    card: str = "",
) -> Page:
    """A Markdown file whose front matter holds `template` filled with `data`; its one line of body is for the search.

    JSON is YAML, so any text survives the front matter; each value stands on one line, so that no text can end it.
    `title`, `lead` and `tags` reach the theme and the Markdown renderer unescaped: only safe words of them remain.
    Strings in `data` must have gone through `wording.plain`: YAML refuses control characters. `card`: the picture
    for who shares the page, as a path below the site's root.
    """
    made = filled(template, path, data)
    front = {
        "template": "page.html",
        "title": safe_words(title),
        "description": safe_words(lead),
        "hide": ["navigation", "toc"],
        "tags": [word for tag in tags if (word := safe_words(tag, 80))],
        **({"card": card} if card else {}),
        "styles": made.styles,
        "html": made.content,
        "scripts": made.scripts,
    }
    # Zensical looks for links in the source's text too: it must see no tags there.
    lines = [
        f'"{key}": {json.dumps(value, ensure_ascii=False)}'.replace("<", "\\u003c") for key, value in front.items()
    ]
    body = safe_words(lead).replace("_", "\\_")
    return Page(path=path, content="\n".join(["---", *lines, "---", "", body, ""]).encode(), data=data)
