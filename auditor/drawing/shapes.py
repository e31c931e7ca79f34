"""The four shapes as SVG, and their colors on a light ground: the same as on the pages."""

from __future__ import annotations

from typing import Final

from auditor.score import State

SIZE: Final = 16
"""Each shape fills a square of this side."""
SHAPES: Final = {
    State.MET: '<circle cx="8" cy="8" r="7.2" fill="currentColor"/>',
    State.PARTIAL: (
        '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.4"/>'
        '<path d="M8 1.5a6.5 6.5 0 0 0 0 13z" fill="currentColor"/>'
    ),
    State.NOT_MET: '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="2"/>',
    State.UNKNOWN: (
        '<circle cx="8" cy="8" r="7.1" fill="none" stroke="currentColor" stroke-width="1.5" '
        'stroke-dasharray="2.95 2.626" stroke-dashoffset="1.475"/>'
        '<path d="M5.7 6.2a2.35 2.35 0 1 1 3.7 1.9C8.5 8.8 8 9.1 8 10" fill="none" stroke="currentColor" '
        'stroke-width="1.9" stroke-linecap="round"/>'
        '<circle cx="8" cy="12.3" r="1.2" fill="currentColor"/>'
    ),
}
"""The symbols of `partials/sprite.html`."""
COLORS: Final = {State.MET: "#14693c", State.PARTIAL: "#865300", State.NOT_MET: "#9c2f1f", State.UNKNOWN: "#57606a"}
"""The light scheme's of `assets/site.css`. Unknown is gray: it accuses nobody."""
INK: Final = "#1b2227"
QUIET: Final = "#57606a"
LINE: Final = "#d9dee3"
ACCENT: Final = "#0b6b64"
GROUND: Final = "#ffffff"
