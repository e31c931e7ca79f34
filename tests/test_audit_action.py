"""The composite action's own steps, in a shell with a runner's environment, against the stand-in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.standin import StandIn
from tests.actions import Runner, executable, steps_of
from tests.commands.project import NOWHERE, hosts
from tests.conftest import CHECKOUT
from tests.test_sarif import validator

FOLDER = CHECKOUT / ".github" / "actions" / "audit"
ACTION = FOLDER / "action.yml"
_, INSTALL, AUDIT = steps_of(ACTION)
NONE = {"inputs.model": "", "inputs.folder": "", "inputs.revision": "", "inputs.require": "", "inputs.definition": ""}


def runner(tmp_path: Path, environment: dict[str, str], **inputs: str) -> Runner:
    """A runner on which the auditor is this checkout's; the interpreter only notes what it is asked to install."""
    ours = f'exec "{sys.executable}" -m auditor "$@"'
    python = executable(
        tmp_path / "python",
        [
            '[ "$2" = venv ] || exit 9',
            'mkdir -p "$3/bin"',
            f'''printf '%s\\n' '#!/usr/bin/env bash' 'echo "$@" >> "{tmp_path}/installed"' > "$3/bin/python"''',
            f"""printf '%s\\n' '#!/usr/bin/env bash' '{ours}' > "$3/bin/auditor\"""",
            'chmod +x "$3/bin/python" "$3/bin/auditor"',
        ],
    )
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    expressions = {
        **NONE,
        **{f"inputs.{name}": value for name, value in inputs.items()},
        "github.action_path": str(FOLDER),
        "github.token": "",
        "steps.python.outputs.python-path": str(python),
    }
    inherited = {"PYTHONPATH": str(CHECKOUT), "XDG_CACHE_HOME": str(tmp_path / "cache"), **environment}
    return Runner(root=tmp_path, workspace=workspace, expressions=expressions, environment=inherited)


def audited(running: Runner) -> subprocess.CompletedProcess[str]:
    installed = running.run(INSTALL)
    assert installed.returncode == 0, installed.stderr
    done = running.run(AUDIT)
    assert "Traceback" not in done.stdout + done.stderr
    assert running.outputs["status"] == str(done.returncode)
    return done


def sarif(running: Runner) -> dict[str, Any]:
    found = json.loads(Path(running.outputs["sarif"]).read_text(encoding="utf-8"))
    assert list(validator().iter_errors(found)) == []
    (run,) = found["runs"]
    assert isinstance(run, dict)
    return run


def test_it_installs_the_auditor_of_its_own_checkout(tmp_path: Path) -> None:
    done = runner(tmp_path, NOWHERE).run(INSTALL)
    assert done.returncode == 0, done.stderr
    installed = (tmp_path / "installed").read_text(encoding="utf-8").split()
    assert installed[:3] == ["-m", "pip", "install"]
    assert Path(installed[-1]).resolve() == CHECKOUT
    assert (CHECKOUT / "pyproject.toml").is_file()


def test_a_model_that_is_as_required(tmp_path: Path, standin: StandIn) -> None:
    running = runner(tmp_path, hosts(standin), model="acme/open-7b", require="met:weights,license")
    done = audited(running)
    assert done.returncode == 0, done.stderr
    assert "# acme/open\\-7b" in running.summary
    assert "::error" not in done.stdout
    assert all(one["level"] != "error" for one in sarif(running)["results"])


def test_a_model_that_falls_short(tmp_path: Path, standin: StandIn) -> None:
    running = runner(tmp_path, hosts(standin), model="globex/closed-13b", require="met:training_data,license")
    done = audited(running)
    assert done.returncode == 1
    assert "falls short: " in done.stderr
    (error, *_) = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    assert error.startswith("::error file=README.md,line=")
    assert "title=" in error
    assert "# globex/closed\\-13b" in running.summary
    required = [one for one in sarif(running)["results"] if one["level"] == "error"]
    assert {one["ruleId"].rpartition("/")[2] for one in required} <= {"training_data", "license"}
    assert required


def test_a_host_that_cannot_be_asked_is_no_falling_short(tmp_path: Path) -> None:
    running = runner(tmp_path, NOWHERE, model="acme/open-7b", require="met:weights")
    done = audited(running)
    assert done.returncode == 3
    everything = done.stdout + done.stderr + running.summary
    assert "Could not look" in done.stdout
    assert "Could not look" in running.summary
    assert "falls short" not in everything
    assert "::error" not in done.stdout
    # An upload without results would close every finding of the run before.
    assert "sarif" not in running.outputs


def test_a_linked_host_that_fails_is_no_falling_short(tmp_path: Path, standin: StandIn) -> None:
    half = {**hosts(standin), "GITHUB_API_URL": NOWHERE["GITHUB_API_URL"]}
    running = runner(tmp_path, half, model="acme/open-7b", require="met:evaluation_code,weights")
    done = audited(running)
    assert done.returncode == 3
    assert "could not look: evaluation_code could not be told (" in " ".join(done.stderr.split())
    assert "falls short" not in done.stderr
    assert {one["level"] for one in sarif(running)["results"]} == {"note"}


def test_a_folder_before_it_is_published(tmp_path: Path) -> None:
    running = runner(tmp_path, NOWHERE, folder="my-model", require="met:license")
    (running.workspace / "my-model").mkdir()
    (running.workspace / "my-model" / "README.md").write_text("# My model\n", encoding="utf-8")
    done = audited(running)
    assert done.returncode == 1, done.stderr
    assert "::error file=my-model/README.md,line=1,title=License" in done.stdout
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in sarif(running)["results"]}
    assert uris == {"my-model/README.md"}


@pytest.mark.parametrize(
    "inputs",
    [
        {"model": "$(touch ran)"},
        {"model": "`touch ran`"},
        {"model": "x'; touch ran; '"},
        {"model": "--help"},
        {"model": "acme/open-7b", "require": "met:weights$(touch ran)"},
        {"model": "acme/open-7b", "definition": "--version"},
        {"folder": "a b; touch ran"},
        {},
    ],
)
def test_an_input_is_never_code_or_an_option(tmp_path: Path, inputs: dict[str, str]) -> None:
    running = runner(tmp_path, NOWHERE, **inputs)
    done = audited(running)
    assert done.returncode == 2, done.stdout + done.stderr
    assert not (running.workspace / "ran").exists()
    assert len(done.stderr.strip().splitlines()) == 1


def test_inputs_reach_the_shell_by_the_environment_only() -> None:
    found = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    for step in found["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    used = {value for value in AUDIT["env"].values() if "inputs." in value}
    assert used == {f"${{{{ inputs.{name} }}}}" for name in found["inputs"]}


def test_a_register_of_another_kind_in_the_audited_repository_is_none_of_ours(tmp_path: Path, standin: StandIn) -> None:
    running = runner(tmp_path, hosts(standin), model="acme/open-7b", require="met:weights")
    theirs = running.workspace / "data" / "models" / "acme" / "open-7b.yaml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("nonsense: [", encoding="utf-8")
    assert audited(running).returncode == 0
    assert [path.name for path in running.workspace.iterdir()] == ["data"]
