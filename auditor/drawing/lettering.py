"""How wide a line of our own font is, and how a name is laid out so that all of it fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

FONTS: Final = tuple(
    str(Path(__file__).with_name("fonts") / name) for name in ("inter-regular.ttf", "inter-semibold.ttf")
)
"""The files of the font, for resvg: it looks at no font of the machine."""
FAMILY: Final = "Inter"
EM: Final = 2048
_CHARACTERS: Final = "".join(map(chr, range(32, 127))) + "·…"
# Advance widths in 2048ths of the size, in the order of the characters: the `hmtx` of the two files.
_REGULAR: Final = (
    576, 589, 954, 1297, 1314, 2011, 1319, 614, 747, 747, 1026, 1355, 590, 942, 590, 738, 1292, 833, 1249, 1265, 1323,
    1215, 1270, 1159, 1267, 1270, 590, 618, 1355, 1355, 1355, 1047, 1978, 1413, 1340, 1496, 1478, 1231, 1209, 1528,
    1522, 550, 1169, 1376, 1158, 1850, 1543, 1566, 1308, 1566, 1318, 1314, 1322, 1524, 1413, 2018, 1397, 1390, 1288,
    747, 738, 747, 965, 934, 661, 1150, 1254, 1170, 1254, 1194, 758, 1256, 1211, 496, 496, 1124, 496, 1794, 1210,
    1228, 1254, 1254, 771, 1081, 670, 1211, 1151, 1676, 1118, 1151, 1131, 873, 681, 873, 1355, 590, 1770,
)  # fmt: skip
_SEMIBOLD: Final = (
    516, 658, 1071, 1318, 1332, 2057, 1357, 667, 764, 764, 1105, 1378, 653, 953, 653, 776, 1351, 866, 1276, 1303,
    1364, 1254, 1310, 1180, 1311, 1310, 653, 674, 1378, 1378, 1378, 1113, 2046, 1490, 1350, 1509, 1479, 1240, 1204,
    1534, 1527, 567, 1187, 1440, 1158, 1889, 1555, 1574, 1321, 1583, 1336, 1332, 1352, 1507, 1490, 2089, 1474, 1461,
    1336, 764, 776, 764, 986, 961, 719, 1176, 1278, 1193, 1278, 1211, 796, 1281, 1254, 536, 536, 1166, 536, 1844,
    1253, 1247, 1278, 1278, 813, 1125, 723, 1254, 1202, 1719, 1165, 1205, 1159, 931, 735, 931, 1378, 653, 1958,
)  # fmt: skip
_WIDTHS: Final = {
    False: dict(zip(_CHARACTERS, _REGULAR, strict=True)),
    True: dict(zip(_CHARACTERS, _SEMIBOLD, strict=True)),
}
_BREAKS: Final = "/-_."
"""Behind these a name is broken where it can be."""


def known(text: str) -> str:
    """`text` with a question mark for every character that the font has not."""
    return "".join(one if one in _WIDTHS[False] else "?" for one in text)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of known characters is at `size`, without kerning."""
    widths = _WIDTHS[bold]
    return sum(widths[one] for one in text) * size / EM


def fitted(text: str, room: float, *, size: float, bold: bool = False) -> str:
    """`text` as it is, or its beginning and an ellipsis where it is wider than `room`."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text}…"


def _pieces(name: str) -> Iterator[str]:
    start = 0
    for at, character in enumerate(name):
        if character in _BREAKS:
            yield name[start : at + 1]
            start = at + 1
    yield name[start:]


def lines(name: str, room: float, *, size: float, bold: bool = False) -> Sequence[str]:
    """`name` on as many lines as it needs at `size`, none wider than `room`; joined they are the name again.

    It is broken behind `/`, `-`, `_` and `.`, and anywhere where a piece between two of them is wider than a line.
    """
    found = [""]
    for piece in _pieces(name):
        for part in [piece] if width(piece, size, bold=bold) <= room else piece:
            if found[-1] and width(found[-1] + part, size, bold=bold) > room:
                found.append("")
            found[-1] += part
    return found
