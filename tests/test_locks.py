"""The locks of requirements/: they hold what pyproject.toml asks for, each file by its hash, and workflows use them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import CHECKOUT

FOLDER = CHECKOUT / "requirements"
LOCKS = ("run", "build", "dev", "tools")
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = (
    {"sys_platform": "linux", "platform_system": "Linux"},
    {"sys_platform": "win32", "platform_system": "Windows"},
)
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((CHECKOUT / ".github" / "workflows").glob("*.yml"))
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@cache
def entries(name: str) -> tuple[tuple[Requirement, tuple[str, ...]], ...]:
    """Each pinned release with its hashes."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    lines = re.sub(r" *\\\n *", " ", re.sub(r"(?m)^ *#.*\n", "", text)).splitlines()
    return tuple((Requirement(line.split(" --hash")[0]), tuple(line.split()[1:])) for line in lines if line.strip())


def pins(name: str, environment: dict[str, str]) -> dict[str, str]:
    """Package -> version, where the marker holds."""
    found: dict[str, str] = {}
    for one, _ in entries(name):
        if one.marker is None or one.marker.evaluate(environment):
            assert canonicalize_name(one.name) not in found, f"{one.name} stands twice"
            found[canonicalize_name(one.name)] = str(one.specifier).removeprefix("==")
    return found


def environments() -> Iterator[dict[str, str]]:
    for python in PYTHONS:
        for platform in PLATFORMS:
            own = cast("dict[str, str]", dict(default_environment()))
            yield {**own, "python_version": python, "python_full_version": f"{python}.9", **platform, "extra": ""}


def asked(name: str) -> list[str]:
    """What a lock was made from."""
    build = [*PROJECT["build-system"]["requires"], *_lines("build.in")]
    made_from: dict[str, list[str]] = {
        "run": PROJECT["project"]["dependencies"],
        "build": build,
        "dev": [*PROJECT["project"]["dependencies"], *build, *PROJECT["dependency-groups"]["dev"]],
        "tools": _lines("tools.in"),
    }
    return made_from[name]


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("name", LOCKS)
def test_every_release_is_pinned_and_every_file_has_a_hash(name: str) -> None:
    assert len(entries(name)) >= 2
    for one, rest in entries(name):
        (specifier,) = one.specifier
        assert (specifier.operator, one.url, one.extras) == ("==", None, set()), one
        hashes = [part for part in rest if part.startswith("--hash")]
        assert hashes, one
        assert all(map(HASH.fullmatch, hashes)), one


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_that_packages_come_from(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"--(extra-)?index|--find-links|--trusted-host", text)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_is_asked_for_within_its_ranges(name: str) -> None:
    for environment in environments():
        held = pins(name, environment)
        for line in asked(name):
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate(environment):
                version = held.get(canonicalize_name(wanted.name), "")
                assert version, f"{wanted.name} is not in requirements/{name}.txt: make lock"
                assert wanted.specifier.contains(version, prereleases=True), f"{line}: {version} is locked: make lock"


def test_what_is_developed_with_is_what_runs() -> None:
    for environment in environments():
        run, build, dev = (pins(name, environment) for name in ("run", "build", "dev"))
        assert {**run, **build}.items() <= dev.items()
        assert all(build[name] == run[name] for name in build.keys() & run.keys())


def steps(workflow: dict[str, Any]) -> Iterator[str]:
    for job in workflow["jobs"].values():
        yield from (step["run"] for step in job["steps"] if "run" in step)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_installs_nothing_that_is_not_locked(path: Any) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    lines = [line for script in steps(workflow) for line in script.splitlines()]
    if any(re.search(r"\bmake\b|\.ci/run", line) for line in lines):
        assert workflow.get("env", {}).get("LOCKED") == "1"
    free = [line for line in lines if "pip install" in line and not re.search(r"--require-hashes|--no-deps", line)]
    # What is looked at for known weaknesses is what a user would get today.
    assert [line for line in free if "audited/bin/python" not in line] == []
    assert all("--no-build-isolation" in line or ".whl" in line for line in lines if "--no-deps" in line)


def test_make_installs_the_locks_where_it_is_told_to() -> None:
    text = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    assert "$(PIP_LOCKED) --requirement requirements/run.txt --requirement requirements/build.txt" in text
    assert "$(PIP_LOCKED) --requirement requirements/dev.txt" in text
    assert re.search(r"PIP_LOCKED := .* --require-hashes\n", text)
