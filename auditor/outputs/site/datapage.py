"""A data page: front matter for a template, and one line of body for the search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from auditor.evidence import checked_name
from auditor.outputs import Page
from auditor.wording import safe_words

_FOLDER_INDEXES = ("index", "readme")


def data_page(  # noqa: PLR0913 - a page is what its reader, the theme and the search each need
    path: str, *, template: str, title: str, lead: str, data: Mapping[str, Any], tags: Iterable[str] = ()
) -> Page:
    """A Markdown file whose whole content is `data`, rendered by `template`.

    JSON is YAML, so any text survives the front matter; each value stands on one line, so that no text can end it.
    `title`, `lead` and `tags` reach the theme and the Markdown renderer unescaped: only safe words of them remain.
    Strings in `data` must have gone through `wording.plain`: YAML refuses control characters.
    """
    front = {
        "template": template,
        "title": safe_words(title),
        "description": safe_words(lead),
        "hide": ["navigation", "toc"],
        "tags": [word for tag in tags if (word := safe_words(tag, 80))],
        "data": data,
    }
    lines = [f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in front.items()]
    body = safe_words(lead).replace("_", "\\_")
    return Page(path=path, content="\n".join(["---", *lines, "---", "", body, ""]).encode())


def scorecard_path(model: str) -> str:
    """The path of a model's page below the site, without its ending: `models/OWNER/NAME`.

    MkDocs makes `index.md` and `README.md` the page of their folder. A model of that name gets a `--` behind it,
    which no repository id can hold (`checked_name`), so nothing else can be there.
    """
    owner, _, name = checked_name(model).partition("/")
    return f"models/{owner}/{name}{'--' if name.lower() in _FOLDER_INDEXES else ''}"
