"""`auditor verify` as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from auditor.standin import Fault, StandIn
from tests.commands.project import NOWHERE, Project, hosts, plain
from tests.conftest import MADE_UP


@pytest.fixture
def judged(project: Project, standin: StandIn) -> Project:
    """A checkout in which everything was observed and judged."""
    assert project.run("collect", **hosts(standin)).returncode == 0
    assert project.run("judge", **NOWHERE).returncode == 0
    standin.requests.clear()
    return project


def test_all_stands_and_no_cache_answers_for_the_hosts(judged: Project, standin: StandIn) -> None:
    before = judged.evidence()
    done = judged.run("verify", **hosts(standin))
    assert done.returncode == 0, plain(done)
    assert "(100%), 100% of the" in done.stdout
    assert len(standin.requests) > 5
    assert len({one.path for one in standin.requests}) == len(standin.requests)
    assert judged.evidence() == before


def test_what_fell_is_named_and_ends_with_one(judged: Project, tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    shutil.copytree(MADE_UP, folder)
    path = folder / "hub" / "models.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [{**row, "card": "Rewritten."} if row["id"] == "acme/open-7b" else row for row in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with StandIn([folder]) as standin:
        done = judged.run("--json", "verify", "acme/open-7b", **hosts(standin))
        assert done.returncode == 1, plain(done)
        shown = judged.run("verify", "acme/open-7b", **hosts(standin))
    found = json.loads(done.stdout)
    assert {one["url"].partition("#")[0].rpartition("/")[2] for one in found["no_longer_stand"]} == {"README.md"}
    assert found["citations"]["rewritten"] == len(found["no_longer_stand"])
    assert "rewritten: the file has another hash" in shown.stdout


def test_a_host_that_cannot_be_asked_ends_with_three_and_nothing_is_gone(judged: Project, standin: StandIn) -> None:
    done = judged.run("--json", "verify", **NOWHERE)
    assert done.returncode == 3, plain(done)
    found = json.loads(done.stdout)
    assert (found["citations"]["gone"], found["citations"]["asked"], found["confirmed_of_asked"]) == (0, 0, None)
    standin.faults = {"/github": Fault(status=503)}
    assert judged.run("verify", **hosts(standin)).returncode in {0, 3}


def test_a_budget_bounds_the_requests(judged: Project, standin: StandIn) -> None:
    done = judged.run("--json", "verify", "--max-requests", "2", **hosts(standin))
    found = json.loads(done.stdout)
    assert (done.returncode, found["requests_sent"], len(standin.requests)) == (0, 2, 2)
    assert found["citations"]["not_asked"] > 0


def test_offline_passes_on_what_was_judged_and_names_what_was_changed(judged: Project) -> None:
    assert judged.run("verify", "--offline", **NOWHERE).returncode == 0
    path = judged.root / "data" / "audits" / "acme" / "open-7b.json"
    audit = json.loads(path.read_text(encoding="utf-8"))
    audit["answers"]["weights_full"]["outcome"] = "no"
    path.write_text(json.dumps(audit), encoding="utf-8")
    changed = path.read_bytes()
    done = judged.run("verify", "--offline", **NOWHERE)
    assert done.returncode == 1
    assert "data/audits/acme/open-7b.json: weights_full: answers no, judging again yes" in plain(done)
    assert path.read_bytes() == changed
    assert judged.run("verify", "--offline", "globex/adapter", **NOWHERE).returncode == 0
    stray = judged.write("data/audits/acme/stray.json", json.dumps({**audit, "id": "acme/stray"}))
    path.unlink()
    told = json.loads(judged.run("--json", "verify", "--offline", **NOWHERE).stdout)["differences"]
    assert [(one["file"], one["what"]) for one in told] == [
        ("data/audits/acme/open-7b.json", "is missing"),
        ("data/audits/acme/stray.json", "nothing in the register and the evidence leads to it"),
    ]
    assert stray.is_file()


def test_an_id_that_is_not_registered_is_named(judged: Project) -> None:
    done = judged.run("verify", "acme/unknown", **NOWHERE)
    assert done.returncode == 2
    assert "data/models/acme/unknown.yaml: there is no such entry" in plain(done)
