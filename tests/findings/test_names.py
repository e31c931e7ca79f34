from __future__ import annotations

import pytest

from auditor.findings.names import (
    family,
    names_family_and_size,
    names_model,
    same_family,
    same_owner,
    size_word,
)


@pytest.mark.parametrize(
    ("path", "model", "whole", "parts"),
    [
        ("configs/open-7b.yml", "acme/open-7b", True, True),
        ("configs/Open_7B-deduped.yml", "acme/open-7b-hf", True, True),
        ("sft/open2_7b.yaml", "acme/open-2-7b", True, False),
        ("scripts/train_open_7b.sh", "acme/open-7b-v1.5", False, True),
        ("models/7B/open.yml", "acme/open-7b-v1.5", False, True),
        ("configs/open3_7b.yml", "acme/open-7b", False, False),
        ("configs/open-17b.yml", "acme/open-7b", False, False),
        ("train_open_7b_chat.sh", "acme/open-7b-v1", False, False),
        ("open1b3/train.sh", "acme/open", False, False),
        ("x/gin/x_11B.gin", "acme/x-11b", True, True),
    ],
)
def test_a_path_names_a_model(path: str, model: str, whole: bool, parts: bool) -> None:  # noqa: FBT001
    assert names_model(path, model) is whole
    assert names_family_and_size(path, model) is parts


@pytest.mark.parametrize(
    ("model", "repository", "owner", "kin"),
    [
        ("acme/open-7b", "acme/open", True, True),
        ("acme/open-7b", "acme-research/all", True, False),
        ("epsilon-ai/open-7b", "epsilonlab/open", True, True),
        ("meta-one/open-7b", "meta-two/open", False, True),
        ("ac/open-7b", "ac/op", False, False),
        ("other/open-7b", "acme/Open_7B", False, True),
    ],
)
def test_owner_and_family(model: str, repository: str, owner: bool, kin: bool) -> None:  # noqa: FBT001
    assert same_owner(model, repository) is owner
    assert same_family(model, repository) is kin


@pytest.mark.parametrize(
    ("model", "kin", "size"),
    [
        ("acme/open2.5-7b", "open", "7b"),
        ("acme/t5-11b", "t5", "11b"),
        ("acme/open-2-1_6b", "open", "1_6b"),
        ("a/x", "x", ""),
    ],
)
def test_family_and_size(model: str, kin: str, size: str) -> None:
    assert (family(model), size_word(model)) == (kin, size)
