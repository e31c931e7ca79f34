from __future__ import annotations

from pathlib import Path

import pytest

from auditor.intake import read_event
from auditor.store import BadData
from tests.intake.events import event, issue, issue_with


def test_what_is_read_of_an_event() -> None:
    found = issue("reply")
    assert (found.number, found.user.login, found.opened.isoformat()) == (16, "acme-bot", "2026-11-24")
    assert found.label_names == {"reply"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"issue": 3}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"issue": {"number": "12"}}',
        b"{" + b" " * 5_000_000,
    ],
)
def test_what_is_no_event_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "event.json"
    path.write_bytes(content)
    with pytest.raises(BadData) as refused:
        read_event(path)
    assert str(refused.value).startswith("event.json: ")
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_event(tmp_path / "none.json")


@pytest.mark.parametrize("number", [0, -1, True, "1; id", 1.5])
def test_a_number_that_is_none_makes_no_branch(tmp_path: Path, number: object) -> None:
    with pytest.raises(BadData, match=r"issue\.number"):
        issue_with(tmp_path, "reply", number=number)


@pytest.mark.parametrize("login", ["a b", "$(id)", "", "-a", "<b>"])
def test_a_login_that_github_would_not_give(tmp_path: Path, login: str) -> None:
    with pytest.raises(BadData, match=r"issue\.user\.login"):
        issue_with(tmp_path, "reply", user=event("reply")["issue"]["user"] | {"login": login})
