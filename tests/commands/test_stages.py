"""The stages as a user runs them, told as short stories against the stand-in."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

from auditor.standin import Fault, Quota, StandIn
from tests.commands.project import MODELS, NOWHERE, Project, hosts, plain
from tests.conftest import MADE_UP


def test_from_an_id_to_pages_and_back_without_the_network(project: Project, standin: StandIn) -> None:
    collected = project.run("--json", "collect", **hosts(standin))
    assert collected.returncode == 0, plain(collected)
    summary = json.loads(collected.stdout)
    assert summary["requests"]["huggingface/model/acme/open-7b"] <= 6
    assert {f"huggingface/model/{one}.json" for one in (*MODELS, "globex/closed-13b")} <= project.evidence().keys()
    assert project.run("judge", **NOWHERE).returncode == 0
    rendered = project.run("--json", "render", **NOWHERE)
    assert rendered.returncode == 0, plain(rendered)
    assert (project.root / "docs/models/acme/open-7b.md").is_file()
    audits = {path: path.read_bytes() for path in (project.root / "data/audits").rglob("*.json")}
    assert project.run("judge", **NOWHERE).returncode == 0
    assert {path: path.read_bytes() for path in audits} == audits
    assert not list((project.root / "data/history").rglob("*.jsonl"))


def test_a_second_collect_keeps_every_byte_and_costs_one_request_a_repository(
    project: Project, standin: StandIn
) -> None:
    project.run("collect", **hosts(standin))
    before = project.evidence()
    again = json.loads(project.run("--json", "collect", **hosts(standin)).stdout)
    assert project.evidence() == before
    assert again["observed"] == 0
    assert {count for place, count in again["requests"].items() if place.startswith("huggingface")} == {1}


def test_when_the_hub_cannot_be_reached_the_last_evidence_stands(project: Project, standin: StandIn) -> None:
    project.run("collect", **hosts(standin))
    before = project.evidence()
    failed = project.run("collect", **NOWHERE)
    assert failed.returncode == 3
    assert "could not be reached" in plain(failed)
    assert "acme/open-7b: seen 2026" in plain(failed)
    assert project.evidence() == before


def test_a_model_s_failure_touches_no_other(project: Project, standin: StandIn) -> None:
    standin.faults["/api/models/acme/open-7b?"] = Fault(status=200, body=b"not json")
    done = project.run("collect", **hosts(standin))
    assert done.returncode == 3
    assert "answered something that is not JSON" in plain(done)
    assert "huggingface/model/globex/adapter.json" in project.evidence()
    assert "huggingface/model/acme/open-7b.json" not in project.evidence()


def test_a_kill_in_the_middle_loses_nothing(project: Project, standin: StandIn) -> None:
    project.run("collect", "acme/open-7b", **hosts(standin))
    before = project.evidence()
    standin.faults["/api/models/acme/open-7b-chat"] = Fault(delay=5, times=1)
    command = [sys.executable, "-m", "auditor", "collect"]
    running = subprocess.Popen(
        command, cwd=project.root, env=project.environment(hosts(standin)), stderr=subprocess.PIPE
    )
    standin.requests.clear()
    until = time.monotonic() + 20
    while time.monotonic() < until and not any("open-7b?" in one.path for one in standin.requests):
        time.sleep(0.05)
    time.sleep(0.3)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert before.items() <= project.evidence().items()
    assert project.run("validate").returncode == 0
    done = project.run("--json", "collect", **hosts(standin))
    assert done.returncode == 0, plain(done)
    assert f"huggingface/model/{MODELS[2]}.json" in project.evidence()


def test_what_the_budget_left_is_asked_first_next_time(project: Project) -> None:
    project.write(
        "data/models/acme/open-7b.yaml",
        "id: acme/open-7b\nlinks:\n  - role: evaluation_code\n    url: https://github.com/acme/archived\n",
    )
    with StandIn([MADE_UP], quota=Quota(github=4, window=3600)) as standin:
        first = json.loads(project.run("--json", "collect", "acme/open-7b", **hosts(standin)).stdout)
    assert first["left"]
    with StandIn([MADE_UP], quota=Quota(github=4, window=3600)) as standin:
        second = json.loads(project.run("--json", "collect", "acme/open-7b", **hosts(standin)).stdout)
        github = [one.path for one in standin.requests if one.path.startswith("/github/repos/")]
    assert github[0] == "/github/repos/" + first["left"][0].removeprefix("github/repository/")
    assert set(first["left"]).isdisjoint(second["left"])
