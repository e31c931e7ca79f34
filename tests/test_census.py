"""A census as a whole: the same answers as the audit, the same bytes by whoever does it, and nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.census.columns import dictionary, schema
from auditor.census.engine import Cluster, Engine, Loop, Pool
from auditor.census.job import PARTITIONS, Job, is_done, judging
from auditor.census.run import plan, run
from auditor.census.stages import read, read_path
from auditor.checks import all_checks
from auditor.evidence import Evidence, StatedBy
from auditor.judge import Judge
from auditor.pipeline import Auditor
from auditor.standin import StandIn
from auditor.store import BadData
from tests.census.made_up import contents, results, write, write_cards
from tests.conftest import CHECKOUT, MADE_UP, door_to, thorough


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def looped(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A census of the made-up rows by a plain loop."""
    out = tmp_path_factory.mktemp("looped")
    run(plan(source, out, CHECKOUT), Loop())
    return out


@pytest.fixture(scope="module")
def found(looped: Path) -> dict[str, dict[str, Any]]:
    return results(looped)


# -- what comes out --------------------------------------------------------------------------------------------------


def test_every_row_has_a_result_and_poison_takes_nothing_with_it(looped: Path, found: dict[str, Any]) -> None:
    told = json.loads((looped / "census.json").read_text(encoding="utf-8"))
    assert told["source"]["rows"] == 136
    assert told["source"]["duplicates"] == 1
    assert told["results"] == 135
    assert told["poisoned"] == {"id": 3, "json": 2, "types": 1}
    assert {one["id"] for one in found.values() if one["reasons"] == ["poisoned_row:json"]} == {
        "poison/json",
        "poison/deep",
    }
    assert {value for key, value in found["poison/json"].items() if key.startswith(("check_", "criterion_"))} == {
        "unknown"
    }
    assert found["acme/root"]["licenses"] == ["Apache-2.0"]  # the first row of an id holds


def test_the_columns_are_those_of_the_dictionary(looped: Path, found: dict[str, Any]) -> None:
    told = json.loads((looped / "dictionary.json").read_text(encoding="utf-8"))
    names = [one["name"] for one in told["columns"]]
    asker = judging(str(CHECKOUT)).asker
    assert names == schema(asker.checks, asker.definitions).names == list(found["acme/root"])
    assert told == dictionary(asker.checks, asker.definitions)
    codes = {code for one in found.values() for code in one["reasons"]}
    assert codes <= told["reasons"].keys()
    assert {"criterion_weights", "criterion_license", "definition_osaid-1.0", "check_weights_full"} <= set(names)


def test_what_the_statistics_lack_is_unknown_and_told(looped: Path, found: dict[str, Any]) -> None:
    root = found["acme/root"]
    assert root["check_weights_ungated"] == "unknown"
    assert root["check_weights_downloadable"] == "yes"
    assert root["reasons"] == ["gated_unknown", "no_card_text", "no_file_sizes", "license_text_unread"]
    assert "no_file_list" in found["initech/silent"]["reasons"]
    assert found["initech/silent"]["check_weights_downloadable"] == "unknown"
    told = json.loads((looped / "census.json").read_text(encoding="utf-8"))
    assert told["unknown"]["check_weights_ungated"] == 135
    assert told["reasons"]["gated_unknown"] == 129


@pytest.mark.parametrize(
    ("model_id", "descent"),
    [
        ("acme/root", ("none", None, 0, False)),
        ("owner-1/model-1", ("complete", "acme/root", 1, False)),
        ("owner-2/model-2", ("complete", "globex/closed", 1, True)),
        ("owner-3/model-3", ("complete", "globex/closed", 2, True)),
        ("initech/one", ("cycle", None, 0, False)),
        ("initech/after", ("cycle", None, 1, False)),
        ("initech/itself", ("cycle", None, 0, False)),
        ("initech/lost", ("broken", None, 0, None)),
        ("initech/merge", ("complete", "acme/root", 1, True)),
    ],
)
def test_lineage_is_followed_to_the_root(
    found: dict[str, Any], model_id: str, descent: tuple[str, str | None, int, bool | None]
) -> None:
    told = ("lineage", "root", "depth", "inherits_restricted")
    assert tuple(found[model_id][name] for name in told) == descent


def test_what_is_built_on_a_base_is_judged_with_its_answers(found: dict[str, Any]) -> None:
    assert found["owner-1/model-1"]["check_license_osi_approved"] == "yes"
    assert found["owner-2/model-2"]["check_license_osi_approved"] == "no"  # a conflict with the base's
    assert found["owner-2/model-2"]["check_osd_criteria_kept"] == "no"  # the base's license governs
    assert found["owner-3/model-3"]["check_osd_criteria_kept"] == "no"  # and goes on
    assert found["owner-1/model-1"]["check_osd_criteria_kept"] == "yes"


def test_cards_are_joined_by_id(source: Path, tmp_path: Path, found: dict[str, Any]) -> None:
    run(plan(source, tmp_path / "out", CHECKOUT, write_cards(tmp_path)), Loop())
    with_cards = results(tmp_path / "out")
    assert with_cards["acme/root"]["check_model_card_present"] == "yes"
    assert found["acme/root"]["check_model_card_present"] == "unknown"
    assert "no_card_text" not in with_cards["acme/root"]["reasons"]
    assert with_cards["owner-2/model-2"] == found["owner-2/model-2"]


# -- the same answers as the audit -----------------------------------------------------------------------------------


def test_the_answers_are_those_of_the_audit_of_the_same_evidence(standin: StandIn, tmp_path: Path) -> None:
    run(plan(MADE_UP / "hub" / "models.jsonl", tmp_path / "out", CHECKOUT), Loop())
    counted = results(tmp_path / "out")
    auditor = Auditor(root=tmp_path, door=door_to(standin), rules=CHECKOUT / "data")
    rules = auditor.store.rules
    assert len(counted) == 13
    for model_id in counted:
        auditor.audit(model_id)
    places = {one.ref.name: one for one in auditor.seen if one.ref.kind == "model"}

    def evidence_of(model_id: str) -> Evidence | None:
        """What the audit saw, without what a census does not ask for: other files, branches, linked places."""
        place = places.get(model_id)
        if place is None or place.snapshot is None or model_id not in counted:
            return None
        links = tuple(one for one in place.snapshot.links if one.stated_by is not StatedBy.FILE)
        snapshot = place.snapshot.model_copy(update={"read": (), "branches": None, "reported": (), "links": links})
        return Evidence(id=model_id, place=place.model_copy(update={"snapshot": snapshot}), links=links, rules=rules)

    judge = Judge(all_checks(), evidence_of)
    compared = 0
    for model_id, one in counted.items():
        judged = judge.judge(model_id)
        if judged is None:
            continue
        answers = {f"check_{check}": answer.outcome.value for check, answer in judged[1].items()}
        assert {name: one[name] for name in answers} == answers, model_id
        compared += 1
    assert compared >= 10


# -- whoever does it -------------------------------------------------------------------------------------------------


def test_two_processes_give_the_same_bytes(source: Path, looped: Path, tmp_path: Path) -> None:
    pool = Pool(2)
    run(plan(source, tmp_path, CHECKOUT), pool)
    pool.close()
    assert contents(tmp_path) == contents(looped)
    assert not (tmp_path / ".work").exists()


class _Stops(Loop):
    """Dies after so many parts."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.did: list[str] = []

    def each(self, step: Any, tasks: Any, done: Any) -> None:
        for task in tasks:
            if not self.left:
                raise KeyboardInterrupt
            super().each(step, [task], done)
            self.did.append(step.func.__name__)
            self.left -= 1


def test_a_run_that_was_stopped_goes_on_with_what_is_missing(source: Path, looped: Path, tmp_path: Path) -> None:
    job = plan(source, tmp_path, CHECKOUT)
    with pytest.raises(KeyboardInterrupt):
        run(job, _Stops(40))
    read_already = sum(is_done(read_path(job, one), job) for one in range(PARTITIONS))
    assert 0 < read_already < PARTITIONS
    later = _Stops(10_000)
    run(job, later)
    assert later.did.count("read") == PARTITIONS - read_already
    assert later.did.count("split") == 0
    assert contents(tmp_path) == contents(looped)
    again = _Stops(0)
    assert run(job, again).kept == PARTITIONS
    assert contents(tmp_path) == contents(looped)


def test_a_part_of_another_source_or_other_rules_is_made_anew(source: Path, tmp_path: Path) -> None:
    job = plan(source, tmp_path, CHECKOUT)
    run(job, Loop())
    other = Job(source=job.source, cards=None, out=job.out, root=job.root, fingerprint="0" * 64)
    assert is_done(job.part(0), job)
    assert not is_done(job.part(0), other)
    with pytest.raises(BadData, match="allowed is the same on all"):
        read(other, 0)


def _kill_one(children: Any, killed: list[int]) -> None:
    deadline = time.monotonic() + 60
    while not killed and time.monotonic() < deadline:
        for pid in children():
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
            return
        time.sleep(0.01)


class _Killing:
    """Kills one worker when a tenth of the reading is done."""

    def __init__(self, engine: Engine, children: Any) -> None:
        self._engine, self._children = engine, children
        self.killed: list[int] = []

    def each(self, step: Any, tasks: Any, done: Any) -> None:
        count = 0

        def heard() -> None:
            nonlocal count
            count += 1
            if step.func.__name__ == "read" and count == 6 and not self.killed:
                _kill_one(self._children, self.killed)
            done()

        self._engine.each(step, tasks, heard)


@thorough
def test_a_killed_process_loses_nothing(source: Path, looped: Path, tmp_path: Path) -> None:
    pool = Pool(4)
    killing = _Killing(pool, lambda: list(pool._pool._processes) if pool._pool else [])
    run(plan(source, tmp_path, CHECKOUT), killing)
    pool.close()
    assert len(killing.killed) == 1
    assert contents(tmp_path) == contents(looped)


@pytest.fixture
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=4, threads_per_worker=1, processes=True, dashboard_address=None) as running:
        yield running


@thorough
def test_a_cluster_of_four_gives_the_same_bytes_also_when_a_worker_is_killed(
    cluster: Any, source: Path, looped: Path, tmp_path: Path
) -> None:
    import distributed  # noqa: PLC0415 - only where the extra is installed

    with distributed.Client(cluster, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        run(plan(source, tmp_path / "whole", CHECKOUT), Cluster(client))
        assert contents(tmp_path / "whole") == contents(looped)
        killing = _Killing(Cluster(client), lambda: [one.pid for one in cluster.workers.values()])
        run(plan(source, tmp_path / "killed", CHECKOUT), killing)
    assert len(killing.killed) == 1
    assert contents(tmp_path / "killed") == contents(looped)


@thorough
def test_a_killed_command_is_resumed(source: Path, looped: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "auditor", "--quiet", "census", str(source), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "OPENNESS_ROOT": str(CHECKOUT)}
    process = subprocess.Popen([*command, "--processes", "1"], env=environment)
    job = plan(source, tmp_path / "out", CHECKOUT)
    killer = threading.Event()
    while process.poll() is None and not killer.is_set():
        if is_done(read_path(job, 3), job):
            process.kill()
            killer.set()
        time.sleep(0.005)
    process.wait()
    assert killer.is_set()
    assert not (tmp_path / "out" / "census.json").exists()
    subprocess.run([*command, "--processes", "2"], env=environment, check=True)
    assert contents(tmp_path / "out") == contents(looped)
