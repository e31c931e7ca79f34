from __future__ import annotations

import pytest

from auditor.findings.scripts import Purpose, is_code_for


@pytest.mark.parametrize(
    ("path", "training", "evaluation"),
    [
        ("train.py", True, False),
        ("scripts/run_finetune.sh", True, False),
        ("fine-tune.ipynb", True, False),
        ("recipes/sft/config.yaml", True, False),
        ("eval.py", False, True),
        ("train/evaluate.py", False, True),
        ("evaluation/tasks.jsonnet", False, True),
        ("eval_results.json", False, False),
        ("training/README.md", False, False),
        ("tests/test_train.py", False, False),
        ("data/train.json", False, False),
        ("train_config.json", True, False),
        ("trainer_state.json", False, False),
        (".github/workflows/train.yml", False, False),
        ("generate.py", False, False),
        ("speed/benchmark.py", False, False),
    ],
)
def test_a_path_tells_its_purpose(path: str, training: bool, evaluation: bool) -> None:  # noqa: FBT001
    assert is_code_for(path, Purpose.TRAINING) is training
    assert is_code_for(path, Purpose.EVALUATION) is evaluation
