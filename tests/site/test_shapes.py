"""The four shapes tell themselves apart without color, as small as they are shown anywhere."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import Browser

from tests.site.conftest import Site, opened

pytestmark = [pytest.mark.browser, pytest.mark.timeout(60)]
SMALLEST = 12
INK = """async (size) => {
  const found = {};
  for (const symbol of document.querySelectorAll("symbol")) {
    const inside = symbol.innerHTML.replaceAll("currentColor", "black");
    const measures = `viewBox="0 0 16 16" width="${size}" height="${size}"`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${measures}>${inside}</svg>`;
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    const brush = Object.assign(document.createElement("canvas"), { width: size, height: size }).getContext("2d");
    brush.drawImage(image, 0, 0);
    found[symbol.id] = [...brush.getImageData(0, 0, size, size).data].filter((_, at) => at % 4 === 3);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def ink(mkdocs_site: Site, browser: Browser) -> dict[str, list[int]]:
    """Shape -> how black each pixel is, 0 to 255."""
    with browser.new_context(device_scale_factor=1) as context:
        found = opened(context, mkdocs_site, "models/").page.evaluate(INK, SMALLEST)
    assert isinstance(found, dict)
    return found


def test_any_two_shapes_differ_in_a_tenth_of_what_is_drawn(ink: dict[str, list[int]]) -> None:
    assert set(ink) == {"oa-met", "oa-partial", "oa-not_met", "oa-unknown"}
    for one, other in combinations(ink, 2):
        differs = sum(abs(a - b) for a, b in zip(ink[one], ink[other], strict=True)) / (255 * SMALLEST**2)
        assert differs > 0.1, (one, other, differs)


def test_half_a_disc_is_dark_on_one_side_only(ink: dict[str, list[int]]) -> None:
    middle = range(4, SMALLEST - 4)
    left = [ink["oa-partial"][SMALLEST * row + column] for row in middle for column in range(2, 5)]
    right = [ink["oa-partial"][SMALLEST * row + column] for row in middle for column in range(7, 9)]
    assert min(left) > 200
    assert max(right) < 80


def test_the_unknown_keeps_its_mark(ink: dict[str, list[int]]) -> None:
    """The question mark is dark in its middle column, where an empty ring has nothing."""

    def darkest(shape: str) -> int:
        return max(ink[shape][SMALLEST * row + column] for row in range(3, SMALLEST - 3) for column in (5, 6))

    assert darkest("oa-unknown") > 180
    assert darkest("oa-not_met") == 0
