from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.card import Card, CardLink, CardState, FrontMatter, FrontMatterState, Heading, Mention, Role, Table, Where
from auditor.evidence import (
    File,
    Gate,
    Head,
    Kind,
    Link,
    Missing,
    Place,
    Profile,
    ReadFile,
    Reason,
    Ref,
    Settings,
    Snapshot,
    StatedBy,
)
from auditor.rules import NameKind
from auditor.store.place_files import place_from_json, place_to_json
from tests.builders import place

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
counts = st.integers(min_value=0, max_value=10**13)
days = st.sampled_from(["", "2024", "2025-04", "2026-01-02"])
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), max_size=12)
paths = st.lists(names | st.sampled_from(["a", "a b", "a\nb", "données", "-", "1 -", ""]), min_size=1, max_size=4).map(
    "/".join
)
hashes = st.text("0123456789abcdef", max_size=64)
optional = st.none() | st.booleans()
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def several(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=4).map(tuple)


refs = st.builds(Ref, source=texts, kind=st.sampled_from(Kind), name=texts, branch=texts)
heads = st.builds(
    Head,
    name=texts,
    identity=texts,
    revision=hashes,
    settings=st.builds(Settings, gated=st.sampled_from(Gate), private=optional, disabled=optional, archived=optional),
    observed=days,
)
cards = st.builds(
    Card,
    path=texts,
    sha256=hashes,
    size=counts,
    revision=hashes,
    front_matter=st.builds(
        FrontMatter,
        state=st.sampled_from(FrontMatterState),
        values=st.dictionaries(texts, values, max_size=3),
        lines=st.dictionaries(texts, counts, max_size=3),
    ),
    headings=several(st.builds(Heading, line=counts, level=counts, text=texts)),
    links=several(st.builds(CardLink, url=texts, line=counts, where=st.sampled_from(Where), cues=several(texts))),
    mentions=several(st.builds(Mention, name=texts, kind=st.sampled_from(NameKind), line=counts)),
    tables=several(st.builds(Table, line=counts, columns=several(texts), rows=counts)),
    cues=st.dictionaries(texts, several(counts), max_size=3),
    words=counts,
    problems=several(texts),
)
snapshots = st.builds(
    Snapshot,
    revision=hashes,
    observed=days,
    profile=st.builds(Profile, tags=several(texts), parameters=st.none() | counts, license=texts),
    files=st.none() | several(st.builds(File, path=paths, size=st.none() | counts, oid=hashes)),
    complete=st.booleans(),
    branches=st.none() | several(texts),
    card=st.none() | cards,
    card_state=st.sampled_from(CardState),
    read=several(
        st.builds(
            ReadFile,
            path=paths,
            sha256=hashes,
            size=counts,
            facts=st.dictionaries(texts, texts | several(texts), max_size=2),
        )
    ),
    links=several(
        st.builds(
            Link, role=st.sampled_from(Role), url=texts, ref=st.none() | refs, stated_by=st.sampled_from(StatedBy)
        )
    ),
)
places = st.builds(
    Place,
    ref=refs,
    page=texts,
    head=heads | st.builds(Missing, reason=st.sampled_from(Reason), observed=days),
    snapshot=st.none() | snapshots,
)


@given(places)
def test_a_place_gives_the_same_bytes_which_give_the_same_place(seen: Place) -> None:
    written = place_to_json(seen)
    again = place_from_json(written)
    assert again == seen
    assert place_to_json(again) == written


@given(st.permutations(["b/z", "README.md", "a-b/x", "a/b", "a/b c", "a/\n", "a0", "données/é", "a/b/c"]))
def test_the_order_in_which_a_host_lists_files_changes_no_byte(listed: list[str]) -> None:
    assert place_to_json(place(files=tuple(listed))) == place_to_json(place(files=tuple(sorted(listed))))


def test_listed_files_stand_by_folder_one_a_line() -> None:
    seen = place(files=("b/two words.txt", ("a/big.bin", 7), "README.md", "a/b/c"))
    seen = seen.model_copy(
        update={
            "snapshot": Snapshot(
                files=(*seen.listing, File(path="a/unknown"), File(path="a/known", size=0, oid="f" * 40)), complete=True
            )
        }
    )
    assert json.loads(place_to_json(seen))["snapshot"]["files"] == {
        "": ["5000 - README.md"],
        "a/": ["7 - big.bin", f"0 {'f' * 40} known", "- - unknown"],
        "a/b/": ["5000 - c"],
        "b/": ["5000 - two words.txt"],
    }


def test_the_file_is_sorted_readable_and_says_its_version() -> None:
    written = place_to_json(place("acme/modèle")).decode()
    keys = [line.split('"')[1] for line in written.splitlines() if line.startswith(' "')]
    assert keys == sorted(keys)
    assert '"schema_version": 1' in written
    assert "acme/modèle" in written
    assert written.endswith("}\n")
    assert "archived" not in written


ENTRIES = "snapshot.files: allowed are entries 'SIZE OID NAME', with '-' for what is not known"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"": ["README.md"]}, ENTRIES),
        ({"": ["5 README.md"]}, ENTRIES),
        ({"": ["five - README.md"]}, ENTRIES),
        ({"": ["-5 - README.md"]}, ENTRIES),
        ({"": ["5.0 - README.md"]}, ENTRIES),
        ({"": [7]}, ENTRIES),
        ({"": [None]}, ENTRIES),
        ({"": [["5", "-", "README.md"]]}, ENTRIES),
        ({"": "5 - README.md"}, ENTRIES),
        ({"": 7}, ENTRIES),
        ({"": None}, ENTRIES),
        ({"": {"5 - README.md": 1}}, ENTRIES),
        ("README.md", "valid array"),
        ([7], "object"),
    ],
)
def test_a_listing_that_was_edited_into_nonsense_is_refused(files: object, said: str) -> None:
    found = json.loads(place_to_json(place()))
    found["snapshot"]["files"] = files
    with pytest.raises(ValueError, match=said):
        place_from_json(json.dumps(found).encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b'{"page": "\xe9"}', "can't decode"),
        (b"[]", "allowed is a JSON object"),
        (b"null", "allowed is a JSON object"),
        (b"7", "allowed is a JSON object"),
        (b"{}", "Field required"),
    ],
)
def test_what_is_no_place_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        place_from_json(content)
