from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.answers import Citation
from auditor.card import Role
from auditor.evidence import (
    File,
    Gate,
    Head,
    InvalidName,
    Kind,
    Link,
    Place,
    ReadFile,
    Reason,
    Ref,
    Settings,
    Snapshot,
    StatedBy,
    checked_name,
)
from tests.builders import DAY, SHA, base, card, dataset, evidence, link, place, ref

MODEL = "https://huggingface.co/acme/open-7b"


@pytest.mark.parametrize(
    "name",
    ["acme/open-7b", "a/b", "Acme_1/Open.7B-v2_x", "_acme/_open", "1/2", "acme/open.yaml", "x" * 96 + "/" + "y" * 96],
)
def test_a_repository_id_is_owner_and_name(name: str) -> None:
    assert checked_name(name) == name
    with pytest.raises(InvalidName):
        checked_name(name, parts=(1,))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/",
        "acme",
        "acme/",
        "/open",
        "acme//open",
        "acme/open/7b",
        "..",
        "../open",
        "acme/..",
        "acme/.",
        "./open",
        "acme/o..n",
        "acme/.open",
        "acme/-open",
        "acme/open.",
        "acme/open-",
        "acme/open.git",
        "acme.git/open",
        "acme/o--n",
        "acme/open 7b",
        " acme/open",
        "acme/open\n",
        "acme/open\x00",
        "acme/o\u202epen",
        "acme/\u043epen",
        "acme/open\u0661",
        "acme\\open",
        "~/open",
        "acme/open?x",
        "acme/open#x",
        "acme/open%2e",
        "acme/open@main",
        "acme/open:main",
        "https://huggingface.co/acme/open",
        "huggingface.co/acme/open",
        "C:/open",
        "acme/" + "x" * 97,
        "acme/" + "x" * 100_000,
    ],
)
def test_anything_else_is_refused_in_one_sentence(name: str) -> None:
    for parts in ((2,), (1, 2)) if "/" in name or not name else ((2,),):
        with pytest.raises(InvalidName, match=r"is not a repository id: allowed is OWNER/NAME") as refused:
            checked_name(name, parts=parts)
        assert len(str(refused.value).splitlines()) == 1
        assert len(str(refused.value)) < 600


@pytest.mark.parametrize(
    ("name", "parts", "allowed"),
    [("a/b/c", (2,), "OWNER/NAME"), ("a/b/c", (1, 2), "OWNER/NAME or NAME"), ("a/b", (1,), "NAME")],
)
def test_what_is_allowed_is_said(name: str, parts: tuple[int, ...], allowed: str) -> None:
    with pytest.raises(InvalidName, match=rf"^'{name}' is not a repository id: allowed is {allowed} of letters"):
        checked_name(name, parts=parts)


def test_a_dataset_of_the_hub_itself_has_one_part() -> None:
    assert checked_name("squad", parts=(1, 2)) == "squad"


@given(st.text() | st.text("ab/.-_", max_size=8))
def test_what_passes_stays_below_a_folder(name: str) -> None:
    try:
        checked = checked_name(name)
    except InvalidName:
        return
    owner, slash, rest = checked.partition("/")
    assert slash
    assert {owner, rest}.isdisjoint({"", ".", ".."})
    assert all(character.isascii() and (character.isalnum() or character in "._-") for character in owner + rest)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (ref("acme/open-7b"), "huggingface/model/acme/open-7b"),
        (ref("squad", Kind.DATASET), "huggingface/dataset/squad"),
        (
            Ref(source="github", kind=Kind.REPOSITORY, name="acme/open", branch="dev"),
            "github/repository/acme/open@dev",
        ),
    ],
)
def test_a_place_reads_as_a_path(where: Ref, text: str) -> None:
    assert str(where) == text


def test_a_listing_stands_folder_by_folder_however_it_came() -> None:
    paths = ("b/z", "README.md", "a-b/x", "a/c", "a/b/c", "config.json")
    listed = Snapshot(files=tuple(File(path=path) for path in paths)).files or ()
    assert [file.path for file in listed] == ["README.md", "config.json", "a-b/x", "a/c", "a/b/c", "b/z"]


@pytest.mark.parametrize(
    ("seen", "listing", "complete", "card_path"),
    [
        pytest.param(place(card=card()), ["README.md", "model.safetensors"], True, "README.md", id="whole"),
        pytest.param(place(complete=False), ["README.md", "model.safetensors"], False, "", id="a part"),
        pytest.param(place(files=()), [], True, "", id="empty"),
        pytest.param(place(files=None), [], False, "", id="no listing"),
        pytest.param(place(missing=Reason.GATED), [], False, "", id="refused"),
    ],
)
def test_how_much_of_a_place_was_seen(
    seen: Place,
    listing: list[str],
    complete: bool,  # noqa: FBT001
    card_path: str,
) -> None:
    assert [file.path for file in seen.listing] == listing
    assert seen.listing_complete is complete
    assert (seen.card.path if seen.card else "") == card_path


def test_the_settings_of_a_refused_place_are_not_known() -> None:
    assert place(gated=Gate.AUTO).settings.gated is Gate.AUTO
    assert place(missing=Reason.GATED).settings == Settings()
    assert Settings().gated is Gate.UNKNOWN


@pytest.mark.parametrize(
    ("head", "snapshot", "observed"),
    [("2026", "2025", "2025"), ("2025", "2026", "2025"), ("", "2026", ""), ("2026", "", ""), ("2026", None, "2026")],
)
def test_a_place_is_as_old_as_its_oldest_part(head: str, snapshot: str | None, observed: str) -> None:
    kept = None if snapshot is None else Snapshot(observed=snapshot)
    seen = Place(ref=ref("acme/x"), page="", head=Head(name="acme/x", observed=head), snapshot=kept)
    assert seen.observed == observed


READ = place(card=card(), read={"LICENSE": {"license": "MIT"}}, files=("LICENSE", "a b/#1?.py"))
LATER = READ.model_copy(
    update={
        "snapshot": Snapshot(
            revision=SHA, read=(ReadFile(path="LICENSE", sha256="d" * 64, size=10, revision="b" * 40),)
        )
    }
)
FOLDER = READ.model_copy(update={"ref": Ref(source="folder", kind=Kind.FOLDER, name="/x"), "page": "file:///x"})
UNPINNED = Place(
    ref=ref("acme/open-7b"),
    page=MODEL,
    head=Head(name="acme/open-7b"),
    snapshot=Snapshot(
        card=card().model_copy(update={"revision": ""}),
        files=(File(path="big.bin", oid="e" * 64), File(path="small.txt", oid="e" * 40)),
    ),
)


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        pytest.param(READ.cite("Open"), Citation(url=MODEL, shows=f"Open, seen {DAY}"), id="the place"),
        pytest.param(UNPINNED.cite("Open"), Citation(url=MODEL, shows="Open"), id="the place, day not known"),
        pytest.param(
            place(missing=Reason.GATED).cite("Refused"),
            Citation(url=MODEL, shows=f"Refused, seen {DAY}"),
            id="a refused place",
        ),
        pytest.param(
            READ.cite_listing("2 files"),
            Citation(url=f"{MODEL}/tree/{SHA}", shows="2 files", revision=SHA),
            id="the listing",
        ),
        pytest.param(
            UNPINNED.cite_listing("2 files"),
            Citation(url=f"{MODEL}/tree/main", shows="2 files"),
            id="a listing without a commit",
        ),
        pytest.param(
            UNPINNED.model_copy(update={"head": Head(name="acme/open-7b", revision="b" * 40)}).cite_listing("2 files"),
            Citation(url=f"{MODEL}/tree/{'b' * 40}", shows="2 files", revision="b" * 40),
            id="a listing by its head's commit",
        ),
        pytest.param(
            READ.cite_file("LICENSE", "MIT"),
            Citation(url=f"{MODEL}/blob/{SHA}/LICENSE", shows="MIT", revision=SHA, sha256="d" * 64),
            id="a file that was read",
        ),
        pytest.param(
            LATER.cite_file("LICENSE", "MIT"),
            Citation(url=f"{MODEL}/blob/{'b' * 40}/LICENSE", shows="MIT", revision="b" * 40, sha256="d" * 64),
            id="a file at the commit that came with it",
        ),
        pytest.param(
            READ.cite_file("a b/#1?.py", "Code"),
            Citation(url=f"{MODEL}/blob/{SHA}/a%20b/%231%3F.py", shows="Code", revision=SHA),
            id="a file with a name that needs care",
        ),
        pytest.param(
            UNPINNED.cite_file("big.bin", "Weights"),
            Citation(url=f"{MODEL}/blob/main/big.bin", shows="Weights", sha256="e" * 64),
            id="a large file by its hash",
        ),
        pytest.param(
            UNPINNED.cite_file("small.txt", "Text"),
            Citation(url=f"{MODEL}/blob/main/small.txt", shows="Text"),
            id="a git blob is no sha256",
        ),
        pytest.param(
            READ.cite_card("A line", 12),
            Citation(url=f"{MODEL}/blob/{SHA}/README.md#L12", shows="A line", revision=SHA, sha256="c" * 64),
            id="a line of the card",
        ),
        pytest.param(
            UNPINNED.cite_card("All"),
            Citation(url=f"{MODEL}/blob/main/README.md", shows="All", sha256="c" * 64),
            id="a card by its hash",
        ),
        pytest.param(
            place().cite_card("None"), Citation(url=MODEL, shows=f"None, seen {DAY}"), id="a card that is not there"
        ),
        pytest.param(
            FOLDER.cite_listing("2 files"), Citation(url="file:///x", shows="2 files", revision=SHA), id="a folder"
        ),
        pytest.param(
            FOLDER.cite_file("a b/#1?.py", "Code"),
            Citation(url="file:///x/a b/#1?.py", shows="Code", revision=SHA),
            id="a file of a folder",
        ),
    ],
)
def test_a_citation_leads_to_what_was_seen(cited: Citation, expected: Citation) -> None:
    assert cited == expected


def stated(by: StatedBy, *, path: str = "") -> Link:
    return link(Role.CODE, "acme/open", stated_by=by).model_copy(update={"path": path})


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (stated(StatedBy.CARD), Citation(url=f"{MODEL}/blob/{SHA}/README.md#L7", shows="x", revision=SHA)),
        (stated(StatedBy.FRONT_MATTER), Citation(url=f"{MODEL}/blob/{SHA}/README.md#L7", shows="x", revision=SHA)),
        (
            stated(StatedBy.FILE, path="config.json"),
            Citation(url=f"{MODEL}/blob/{SHA}/config.json", shows="x", revision=SHA),
        ),
        (stated(StatedBy.TAG), Citation(url=MODEL, shows=f"x, seen {DAY}")),
        (stated(StatedBy.CURATOR), Citation(url="https://github.com/acme/open", shows="x (added by a curator)")),
    ],
    ids=lambda one: str(getattr(one, "stated_by", "")),
)
def test_a_link_is_cited_where_it_is_stated(one: Link, expected: Citation) -> None:
    seen = evidence(place(card=card()), one)
    for opened in (True, False):
        cited = seen.cite_link(one, "x", opened=opened)
        assert cited.model_copy(update={"sha256": ""}) == expected.model_copy(update={"opened": opened})


def test_a_link_of_a_model_never_seen_is_cited_by_its_target() -> None:
    assert evidence(None).cite_link(stated(StatedBy.CARD), "x").url == "https://github.com/acme/open"


def test_links_come_by_role_with_the_place_they_lead_to() -> None:
    web = place("acme/web", kind=Kind.DATASET)
    page_only = link(Role.TRAINING_DATA, "https://example.org/data")
    seen = evidence(
        place(), dataset("acme/web"), dataset("acme/gone"), page_only, link(Role.CODE, "acme/open"), places=(web,)
    )
    assert list(seen.linked(Role.TRAINING_DATA)) == [
        (dataset("acme/web"), web),
        (dataset("acme/gone"), None),
        (page_only, None),
    ]
    assert [one.role for one, _ in seen.linked(Role.CODE, Role.TRAINING_DATA)] == [Role.TRAINING_DATA] * 3 + [Role.CODE]
    assert list(seen.linked()) == []


def test_base_models_are_named_once_in_order() -> None:
    seen = evidence(place(), base("acme/b"), base("acme/a", "merge"), base("acme/b"), dataset("acme/web"))
    assert seen.base_ids == ("acme/b", "acme/a")
