from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import CHECKOUT


def test_the_wheel_brings_its_rule_data_and_nothing_that_people_or_the_program_write(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
        wheel.extractall(tmp_path / "installed")
    assert {
        f"auditor/data/{name}" for name in ("vocabulary.yaml", "licenses.yaml", "license_fingerprints.json")
    } <= names
    assert "auditor/data/definitions/open-source-five.yaml" in names
    assert {f"auditor/drawing/fonts/{name}" for name in ("inter-regular.ttf", "inter-semibold.ttf", "OFL.txt")} <= names
    assert not [name for name in names if name.startswith(("auditor/data/models", "auditor/data/evidence", "tests/"))]
    model = tmp_path / "my-model"
    model.mkdir()
    (model / "README.md").write_text("---\nlicense: mit\n---\n# Mine\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "audit", "./my-model"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "● License: met" in done.stdout
