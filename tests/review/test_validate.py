"""The mistakes of a change: file, line, key, what is allowed."""

from __future__ import annotations

import pytest

from auditor.review.record import Problem
from auditor.review.validate import MAX_FILES
from tests.review.repo import Repo

REPLY = """\
id: acme/x
replies:
- check: no_such_check
  statement: x
  url: https://a.example
  by: x
  on: 2026-11-01
"""


def told(repo: Repo) -> list[Problem]:
    repo.commit()
    return list(repo.review().problems)


def test_a_good_change_has_none(repo: Repo) -> None:
    repo.write("data/models/acme/open-7b.yaml", "id: acme/open-7b\n")
    assert told(repo) == []


@pytest.mark.parametrize(
    ("path", "content", "line", "key", "says"),
    [
        ("models/acme/x.yaml", "id: acme/x\nlicence: mit\n", 2, "licence", "not known"),
        ("models/acme/x.yaml", "# x\nid: acme/other\n", 2, "id", "does not agree"),
        ("models/acme/x.yaml", REPLY, 3, "replies.0.check", "no check is called"),
        ("models/GLOBEX/Adapter.yaml", "id: GLOBEX/Adapter\n", 0, "id", "is registered in"),
        ("vocabulary.yaml", "cues: 1\n", 1, "cues", "allowed is"),
        ("corrections.yaml", "corrections:\n- on: never\n", 2, "corrections.0.on", ""),
        ("labels/acme__x.json", "{}", 0, "id", "missing"),
        ("models/acme/x.txt", "x", 0, "", "no file of this name"),
        ("audits/globex/adapter.json", "{}", 0, "", "only the program writes this file (`auditor judge`)"),
        ("evidence/huggingface/model/acme/x.json", "{}", 0, "", "only the program writes this file (`auditor collect"),
        ("history/acme/x.jsonl", "{}", 0, "", "only the program writes this file (`auditor judge`)"),
    ],
)  # fmt: skip
def test_each_mistake_names_its_place(  # noqa: PLR0913, PLR0917 - one literal for each part of a mistake
    repo: Repo, path: str, content: str, line: int, key: str, says: str
) -> None:
    repo.write(f"data/{path}", content)
    found = [one for one in told(repo) if one.key == key and says in one.says]
    assert found, repo.review().problems
    assert all(one.file.startswith("data/") for one in found)
    if line:
        assert found[0].line == line


def test_a_definition_that_names_no_check_is_told_at_the_requirement(repo: Repo) -> None:
    repo.edit("data/definitions/open-source-five.yaml", "check: license_osi_approved", "check: no_such_check")
    (one,) = told(repo)
    assert one.key == "requirements.license"
    assert one.line > 10
    assert "no_such_check" in one.says


def test_what_a_removal_breaks_elsewhere_is_told_too(repo: Repo) -> None:
    word = "attestations:\n- requirement: osaid-1.0/data_information\n  outcome: yes\n  because: Seen.\n"
    repo.write("data/models/acme/x.yaml", f"id: acme/x\n{word}  url: https://a.example\n  by: x\n  on: 2026-11-01\n")
    (repo.root / "data/definitions/osaid-1.0.yaml").unlink()
    assert [(one.file, one.key) for one in told(repo)] == [("data/models/acme/x.yaml", "attestations.0.requirement")]


def test_the_programs_files_beside_code_are_for_a_maintainer(repo: Repo) -> None:
    audit = repo.root / "data/audits/globex/adapter.json"
    audit.write_text(
        audit.read_text("utf-8").replace('"outcome": "unknown"', '"outcome": "not_applicable"', 1), "utf-8"
    )
    repo.write("auditor/checks/weights_full.py", "# another one\n")
    repo.commit()
    review = repo.review()
    assert review.problems == ()
    looks = [(look.matter.value, look.of) for look in review.looks]
    assert ("written by the program", "auditor judge") in looks
    assert any("otherwise than committed" in look.says for look in review.looks)


def test_more_files_than_github_lists_are_said(repo: Repo) -> None:
    for number in range(MAX_FILES + 1):
        repo.write(f"data/models/acme/m{number}.txt", "")
    repo.commit()
    review = repo.review()
    assert review.problems_in_all == MAX_FILES + 1
    assert "at most 3,000" in review.problems[0].says
