from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.evidence import File
from auditor.reading import files


@pytest.mark.parametrize(
    ("path", "size", "expected"),
    [
        ("model.safetensors", 5000, True),
        ("model.safetensors", None, True),
        ("model.safetensors", 134, False),
        ("pytorch_model_fsdp_0/__0_0.distcp", 5000, True),
        ("optimizer_0/__0_0.distcp", 5000, False),
        ("training_args.bin", 5000, False),
        ("optimizer.pt", 5000, False),
        ("scheduler.pt", 5000, False),
        ("rng_state_3.pth", 5000, False),
        ("scaler.pt", 5000, False),
        ("consolidated.00.pth", 5000, True),
        ("open.Q4_K_M.GGUF", 5000, True),
        ("onnx/model.onnx", 5000, True),
        ("tokenizer.model", 5000, False),
        ("tokenizer.pkl", 5000, False),
        ("config.json", 5000, False),
    ],
)
def test_weights(path: str, size: int | None, expected: bool) -> None:  # noqa: FBT001
    assert files.is_weights(File(path=path, size=size)) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("runs/Jan01/events.out.tfevents.17.host.1.0", True),
        ("trainer_state.json", True),
        ("checkpoint-500/trainer_state.json", True),
        ("training_log.csv", True),
        ("loss_history.json", True),
        ("log_history.json", True),
        ("logs/train.log", False),
        ("wandb/run-2026/files/output.txt", True),
        ("dialog_history.json", False),
        ("trainer_config.json", False),
        ("train_results.json", False),
    ],
)
def test_training_logs(path: str, expected: bool) -> None:  # noqa: FBT001
    assert files.is_training_log(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("LICENSE", True),
        ("license.txt", True),
        ("LICENCE.md", True),
        ("LICENSE-MODEL", True),
        ("MODEL_LICENSE", True),
        ("COPYING", True),
        ("LICENSE-CODE", False),
        ("NOTICE", False),
        ("docs/LICENSE", False),
        ("licenses.csv.py", False),
    ],
)
def test_license_texts(path: str, expected: bool) -> None:  # noqa: FBT001
    assert files.is_license_text(path) is expected


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        ("main", False),
        ("step1000", True),
        ("step1000-tokens4B", True),
        ("checkpoint-500", True),
        ("global_step420000", True),
        ("stage1-step140000", True),
        ("float16", False),
        ("stepping", False),
        ("refs/pr/3", False),
    ],
)
def test_checkpoint_branches(branch: str, expected: bool) -> None:  # noqa: FBT001
    assert files.is_checkpoint_branch(branch) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("adapter_model.bin", True), ("style_lora.safetensors", True), ("model.safetensors", False)],
)
def test_adapters(path: str, expected: bool) -> None:  # noqa: FBT001
    assert files.is_adapter(path) is expected


@pytest.mark.parametrize(
    ("paths", "missing"),
    [
        (("a-00000-of-00002.bin", "a-00001-of-00002.bin"), ()),
        (("a-00001-of-00002.bin",), ("a-00002-of-00002.bin",)),
        (("a-00001-of-00002.bin", "b-00002-of-00002.bin"), ("a-00002-of-00002.bin", "b-00001-of-00002.bin")),
    ],
)
def test_shards(paths: tuple[str, ...], missing: tuple[str, ...]) -> None:
    assert tuple(one for found in files.weight_sets(paths, {}) for one in found.missing) == missing


def test_data_files_leave_out_cards_pictures_and_empty_files() -> None:
    listing = (File(path="README.md"), File(path=".gitattributes"), File(path="a.png"), File(path="b.csv", size=0))
    assert files.data_files((*listing, File(path="c.parquet", size=9))) == ("c.parquet",)


PREDICATES: list[Callable[[str], bool]] = [
    files.is_adapter,
    files.is_training_log,
    files.is_metrics_summary,
    files.is_training_settings,
    files.is_evaluation_result,
    files.is_license_text,
    files.is_checkpoint_branch,
    files.in_checkpoint_folder,
]


@pytest.mark.parametrize(
    "piece", ["lora", "train_", "finetun", "loss/", "a-", "checkpoint-1", "eval_results", "-0-of-"]
)
def test_a_hostile_path_costs_little(piece: str) -> None:
    path = piece * (4096 // len(piece))
    start = time.perf_counter()
    for predicate in PREDICATES:
        predicate(path)
    files.weight_sets((f"{path}.bin",), {})
    assert time.perf_counter() - start < 1


@given(st.lists(st.text(max_size=40), max_size=10))
def test_no_name_breaks_the_classification(paths: list[str]) -> None:
    listing = tuple(File(path=path) for path in paths)
    found = files.weight_files(listing)
    assert set(found) <= set(paths)
    assert {path for one in files.weight_sets(found, {}) for path in one.files} == set(found)


@pytest.mark.parametrize(
    ("listed", "size"),
    [
        ({"model.safetensors": 70_000, "pytorch_model.bin": 90_000}, 70_000),
        ({"model.safetensors": 70_000, "model.fp16.safetensors": 35_000}, 70_000),
        ({"model-00001-of-00002.safetensors": 40_000, "model-00002-of-00002.safetensors": 30_000}, 70_000),
        ({"model-00001-of-00002.safetensors": 40_000, "pytorch_model.bin": 90_000}, 90_000),
        (
            {"unet/diffusion_pytorch_model.safetensors": 50_000, "vae/diffusion_pytorch_model.safetensors": 20_000},
            70_000,
        ),
        ({"model.Q4_K_M.gguf": 50_000, "model.Q8_0.gguf": 90_000}, None),
        ({"model.safetensors": 70_000, "checkpoint-5/model.safetensors": 70_000}, 70_000),
        ({"model.safetensors": None}, None),
        ({"README.md": 70_000}, None),
    ],
)
def test_the_size_of_the_weights_is_that_of_one_whole_format(listed: dict[str, int | None], size: int | None) -> None:
    assert files.weight_bytes(File(path=path, size=of) for path, of in listed.items()) == size
