from __future__ import annotations

import random

from auditor.census.lineage import Base, Descent, Lineage, descent
from auditor.hub_state import Chain
from auditor.rules import Standing


def lineage(**stated: tuple[str, ...]) -> Lineage:
    return Lineage(named={key: Base(id=key, bases=bases, standing=Standing.OSI) for key, bases in stated.items()})


def test_generations_put_bases_before_what_is_built_on_them() -> None:
    found = lineage(d=("c", "a"), c=("b",), b=("a",), a=())
    assert found.generations == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert descent(("d",), found.descents).root == "a"
    assert descent(("d",), found.descents).depth == 4


def test_a_circle_is_found_at_any_length_and_its_members_inherit_nothing_from_one_another() -> None:
    many = {f"m{number}": (f"m{(number + 1) % 2000}", "root") for number in range(2000)}
    found = lineage(**many, root=(), after=("m7",))
    assert len(found.circles) == 2000
    assert len(set(found.circles.values())) == 1
    assert [stated for stated, _ in found.inherited(many["m5"], "m5")] == ["root"]
    assert [stated for stated, _ in found.inherited(("m7",), "after")] == ["m7"]
    assert found.descents["after"].line is Chain.CYCLE
    assert found.descents["root"].line is Chain.NONE


def test_what_is_not_there_breaks_the_line_and_leaves_the_rest_untold() -> None:
    found = lineage(b=("gone",), c=("b",))
    assert found.descents["c"] == Descent(line=Chain.BROKEN, depth=1, told=False)
    assert descent(("Gone",), found.descents) == Descent(line=Chain.BROKEN, told=False)


def test_a_restricted_ancestor_is_inherited_through_every_generation() -> None:
    bases = {"a": Base(id="a", bases=(), licenses=("llama2",), standing=Standing.RESTRICTED)}
    bases["b"] = Base(id="b", bases=("A",), standing=Standing.OSI)
    bases["c"] = Base(id="c", bases=("b",), standing=None)
    found = Lineage(named=bases)
    assert [found.descents[key].restricted for key in "abc"] == [True, True, True]
    assert [found.descents[key].told for key in "abc"] == [True, True, False]
    assert found.descents["c"].root_licenses == ("llama2",)


def test_no_answer_depends_on_the_order_in_which_bases_stand() -> None:
    draw = random.Random(7)  # noqa: S311 - made-up graphs
    keys = [f"n{number}" for number in range(60)]
    stated = {key: tuple(draw.sample([*keys, "gone"], draw.randint(0, 2))) for key in keys}
    first = lineage(**stated)
    draw.shuffle(keys)
    again = lineage(**{key: stated[key] for key in keys})
    assert first.descents == again.descents
    assert first.generations == again.generations
