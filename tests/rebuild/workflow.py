"""Plays a workflow file on this machine: its `run:` steps as they stand, and doubles of the actions that it uses."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.actions import EXPRESSION, bash, workflow
from tests.conftest import CHECKOUT
from tests.rebuild.repositories import IDENTITY, checkout, git


@dataclass(kw_only=True)
class Runner:
    """A host of workflows: keeps caches over runs, artifacts and results within one, and what was deployed."""

    folder: Path
    bare: Path
    environment: Mapping[str, str]
    expressions: Mapping[str, str] = field(default_factory=dict)
    """What is in `github`, `secrets` and `vars`: empty where it is not named here."""
    between: Callable[[str], None] = lambda _: None
    """Hears of each job before it begins: others may do something meanwhile."""
    passed_over: tuple[str, ...] = ()
    """Names of steps that are not played, where a story is about others."""
    results: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    """What each step said, by `JOB/NAME`."""
    summary: str = ""
    runs: int = 0

    @property
    def site(self) -> Path:
        """What was deployed last."""
        return self.folder / "pages"

    def run(self, name: str) -> Mapping[str, str]:
        """Play all jobs of a workflow at the newest commit of main; gives how each ended."""
        self.runs += 1
        self.results, self.said, self.summary = {}, {}, ""
        shutil.rmtree(self.folder / "artifacts", ignore_errors=True)
        sha = git(self.bare, "rev-parse", "main")
        for job, asked in workflow(name)["jobs"].items():
            self.between(job)
            needs = [asked["needs"]] if isinstance(asked.get("needs"), str) else asked.get("needs", [])
            always = str(asked.get("if", "")).startswith("${{ always()")
            if not always and any(self.results[one] != "success" for one in needs):
                self.results[job] = "skipped"
                continue
            self.results[job] = self._job(job, asked["steps"], sha)
        return self.results

    def _job(self, job: str, steps: Iterable[Mapping[str, Any]], sha: str) -> str:
        root = self.folder / f"{self.runs}-{job}"
        root.mkdir()
        result = "success"
        for step in steps:
            if result == "failure" and "always()" not in str(step.get("if", "")):
                continue
            if not self._step(job, step, root, sha) and not step.get("continue-on-error"):
                result = "failure"
        return result

    def _step(self, job: str, step: Mapping[str, Any], root: Path, sha: str) -> bool:
        if "run" in step:
            return self._command(job, step, root)
        action, told = step["uses"].partition("@")[0], step.get("with", {})
        artifact = self.folder / "artifacts" / str(told.get("name", "github-pages"))
        paths = str(told.get("path", "")).split()
        match action:
            case "actions/checkout":
                checkout(root, self.bare, sha)
                # What `make install` makes: the environment that the tests run in.
                (root / ".venv").symlink_to(sys.prefix)
            case "actions/cache/restore":
                _copied(self.folder / "cache", root / paths[0])
            case "actions/cache/save":
                _copied(root / paths[0], self.folder / "cache")
            case "actions/upload-artifact" | "actions/upload-pages-artifact":
                _uploaded(root, paths, artifact)
            case "actions/download-artifact":
                _copied(artifact, root / paths[0])
                return artifact.is_dir()
            case "actions/deploy-pages":
                shutil.rmtree(self.site, ignore_errors=True)
                _copied(artifact, self.site)
            case other:
                assert other == "actions/setup-python", other
        return True

    def _command(self, job: str, step: Mapping[str, Any], root: Path) -> bool:
        if step["run"] == "make install" or step.get("name") in self.passed_over:
            return True
        summary = root.parent / f"{root.name}-summary.md"
        kept = {name: value for name, value in os.environ.items() if name not in {"HF_TOKEN", "GITHUB_TOKEN"}}
        own = {name: self._filled(str(value)) for name, value in step.get("env", {}).items()}
        places = {"PYTHONPATH": str(CHECKOUT), "COLUMNS": "160", "GITHUB_STEP_SUMMARY": str(summary)}
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        environment = {**kept, **settings, **IDENTITY, **places, **self.environment, **own}
        done = bash(step["run"], cwd=root, env=environment)
        said = done.stdout + done.stderr
        assert "Traceback" not in said, said
        self.said[f"{job}/{step.get('name', step['run'])}"] = said
        self.summary += summary.read_text(encoding="utf-8") if summary.is_file() else ""
        summary.unlink(missing_ok=True)
        return done.returncode == 0

    def _filled(self, value: str) -> str:
        def found(expression: re.Match[str]) -> str:
            asked = expression[1]
            needed = re.fullmatch(r"needs\.(\w+)\.result", asked)
            return self.results[needed[1]] if needed else self.expressions.get(asked, "")

        return EXPRESSION.sub(found, value)


def _copied(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def _uploaded(root: Path, paths: Sequence[str], artifact: Path) -> None:
    """As the action lays it out: a folder's content at the root, of several paths what they share taken away."""
    for asked in paths:
        for found in root.glob(asked):
            shared = found if found.is_dir() and len(paths) == 1 else root / Path(asked).parts[0]
            _copied(found, artifact / found.relative_to(shared))
