from __future__ import annotations

from struct import unpack

from tests.site import social


def test_the_picture_is_of_the_shapes_of_today() -> None:
    assert social.TARGET.read_text(encoding="utf-8") == social.svg()


def test_the_pixels_have_the_size_that_is_asked_for() -> None:
    content = social.TARGET.with_suffix(".png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert unpack(">II", content[16:24]) == (social.WIDTH, social.HEIGHT)
