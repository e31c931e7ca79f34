"""Plays a workflow of ours on this machine: its own `run` lines in bash, its expressions resolved from a payload.

What GitHub itself does (checking out, handing artifacts over, serving its API to `gh`) is played by folders and a
small `gh` that answers from files and writes down what it was asked to send.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.actions import EXPRESSION, bash, outputs_of, workflow
from tests.conftest import CHECKOUT
from tests.review.repo import QUIET, git

COMPARED = re.compile(r"([\w.]+) (==|!=) '([^']*)'")

GH = """\
#!{python}
import json, pathlib, shutil, sys
folder, asked = pathlib.Path({folder!r}), sys.argv[1:]
with (folder / "calls.jsonl").open("a") as calls:
    calls.write(json.dumps(asked) + "\\n")
if asked[:2] == ["run", "download"]:
    shutil.copytree(folder / "artifacts" / asked[asked.index("--name") + 1], asked[asked.index("--dir") + 1])
elif "--method" in asked:
    body = asked[asked.index("-F") + 1].removeprefix("body=@")
    (folder / "sent.md").write_bytes(pathlib.Path(body).read_bytes())
else:
    address = next(one for one in asked if one.startswith("repos/"))
    for name in ("pulls?", "files?", "artifacts?", "comments?"):
        if name in address:
            sys.stdout.write((folder / "answers" / name[:-1]).read_text())
"""
"""What `gh` would print after `--jq`: the answers lie in files of that name."""


@dataclass(kw_only=True)
class Step:
    """What one step printed, and how it ended: None where it was left out."""

    name: str
    said: str = ""
    status: int | None = None


@dataclass(kw_only=True)
class Runner:
    """A runner with its own folders. `origin` is the repository as GitHub has it."""

    folder: Path
    origin: Path
    event: Mapping[str, Any]
    hosts: Mapping[str, str]
    steps: dict[str, Step] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("workspace", "temp", "bin", "gh/artifacts", "gh/answers"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "event.json").write_text(json.dumps(self.event), "utf-8")
        gh = self.folder / "bin" / "gh"
        gh.write_text(GH.format(python=sys.executable, folder=str(self.folder / "gh")), "utf-8")
        gh.chmod(0o755)
        self.github = {
            "event": self.event,
            "workspace": str(self.folder / "workspace"),
            "token": "a-token-that-nothing-may-print",
        }
        self.outputs: dict[str, dict[str, str]] = {}

    @property
    def sent(self) -> str:
        """The comment that `gh` was asked to send, empty where none was."""
        path = self.folder / "gh" / "sent.md"
        return path.read_text("utf-8") if path.is_file() else ""

    @property
    def calls(self) -> list[list[str]]:
        """What `gh` was asked."""
        path = self.folder / "gh" / "calls.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []

    def answer(self, name: str, content: str) -> None:
        """What GitHub would say."""
        (self.folder / "gh" / "answers" / name).write_text(content, "utf-8")

    def play(self, name: str) -> int:
        """Run the steps of the workflow's one job; the first status that is not 0, else 0."""
        found = workflow(name)
        (job,) = found["jobs"].values()
        assert found["permissions"] == {}
        status = 0
        for step in job["steps"]:
            told = Step(name=step.get("name") or step.get("uses", "").partition("@")[0] or step["run"])
            self.steps[told.name] = told
            always = step.get("if") == "${{ !cancelled() }}"
            if (status and not always) or not (always or self._holds(step.get("if", ""))):
                continue
            told.status = 0
            if "run" in step:
                self._run(step, told)
            else:
                self._use(step)
            status = status or told.status
        return status

    def _holds(self, condition: str) -> bool:
        parts = [COMPARED.fullmatch(part) for part in condition.split(" && ")] if condition else []
        assert all(parts), condition
        return all((self._value(part[1]) == part[3]) is (part[2] == "==") for part in parts if part)

    def _value(self, expression: str) -> str:
        first, *rest = expression.split(".")
        if first == "steps":
            return self.outputs.get(rest[0], {}).get(rest[2], "")
        assert first == "github", expression
        value: Any = self.github
        for part in rest:
            value = value[part]
        return str(value)

    def _filled(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: self._value(found[1]), str(text))

    def _run(self, step: Mapping[str, Any], told: Step) -> None:
        files = {name: self.folder / "temp" / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        files["GITHUB_OUTPUT"].unlink(missing_ok=True)
        environment = {
            **{name: value for name, value in os.environ.items() if name not in {"HF_TOKEN", "GITHUB_TOKEN"}},
            **QUIET,
            **self.hosts,
            **{name: str(path) for name, path in files.items()},
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(CHECKOUT),
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_REPOSITORY": "openness-auditor/openness-auditor",
            "RUNNER_TEMP": str(self.folder / "temp"),
            **{name: self._filled(value) for name, value in step.get("env", {}).items()},
        }
        done = bash(step["run"], cwd=self.folder / "workspace", env=environment)
        told.said, told.status = done.stdout + done.stderr, done.returncode
        if "id" in step and files["GITHUB_OUTPUT"].is_file():
            self.outputs[step["id"]] = outputs_of(files["GITHUB_OUTPUT"])

    def _use(self, step: Mapping[str, Any]) -> None:
        action, _, commit = step["uses"].partition("@")
        assert re.fullmatch(r"[0-9a-f]{40}", commit), "an action is pinned by its commit"
        given = {name: self._filled(value) for name, value in step.get("with", {}).items()}
        if action == "actions/checkout":
            assert given["persist-credentials"] == "False"
            target = self.folder / "workspace" / given.get("path", ".")
            git(self.folder, "clone", "--quiet", "--no-checkout", str(self.origin), str(target))
            git(target, "fetch", "--quiet", "origin", "+refs/pull/*:refs/remotes/pull/*")
            git(target, "checkout", "--quiet", "--detach", git(target, "rev-parse", "origin/main").strip()
                if given["ref"] == "main" else given["ref"])  # fmt: skip
            self._install(target)
        elif action == "actions/upload-artifact":
            source = self.folder / "workspace" / given["path"]
            target = self.folder / "gh" / "artifacts" / given["name"]
            if source.is_dir():
                shutil.copytree(source, target)
            elif source.is_file():
                target.mkdir()
                shutil.copy(source, target)
        else:
            assert action == "actions/setup-python", action

    def _install(self, target: Path) -> None:
        """The environment that runs the tests stands in for the one that `make` would install."""
        (target / ".venv").mkdir()
        (target / ".venv" / "bin").symlink_to(Path(sys.prefix) / "bin")
        (target / ".venv" / ".installed").touch()
