"""`auditor measure` as a user runs it."""

from __future__ import annotations

import json

import pytest

from auditor.standin import StandIn
from tests.commands.project import NOWHERE, Project, hosts, plain
from tests.conftest import MADE_UP


def test_measure_over_recordings_and_over_what_is_committed(project: Project, standin: StandIn) -> None:
    one = {"value": "met", "because": "All shards are there.", "confidence": "high"}
    label = {"id": "acme/open-7b", "labels": {"weights": one, "license": {**one, "value": "not_met"}}}
    project.write("data/labels/acme__open-7b.json", json.dumps(label))
    before = project.evidence()
    done = project.run("--json", "measure", "--recordings", str(MADE_UP), **NOWHERE)
    assert done.returncode == 0, plain(done)
    found = json.loads(done.stdout)
    assert found["criteria"]["weights"]["met"] == {"precision": 1, "recall": 1, "missed": 0, "given_wrongly": 0}
    assert [(one["criterion"], one["label"], one["answer"]) for one in found["disagreements"]] == [
        ("license", "not_met", "met")
    ]
    assert project.evidence() == before
    assert json.loads(project.run("--json", "measure", **NOWHERE).stdout)["unseen"] == ["acme/open-7b"]
    project.run("collect", **hosts(standin))
    assert json.loads(project.run("--json", "measure", **NOWHERE).stdout) == found


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "Invalid JSON"), ('{"id": "acme/x"}', "labels"), ('{"id": "../x", "labels": {}}', "not a repository id")],
    ids=["cut off", "no labels", "no id"],
)
def test_a_label_that_is_none_is_named(project: Project, content: str, said: str) -> None:
    project.write("data/labels/acme__x.json", content)
    done = project.run("measure", **NOWHERE)
    assert done.returncode == 2
    assert "data/labels/acme__x.json" in plain(done)
    assert said.lower() in plain(done).lower()


def test_measuring_without_labels_says_what_is_missing(project: Project) -> None:
    done = project.run("measure", **NOWHERE)
    assert done.returncode == 2
    assert "data/labels: there are no labels here" in plain(done)
