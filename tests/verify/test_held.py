from __future__ import annotations

from auditor.answers import Citation
from auditor.card import Role
from auditor.evidence import Kind, Ref
from auditor.verify.held import Pin, Shelf
from tests.builders import SHA, card, link, page, place, ref, repository

OWN = place(card=card(), read={"LICENSE": {}}, files=("README.md", "LICENSE", "a folder/model.bin"))
CODE = repository("acme/code", "train.py")
SHELF = Shelf([OWN, CODE], ["https://example.org/by-a-curator"])


def test_what_a_place_cites_of_itself_is_found_again() -> None:
    blob = OWN.cite_file("a folder/model.bin", "Weights")
    assert SHELF.pin(blob) == Pin(ref=OWN.ref, revision=SHA, path="a folder/model.bin")
    assert SHELF.pin(OWN.cite_card("The card", 7)) == Pin(ref=OWN.ref, revision=SHA, path="README.md")
    assert SHELF.pin(CODE.cite_listing("Files")) == Pin(ref=CODE.ref, revision=SHA)
    assert SHELF.pin(OWN.cite("Settings")) is None


def test_all_that_a_place_cites_of_itself_follows_from_it() -> None:
    cited = (OWN.cite("x"), OWN.cite_listing("x"), OWN.cite_file("LICENSE", "x"), OWN.cite_card("x", 3))
    assert [SHELF.unheld(one) for one in cited] == ["", "", "", ""]
    assert SHELF.unheld(Citation(url="https://example.org/by-a-curator", shows="x")) == ""


def test_what_does_not_follow_says_why() -> None:
    listing = OWN.cite_listing("x")
    blob = OWN.cite_file("LICENSE", "x")
    other = "b" * 40
    told = [
        SHELF.unheld(listing.model_copy(update={"revision": other})),
        SHELF.unheld(blob.model_copy(update={"url": f"{page('acme/open-7b')}/blob/{SHA}/NOTICE"})),
        SHELF.unheld(blob.model_copy(update={"sha256": "e" * 64})),
        SHELF.unheld(Citation(url=f"{page('acme/other')}/tree/{SHA}", shows="x", revision=SHA)),
        SHELF.unheld(Citation(url="https://example.org/another", shows="x")),
        SHELF.unheld(Citation(url=f"{page('acme/open-7b')}/blob/main/NOTICE", shows="x")),
    ]
    assert told == [
        "the evidence of huggingface/model/acme/open-7b holds no commit bbbbbbbbbbbb",
        "the evidence of huggingface/model/acme/open-7b holds no file NOTICE",
        "the evidence of huggingface/model/acme/open-7b holds another hash of LICENSE",
        "no place in the evidence has this address",
        "neither a place in the evidence nor a link in it has this address",
        "the evidence of huggingface/model/acme/open-7b holds no file NOTICE",
    ]


def test_of_two_places_at_one_address_the_one_with_the_commit_is_meant() -> None:
    other = "b" * 40
    main = repository("acme/code", "train.py")
    assert main.snapshot
    branch_ref = Ref(source="github", kind=Kind.REPOSITORY, name="acme/code", branch="chat")
    snapshot = main.snapshot.model_copy(update={"revision": other})
    branch = main.model_copy(update={"ref": branch_ref, "snapshot": snapshot})
    shelf = Shelf([main, branch])
    found = shelf.pin(branch.cite_listing("x"))
    assert found == Pin(ref=branch_ref, revision=other)
    assert shelf.snapshot(found) == snapshot
    assert shelf.snapshot(Pin(ref=ref("acme/code", Kind.REPOSITORY), revision=other)) is None


def test_a_link_that_a_place_states_is_held() -> None:
    linking = OWN.model_copy(
        update={"snapshot": OWN.snapshot.model_copy(update={"links": (link(Role.PAPER, "https://example.org/p"),)})}  # type: ignore[union-attr]
    )
    assert Shelf([linking]).unheld(Citation(url="https://example.org/p", shows="x")) == ""
