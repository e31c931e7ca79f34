"""Reads back the PNGs that resvg writes (8-bit RGBA), so that tests can look at what was drawn."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence


def pixels(png: bytes) -> Sequence[Sequence[tuple[int, ...]]]:
    """A row of (red, green, blue, alpha) for each row of pixels."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, data, width, height = 8, b"", 0, 0
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, *form = struct.unpack(">IIBBBBB", content)
            assert form == [8, 6, 0, 0, 0]
        data += content if kind == b"IDAT" else b""
        at += size + 12
    raw, stride = zlib.decompress(data), 4 * width
    above, rows = bytearray(stride), []
    for row in range(height):
        start = row * (stride + 1)
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], above)
        rows.append([tuple(above[one : one + 4]) for one in range(0, stride, 4)])
    return rows


def _unfiltered(kind: int, line: bytes, above: bytearray) -> bytearray:
    """One row as the filters of the PNG specification, section 9.2, left it."""
    made = bytearray(line)
    for at in range(len(made)):
        left, corner = (made[at - 4], above[at - 4]) if at >= 4 else (0, 0)
        guess = left + above[at] - corner
        nearest = min((abs(guess - one), order, one) for order, one in enumerate((left, above[at], corner)))[2]
        made[at] = (made[at] + (0, left, above[at], (left + above[at]) // 2, nearest)[kind]) & 255
    return made
