"""The stages as a user runs them, told as short stories against the stand-in."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time

import pytest

from auditor.standin import Fault, Quota, StandIn
from auditor.store import Store
from tests.commands.project import MODELS, NOWHERE, Project, hosts, plain
from tests.conftest import MADE_UP, THOROUGH

LISTS = ("huggingface/model/acme", "huggingface/model/globex", "huggingface/dataset/acme")


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


def test_a_second_collect_keeps_every_byte_and_costs_at_most_one_request_a_repository(
    project: Project, standin: StandIn
) -> None:
    project.run("collect", **hosts(standin))
    before = project.evidence()
    again = json.loads(project.run("--json", "collect", **hosts(standin)).stdout)
    assert project.evidence() == before
    assert again["observed"] == 0
    assert {count for place, count in again["requests"].items() if place.startswith("huggingface")} == {0, 1}
    assert again["lists"] == dict.fromkeys(LISTS, 1)
    assert again["complete"]


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


@pytest.mark.parametrize("seed", range(4 if THOROUGH else 1))
def test_a_kill_at_any_moment_leaves_readable_data_and_the_next_run_goes_on(
    project: Project, standin: StandIn, whole: dict[str, bytes], seed: int
) -> None:
    standin.faults[""] = Fault(delay=0.03)
    wait = random.Random(seed)  # noqa: S311 - moments, not secrets
    for _ in range(2):
        command = [sys.executable, "-m", "auditor", "collect", "--jobs", "8"]
        standin.requests.clear()
        running = subprocess.Popen(
            command, cwd=project.root, env=project.environment(hosts(standin)), stderr=subprocess.PIPE
        )
        until = time.monotonic() + 20
        while time.monotonic() < until and not standin.requests and running.poll() is None:
            time.sleep(0.01)
        time.sleep(wait.uniform(0, 1.2))
        running.kill()
        running.communicate()
        assert list(Store(project.root).problems()) == []
        assert all(whole[path] == content for path, content in project.evidence().items())
    del standin.faults[""]
    done = project.run("--json", "collect", **hosts(standin))
    assert done.returncode == 0, plain(done)
    assert project.evidence() == whole


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The evidence of a run that nothing disturbs, one place at a time."""
    project = Project(tmp_path_factory.mktemp("whole"))
    with StandIn([MADE_UP]) as standin:
        assert project.run("collect", "--jobs", "1", **hosts(standin)).returncode == 0
    return project.evidence()


def test_eight_jobs_write_the_same_bytes_as_one(project: Project, standin: StandIn, whole: dict[str, bytes]) -> None:
    done = project.run("--json", "collect", "--jobs", "8", **hosts(standin))
    assert done.returncode == 0, plain(done)
    assert project.evidence() == whole


def test_a_dry_run_tells_what_it_would_cost_without_a_request(project: Project, standin: StandIn) -> None:
    project.run("collect", **hosts(standin))
    standin.requests.clear()
    told = project.run("--json", "collect", "--dry-run", **hosts(standin))
    said = project.run("collect", "--dry-run", **hosts(standin))
    assert standin.requests == []
    plan = json.loads(told.stdout)
    again = json.loads(project.run("--json", "collect", **hosts(standin)).stdout)
    assert plan["requests_if_nothing_changed"] == again["requests_sent"]
    assert plan["lists"] == {name: {"places": 2, "requests": 1} for name in LISTS}
    assert {one["bucket"] for one in plan["limits"]} == {"api", "github", "resolvers"}
    assert "3 for lists of owners, which tell of 6 places" in plain(said)
    assert "left of the limit of 127.0.0.1 (api)" in plain(said)


def test_a_budget_of_the_user_s_leaves_the_rest_and_says_so(project: Project, standin: StandIn) -> None:
    done = project.run("--json", "collect", "--max-requests", "15", **hosts(standin))
    summary = json.loads(done.stdout)
    assert done.returncode == 0, plain(done)
    assert (summary["complete"], summary["failed"]) == (False, {})
    assert summary["left"]
    assert summary["requests_sent"] <= 15 + 5
    for _ in range(20):
        summary = json.loads(project.run("--json", "collect", "--max-requests", "15", **hosts(standin)).stdout)
        if summary["complete"]:
            break
    assert {f"huggingface/model/{one}.json" for one in MODELS} <= project.evidence().keys()


@pytest.mark.parametrize("wrong", [("--jobs", "0"), ("--jobs", "99"), ("--max-requests", "0"), ("--max-minutes", "-1")])
def test_limits_that_are_none_are_refused_in_a_sentence(project: Project, wrong: tuple[str, str]) -> None:
    done = project.run("collect", *wrong, **NOWHERE)
    assert done.returncode == 2
    assert wrong[0] in plain(done)


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
