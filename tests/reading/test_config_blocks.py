from __future__ import annotations

import time

import pytest

from auditor.card import Role
from auditor.reading.config_blocks import read_config

AXOLOTL = """\
base_model: acme/open-7b  # the base
learning_rate: 1e-5

datasets:
  - path: acme/chat
    type: alpaca
  - path: "./own.jsonl"
    ds_type: json
dataset_prepared_path:
micro_batch_size: 4
"""
HANDBOOK = """\
model_name_or_path: acme/open-7b
dataset_mixer:
  acme/chat: 1.0
  acme/prefs: 0.5
num_train_epochs: 1
"""


def named(content: str, role: Role = Role.TRAINING_DATA) -> list[tuple[str, int]]:
    return [(one.name, one.line) for one in read_config(content, 10) if one.role is role]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(AXOLOTL, [("acme/chat", 14), ("./own.jsonl", 16)], id="axolotl"),
        pytest.param(HANDBOOK, [("acme/chat", 12), ("acme/prefs", 13)], id="a mix with its shares"),
        pytest.param(
            "lr: 1\ndatasets:\n- acme/a\n- 'acme/b' # b\n", [("acme/a", 12), ("acme/b", 13)], id="a plain list"
        ),
        pytest.param("lr: 1\ndataset_name: acme/chat\n", [("acme/chat", 11)], id="one set"),
        pytest.param("lr: 1\ndataset_name: {x}\n", [], id="no id"),
        pytest.param("datasets:\n  - path: acme/chat\n", [], id="no setting of a training beside it"),
        pytest.param("from datasets import load_dataset\nlr = 1\n", [], id="Python"),
        pytest.param("lr: 1\ntest_datasets:\n  - path: acme/quiz\n", [], id="another key"),
        pytest.param("lr: 1\ndatasets:\nother:\n  - path: acme/x\n", [], id="below the next key"),
        pytest.param("", [], id="empty"),
    ],
)
def test_datasets(content: str, expected: list[tuple[str, int]]) -> None:
    assert named(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (AXOLOTL, [("acme/open-7b", 10)]),
        (HANDBOOK, [("acme/open-7b", 10)]),
        ("lr: 1\nbase_model: ./models/open\n", []),
        ("lr: 1\nbase_model: open\n", []),
    ],
    ids=["axolotl", "handbook", "a folder", "no owner"],
)
def test_base_models(content: str, expected: list[tuple[str, int]]) -> None:
    assert named(content, Role.BASE_MODEL) == expected


def test_a_long_block_is_read_in_time_linear_in_its_length() -> None:
    def seconds(times: int) -> float:
        content = "lr: 1\ndatasets:\n" + "  - path: " + " " * 200 * times + "x\n" + "    -   - a: b\n" * 200 * times
        began = time.perf_counter()
        for _ in range(5):
            read_config(content, 1)
        return time.perf_counter() - began

    seconds(1)
    assert seconds(8) < 40 * seconds(1) + 0.05
