"""A register of made-up models on disk, audited; and the edits that people, hosts and the program make to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from auditor.card import Role
from auditor.checks import all_checks
from auditor.collect import curated_links, model_ref
from auditor.evidence import Evidence, Gate, Kind, Link, Place
from auditor.judge import Judge
from auditor.outputs import all_pages
from auditor.registry import Attestation
from auditor.store import Store
from auditor.store.kept import Kept
from auditor.viewing import Viewed, published, viewed
from tests import builders
from tests.conftest import CHECKOUT

BASE: Final = "acme/base-7b"
TUNED: Final = "acme/tuned-7b"
ADAPTER: Final = "globex/adapter"
PLAIN: Final = "globex/plain"
NEVER_SEEN: Final = "acme/never-seen"
IDS: Final = (BASE, NEVER_SEEN, TUNED, ADAPTER, PLAIN)
DEFINITIONS: Final = ("open-source-five", "g7-2026", "osaid-1.0")


def lay_out(root: Path) -> None:
    """A base model, one that is built on it, an adapter of that, one that links much, and one that nobody has seen."""
    data = root / "data"
    (data / "definitions").mkdir(parents=True)
    for name in (
        *(f"definitions/{one}.yaml" for one in DEFINITIONS),
        "licenses.yaml",
        "license_fingerprints.json",
        "vocabulary.yaml",
    ):
        shutil.copy(CHECKOUT / "data" / name, data / name)
    for one in IDS:
        register(root, one)
    see(root, model(BASE, builders.dataset("acme/corpus"), files=("README.md", "model.safetensors", "LICENSE")))
    see(root, model(TUNED, builders.base(BASE)))
    see(root, model(ADAPTER, builders.base(TUNED, "adapter"), builders.base(BASE, "adapter")))
    code = builders.link(Role.EVALUATION_CODE, "globex/eval")
    see(root, model(PLAIN, code, builders.dataset("globex/data"), builders.dataset("globex/never-opened")))
    see(root, builders.place("acme/corpus", kind=Kind.DATASET, files=("data.parquet", "README.md")))
    see(root, builders.place("globex/data", kind=Kind.DATASET, files=("data.parquet",), gated=Gate.MANUAL))
    onward = builders.link(Role.EVALUATION_CODE, "globex/harness")
    see(root, linking(builders.repository("globex/eval", "README.md", "eval.py"), onward))
    judge(root)


def model(name: str, *links: Link, files: tuple[str, ...] = ("README.md", "model.safetensors")) -> Place:
    """A model's place, with what its card links."""
    card = builders.card(front={"license": "apache-2.0", "pipeline_tag": "text-generation"})
    return linking(builders.place(name, files=files, card=card), *links)


def linking(place: Place, *links: Link) -> Place:
    """The place with these links."""
    assert place.snapshot
    return place.model_copy(update={"snapshot": place.snapshot.model_copy(update={"links": links})})


def register(root: Path, model_id: str, more: str = "") -> None:
    """An entry with more than its id, as YAML."""
    path = root / "data/models" / f"{model_id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"id: {model_id}\n{more}", encoding="utf-8")


def see(root: Path, place: Place) -> None:
    """What a run of `collect` would leave."""
    Store(root).save_place(place)


def judge(root: Path) -> None:
    """What a run of `judge` would leave."""
    store = Store(root)

    def evidence_of(model_id: str) -> Evidence | None:
        entry = store.entry(model_id)
        return store.evidence(model_ref(model_id), curated_links(entry.links if entry else ()))

    def words_of(model_id: str) -> tuple[Attestation, ...]:
        entry = store.entry(model_id)
        return entry.attestations if entry else ()

    judging = Judge(all_checks(), evidence_of, attestations_of=words_of, rules=store.rules_version)
    for model_id in judging.with_bases(store.registered()):
        if audit := judging.audit(model_id):
            store.save_audit(audit)


def pages(store: Store, kept: Kept | None = None) -> tuple[Mapping[str, bytes], Viewed]:
    """Every page and file that is published, and the views that it shows; the pictures are their own text."""
    found = viewed(store, kept)
    given = published(store, found, draw=str.encode, kept=kept)
    return {page.path: page.content for page in all_pages(given)}, found


# -- edits ---------------------------------------------------------------------------------------------------------


def turned(model_id: str) -> Callable[[Path], None]:
    """An answer of its audit turns, to and fro."""

    def edit(root: Path) -> None:
        path = root / "data/audits" / f"{model_id}.json"
        if path.is_file():
            audit = json.loads(path.read_text(encoding="utf-8"))
            answer = audit["answers"]["weights_ungated"]
            answer["outcome"] = "unknown" if answer["outcome"] == "yes" else "yes"
            path.write_text(json.dumps(audit, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    return edit


def told(model_id: str, more: str) -> Callable[[Path], None]:
    """Its entry says more, or, where it says that already, no more than its id."""

    def edit(root: Path) -> None:
        path = root / "data/models" / f"{model_id}.yaml"
        if path.is_file():
            register(root, model_id, "" if more in path.read_text(encoding="utf-8") else more)

    return edit


def registered(model_id: str) -> Callable[[Path], None]:
    """It is registered, or no longer; its evidence stays."""

    def edit(root: Path) -> None:
        path = root / "data/models" / f"{model_id}.yaml"
        if path.is_file():
            path.unlink()
        else:
            register(root, model_id)

    return edit


def renamed(old: str, new: str) -> Callable[[Path], None]:
    """The model goes on under another name, and back."""

    def edit(root: Path) -> None:
        data = root / "data"
        ours, theirs = (old, new) if (data / "models" / f"{old}.yaml").is_file() else (new, old)
        if not (data / "models" / f"{ours}.yaml").is_file():
            return
        (data / "models" / f"{ours}.yaml").unlink()
        register(root, theirs, f"was: [{ours}]\n")
        for kind in ("evidence/huggingface/model", "audits"):
            before, after = (data / kind / f"{one}.json" for one in (ours, theirs))
            if before.is_file():
                after.write_text(before.read_text(encoding="utf-8").replace(ours, theirs), encoding="utf-8")
                before.unlink()

    return edit


def seen(place: Place) -> Callable[[Path], None]:
    """A place is seen so, or was never seen."""

    def edit(root: Path) -> None:
        path = Store(root).place_path(place.ref)
        if path.is_file():
            path.unlink()
        else:
            see(root, place)

    return edit


def happened(model_id: str) -> Callable[[Path], None]:
    """A line more of its history."""
    line = {
        "on": "2026-02-03",
        "check": "weights_ungated",
        "before": "no",
        "after": "yes",
        "because": "The gate went away.",
        "cause": "the model changed",
    }

    def edit(root: Path) -> None:
        path = root / "data/history" / f"{model_id}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    return edit


def worded(name: str, before: str, after: str) -> Callable[[Path], None]:
    """Words of a file of the rule data change, to and fro."""

    def edit(root: Path) -> None:
        path = root / "data" / name
        text = path.read_text(encoding="utf-8")
        assert before in text or after in text
        path.write_text(text.replace(after, before) if after in text else text.replace(before, after), encoding="utf-8")

    return edit


def labeled(model_id: str) -> Callable[[Path], None]:
    """Somebody labels it, each time otherwise."""

    def edit(root: Path) -> None:
        path = root / "data/labels" / "one.json"
        path.parent.mkdir(exist_ok=True)
        value = "not_met" if path.is_file() and '"met"' in path.read_text(encoding="utf-8") else "met"
        label = {"value": value, "because": "It was read.", "confidence": "high"}
        path.write_text(json.dumps({"id": model_id, "labels": {"weights": label}}), encoding="utf-8")

    return edit


REPLY: Final = """replies:
  - check: weights_ungated
    statement: The gate goes away with the next release.
    url: https://huggingface.co/globex/plain/discussions/1
    by: globex
    on: 2026-11-24
"""
WORD: Final = """attestations:
  - requirement: osaid-1.0/data_information
    outcome: yes
    because: It was read in full.
    url: https://example.org/notes
    by: Jane Doe
    on: 2026-11-24
"""
EDITS: Final[Mapping[str, Callable[[Path], None]]] = {
    "its audit turns": turned(PLAIN),
    "its base's audit turns": turned(BASE),
    "a derivative's audit turns": turned(ADAPTER),
    "what nobody had seen is seen": seen(model(NEVER_SEEN)),
    "what is linked is opened": seen(builders.place("globex/never-opened", kind=Kind.DATASET, files=("a.parquet",))),
    "what is linked further on is opened": seen(builders.repository("globex/harness", "README.md", "run.py")),
    "a base is registered no more": registered(BASE),
    "a model is registered no more": registered(PLAIN),
    "a model is added": registered("globex/new"),
    "it is renamed": renamed(PLAIN, "globex/clear"),
    "a base is renamed": renamed(TUNED, "acme/tuned-8b"),
    "a reply is added": told(PLAIN, REPLY),
    "a person's word is added": told(BASE, WORD),
    "a line of history is added": happened(TUNED),
    "it is labeled": labeled(PLAIN),
    "a definition's title changes": worded("definitions/open-source-five.yaml", "title: Weights", "title: The weights"),
    "a license set's title changes": worded(
        "licenses.yaml", "title: an open license, of", "title: an openly used license, of"
    ),
}
"""What may change between two builds."""
