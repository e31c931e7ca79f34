from __future__ import annotations

import pytest

from auditor.answers import Citation
from auditor.evidence import File, Missing, Reason, Snapshot
from auditor.sources import Listing
from auditor.verify.compare import FALLEN, Fate, needs_bytes, of_bytes, of_listing, refused
from auditor.verify.held import Pin
from tests.builders import DAY, SHA, ref

LFS, OTHER = "1" * 64, "2" * 64
GIT, OTHER_GIT = "3" * 40, "4" * 40


def cited(sha256: str = "") -> Citation:
    return Citation(url=f"https://huggingface.co/acme/open-7b/blob/{SHA}/m.bin", shows="x", revision=SHA, sha256=sha256)


def pin(path: str = "", revision: str = SHA) -> Pin:
    return Pin(ref=ref("acme/open-7b"), revision=revision, path=path)


def held(*files: tuple[str, str], complete: bool = True) -> Snapshot:
    return Snapshot(revision=SHA, files=tuple(File(path=path, oid=oid) for path, oid in files), complete=complete)


def told(*files: tuple[str, str], complete: bool = True) -> Listing:
    return Listing(files=tuple(File(path=path, oid=oid) for path, oid in files), complete=complete)


@pytest.mark.parametrize(
    ("reason", "fate"),
    [
        (Reason.NOT_FOUND, Fate.GONE),
        (Reason.NOT_FOUND_OR_PRIVATE, Fate.GONE),
        (Reason.EMPTY, Fate.GONE),
        (Reason.GATED, Fate.REFUSED),
        (Reason.DISABLED, Fate.REFUSED),
        (Reason.REFUSED, Fate.REFUSED),
    ],
)
def test_a_refusal_is_gone_or_refused_and_says_why(reason: Reason, fate: Fate) -> None:
    found = refused(Missing(reason=reason, observed=DAY))
    assert (found.fate, bool(found.why), found.failed) == (fate, True, False)
    assert found.fate in FALLEN


def test_only_a_text_needs_its_bytes() -> None:
    assert needs_bytes(cited(LFS), pin("m.bin"), held(("m.bin", GIT)))
    assert needs_bytes(cited(LFS), pin("m.bin"), None)
    assert needs_bytes(cited(LFS), pin("m.bin", revision=""), held(("m.bin", LFS)))
    assert not needs_bytes(cited(LFS), pin("m.bin"), held(("m.bin", LFS)))
    assert not needs_bytes(cited(), pin("m.bin"), held(("m.bin", GIT)))
    assert not needs_bytes(cited(), pin(), None)


def test_a_text_is_told_by_its_hash() -> None:
    assert of_bytes(cited(LFS), LFS).fate is Fate.CONFIRMED
    assert of_bytes(cited(LFS), OTHER).fate is Fate.REWRITTEN


@pytest.mark.parametrize(
    ("sha256", "before", "today", "fate"),
    [
        (LFS, held(("m.bin", LFS)), told(("m.bin", LFS)), Fate.CONFIRMED),
        (LFS, held(("m.bin", LFS)), told(("m.bin", OTHER)), Fate.REWRITTEN),
        (LFS, held(("m.bin", LFS)), told(("m.bin", "")), Fate.NOT_ASKED),
        ("", held(("m.bin", GIT)), told(("m.bin", GIT)), Fate.CONFIRMED),
        ("", held(("m.bin", GIT)), told(("m.bin", OTHER_GIT)), Fate.REWRITTEN),
        ("", held(("m.bin", GIT)), told(("m.bin", LFS)), Fate.CONFIRMED),
        ("", None, told(("m.bin", "")), Fate.CONFIRMED),
        ("", held(("m.bin", "")), told(("other", "")), Fate.GONE),
        ("", held(("m.bin", "")), told(("other", ""), complete=False), Fate.NOT_ASKED),
    ],
)
def test_a_listed_file_is_told_by_the_listing(sha256: str, before: Snapshot | None, today: Listing, fate: Fate) -> None:
    assert of_listing(cited(sha256), pin("m.bin"), today, before).fate is fate


@pytest.mark.parametrize(
    ("before", "today", "fate"),
    [
        (None, told(("a", GIT)), Fate.CONFIRMED),
        (held(("a", GIT), ("b", "")), told(("a", GIT), ("b", GIT)), Fate.CONFIRMED),
        (held(("a", GIT)), told(("a", OTHER_GIT)), Fate.REWRITTEN),
        (held(("a", GIT), ("b", "")), told(("a", GIT)), Fate.REWRITTEN),
        (held(("a", GIT)), told(("a", GIT), ("b", "")), Fate.REWRITTEN),
        (held(("a", GIT), complete=False), told(("a", GIT), ("b", "")), Fate.CONFIRMED),
        (held(("a", GIT), ("b", "")), told(("a", GIT), complete=False), Fate.NOT_ASKED),
        (held(("a", GIT), ("b", "")), told(("a", OTHER_GIT), complete=False), Fate.REWRITTEN),
    ],
)
def test_a_listing_has_the_same_names_and_ids(before: Snapshot | None, today: Listing, fate: Fate) -> None:
    assert of_listing(cited(), pin(), today, before).fate is fate
