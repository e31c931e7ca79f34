"""`auditor add`, `validate` and `leads` as a user runs them."""

from __future__ import annotations

import json

import pytest

from auditor.standin import StandIn
from tests.commands.project import NOWHERE, Project, hosts, plain


def test_add_writes_two_lines_and_refuses_what_is_there_or_does_not_exist(project: Project, standin: StandIn) -> None:
    assert project.run("add", "acme/renamed", **hosts(standin)).returncode == 0
    written = (project.root / "data/models/acme/renamed.yaml").read_text()
    assert written.splitlines()[1:] == ["id: acme/renamed"]
    again, gone = (
        project.run("add", "acme/renamed", **hosts(standin)),
        project.run("add", "acme/gone", **hosts(standin)),
    )
    moved, away = project.run("add", "acme/old-name", **hosts(standin)), project.run("add", "acme/no-card", **NOWHERE)
    assert [one.returncode for one in (again, gone, moved, away)] == [2, 2, 2, 3]
    assert "is registered already" in plain(again)
    assert "not found or private" in plain(gone)
    assert "the Hub calls it acme/renamed" in plain(moved)
    assert project.run("validate").returncode == 0


def test_add_with_links_keeps_comments(project: Project, standin: StandIn) -> None:
    path = project.write("data/models/acme/open-7b.yaml", "# first\nid: acme/open-7b  # the id\nnotes: 'kept'\n")
    link = "evaluation_code=https://github.com/acme/open-eval"
    done = project.run("add", "acme/open-7b", "--link", link, **hosts(standin))
    assert done.returncode == 0, plain(done)
    text = path.read_text()
    assert "# first" in text
    assert "# the id" in text
    assert "notes: 'kept'" in text
    assert "role: evaluation_code" in text
    for bad in ("demo=https://github.com/a/b", "paper=javascript:alert(1)", "paper"):
        assert project.run("add", "acme/open-7b", "--link", bad, **hosts(standin)).returncode == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id: acme/bad\nlincense: mit\n", "lincense"),
        ("id: acme/bad\nid: acme/bad\n", "stands twice"),
        ("id:\tacme/bad\n\tx: 1\n", "not YAML"),
        ("id: acme/other\n", "does not agree"),
        ("- id: acme/bad\n", "mapping"),
        ("id: acme/bad\nnotes: &a [x]\nlinks: *a\n", "aliases"),
        ("id: acme/bad\nnotes: " + "x" * 5_000_000, "larger"),
        ("", "mapping"),
    ],
    ids=["unknown key", "twice", "tab", "other id", "list", "alias", "5 MB", "empty"],
)
def test_bad_yaml_is_one_sentence_and_exit_2(project: Project, content: str, said: str) -> None:
    project.write("data/models/acme/bad.yaml", content)
    done = project.run("validate", **NOWHERE)
    assert done.returncode == 2
    lines = plain(done).strip().splitlines()
    assert len(lines) == 1
    assert "data/models/acme/bad.yaml" in lines[0]
    assert said in lines[0]
    assert project.run("judge", **NOWHERE).returncode == 2


def test_leads_show_where_a_curator_may_look(project: Project, standin: StandIn) -> None:
    project.write(
        "data/models/acme/open-7b.yaml",
        "id: acme/open-7b\nlinks:\n  - role: training_code\n    url: https://github.com/acme/archived\n",
    )
    project.run("collect", **hosts(standin))
    done = project.run("--json", "leads", "acme/open-7b-chat", **NOWHERE)
    assert done.returncode == 0, plain(done)
    assert "https://github.com/acme/archived" in [one["url"] for one in json.loads(done.stdout)]
    assert "acme/open-7b-chat" in project.run("leads", **NOWHERE).stdout
    assert project.run("leads", "acme/nobody", **NOWHERE).returncode == 2
