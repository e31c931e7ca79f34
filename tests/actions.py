"""Run the shell steps of a workflow or a composite action as a runner would: from the YAML, by bash, with its files.

Others play whole workflows upon it, each with doubles of its own for what the steps use.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import CHECKOUT

WORKFLOWS = CHECKOUT / ".github" / "workflows"
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def workflow(name: str) -> dict[str, Any]:
    found = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def bash(script: str, *, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step's script as Actions does. An expression in it is a fault: it would be text of strangers as code."""
    assert "${{" not in script, "a stranger's text would be code"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def outputs_of(path: Path) -> dict[str, str]:
    """What a step wrote into `$GITHUB_OUTPUT`."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return dict(line.split("=", 1) for line in lines)


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
        """Run one step's script."""
        told = {name: self.root / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in told.values():
            path.write_text("", encoding="utf-8")
        temporary = self.root / "temp"
        temporary.mkdir(exist_ok=True)
        given = {name: self._value(str(value)) for name, value in step.get("env", {}).items()}
        files = {name: str(path) for name, path in told.items()} | {"RUNNER_TEMP": str(temporary)}
        own = {"PATH": os.environ["PATH"], "HOME": str(self.root)}
        done = bash(step["run"], cwd=self.workspace, env={**own, **self.environment, **files, **given})
        self.outputs |= outputs_of(told["GITHUB_OUTPUT"])
        self.summary += told["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return done

    def _value(self, text: str) -> str:
        return EXPRESSION.sub(lambda match: self.expressions[match[1]], text)


def executable(path: Path, lines: Sequence[str]) -> Path:
    """A script of bash in the place of a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/usr/bin/env bash", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return path
