from __future__ import annotations

from pathlib import Path

from auditor.store.pictures import Pictures


class Drawing:
    """Counts what is drawn."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def __call__(self, svg: str) -> bytes:
        self.drawn.append(svg)
        return f"drawn {svg}".encode()


def test_what_was_drawn_once_is_not_drawn_again(tmp_path: Path) -> None:
    draw = Drawing()
    first = Pictures(tmp_path / "pictures", draw, b"1")("one")
    again = Pictures(tmp_path / "pictures", draw, b"1")
    assert again("one") == first == b"drawn one"
    assert again("two") == b"drawn two"
    assert draw.drawn == ["one", "two"]
    assert len(list((tmp_path / "pictures").iterdir())) == 2


def test_another_program_or_font_draws_anew(tmp_path: Path) -> None:
    draw = Drawing()
    for drawn_by in (b"1", b"2"):
        Pictures(tmp_path, draw, drawn_by)("one")
    assert draw.drawn == ["one", "one"]


def test_pictures_that_nobody_asks_for_any_more_are_forgotten(tmp_path: Path) -> None:
    before = Pictures(tmp_path, Drawing(), b"1")
    before("one")
    before("two")
    later = Pictures(tmp_path, Drawing(), b"1")
    later("one")
    later.forget_others()
    assert len(list(tmp_path.iterdir())) == 1
    Pictures(tmp_path / "never-made", Drawing(), b"1").forget_others()
