"""The Hub asked again for what was cited, over a socket."""

from __future__ import annotations

import json

import pytest

from auditor.collect import model_ref
from auditor.evidence import Kind, Missing, Reason, Ref
from auditor.sources import Listing, rereader
from auditor.sources.huggingface import files_at, hash_at
from auditor.standin import Fault, StandIn
from auditor.transport import Door, HostFailure
from tests.sources.test_huggingface import look

OPEN = model_ref("acme/open-7b")
SHA = "1000b52f5f8b0b440d738beeeef72466e4e9c235"


def test_a_listing_and_a_text_are_what_was_observed(door: Door) -> None:
    place = look(door, OPEN)
    assert place.snapshot
    assert place.card
    told = files_at(OPEN, SHA, door)
    assert isinstance(told, Listing)
    assert (sorted(told.files, key=str), told.complete) == (sorted(place.snapshot.files or (), key=str), True)
    assert hash_at(OPEN, SHA, "README.md", door) == place.card.sha256
    assert hash_at(OPEN, "", "README.md", door) == place.card.sha256


def test_a_dataset_has_addresses_of_its_own(door: Door) -> None:
    corpus = Ref(source="huggingface", kind=Kind.DATASET, name="acme/open-corpus")
    place = look(door, corpus)
    assert place.card
    assert hash_at(corpus, "bc13ad8d19e0dcd2c2060a294c21bc77dd8126d3", "README.md", door) == place.card.sha256


@pytest.mark.parametrize(
    ("name", "revision", "path", "reason"),
    [
        ("acme/gone", SHA, "README.md", Reason.NOT_FOUND_OR_PRIVATE),
        ("acme/open-7b", "0" * 40, "README.md", Reason.NOT_FOUND),
        ("acme/open-7b", SHA, "no-such-file", Reason.NOT_FOUND),
        ("globex/closed-13b", "", "config.json", Reason.GATED),
        ("acme/disabled", "", "config.json", Reason.DISABLED),
    ],
)
def test_a_refusal_is_told_as_one(door: Door, name: str, revision: str, path: str, reason: Reason) -> None:
    told = hash_at(model_ref(name), revision, path, door)
    assert isinstance(told, Missing)
    assert told.reason is reason


def test_a_commit_that_is_no_more_has_no_listing(door: Door) -> None:
    told = files_at(OPEN, "0" * 40, door)
    assert isinstance(told, Missing)
    assert told.reason is Reason.NOT_FOUND


def test_an_answer_about_another_commit_is_none(standin: StandIn, door: Door) -> None:
    standin.faults = {"/api/models/acme/open-7b": Fault(status=200, body=json.dumps({"sha": "9" * 40}).encode())}
    with pytest.raises(HostFailure, match="another commit"):
        files_at(OPEN, SHA, door)


@pytest.mark.parametrize("body", [b"[", b"{}", b'[{"path": 1}]'])
def test_without_a_list_in_the_info_a_page_of_the_tree_is_a_part(standin: StandIn, door: Door, body: bytes) -> None:
    partial = model_ref("acme/partial-list")
    sha = "99776c28e606940474909a1a54ff20b52de6b6ce"
    told = files_at(partial, sha, door)
    assert isinstance(told, Listing)
    assert (told.complete, {file.path for file in told.files}) == (
        False,
        {"README.md", "config.json", "model-00001-of-00004.safetensors"},
    )
    standin.faults = {f"/api/models/acme/partial-list/tree/{sha}": Fault(status=200, body=body)}
    with pytest.raises(HostFailure):
        files_at(partial, sha, door)


def test_only_hosts_with_commits_can_be_asked_again() -> None:
    assert rereader("huggingface") is not None
    assert rereader("github") is not None
    assert rereader("folder") is None
    assert rereader("nobody") is None
