"""What is committed holds together: data/ by itself, and the tests beside the modules."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from auditor.checks import all_checks
from auditor.collect import model_ref
from auditor.pipeline import Auditor
from auditor.store import Store
from auditor.store.place_files import place_from_json, place_to_json
from auditor.transport import Door
from tests.conftest import CHECKOUT

STORE = Store(CHECKOUT)
EVIDENCE = sorted((CHECKOUT / "data" / "evidence").rglob("*.json"))
TESTS = CHECKOUT / "tests"


committed = pytest.mark.skipif(
    os.environ.get("GITHUB_EVENT_NAME") == "pull_request",
    reason="what a pull request adds is not observed yet: `auditor review` judges it, the next rebuild commits it",
)


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- data/ -----------------------------------------------------------------------------------------------------------


def test_every_file_in_data_loads() -> None:
    assert list(STORE.problems()) == []


@committed
def test_every_registered_model_has_evidence_and_an_audit() -> None:
    ids = [entry.id for entry in STORE.entries()]
    assert len(ids) >= 54
    assert [one for one in ids if STORE.place(model_ref(one)) is None] == []
    assert [one for one in ids if STORE.audit(one) is None] == []


@committed
def test_every_audit_answers_every_check_of_today() -> None:
    versions = {one.id: one.version for one in all_checks().values()}
    for entry in STORE.entries():
        audit = STORE.audit(entry.id)
        assert audit is not None
        assert dict(audit.checks) == versions, entry.id
        assert audit.answers.keys() == versions.keys(), entry.id


@committed
def test_judging_again_offline_gives_the_same_bytes(tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    shutil.rmtree(tmp_path / "data" / "audits")
    judged = Auditor(root=tmp_path, door=cast("Door", None)).judge()
    assert judged.models >= 54
    ours, again = below(CHECKOUT / "data" / "audits"), below(tmp_path / "data" / "audits")
    assert sorted(ours) == sorted(again)
    assert [path for path, content in ours.items() if again[path] != content] == []


@committed
def test_judging_again_turns_nothing_and_writes_nothing(tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    judged = Auditor(root=tmp_path, door=cast("Door", None)).judge()
    assert judged.turned == {}
    assert below(tmp_path / "data") == below(CHECKOUT / "data")


@committed
def test_every_answer_follows_from_the_committed_evidence_and_cites_into_it() -> None:
    audits, found = Auditor(root=CHECKOUT, door=cast("Door", None)).follows()
    assert audits >= len(STORE.entries())
    assert [f"{one.file} {one.check}: {one.what}" for one in found] == []


def test_evidence_is_written_as_the_program_would_write_it() -> None:
    changed = [path for path in EVIDENCE if place_to_json(place_from_json(path.read_bytes())) != path.read_bytes()]
    assert EVIDENCE
    assert changed == []


# -- evidence is facts, not prose --------------------------------------------------------------------------------------

LONGEST = {"heading": 120, "text": 120, "columns": 60, "url": 2100, "files": 4200, "path": 4100}
"""Characters by the key they stand under: headings and columns are cut, addresses and paths are not prose."""
SHORT = 300
"""Characters of any other fact: names, ids, hashes, license ids, values of the front matter."""
TITLES = {"heading", "text", "columns"}
WORDS = 15
"""Words of any one fact that is no title: a name or an address has fewer, a sentence of a card has more."""


def facts(found: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a file, keys included, with the name of the list or key that it stands under."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield ("files" if key == "files" else "key"), name
            yield from facts(value, key if key in {"files", "values"} else name)
    elif isinstance(found, list):
        for value in found:
            yield from facts(value, key)
    elif isinstance(found, str):
        yield key, found


def like_prose(content: bytes) -> list[str]:
    return [
        f"{key}: {fact[:80]}"
        for key, fact in facts(json.loads(content))
        if len(fact) > LONGEST.get(key, SHORT) or (key not in {"files", "path", *TITLES} and len(fact.split()) > WORDS)
    ]


def test_no_evidence_reads_like_prose() -> None:
    assert {path.name: found for path in EVIDENCE if (found := like_prose(path.read_bytes()))} == {}


SENTENCE = "We trained the model on a mix of public pages and books that we cannot share with anyone."


@pytest.mark.parametrize(
    ("found", "prose"),
    [
        ({"card": {"headings": [{"text": "Training data"}]}}, False),
        ({"card": {"headings": [{"text": "x" * 121}]}}, True),
        ({"card": {"links": [{"url": "https://example.org/" + "x" * 2000}]}}, False),
        ({"card": {"links": [{"url": "https://example.org/" + "x" * 2100}]}}, True),
        ({"card": {"links": [{"heading": SENTENCE * 2}]}}, True),
        ({"card": {"front_matter": {"values": {"description": SENTENCE}}}}, True),
        ({"card": {"front_matter": {"values": {"model-index": [{"name": SENTENCE}]}}}}, True),
        ({"card": {"front_matter": {"values": {"license": "apache-2.0"}}}}, False),
        ({"card": {"cues": {SENTENCE: [1]}}}, True),
        ({"files": {"": ["5 - " + "a b " * 40]}}, False),
    ],
)
def test_what_reads_like_prose_would_be_found(found: object, prose: bool) -> None:  # noqa: FBT001
    assert bool(like_prose(json.dumps(found).encode())) is prose


# -- a test beside every module --------------------------------------------------------------------------------------

TOLD_ELSEWHERE = {
    "collect/again.py": ("review/test_rejudge.py", "cards are read again for a review, as a user would"),
    "reading/facts.py": ("reading/test_card.py", "facts are what a card is read for"),
    "store/checkout_files.py": ("store/test_store.py", "a store is one thing to who uses it"),
    "store/people_files.py": ("store/test_store.py", "a store is one thing to who uses it"),
    "store/program_files.py": ("store/test_store.py", "a store is one thing to who uses it"),
    "cli.py": ("commands/test_audit.py", "every story of a command goes through it"),
    "commands/export.py": ("exports/test_exports.py", "what is exported is told there"),
    "sources/folder.py": ("commands/test_audit.py", "a folder is audited as a user would"),
    "standin/certificate.py": ("standin/test_clients.py", "clients that ask for TLS meet it"),
    "standin/exchange.py": ("standin/test_server.py", "a request and its answer are seen over the socket"),
    "standin/faults.py": ("standin/test_server.py", "faults are met over the socket"),
    "standin/hub_files.py": ("standin/test_hub.py", "the Hub answers as one"),
    "standin/hub_place.py": ("standin/test_hub.py", "the Hub answers as one"),
    "standin/quota.py": ("standin/test_server.py", "quotas are met over the socket"),
    "talk.py": ("commands/test_stages.py", "what the commands say is read where they are run"),
}
"""Modules without a test file of their own -> where they are tested, and why there."""


def modules() -> list[Path]:
    folder = CHECKOUT / "auditor"
    found = [path.relative_to(folder) for path in folder.rglob("*.py") if not path.name.startswith("__")]
    return sorted(path for path in found if path.parts[0] != "data")


def mirrored(module: Path) -> bool:
    """By a file of its name, or of its package's where that is one thing (`transport`, `outputs/site`)."""
    own = module.parent / f"test_{module.name}"
    package = module.parent.parent / f"test_{module.parent.name}.py"
    return (TESTS / own).is_file() or (module.parent.name != "" and (TESTS / package).is_file())


def test_every_module_has_a_mirrored_test_file() -> None:
    lonely = [module.as_posix() for module in modules() if not mirrored(module)]
    assert [module for module in lonely if module not in TOLD_ELSEWHERE] == []


def test_every_exception_is_a_module_that_is_tested_where_it_says() -> None:
    known = {module.as_posix() for module in modules()}
    assert TOLD_ELSEWHERE.keys() <= known
    assert [test for test, _ in TOLD_ELSEWHERE.values() if not (TESTS / test).is_file()] == []


def test_every_check_has_a_test_file_of_its_name_and_none_is_left_of_an_old_one() -> None:
    there = {path.stem.removeprefix("test_") for path in (TESTS / "checks").glob("test_*.py")}
    assert there - {"all_checks"} == set(all_checks())
