"""`auditor lint` as a publisher and as pre-commit run it."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from tests.commands.project import NOWHERE, Project, plain
from tests.conftest import CHECKOUT
from tests.linting.cards import recorded

BAD = "---\nlicense: apache-3.0-turbo\n---\n# A\n\nWords.\n"


def test_a_good_card_is_passed_over_in_silence(project: Project) -> None:
    project.write("acme/open-7b/README.md", recorded()["acme/open-7b"])
    done = project.run("lint", "acme/open-7b/README.md", **NOWHERE)
    assert (done.returncode, plain(done)) == (0, "")


def test_hints_do_not_fail(project: Project) -> None:
    project.write("README.md", "---\nlicense: mit\n---\n# A\n\nWords.\n")
    done = project.run("lint", "README.md", **NOWHERE)
    assert done.returncode == 0, plain(done)
    assert all(line.startswith("README.md:1: hint: no ") for line in done.stdout.splitlines())


def test_an_error_fails_with_file_and_line(project: Project) -> None:
    project.write("README.md", BAD)
    done = project.run("lint", "README.md", **NOWHERE)
    assert done.returncode == 1
    assert "README.md:2: error: license: 'apache-3.0-turbo' is no id" in plain(done)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(project: Project) -> None:
    project.write("README.md", BAD)
    done = project.run("lint", "nowhere.md", ".", "README.md", **NOWHERE)
    assert done.returncode == 2
    assert "nowhere.md: the file cannot be read: No such file" in plain(done)
    assert ".: the file cannot be read: Is a directory" in plain(done)
    assert "README.md:2: error" in done.stdout


def test_findings_as_json(project: Project) -> None:
    project.write("README.md", BAD)
    done = project.run("--json", "lint", "README.md", **NOWHERE)
    (wrong,) = [one for one in json.loads(done.stdout) if one["severity"] == "error"]
    assert (wrong["file"], wrong["line"]) == ("README.md", 2)


def test_what_a_card_says_cannot_begin_a_line_or_a_command(project: Project) -> None:
    project.write("README.md", '---\nlicense: "x\\n::error::y\\u202e\\e[31m"\n---\n# A\n\n## B\x1b[31m\n')
    done = project.run("lint", "README.md", **NOWHERE)
    assert done.returncode == 1
    assert all(line.startswith("README.md:") for line in done.stdout.splitlines())
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_the_hook_runs_a_command_that_is_there() -> None:
    (hook,) = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "lint-model-card"
    assert hook["entry"].split() == ["auditor", "lint"]
    assert hook["language"] == "python"
    assert 'auditor = "auditor.__main__:main"' in Path(CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
