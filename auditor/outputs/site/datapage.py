"""A data page: front matter that holds the filled template, and one line of body for the search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from auditor.outputs import SITE_CARD, Front, Page
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
    card: str = SITE_CARD,
) -> Page:
    """A Markdown file whose front matter holds `template` filled with `data`; its one line of body is for the search.

    Of `title`, `lead` and `tags` only safe words remain. Strings in `data` must have gone through `wording.plain`: YAML
    refuses control characters. `card`: the picture for who shares the page, as a path below the site's root.
    """
    made = filled(template, path, data)
    front = Front(
        title=safe_words(title),
        lead=safe_words(lead),
        tags=tuple(word for tag in tags if (word := safe_words(tag, 80))),
        card=card,
        styles=made.styles,
        html=made.content,
        scripts=made.scripts,
    )
    return Page(path=path, front=front, data=data)
