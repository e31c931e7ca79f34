"""An id never leads out of data/, on no system."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.evidence import InvalidName, checked_name
from auditor.store import BadData, Store
from auditor.store.paths import links_below, refusal
from tests.conftest import CHECKOUT

RULES = CHECKOUT / "data"


def store(root: Path) -> Store:
    return Store(root, rules=RULES)


@pytest.mark.parametrize(
    "name",
    [
        *("../x", "a/..", "a/../b", "..", "a/.hidden", "/etc/passwd", "a//b", "a/b/c", "a", "", "/", "a/", "/b"),
        *("a/b\\c", "a\\..\\b", "a/b\0", "a/b\n", "a\n/b", "a/b ", " a/b", "a/b:c", "a/b%2e%2e", "C:/b", "a/~", "-a/b"),
        *(
            "a/b.",
            "a/b.git",
            "a/b--c",
            "a/cafe\u0301",
            "a/caf\u00e9",
            "a/\uff41",
            "a/\u2024\u2024",
            "a/\u202eb",
            "a/\u0661",
        ),
        *("a/" + "b" * 97, "a" * 97 + "/b", "a" * 10_000 + "/b", "a/" * 5_000),
    ],
    ids=lambda name: repr(name[:20]),
)
def test_what_is_no_id_becomes_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidName) as refused:
        checked_name(name)
    assert len(str(refused.value)) < 300
    for path in (store(tmp_path).entry_path, store(tmp_path).audit_path, store(tmp_path).history_path):
        with pytest.raises(InvalidName):
            path(name)


def test_the_longest_id_is_a_file(tmp_path: Path) -> None:
    longest = "a" * 96 + "/" + "b" * 96
    assert store(tmp_path).add_entry(longest).is_file()


@pytest.mark.parametrize(
    ("model_id", "registered", "why"),
    [
        ("acme/open", (), ""),
        ("acme/open", ("acme/open", "globex/open", "acme/other"), ""),
        ("acme/console", (), ""),
        ("acme/com10", (), ""),
        ("con/open", (), "'con' is a device's name"),
        ("acme/NUL", (), "'NUL' is a device's name"),
        ("acme/aux.7b", (), "'aux.7b' is a device's name"),
        ("COM1/x", (), "'COM1' is a device's name"),
        ("Acme/Open", ("acme/open",), "differs from 'acme/open' in case only"),
        ("Acme/open-2", ("acme/open",), "its owner is written 'acme'"),
    ],
)
def test_what_every_system_can_check_out(model_id: str, registered: tuple[str, ...], why: str) -> None:
    found = refusal(model_id, registered)
    assert (why in found) if why else found == ""


def test_ids_that_differ_in_case_only_are_refused_when_added_and_when_validated(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.add_entry("acme/open")
    for other in ("Acme/Open", "acme/OPEN", "ACME/else"):
        with pytest.raises(BadData, match="cannot be registered"):
            kept.add_entry(other)
    assert list(kept.problems()) == []
    for other in ("acme/OPEN", "ACME/else"):
        path = kept.entry_path(other)
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"id: {other}\n")
    said = "\n".join(kept.problems())
    assert "is registered in data/models/acme/OPEN.yaml too" in said
    assert "cannot be registered: its owner is written 'ACME' in 'ACME/else', and the Hub knows no case" in said


def test_a_reserved_name_is_refused(tmp_path: Path) -> None:
    kept = store(tmp_path)
    with pytest.raises(
        BadData, match=r"data/models/acme/nul\.yaml: acme/nul cannot be registered: 'nul' is a device's"
    ):
        kept.add_entry("acme/nul")
    assert kept.entry_files() == ()


def test_links_are_neither_read_nor_shown(tmp_path: Path) -> None:
    kept = store(tmp_path)
    secret = tmp_path / "secret.txt"
    secret.write_text("key: [hunter2\n")
    kept.add_entry("acme/open")
    for path in (kept.entry_path("acme/leak"), kept.audit_path("acme/leak"), kept.history_path("acme/leak")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(secret)
    (tmp_path / "data" / "elsewhere").symlink_to("/etc")
    assert [one.name for one in links_below(kept.data)] == ["leak.json", "elsewhere", "leak.jsonl", "leak.yaml"]
    said = list(kept.problems())
    assert sum("it is a symbolic link; allowed are files only" in one for one in said) == 4
    assert "hunter2" not in "\n".join(said)
    for read in (lambda: kept.entry("acme/leak"), lambda: kept.audit("acme/leak"), lambda: kept.history("acme/leak")):
        with pytest.raises(BadData, match="symbolic link"):
            read()


def test_what_is_written_replaces_a_link_and_leaves_its_target(tmp_path: Path) -> None:
    kept = store(tmp_path)
    target = tmp_path / "target.yaml"
    target.write_text("id: acme/open\n")
    path = kept.entry_path("acme/open")
    path.parent.mkdir(parents=True)
    path.symlink_to(target)
    with pytest.raises(BadData):
        kept.add_entry("acme/open")
    with pytest.raises(BadData):
        kept.extend_entry("acme/open")
    assert target.read_text() == "id: acme/open\n"
