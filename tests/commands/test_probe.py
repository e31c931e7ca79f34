"""`auditor probe` as a user runs it: the live subjects are not among the made-up recordings."""

from __future__ import annotations

import json

from auditor.standin import Fault, StandIn
from tests.commands.project import NOWHERE, Project, hosts, plain


def test_hosts_that_cannot_be_asked_end_with_three(project: Project, standin: StandIn) -> None:
    done = project.run("--json", "probe", **NOWHERE)
    assert done.returncode == 3, plain(done)
    found = json.loads(done.stdout)
    assert found["could_not_be_asked"] == len(found["rows"])
    # What was not recorded is 503 there: not known, never "does not hold".
    assert project.run("--json", "probe", **hosts(standin)).returncode == 3


def test_what_turned_ends_with_one_and_is_told_in_files(project: Project, standin: StandIn) -> None:
    standin.faults = {"/": Fault(status=404, body=b"{}")}
    title, body = project.root / "out" / "title", project.root / "out" / "body"
    done = project.run("probe", "--title", str(title), "--body", str(body), **hosts(standin))
    assert done.returncode == 1, plain(done)
    assert "○ does not hold" in done.stdout
    assert title.read_text(encoding="utf-8") == "A host no longer answers as we assume\n"
    assert "- `hub_info`: " in body.read_text(encoding="utf-8")
