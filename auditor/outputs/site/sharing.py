"""The badge of a model: the picture, and the lines that put it on a page, a README or a card of the Hub."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from auditor.addresses import SITE, scorecard_path
from auditor.evidence import checked_name
from auditor.report import Report

HEIGHT: Final = 24
"""Pixels of a badge; it is as wide as its words."""


def badge(report: Report) -> Mapping[str, Any]:
    """Where the badge is, what it says, and three blocks to copy.

    A block's own words tell what the picture is and not the verdict: what is copied stays while the verdict may turn.
    """
    name = checked_name(report.id)
    picture = f"api/v1/badges/{name}.svg"
    image, page = f"{SITE}/{picture}", f"{SITE}/{scorecard_path(name)}/"
    words = f"Openness of {name}, by the Openness Auditor"
    html = f'<a href="{escape(page)}"><img src="{escape(image)}" alt="{escape(words)}" height="{HEIGHT}"></a>'
    markdown = f"[![{words}]({image})]({page})"
    card = f"{markdown}\n\nWhat is published of this model, and where to see it: [its scorecard]({page})"
    return {
        "src": picture,
        "height": HEIGHT,
        "alt": f"Openness of {name}: {report.strip.in_words()}",
        "blocks": [
            {"title": "For the model card on the Hub", "name": "badge for the model card", "text": card},
            {"title": "Markdown, for any README", "name": "badge as Markdown", "text": markdown},
            {"title": "HTML, for any page", "name": "badge as HTML", "text": html},
        ],
    }
