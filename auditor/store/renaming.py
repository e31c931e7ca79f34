"""A model that the Hub renamed: its entry, audits and history go on under the new id."""

from __future__ import annotations

from pathlib import Path

from auditor.evidence import Head, Kind, Ref
from auditor.history import Audit
from auditor.store import BadData, Store
from auditor.store.files import write_whole
from auditor.store.yaml_files import renamed_entry


def rename(store: Store, old: str, new: str) -> Path:
    """Register under `new` what was registered as `old`; the entry then says what it was called.

    What is kept is written before anything is removed, so a second run finishes what a kill broke off. The old
    evidence stays: models built on the old id still lead there. Raises `BadData` where `old` is not registered, where
    `new` is and was not `old`, and where the Hub was last seen to call it otherwise.
    """
    entry, other = store.entry(old), store.entry(new)
    if entry is None:
        raise BadData(f"data/models/{old}.yaml: there is no such entry")
    if other and old not in other.was:
        raise BadData(f"data/models/{new}.yaml: {new} is registered already")
    place = store.place(_ref(old))
    called = place.head.name if place and isinstance(place.head, Head) else ""
    if place is None or called != new:
        raise BadData(
            f"data/models/{old}.yaml: the Hub was last seen to call it {called or 'nothing'}; allowed is that name"
        )
    page = place.page.removesuffix(old) + new
    store.save_place(place.model_copy(update={"ref": _ref(new), "page": page}))
    if audit := store.audit(old):
        history = store.history(old)
        store.save_audit(_renamed(audit, old, new), history)
    path = store.entry_path(new)
    write_whole(path, renamed_entry(store.entry_path(old).read_bytes(), old, new))
    for gone in (store.entry_path(old), store.audit_path(old), store.history_path(old)):
        gone.unlink(missing_ok=True)
    return path


def _ref(model_id: str) -> Ref:
    return Ref(source="huggingface", kind=Kind.MODEL, name=model_id)


def _renamed(audit: Audit, old: str, new: str) -> Audit:
    basis = {str(_ref(new)) if place == str(_ref(old)) else place: state for place, state in audit.basis.items()}
    return audit.model_copy(update={"id": new, "basis": basis})
