from __future__ import annotations

from auditor.reading.traits import Trait, how_many, traits_of


def test_a_trait_has_a_bit_of_its_own_and_is_a_question_still() -> None:
    before = how_many()
    one, other = Trait(lambda path: path.endswith(".x")), Trait(lambda path: path.startswith("a"))
    assert how_many() == before + 2
    assert one("b.x")
    assert not other("b.x")
    assert one.bit & traits_of("a.x")
    assert other.bit & traits_of("a.x")
    assert not one.bit & traits_of("a.y")
