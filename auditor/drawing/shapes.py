"""The four shapes as SVG, and their colors on a light ground: the same as on the pages."""

from __future__ import annotations

from typing import Final

from auditor.score import State

SIZE: Final = 16
"""Each shape fills a square of this side."""
SHAPES: Final = {
    State.MET: '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    State.PARTIAL: (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>'
    ),
    State.NOT_MET: '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>',
    State.UNKNOWN: (
        '<circle cx="8" cy="8" r="7.2" fill="none" stroke="currentColor" stroke-width="1.4" '
        'stroke-dasharray="2.8 1.72"/>'
        '<path d="M5.9 6.4a2.1 2.1 0 1 1 3.3 1.7c-.8.6-1.2.9-1.2 1.7" fill="none" stroke="currentColor" '
        'stroke-width="1.6" stroke-linecap="round"/><circle cx="8" cy="12" r="1" fill="currentColor"/>'
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
