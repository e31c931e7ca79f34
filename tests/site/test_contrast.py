from __future__ import annotations

import re

import pytest

from tests.site.sample import ROOT

CSS = (ROOT / "docs/assets/site.css").read_text(encoding="utf-8")


def palette(scheme: str) -> dict[str, str]:
    found = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', CSS, re.DOTALL)
    assert found
    return dict(re.findall(r"--oa-([a-z-]+): (#[0-9a-f]{6});", found.group(1)))


def luminance(color: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", ["ground", "raised"])
@pytest.mark.parametrize("color", ["met", "partial", "not-met", "unknown", "quiet", "accent"])
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_every_color_reads_on_every_ground(scheme: str, color: str, ground: str) -> None:
    colors = palette(scheme)
    assert contrast(colors[color], colors[ground]) >= 4.5
