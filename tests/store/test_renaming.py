from __future__ import annotations

from pathlib import Path

import pytest

from auditor.answers import unknown
from auditor.evidence import Head, Settings
from auditor.history import Audit, Happening, What
from auditor.store import BadData, Store
from auditor.store.renaming import rename
from tests.builders import place

OLD, NEW = "acme/open-7b", "acme/lantern-7b"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A model that the Hub has renamed, with all that is kept of one."""
    store = Store(tmp_path)
    path = store.entry_path(OLD)
    path.parent.mkdir(parents=True)
    path.write_text(f"# why it is here\nid: {OLD}\nnotes: kept\n", encoding="utf-8")
    seen = place(OLD).model_copy(update={"head": Head(name=NEW, settings=Settings(), observed="2026-11-24")})
    store.save_place(seen)
    audit = Audit(
        id=OLD,
        basis={f"huggingface/model/{OLD}": "sha1", "huggingface/dataset/acme/web": "sha2"},
        checks={"a_check": 1},
        rules="r1",
        answers={"a_check": unknown("It could not be seen.")},
    )
    store.save_audit(audit, [Happening(on="2026-11-24", what=What.RENAMED, before=OLD, after=NEW)])
    return store


def test_everything_goes_on_under_the_new_id(store: Store) -> None:
    history = store.history(OLD)
    path = rename(store, OLD, NEW)
    assert path.read_text(encoding="utf-8") == f"# why it is here\nid: {NEW}\nnotes: kept\nwas:\n  - {OLD}\n"
    entry, audit, seen = store.entry(NEW), store.audit(NEW), store.place(place(NEW).ref)
    assert entry
    assert entry.was == (OLD,)
    assert audit
    assert audit.basis == {f"huggingface/model/{NEW}": "sha1", "huggingface/dataset/acme/web": "sha2"}
    assert store.history(NEW) == history
    assert seen
    assert seen.page == f"https://huggingface.co/{NEW}"
    assert store.entry(OLD) is None
    assert store.audit(OLD) is None
    assert store.history(OLD) == ()


def test_a_run_that_was_killed_is_finished_by_the_next(store: Store) -> None:
    before = store.entry_path(OLD).read_bytes()
    rename(store, OLD, NEW)
    store.entry_path(OLD).write_bytes(before)
    rename(store, OLD, NEW)
    assert store.entry(OLD) is None
    entry = store.entry(NEW)
    assert entry
    assert entry.was == (OLD,)


def test_the_hub_must_have_been_seen_to_call_it_so(store: Store) -> None:
    with pytest.raises(BadData, match=f"the Hub was last seen to call it {NEW}; allowed is that name"):
        rename(store, OLD, "acme/other")
    assert store.entry(OLD)


def test_what_is_not_there_and_what_is_there_already_is_refused(store: Store) -> None:
    with pytest.raises(BadData, match="there is no such entry"):
        rename(store, "acme/none", NEW)
    store.entry_path(NEW).write_text(f"id: {NEW}\n", encoding="utf-8")
    with pytest.raises(BadData, match="is registered already"):
        rename(store, OLD, NEW)
    assert store.entry(OLD)
