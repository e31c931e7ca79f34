"""`auditor census report` as a user runs it, and what it keeps."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from auditor.commands import Group
from auditor.store import BadData, Store
from tests.censuses import row, written
from tests.commands.project import NOWHERE, Project, plain


def test_the_figures_of_a_census_are_kept_and_told(project: Project, tmp_path: Path) -> None:
    census = written(
        tmp_path / "census", [row("acme/a", weights="met"), row("acme/b"), row("acme/c", weights="not_met")]
    )
    done = project.run("census", "report", str(census), **NOWHERE)
    assert done.returncode == 0, plain(done)
    assert "weights: 33.3% to 66.7% meet it; met 1, unknown 1 of 3" in plain(done)
    assert "no sample of the Hub" in plain(done)
    kept = project.root / "data" / "census" / "state_of_the_hub.json"
    before = kept.read_bytes()
    assert json.loads(before)["overall"]["criteria"]["weights"] == {"met": 1, "not_met": 1, "unknown": 1}
    elsewhere = tmp_path / "figures.json"
    told = project.run("--json", "census", "report", str(census), "--out", str(elsewhere), **NOWHERE)
    assert json.loads(told.stdout) == {"rows": 3, "written": str(elsewhere)}
    assert elsewhere.read_bytes() == before
    state = Store(project.root).hub_state()
    assert state is not None
    assert Store(project.root).hub_state_bytes(state) == before
    assert "weights" in state.overall.criteria


def test_a_folder_that_holds_no_census_is_refused(project: Project, tmp_path: Path) -> None:
    done = project.run("census", "report", str(tmp_path), **NOWHERE)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no census here" in plain(done)
    assert "Traceback" not in done.stderr
    assert not (project.root / "data" / "census").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"schema_version": 9}', "schema_version: 9 is not known; allowed is 1"),
        ('{"schema_version": 1, "more": 1}', "data/census/state_of_the_hub.json"),
        ("{", "data/census/state_of_the_hub.json"),
    ],
)
def test_figures_that_somebody_edited_are_refused(project: Project, content: str, told: str) -> None:
    project.write("data/census/state_of_the_hub.json", content)
    store = Store(project.root)
    with pytest.raises(BadData, match="state_of_the_hub") as caught:
        store.hub_state()
    assert told in str(caught.value)
    assert any(told in one for one in store.problems())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["here"], "take here"),
        (["take", "report"], "take report"),
        (["report", "here"], "report here"),
        (["--more", "here"], "take here more"),
    ],
)
def test_a_group_takes_what_is_no_command_of_its_own(arguments: list[str], said: str) -> None:
    @click.command()
    @click.argument("what")
    @click.option("--more", is_flag=True)
    def take(what: str, *, more: bool) -> None:
        click.echo(f"take {what}{' more' if more else ''}")

    @click.command()
    @click.argument("what")
    def report(what: str) -> None:
        click.echo(f"report {what}")

    group = Group("census", commands={"take": take, "report": report})
    assert CliRunner().invoke(group, arguments).output == f"{said}\n"
    assert "Commands:" in CliRunner().invoke(group, ["--help"]).output
