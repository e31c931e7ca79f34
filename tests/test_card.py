from __future__ import annotations

import pytest

from auditor.card import CURATED, FrontMatter, FrontMatterState, Role, as_name


def test_curators_leave_base_models_and_uses_alone() -> None:
    assert {Role.BASE_MODEL, Role.INFERENCE_CODE, Role.CODE, Role.OTHER}.isdisjoint(CURATED)
    assert len(CURATED) == len(Role) - 4


@pytest.mark.parametrize(
    ("value", "strings"),
    [
        ("mit", ("mit",)),
        (" mit \n", ("mit",)),
        (["mit", "apache-2.0"], ("mit", "apache-2.0")),
        (["mit", 7, None, ["bsd"], {"a": "b"}, " "], ("mit",)),
        (7, ()),
        (None, ()),
        ("", ()),
        ({"mit": 1}, ()),
    ],
)
def test_a_key_of_the_front_matter_is_one_string_or_several(value: object, strings: tuple[str, ...]) -> None:
    front = FrontMatter.model_validate({"state": FrontMatterState.READ, "values": {"license": value}})
    assert front.strings("license") == strings
    assert front.strings("licence") == ()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("lm-sys", "lmsys", True), ("Open_7.B", "open7b", True), ("Größe", "GRÖSSE", True), ("open-7b", "open-8b", False)],
)
def test_names_are_compared_by_their_letters_and_digits(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    assert (as_name(one) == as_name(other)) is alike
