"""What is kept between two builds changes nothing but the time that the second takes."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pytest

from auditor.store import BadData, Store
from auditor.store.kept import Kept
from auditor.viewing import Made, Viewed, kept_in, viewed
from tests.conftest import THOROUGH
from tests.register import ADAPTER, BASE, EDITS, IDS, NEVER_SEEN, PLAIN, TUNED, lay_out, pages, turned

ANEW: Final[Mapping[str, set[str]]] = {
    "its audit turns": {PLAIN},
    "its base's audit turns": {BASE, TUNED, ADAPTER},
    "a derivative's audit turns": {ADAPTER},
    "what nobody had seen is seen": {NEVER_SEEN},
    "what is linked is opened": {PLAIN},
    "what is linked further on is opened": {PLAIN},
    "a base is registered no more": {TUNED, ADAPTER},
    "a model is registered no more": set(),
    "a model is added": {"globex/new"},
    "it is renamed": {"globex/clear"},
    "a base is renamed": {"acme/tuned-8b", ADAPTER},
    "a reply is added": {PLAIN},
    "a person's word is added": {BASE},
    "a line of history is added": {TUNED},
    "it is labeled": set(),
    "a definition's title changes": set(IDS),
    "a license set's title changes": set(IDS),
}
"""Of which models the view is made anew, and of no other."""


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("register")
    lay_out(root)
    pages(Store(root), kept_in(root / ".cache", Store(root)))
    return root


@pytest.fixture
def root(laid_out: Path, tmp_path: Path) -> Path:
    shutil.copytree(laid_out, tmp_path / "checkout")
    return tmp_path / "checkout"


def again(root: Path) -> tuple[Mapping[str, bytes], Viewed]:
    """Build with what is kept, and forget what is of no use any more."""
    store = Store(root)
    kept = kept_in(root / ".cache", store)
    found = pages(store, kept)
    kept.forget_others()
    return found


def differing(root: Path) -> tuple[list[str], Viewed]:
    """The paths at which a build with what is kept differs from one without, and what it made anew."""
    some, found = again(root)
    whole, _ = pages(Store(root))
    return sorted(path for path in some.keys() | whole.keys() if some.get(path) != whole.get(path)), found


def test_every_edit_is_told_by_what_it_makes_anew() -> None:
    assert ANEW.keys() == EDITS.keys()


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_the_bytes_are_those_of_a_build_with_nothing_kept(edit: str, root: Path) -> None:
    EDITS[edit](root)
    differs, found = differing(root)
    assert differs == []
    assert set(found.anew) == ANEW[edit]
    assert viewed(Store(root), kept_in(root / ".cache", Store(root))).anew == ()


def test_any_edits_one_after_another(root: Path) -> None:
    # Seeded: a failure can be met again.
    chance = random.Random(20261201)  # noqa: S311 - no secret
    for _ in range(40 if THOROUGH else 2):
        done = [chance.choice([*EDITS]) for _ in range(chance.randint(1, 3))]
        for edit in done:
            EDITS[edit](root)
        assert differing(root)[0] == [], done


def test_a_page_of_one_model_looks_at_no_other(root: Path) -> None:
    before, _ = again(root)
    turned(PLAIN)(root)
    after, _ = again(root)
    own = [path for path in before if path.startswith(("models/", "families/")) and before[path] != after[path]]
    assert sorted(own) == ["models/globex/plain.md", "models/index.md"]


@contextmanager
def files_touched(root: Path) -> Iterator[set[str]]:
    """Every file below data/ that is opened, or whose state is asked for, by whomever."""
    touched: set[str] = set()
    watching = True
    below = f"{root / 'data'}{os.sep}"

    def note(path: object) -> None:
        if watching and isinstance(path, str | os.PathLike) and os.fspath(path).startswith(below):
            touched.add(Path(path).relative_to(root).as_posix())

    sys.addaudithook(lambda event, given: note(given[0]) if event == "open" and given else None)
    real = os.stat

    def asked(path: Any, **options: Any) -> os.stat_result:
        note(path)
        return real(path, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "stat", asked)
        yield touched
    watching = False


def test_whatever_is_read_or_looked_for_is_what_a_view_rests_on(root: Path) -> None:
    store = Store(root)
    noted: set[str] = set()

    class Noting(Kept):
        def put(self, name: str, content: bytes) -> None:
            noted.update(Made.model_validate_json(content.partition(b"\n")[0]).files)
            super().put(name, content)

    viewed(store)  # what every model follows from is read
    with files_touched(root) as touched:
        viewed(store, Noting(root / "other", ""))
    rules = {path.relative_to(root).as_posix() for path in store.rule_files()}
    files = {one for one in touched if not (root / one).is_dir()} - rules
    assert {"data/evidence/github/repository/globex/harness.json", "data/audits/acme/base-7b.json"} < files
    assert files <= noted
    assert all(one.startswith("data/") for one in noted)


def test_all_rule_data_that_is_read_is_told(root: Path) -> None:
    with files_touched(root) as touched:
        store = Store(root)
        viewed(store)
    rules = {path.relative_to(root).as_posix() for path in store.rule_files()}
    of_models = ("data/evidence/", "data/audits/", "data/history/", "data/models/")
    assert {one for one in touched if not one.startswith(of_models) and not (root / one).is_dir()} <= rules


def test_what_is_kept_and_was_harmed_is_made_anew(root: Path) -> None:
    files = sorted((root / ".cache").iterdir())
    contents = [path.read_bytes() for path in files]
    harms = cycle(("cut off", "altered", "empty", "another's", "huge", "a folder", "a link"))
    for path, content, another, harm in zip(files, contents, [*contents[1:], contents[0]], harms, strict=False):
        path.unlink()
        match harm:
            case "cut off":
                path.write_bytes(content[:-1])
            case "altered":
                path.write_bytes(content[:70] + bytes([content[70] ^ 1]) + content[71:])
            case "empty":
                path.write_bytes(b"")
            case "another's":
                path.write_bytes(another)
            case "huge":
                with path.open("wb") as file:
                    file.truncate(40 * 1024 * 1024)
            case "a folder":
                path.mkdir()
            case _:
                path.symlink_to(root / "data")
    assert len(files) > 4 * 7
    assert differing(root)[0] == []


def test_a_kept_file_of_another_shape_is_made_anew(root: Path) -> None:
    store = Store(root)
    kept = kept_in(root / ".cache", store)
    for content in (b"", b"[]\n{}", b"\xff\xfe\n" + b"[" * 100_000, b'{"files": {}}\nnull'):
        for path in (root / ".cache").iterdir():
            kept.put(path.name, content)
        found = viewed(store, kept_in(root / ".cache", store))
        assert set(found.anew) == set(IDS)
        assert found.reports == viewed(store).reports


def test_a_link_in_place_of_a_file_is_refused_as_ever(root: Path) -> None:
    path = root / "data/audits" / f"{PLAIN}.json"
    shutil.move(path, root / "aside.json")
    path.symlink_to(root / "aside.json")
    with pytest.raises(BadData, match="symbolic link"):
        again(root)


def test_what_is_of_no_use_any_more_is_forgotten(root: Path) -> None:
    before = {path.name for path in (root / ".cache").iterdir()}
    EDITS["a model is registered no more"](root)
    again(root)
    after = {path.name for path in (root / ".cache").iterdir()}
    assert after < before
    assert len(before - after) == 6  # its view, its JSON, rows, badge, card and page
