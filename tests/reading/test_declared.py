from __future__ import annotations

import pytest

from auditor.evidence import Card, FrontMatter, FrontMatterState, Kind, Link, ReadFile, Role, StatedBy
from auditor.reading.declared import address, declared, ref_of


def stated(
    values: dict[str, object] | None = None, *tags: str, adapter: str = "", lines: dict[str, int] | None = None
) -> list[Link]:
    card = None
    if values is not None:
        matter = FrontMatter.model_validate(
            {"state": FrontMatterState.READ, "values": values, "lines": lines or dict.fromkeys(values, 2)}
        )
        card = Card(sha256="0" * 64, size=1, front_matter=matter)
    facts = {"base_model": adapter} if adapter else {}
    read = ReadFile(path="adapter_config.json", sha256="0" * 64, size=1, facts=facts)
    return list(declared(card, tags, (read,)))


def names(links: list[Link], role: Role) -> list[str]:
    return [link.ref.name if link.ref else link.url for link in links if link.role is role]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("acme/web", ["acme/web"]),
        (["acme/web", "c4"], ["acme/web", "c4"]),
        (["acme/web", "ACME/Web"], ["acme/web"]),
        ("wikipedia (en)", ["wikipedia (en)"]),
        (["acme/../etc"], ["acme/../etc"]),
        ([None, 7, {"a": 1}, ""], []),
        (None, []),
    ],
    ids=["text", "list", "twice", "no id", "a path", "other types", "null"],
)
def test_datasets_of_the_front_matter(value: object, expected: list[str]) -> None:
    found = stated({"datasets": value})
    assert names(found, Role.TRAINING_DATA) == expected
    assert all(link.ref is None or ".." not in link.ref.name for link in found)


def test_a_stated_link_says_where_it_stands() -> None:
    (found,) = stated({"datasets": "acme/web"}, lines={"datasets": 7})
    assert (found.stated_by, found.line, found.path) == (StatedBy.FRONT_MATTER, 7, "README.md")
    assert found.url == "https://huggingface.co/datasets/acme/web"


def test_tags_repeat_the_front_matter_and_count_where_it_is_silent() -> None:
    both = stated({"datasets": "acme/web"}, "dataset:acme/web", "dataset:acme/books")
    assert [(link.url.rpartition("/")[2], link.stated_by) for link in both] == [
        ("web", StatedBy.FRONT_MATTER),
        ("books", StatedBy.TAG),
    ]


@pytest.mark.parametrize(
    ("values", "tags", "adapter", "expected"),
    [
        ({"base_model": "acme/base"}, (), "", [("acme/base", "")]),
        ({"base_model": ["acme/a", "acme/b"]}, (), "", [("acme/a", ""), ("acme/b", "")]),
        ({"base_model": "acme/a", "base_model_relation": "merge"}, (), "", [("acme/a", "merge")]),
        ({"base_model": "acme/a"}, ("base_model:acme/a", "base_model:finetune:acme/a"), "", [("acme/a", "finetune")]),
        (None, ("base_model:quantized:acme/a",), "", [("acme/a", "quantized")]),
        (None, (), "acme/a", [("acme/a", "adapter")]),
        ({"base_model": "acme/a"}, (), "acme/a", [("acme/a", "")]),
        ({"base_model": "bert"}, (), "", [("bert", "")]),
    ],
    ids=["text", "list", "relation", "relation by tag", "tag alone", "adapter", "adapter and card", "no owner"],
)
def test_base_models(
    values: dict[str, object] | None, tags: tuple[str, ...], adapter: str, expected: list[tuple[str, str]]
) -> None:
    found = [link for link in stated(values, *tags, adapter=adapter) if link.role is Role.BASE_MODEL]
    assert [(link.ref.name if link.ref else link.url, link.note) for link in found] == expected


def test_an_id_and_its_address() -> None:
    model, data = ref_of("acme/open-7b", Kind.MODEL), ref_of("c4", Kind.DATASET)
    assert model is not None
    assert data is not None
    assert address(model) == "https://huggingface.co/acme/open-7b"
    assert address(data) == "https://huggingface.co/datasets/c4"
    assert ref_of("../etc", Kind.DATASET) is None
