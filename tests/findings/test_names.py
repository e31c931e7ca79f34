from __future__ import annotations

import pytest

from auditor.findings.names import (
    family,
    far_in_size,
    in_ladder,
    names_family,
    names_family_and_size,
    names_model,
    of_another,
    same_family,
    same_owner,
    size_word,
    tunes_further,
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


@pytest.mark.parametrize(
    ("path", "model", "names"),
    [
        ("configs/big-7b-chat.yaml", "acme/big-7b", False),
        ("configs/big_7b_instruct.yaml", "acme/big-7b", False),
        ("configs/big7b.chat.yaml", "acme/big-7b", False),
        ("configs/big-7b-chat.yaml", "acme/big-7b-chat", True),
        ("configs/big-7b-code.yaml", "acme/big-7b-code", True),
        ("configs/big-7b-chat.yaml", "acme/big-7b-chat-v2", False),
        ("configs/big-7b-stage2.yaml", "acme/big-7b", True),
        ("configs/big-7b-chatty.yaml", "acme/big-7b", True),
        ("configs/big-7b.yaml", "acme/big-7b", True),
    ],
)
def test_a_path_of_another_variant_is_another_model_s(path: str, model: str, names: bool) -> None:  # noqa: FBT001
    assert names_model(path, model) is names


@pytest.mark.parametrize(
    ("repository", "model", "kin"),
    [
        ("acme/open-code-models", "acme/open-7b-code", True),
        ("acme/Open_Code_LLMs", "acme/open-7b-code", True),
        ("acme/official-code-open", "acme/open-7b-code", True),
        ("acme/open-7b-models", "acme/open-7b", True),
        ("acme/open2-code", "acme/open2.5-7b-code", False),
        ("acme/open-chat-models", "acme/open-7b-code", False),
        ("acme/open-code-tools", "acme/open-7b-code", False),
        ("acme/code-models", "acme/open-7b-code", False),
        ("acme/models", "acme/open-7b-code", False),
        ("acme/lantern-models", "acme/open-7b-code", False),
    ],
)
def test_a_family_s_repository_holds_words_of_the_name_beside_plain_ones(
    repository: str,
    model: str,
    kin: bool,  # noqa: FBT001
) -> None:
    assert same_family(model, repository) is kin


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        ("Open-3B", True),
        ("Results of Open-3B on one machine", True),
        ("open_7b-chat", True),
        ("(Open-3B)", True),
        ("Open-7B", False),
        ("Open 7B", False),
        ("Open", False),
        ("Open-", False),
        ("Lantern-3B", False),
        ("Training", False),
        ("", False),
    ],
)
def test_a_heading_names_another_model_of_the_family(heading: str, other: bool) -> None:  # noqa: FBT001
    assert of_another(heading, "acme/open-7b") is other


def test_a_heading_names_the_very_model_by_all_of_its_words() -> None:
    assert not of_another("Open-7B-Chat", "acme/open-7b-chat")
    assert of_another("Open-7B-Code", "acme/open-7b-chat")


@pytest.mark.parametrize(
    ("path", "model", "names"),
    [
        ("scripts/train_open.sh", "acme/open-7b", True),
        ("OPEN.yaml", "acme/open-7b", True),
        ("open.sh", "acme/open-7b-chat", True),
        ("train_open_chat.sh", "acme/open-7b-chat", True),
        ("train_open_chat.sh", "acme/open-7b", False),
        ("open/train.sh", "acme/open-7b", False),
        ("train_opener.sh", "acme/open-7b", False),
        ("train_lantern.sh", "acme/open-7b", False),
        ("train_t5.sh", "acme/t5-11b", False),
    ],
)
def test_a_file_names_the_family(path: str, model: str, names: bool) -> None:  # noqa: FBT001
    assert names_family(path, model) is names


@pytest.mark.parametrize(
    ("path", "further"),
    [
        ("finetune/open-7b-medical.sh", True),
        ("sft_open-7b_medical.sh", True),
        ("scripts/fine-tune-open-7b-on-poems.py", True),
        ("lora/open_7b_poems.yaml", True),
        ("finetune/open-7b.sh", False),
        ("finetune/open-7b-lora.sh", False),
        ("finetune/open-7b-full-config.yaml", False),
        ("finetune/open-7b-v2-8k.sh", False),
        ("train/open-7b-medical.sh", False),
        ("open-7b-finetune-medical.sh", False),
        ("finetune/lantern-3b-medical.sh", False),
    ],
)
def test_a_script_of_fine_tuning_with_a_task_of_its_own_starts_from_the_model(path: str, further: bool) -> None:  # noqa: FBT001
    assert tunes_further(path, "acme/open-7b") is further


SIZES = ("x/big-1b.yaml", "x/big-3b.yaml", "x/big-7b.yaml", "x/big-1.5b.yaml")


@pytest.mark.parametrize(
    ("path", "paths", "found"),
    [
        pytest.param("x/big-7b.yaml", SIZES, True, id="four sizes"),
        pytest.param("x/big-7b.yaml", SIZES[:3], False, id="three"),
        pytest.param("x/big-7b.yaml", (*SIZES[:3], "x/big-7b.yaml"), False, id="three, one said twice"),
        pytest.param("x/big-7b.yaml", (*SIZES[:3], "y/big-13b.yaml"), False, id="the fourth in another folder"),
        pytest.param("x/big-7b.yaml", (*SIZES[:3], "x/y/big-13b.yaml"), False, id="the fourth in a folder below"),
        pytest.param("x/big-7b.yaml", (*SIZES[:3], "x/big-13b.sh"), False, id="the fourth of another kind"),
        pytest.param("x/big-7b.yaml", (*SIZES[:3], "x/old-13b.yaml"), False, id="the fourth under another name"),
        pytest.param("x/big-7b-chat.yaml", (*SIZES, "x/big-7b-chat.yaml"), False, id="beside four others"),
        pytest.param("big-7b.yaml", tuple(one[2:] for one in SIZES), True, id="at the top"),
        pytest.param("x/big.yaml", ("x/big.yaml",) * 4, False, id="without a size"),
    ],
)
def test_files_of_four_sizes_beside_each_other_are_a_ladder(path: str, paths: tuple[str, ...], found: bool) -> None:  # noqa: FBT001
    assert in_ladder(path, paths) is found


@pytest.mark.parametrize(
    ("text", "model", "far"),
    [
        ("runs/run-176B-logs", "acme/open-1b1", True),
        ("runs/run-350M-logs", "acme/open-560m", False),
        ("runs/run-8x7B", "acme/open-7b", True),
        ("runs/run-7b-and-176b", "acme/open-7b", False),
        ("runs/run", "acme/open-7b", False),
        ("runs/run-176B", "acme/open", False),
    ],
)
def test_a_size_far_from_the_model_s_is_another_model_s(text: str, model: str, far: bool) -> None:  # noqa: FBT001
    assert far_in_size(text, model) is far


@pytest.mark.parametrize(
    ("path", "named"), [("train/open_32b.sh", False), ("train/open_7b.sh", True), ("open.sh", True)]
)
def test_a_family_s_script_of_another_size_is_not_this_model_s(path: str, named: bool) -> None:  # noqa: FBT001
    assert names_family(path, "acme/open-7b") is named
