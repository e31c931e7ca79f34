from __future__ import annotations

import json

import pytest

from auditor.reading.contents import MAX_SHARDS, read_file
from tests.builders import rules


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        ("LICENSE", b"LLAMA 2 COMMUNITY LICENSE AGREEMENT", {"license": "llama2"}),
        ("LICENSE.txt", b"\xff\xfe our own terms", {"license": ""}),
        (
            "model.safetensors.index.json",
            json.dumps({"weight_map": {"a": "x-1.bin", "b": "x-2.bin", "c": "x-1.bin"}}).encode(),
            {"shards": ("x-1.bin", "x-2.bin")},
        ),
        ("a.index.json", b'{"weight_map": {"a": "../../etc/x", "b": 3, "c": "ok.bin"}}', {"shards": ("ok.bin",)}),
        ("a.index.json", b'{"weight_map": [1]}', {"shards": ()}),
        ("a.index.json", b"not json", {"shards": ()}),
        ("a.index.json", b"[" * 100_000, {"shards": ()}),
        ("adapter_config.json", b'{"base_model_name_or_path": "acme/base"}', {"base_model": "acme/base"}),
        ("adapter_config.json", b'{"base_model_name_or_path": null}', {}),
        ("adapter_config.json", b"[]", {}),
        ("config.json", b"{}", {}),
    ],
)
def test_a_file_gives_its_facts(path: str, content: bytes, expected: dict[str, object]) -> None:
    assert read_file(path, content, rules()) == expected


def test_an_index_of_more_shards_than_are_read_says_so() -> None:
    def facts(number: int) -> dict[str, object]:
        named = {f"t{one}": f"model-{one}.safetensors" for one in range(number)}
        return dict(read_file("a.index.json", json.dumps({"weight_map": named}).encode(), rules()))

    assert "cut" not in facts(MAX_SHARDS)
    cut = facts(MAX_SHARDS + 1)
    assert (len(cut.pop("shards")), cut) == (MAX_SHARDS, {"cut": "shards"})  # type: ignore[arg-type]
