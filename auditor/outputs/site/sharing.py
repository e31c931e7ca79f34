"""The badge of a model on its scorecard: the picture, and the lines that put it on a page, a README or a card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.addresses import badge_svg
from auditor.outputs.site.examples import BADGE_HEIGHT, badge_card, badge_html, badge_markdown
from auditor.report import Report


def badge(report: Report) -> Mapping[str, Any]:
    """Where the badge is, what it says, and three blocks to copy."""
    name = report.id
    return {
        "src": badge_svg(name),
        "height": BADGE_HEIGHT,
        "alt": f"Openness of {name}: {report.strip.in_words()}",
        "blocks": [
            {"title": title, "name": said, "text": text.rstrip("\n")}
            for title, said, text in (
                ("For the model card on the Hub", "badge for the model card", badge_card(name)),
                ("Markdown, for any README", "badge as Markdown", badge_markdown(name)),
                ("HTML, for any page", "badge as HTML", badge_html(name)),
            )
        ],
    }
