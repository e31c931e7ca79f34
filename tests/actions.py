"""Run the shell steps of a workflow or a composite action as a runner would: from the YAML, by bash, with its files."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


def steps_of(path: Path, job: str = "") -> list[dict[str, Any]]:
    """The steps of a composite action, or of one job of a workflow."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = found["jobs"][job]["steps"] if job else found["runs"]["steps"]
    assert isinstance(steps, list)
    return steps


@dataclass(kw_only=True)
class Runner:
    """A runner's folders, and what its steps have said so far."""

    root: Path
    workspace: Path
    expressions: Mapping[str, str]
    """`inputs.model` -> its value: what `${{ … }}` in an `env:` stands for."""
    environment: Mapping[str, str]
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    def run(self, step: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        """Run one step's script. An expression in it is a fault: it would be text of strangers as code."""
        script = step["run"]
        assert "${{" not in script
        told = {name: self.root / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in told.values():
            path.write_text("", encoding="utf-8")
        temporary = self.root / "temp"
        temporary.mkdir(exist_ok=True)
        given = {name: self._value(str(value)) for name, value in step.get("env", {}).items()}
        files = {name: str(path) for name, path in told.items()} | {"RUNNER_TEMP": str(temporary)}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.workspace,
            env={"PATH": os.environ["PATH"], "HOME": str(self.root), **self.environment, **files, **given},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        lines = told["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        self.outputs |= dict(line.split("=", 1) for line in lines)
        self.summary += told["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return done

    def _value(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self.expressions[match[1]], text)


def executable(path: Path, lines: Sequence[str]) -> Path:
    """A script of bash in the place of a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/usr/bin/env bash", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return path
