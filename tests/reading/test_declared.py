from __future__ import annotations

import pytest

from auditor.card import Card, FrontMatter, FrontMatterState, Role
from auditor.evidence import Kind, Link, ReadFile, Ref, StatedBy
from auditor.reading.declared import address, declared, ref_of
from tests.builders import card

HUB = "https://huggingface.co"

Short = tuple[str, str, str]


def found(
    front: dict[str, object] | None = None, tags: tuple[str, ...] = (), files: tuple[ReadFile, ...] = ()
) -> list[Link]:
    return list(declared(card(front=front) if front is not None else None, tags, files))


def short(links: list[Link]) -> list[Short]:
    return [(link.role.value, link.ref.name if link.ref else f"<{link.url}>", link.note) for link in links]


def adapter(base: object) -> ReadFile:
    facts = {"base_model": base} if base is not None else {}
    return ReadFile.model_validate({"path": "adapter_config.json", "sha256": "d" * 64, "size": 9, "facts": facts})


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("acme/corpus", Kind.DATASET, f"{HUB}/datasets/acme/corpus"),
        ("corpus", Kind.DATASET, f"{HUB}/datasets/corpus"),
        ("acme/open-7b", Kind.MODEL, f"{HUB}/acme/open-7b"),
        ("corpus (en)", Kind.DATASET, None),
        ("acme/corpus/en", Kind.DATASET, None),
        ("../corpus", Kind.DATASET, None),
        ("acme/../corpus", Kind.DATASET, None),
        ("https://acme.example/corpus", Kind.DATASET, None),
        ("", Kind.DATASET, None),
    ],
)
def test_an_id_leads_to_a_page_and_what_is_none_leads_nowhere(name: str, kind: Kind, expected: str | None) -> None:
    ref = ref_of(name, kind)
    assert (address(ref) if ref else None) == expected


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        pytest.param({"datasets": "acme/a"}, [("training_data", "acme/a", "")], id="one dataset"),
        pytest.param(
            {"datasets": ["acme/a", "b"]}, [("training_data", "acme/a", ""), ("training_data", "b", "")], id="datasets"
        ),
        pytest.param({"datasets": ["acme/a", "ACME/A"]}, [("training_data", "acme/a", "")], id="a dataset twice"),
        pytest.param(
            {"datasets": ["books (ours)"]}, [("training_data", "<books (ours)>", "")], id="dataset without id"
        ),
        pytest.param({"datasets": ["acme/../etc"]}, [("training_data", "<acme/../etc>", "")], id="a path"),
        pytest.param({"datasets": ["x" * 300]}, [("training_data", f"<{'x' * 200}>", "")], id="long name"),
        pytest.param({"datasets": [7, None, {"a": "b"}]}, [], id="no names"),
        pytest.param(
            {"datasets": [f"acme/a{n}" for n in range(200)]},
            [("training_data", f"acme/a{n}", "") for n in range(100)],
            id="many",
        ),
        pytest.param({"base_model": "acme/base"}, [("base_model", "acme/base", "")], id="base"),
        pytest.param(
            {"base_model": ["acme/base", "acme/other"]},
            [("base_model", "acme/base", ""), ("base_model", "acme/other", "")],
            id="bases",
        ),
        pytest.param(
            {"base_model": "acme/base", "base_model_relation": "merge"},
            [("base_model", "acme/base", "merge")],
            id="relation",
        ),
        pytest.param({"datasets": None, "base_model": None}, [], id="null"),
        pytest.param({"base_model": "base"}, [("base_model", "<base>", "")], id="base without owner"),
        pytest.param(
            {"base_model": "./out/checkpoint-5"}, [("base_model", "<./out/checkpoint-5>", "")], id="local path"
        ),
        pytest.param(
            {"datasets": "acme/same", "base_model": "acme/same"},
            [("training_data", "acme/same", ""), ("base_model", "acme/same", "")],
            id="one name, two roles",
        ),
        pytest.param({"license": "mit"}, [], id="neither"),
        pytest.param(None, [], id="no card"),
    ],
)
def test_front_matter_states_datasets_and_bases(front: dict[str, object] | None, expected: list[Short]) -> None:
    assert short(found(front)) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param(("dataset:acme/a", "license:mit", "acme/b"), [("training_data", "acme/a", "")], id="dataset"),
        pytest.param(("base_model:acme/base",), [("base_model", "acme/base", "")], id="base"),
        pytest.param(("base_model:quantized:acme/base",), [("base_model", "acme/base", "quantized")], id="relation"),
        pytest.param(
            ("base_model:acme/base", "base_model:finetune:acme/base"),
            [("base_model", "acme/base", "finetune")],
            id="both",
        ),
        pytest.param(
            ("base_model:zoo/base", "base_model:finetune:zoo/base"),
            [("base_model", "zoo/base", "finetune")],
            id="both, sorted otherwise",
        ),
        pytest.param(
            ("base_model:finetune:zoo/base", "base_model:zoo/base"),
            [("base_model", "zoo/base", "finetune")],
            id="both, turned round",
        ),
        pytest.param(
            ("base_model:merge:acme/b", "base_model:merge:acme/a"),
            [("base_model", "acme/a", "merge"), ("base_model", "acme/b", "merge")],
            id="two",
        ),
    ],
)
def test_tags_state_datasets_and_bases(tags: tuple[str, ...], expected: list[Short]) -> None:
    assert short(found(tags=tags)) == expected


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("acme/base", [("base_model", "acme/base", "adapter")]),
        ("/home/me/base", [("base_model", "</home/me/base>", "adapter")]),
        ("", []),
        (("acme/a", "acme/b"), []),
        (None, []),
    ],
)
def test_an_adapter_states_its_base(base: object, expected: list[Short]) -> None:
    assert short(found(files=(adapter(base),))) == expected


def test_front_matter_speaks_first_then_tags_then_files() -> None:
    front: dict[str, object] = {"datasets": ["acme/a"], "base_model": "acme/base"}
    tags = ("dataset:ACME/a", "dataset:acme/b", "base_model:acme/base", "base_model:adapter:acme/other")
    links = found(front, tags, (adapter("Acme/Base"), adapter("acme/third")))
    assert [(link.stated_by.value, link.ref and link.ref.name) for link in links] == [
        ("front_matter", "acme/a"),
        ("front_matter", "acme/base"),
        ("tag", "acme/b"),
        ("tag", "acme/other"),
        ("file", "acme/third"),
    ]


def test_a_tag_tells_the_relation_that_front_matter_leaves_out() -> None:
    tags = ("base_model:zoo/base", "base_model:quantized:zoo/base")
    assert short(found({"base_model": "zoo/base"}, tags)) == [("base_model", "zoo/base", "quantized")]
    relation: dict[str, object] = {"base_model": "zoo/base", "base_model_relation": "finetune"}
    assert short(found(relation, tags)) == [("base_model", "zoo/base", "finetune")]


def test_a_stated_link_says_where_it_stands() -> None:
    by_card, by_tag, by_file = found({"datasets": "acme/a"}, ("dataset:acme/b",), (adapter("acme/base"),))
    assert by_card == Link(
        role=Role.TRAINING_DATA,
        url=f"{HUB}/datasets/acme/a",
        ref=Ref(source="huggingface", kind=Kind.DATASET, name="acme/a"),
        stated_by=StatedBy.FRONT_MATTER,
        line=2,
        path="README.md",
    )
    assert (by_tag.stated_by, by_tag.line, by_tag.path) == (StatedBy.TAG, 0, "")
    assert (by_file.stated_by, by_file.line, by_file.path) == (StatedBy.FILE, 0, "adapter_config.json")
    assert by_file.ref == Ref(source="huggingface", kind=Kind.MODEL, name="acme/base")


def test_a_key_without_a_line_gives_a_link_without_one() -> None:
    front = FrontMatter(state=FrontMatterState.READ, values={"datasets": "acme/a"})
    (link,) = declared(Card(sha256="c" * 64, size=1, front_matter=front), (), ())
    assert link.line == 0


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(
            {"datasets": ["acme/a", " b "]}, [("training_data", "acme/a", ""), ("training_data", "b", "")], id="list"
        ),
        pytest.param({"datasets": "acme/a"}, [("training_data", "acme/a", "")], id="one"),
        pytest.param({"base_model": "acme/base"}, [("base_model", "acme/base", "")], id="base"),
        pytest.param({"datasets": ["books (ours)"]}, [("training_data", "<books (ours)>", "")], id="no id"),
        pytest.param({"datasets": [7, None, "", " ", {"a": "b"}], "base_model": 3}, [], id="no names"),
        pytest.param({"datasets": None, "license": "mit"}, [], id="null"),
        pytest.param(
            {"datasets": [f"acme/a{n}" for n in range(200)]},
            [("training_data", f"acme/a{n}", "") for n in range(100)],
            id="many",
        ),
        pytest.param({}, [], id="empty"),
        pytest.param(None, [], id="none"),
    ],
)
def test_where_no_card_was_read_the_host_s_own_front_matter_speaks(
    told: dict[str, object] | None, expected: list[Short]
) -> None:
    links = list(declared(None, (), (), told))
    assert short(links) == expected
    assert {(link.stated_by, link.line, link.path) for link in links} <= {(StatedBy.TAG, 0, "")}
    assert list(declared(card(), (), (), told)) == []
    assert short(list(declared(card(front={"datasets": "acme/own"}), (), (), told))) == [
        ("training_data", "acme/own", "")
    ]


def test_what_the_host_tells_adds_to_tags_and_files_and_repeats_none() -> None:
    told: dict[str, object] = {"datasets": ["ACME/A", "acme/c"], "base_model": ["acme/base", "acme/third"]}
    tags = ("dataset:acme/a", "base_model:finetune:acme/base")
    assert short(list(declared(None, tags, (adapter("acme/other"),), told))) == [
        ("training_data", "acme/a", ""),
        ("base_model", "acme/base", "finetune"),
        ("base_model", "acme/other", "adapter"),
        ("training_data", "acme/c", ""),
        ("base_model", "acme/third", ""),
    ]
