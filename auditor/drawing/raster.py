"""Pixels: parts drawn once by resvg, put together on a canvas of few colors, written as a small PNG.

To draw a whole picture takes resvg seven times as long as to put it together from parts that are drawn already.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

import resvg_py

from auditor.drawing.lettering import FAMILY, FONTS, width

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = 4
_COLORS: Final = 255
_SEMIBOLD: Final = 600
_EFFORT: Final = 4
"""Of zlib: half the time of its usual 6 for a tenth more bytes."""


@dataclass(frozen=True, kw_only=True)
class Mask:
    """A part in one color: for each row of pixels how much of each is covered, a byte (0 to 255) a pixel."""

    rows: tuple[bytes, ...]
    left: int = 0
    """Where its first column stands, counted from where it is put."""
    top: int = 0
    """Where its first row stands."""


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((abs(guess - left), 0, left), (abs(guess - above), 1, above), (abs(guess - corner), 2, corner))[2]


def _row(kind: int, raw: bytes, above: bytes) -> bytes:
    """One row of one channel, unfiltered. Source: PNG specification, section 9.2, Filter types for filter method 0."""
    match kind:
        case 0:
            return raw
        case 1:
            return bytes(one & 255 for one in accumulate(raw))
        case 2:
            return bytes((one + up) & 255 for one, up in zip(raw, above, strict=True))
    made = bytearray()
    left = corner = 0
    for one, up in zip(raw, above, strict=True):
        guess = (left + up) // 2 if kind == 3 else _paeth(left, up, corner)  # noqa: PLR2004 - the filter's number
        left, corner = (one + guess) & 255, up
        made.append(left)
    return bytes(made)


def covered(png: bytes) -> Sequence[bytes]:
    """The alpha channel of a PNG of 8-bit RGBA, which is what resvg writes: a row of bytes for each row of pixels."""
    chunks = [*_chunks(png)]
    across, down, depth, color = struct.unpack(">IIBB", chunks[0][1][:10])
    if (depth, color) != (8, 6):
        raise ValueError("the picture is not 8-bit RGBA")
    data = zlib.decompress(b"".join(content for kind, content in chunks if kind == b"IDAT"))
    stride = across * _CHANNELS + 1
    rows: list[bytes] = []
    above = bytes(across)
    for at in range(0, down * stride, stride):
        above = _row(data[at], data[at + _CHANNELS : at + stride : _CHANNELS], above)
        rows.append(above)
    return rows


def _drawn(body: str, across: int, down: int) -> Sequence[bytes]:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" font-family="{FAMILY}">{body}</svg>'
    )
    return covered(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(FONTS)))


@lru_cache(maxsize=64)
def picture(body: str, side: int, size: int) -> Mask:
    """SVG drawn in a square of `size` pixels; `side` is that of its own square."""
    return Mask(rows=tuple(_drawn(f'<g color="#000" transform="scale({size / side})">{body}</g>', size, size)))


@lru_cache(maxsize=2000)
def _letter(character: str, size: int, *, bold: bool) -> Mask:
    """One character, its baseline at the height of `size`, without the empty rows and columns around it."""
    weight = f' font-weight="{_SEMIBOLD}"' if bold else ""
    body = f'<text x="{size}" y="{size}" font-size="{size}"{weight}>&#{ord(character)};</text>'
    rows = _drawn(body, 3 * size, size + size // 2)
    across = [any(column) for column in zip(*rows, strict=True)]
    if True not in across:
        return Mask(rows=())
    first, last = across.index(True), len(across) - across[::-1].index(True)
    down = [_inked(row) for row in rows]
    top, bottom = down.index(True), len(down) - down[::-1].index(True)
    return Mask(rows=tuple(row[first:last] for row in rows[top:bottom]), left=first - size, top=top)


def line(text: str, size: int, *, bold: bool = False) -> Mask:
    """A line of known characters, its baseline at the height of `size`, each at the pixel nearest to its place."""
    room = int(width(text, size, bold=bold)) + 2 * size
    rows = [bytearray(room) for _ in range(size + size // 2)]
    for at, character in enumerate(text):
        letter = _letter(character, size, bold=bold)
        x = size + round(width(text[:at], size, bold=bold)) + letter.left
        for row, part in zip(rows[letter.top :], letter.rows, strict=False):
            under = row[x : x + len(part)]
            row[x : x + len(part)] = bytes(map(max, under, part)) if _inked(under) else part
    return Mask(rows=tuple(map(bytes, rows)), left=-size)


@lru_cache(maxsize=300)
def kept_line(text: str, size: int, *, bold: bool = False) -> Mask:
    """The same for what stands on many pictures: it is drawn once."""
    return line(text, size, bold=bold)


@lru_cache(maxsize=8)
def _palette(ground: str, colors: tuple[str, ...]) -> tuple[bytes, Mapping[str, bytes]]:
    """A PNG's palette, and for each color a table from coverage to the place in it; 0 is the ground."""
    levels = _COLORS // len(colors)
    under = _hex(ground)
    ramps = (
        round(below + (above - below) * level / levels)
        for color in colors
        for level in range(1, levels + 1)
        for below, above in zip(under, _hex(color), strict=True)
    )
    steps = [round(one * levels / 255) for one in range(256)]
    tables = {color: bytes(at * levels + level if level else 0 for level in steps) for at, color in enumerate(colors)}
    return under + bytes(ramps), tables


class Canvas:
    """A picture of masks in few colors on one ground. Each color takes an equal part of the PNG's palette."""

    def __init__(self, width: int, height: int, *, ground: str, colors: tuple[str, ...]) -> None:
        self._width, self._height = width, height
        self._palette, self._tables = _palette(ground, colors)
        # As the file wants them: each row begins with the number of its filter, 0 for none.
        self._stride = width + 1
        self._pixels = bytearray(self._stride * height)

    def put(self, mask: Mask, x: int, y: int, color: str) -> None:
        """Put a mask with its upper left corner at a place; what it does not cover stays as it is."""
        table = self._tables[color]
        start = x + mask.left
        first, last = max(0, -start), self._width - start
        for down, part in enumerate(mask.rows, y + mask.top):
            if not 0 <= down < self._height or not _inked(part):
                continue
            cut = part.translate(table)[first:last]
            at = down * self._stride + 1 + start + first
            under = self._pixels[at : at + len(cut)]
            self._pixels[at : at + len(cut)] = bytes(map(_over, cut, under)) if _inked(under) else cut

    def fill(self, x: int, y: int, width: int, height: int, color: str) -> None:
        """A rectangle in full color."""
        self.put(Mask(rows=(b"\xff" * width,) * height), x, y, color)

    def png(self, texts: Mapping[str, str] | None = None) -> bytes:
        """The picture as a PNG of palette colors, with no time in it; `texts` are notes in ASCII, by keyword."""
        header = struct.pack(">IIBBBBB", self._width, self._height, 8, 3, 0, 0, 0)
        notes = [_chunk(b"tEXt", f"{key}\0{text}".encode("ascii")) for key, text in (texts or {}).items()]
        data = _chunk(b"IDAT", zlib.compress(self._pixels, _EFFORT))
        parts = [_chunk(b"IHDR", header), _chunk(b"PLTE", self._palette), *notes, data, _chunk(b"IEND", b"")]
        return b"".join([_SIGNATURE, *parts])


def _inked(row: bytes | bytearray) -> bool:
    return bool(row.strip(b"\0"))


def _over(over: int, under: int) -> int:
    return over or under


def _hex(color: str) -> bytes:
    return bytes.fromhex(color.removeprefix("#"))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
