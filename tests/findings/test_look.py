from __future__ import annotations

import pytest

from auditor.answers import Citation, Outcome
from auditor.card import CardState, FrontMatterState, Role
from auditor.evidence import Evidence, Kind, Link, Place, Reason, StatedBy
from auditor.findings.look import (
    Look,
    card_gaps,
    card_seen,
    counted,
    cue_lines,
    in_words,
    link_gaps,
    link_name,
    linked_once,
    listed,
    listing_gaps,
    look,
    present,
    refusal,
)
from tests.builders import base, card, dataset, evidence, link, place

SEEN = Citation(url="https://huggingface.co/acme/open-7b", shows="seen")
OTHER = Citation(url="https://huggingface.co/acme/open-7b", shows="also seen")


@pytest.mark.parametrize(
    ("clauses", "words"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "a"], "a and b"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (["a", "b", "c", "d", "e"], "a, b, c, d and 1 more"),
        (["a", "b", "c", "d", "e", "f"], "a, b, c, d and 2 more"),
    ],
)
def test_clauses_are_joined(clauses: list[str], words: str) -> None:
    assert in_words(clauses) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 files"), (1, "1 file"), (13, "13 files"), (12345, "12,345 files")]
)
def test_things_are_counted(number: int, words: str) -> None:
    assert counted(number, "file") == words


@pytest.mark.parametrize(
    ("seen", "outcome", "because"),
    [
        pytest.param(Look(seen=(), gaps=(), citations=(SEEN,)), Outcome.NO, "There is none.", id="a whole look"),
        pytest.param(
            Look(seen=(), gaps=("the card could not be read",), citations=(SEEN,)),
            Outcome.UNKNOWN,
            "This cannot be told: the card could not be read.",
            id="a gap",
        ),
        pytest.param(
            Look(seen=(), gaps=("a", "b"), citations=()),
            Outcome.UNKNOWN,
            "This cannot be told: a and b.",
            id="two gaps",
        ),
        pytest.param(
            Look(seen=(), gaps=(), citations=()),
            Outcome.UNKNOWN,
            "This cannot be told: nothing that could be cited was seen.",
            id="nothing to cite",
        ),
    ],
)
def test_only_a_whole_look_denies(seen: Look, outcome: Outcome, because: str) -> None:
    denied = seen.deny("There is none.", value="none", remedy="Publish it.")
    assert (denied.outcome, denied.because, denied.remedy) == (outcome, because, "Publish it.")
    assert denied.value == ("none" if outcome is Outcome.NO else "")
    assert denied.citations == seen.citations


def test_what_a_denial_rests_on_comes_first_and_once() -> None:
    denied = Look(seen=(), gaps=(), citations=(SEEN, OTHER)).deny("So.", OTHER)
    assert denied.citations == (OTHER, SEEN)


TOOL = link(Role.TRAINING_CODE, "tools/trainkit")
CODE = link(Role.TRAINING_CODE, "acme/open")
REPO = place("acme/open", kind=Kind.REPOSITORY, files=("train.py",))


@pytest.mark.parametrize(
    ("seen", "told", "gaps", "shows"),
    [
        pytest.param(
            evidence(place(card=card())),
            ("the 2 files listed at aaaaaaa", "the card"),
            (),
            ("2 files listed", "The card that was read"),
            id="whole",
        ),
        pytest.param(
            evidence(place(files=("model.safetensors",))),
            ("the 1 file listed at aaaaaaa", "no card"),
            (),
            ("1 file listed", "There is no card, seen 2026-01-02"),
            id="no card",
        ),
        pytest.param(evidence(None), (), ("the repository could not be read",), (), id="never seen"),
        pytest.param(
            evidence(place(missing=Reason.GATED)),
            (),
            ("the host does not show the repository (it is behind a gate)",),
            ("The host refuses the repository, seen 2026-01-02",),
            id="refused",
        ),
        pytest.param(
            evidence(place(complete=False, card=card())),
            ("the card",),
            ("only a part of the file list could be read",),
            ("The card that was read",),
            id="a part",
        ),
        pytest.param(
            evidence(place(files=None, card_state=CardState.NOT_READ)),
            (),
            ("the file list could not be read", "the card could not be read"),
            (),
            id="nothing but the head",
        ),
        pytest.param(
            evidence(place(card=card()), CODE, places=(REPO,)),
            ("the 2 files listed at aaaaaaa", "the card"),
            (),
            ("2 files listed", "The card that was read", "Files of acme/open"),
            id="a linked repository",
        ),
        pytest.param(
            evidence(place(card=card()), CODE, CODE),
            ("the 2 files listed at aaaaaaa", "the card"),
            ("acme/open could not be opened",),
            ("2 files listed", "The card that was read"),
            id="a linked repository that was not opened",
        ),
        pytest.param(
            evidence(place(card=card()), TOOL),
            ("the 2 files listed at aaaaaaa", "the card"),
            (),
            ("2 files listed", "The card that was read"),
            id="a public tool",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                TOOL,
                places=(place("tools/trainkit", kind=Kind.REPOSITORY, complete=False),),
            ),
            ("the 2 files listed at aaaaaaa", "the card"),
            ("only a part of the file list of tools/trainkit could be read",),
            ("2 files listed", "The card that was read", "Files of tools/trainkit"),
            id="a public tool that was opened",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                CODE,
                places=(place("acme/open", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND),),
            ),
            ("the 2 files listed at aaaaaaa", "the card"),
            (),
            ("2 files listed", "The card that was read"),
            id="a linked repository that is gone",
        ),
        pytest.param(
            evidence(place(card=card()), dataset("acme/web")),
            ("the 2 files listed at aaaaaaa", "the card"),
            (),
            ("2 files listed", "The card that was read"),
            id="a link of another role",
        ),
    ],
)
def test_a_look_tells_what_was_seen_and_what_was_not(
    seen: Evidence, told: tuple[str, ...], gaps: tuple[str, ...], shows: tuple[str, ...]
) -> None:
    found = look(seen, Role.TRAINING_CODE)
    assert (found.seen, found.gaps, found.whole) == (told, gaps, not gaps)
    assert tuple(one.shows for one in found.citations) == shows


def test_a_look_may_leave_files_or_card_out() -> None:
    half = evidence(place(files=None, card_state=CardState.NOT_READ))
    assert look(half, files=False).gaps == ("the card could not be read",)
    assert look(half, card=False).gaps == ("the file list could not be read",)
    assert look(half, files=False, card=False) == Look(seen=(), gaps=(), citations=())


@pytest.mark.parametrize(
    ("seen", "whose", "gaps"),
    [
        (place(), "", ()),
        (place(files=()), "", ()),
        (place(complete=False), "", ("only a part of the file list could be read",)),
        (place(complete=False), "acme/web", ("only a part of the file list of acme/web could be read",)),
        (place(files=()).model_copy(update={"snapshot": None}), "", ("the file list could not be read",)),
        (place(files=None), "acme/web", ("the file list of acme/web could not be read",)),
    ],
)
def test_what_of_a_listing_could_not_be_seen(seen: Place, whose: str, gaps: tuple[str, ...]) -> None:
    assert listing_gaps(seen, whose) == gaps


def front_matter(state: FrontMatterState, *problems: str) -> Place:
    read = card(problems=problems)
    front = read.front_matter.model_copy(update={"state": state})
    return place(card=read.model_copy(update={"front_matter": front}))


@pytest.mark.parametrize(
    ("seen", "gaps"),
    [
        pytest.param(place(card=card()), (), id="read"),
        pytest.param(place(), (), id="seen to be absent"),
        pytest.param(place(card_state=CardState.GATED), ("the card is behind a gate",), id="gated"),
        pytest.param(place(card_state=CardState.NOT_READ), ("the card could not be read",), id="not read"),
        pytest.param(place(card_state=CardState.READ), ("the card could not be read",), id="read, and not there"),
        pytest.param(place().model_copy(update={"snapshot": None}), ("the card could not be read",), id="no snapshot"),
        pytest.param(
            place(card=card(problems=("cut at 2 MB",))), ("the card could be read only in part",), id="in part"
        ),
        pytest.param(
            front_matter(FrontMatterState.BROKEN, "front matter is not YAML"),
            ("the card's front matter could not be parsed",),
            id="broken front matter",
        ),
        pytest.param(
            front_matter(FrontMatterState.TOO_LARGE),
            ("the card's front matter could not be parsed",),
            id="front matter too large",
        ),
        pytest.param(front_matter(FrontMatterState.NOT_A_MAPPING), (), id="front matter that says nothing"),
    ],
)
def test_what_of_a_card_could_not_be_seen(seen: Place, gaps: tuple[str, ...]) -> None:
    assert card_gaps(seen) == gaps
    assert card_seen(seen) is (not gaps)


def test_a_card_that_nobody_asked_for_was_not_seen() -> None:
    assert not card_seen(None)


@pytest.mark.parametrize(
    ("one", "target", "gaps"),
    [
        (CODE, REPO, ()),
        (CODE, None, ("acme/open could not be opened",)),
        (link(Role.PAPER, "https://example.org/p"), None, ("example.org/p is a page that we do not open",)),
        (CODE, place("acme/open", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND), ()),
        (CODE, place("acme/open", kind=Kind.REPOSITORY, missing=Reason.GATED), ("acme/open is behind a gate",)),
        (
            CODE,
            place("acme/open", kind=Kind.REPOSITORY, complete=False),
            ("only a part of the file list of acme/open could be read",),
        ),
    ],
    ids=["opened", "not opened", "a page", "refused: it holds nothing for the public", "gated", "a part"],
)
def test_what_of_a_linked_place_could_not_be_seen(one: Link, target: Place | None, gaps: tuple[str, ...]) -> None:
    assert link_gaps(one, target) == gaps


@pytest.mark.parametrize(
    ("one", "name"),
    [
        (dataset("acme/web"), "acme/web"),
        (link(Role.PAPER, "https://example.org/a/b?page=1#top"), "example.org/a/b"),
        (link(Role.TRAINING_DATA, "our own pages"), "our own pages"),
        (link(Role.TRAINING_DATA, "x " * 100), ("x " * 100)[:80]),
        (Link(role=Role.PAPER, url="", stated_by=StatedBy.CARD), "a name without an address"),
    ],
)
def test_a_link_is_called_by_its_place_or_host(one: Link, name: str) -> None:
    assert link_name(one) == name


def curated(one: Link) -> Link:
    return one.model_copy(update={"stated_by": StatedBy.CURATOR})


def test_each_place_comes_once_a_curator_s_word_first() -> None:
    mine, theirs = curated(dataset("acme/web")), dataset("acme/web")
    page = link(Role.TRAINING_DATA, "https://example.org/data")
    code, data = link(Role.CODE, "acme/open"), link(Role.DATA_PROCESSING_CODE, "acme/open")
    seen = evidence(place(), code, page, page, data, theirs, mine, places=(REPO,))
    assert linked_once(seen, Role.TRAINING_DATA) == ((mine, None), (page, None))
    assert linked_once(seen, Role.DATA_PROCESSING_CODE, Role.CODE) == ((data, REPO),)
    assert linked_once(seen, Role.CODE, Role.DATA_PROCESSING_CODE) == ((code, REPO),)
    assert linked_once(seen, Role.PAPER) == ()


def test_the_front_matter_speaks_before_the_card_and_one_place_has_many_addresses() -> None:
    said = link(Role.TRAINING_DATA, "acme/web", Kind.DATASET, url="https://hf.co/datasets/acme/web#use")
    assert linked_once(evidence(place(), said, dataset("acme/web")), Role.TRAINING_DATA) == (
        (dataset("acme/web"), None),
    )
    assert linked_once(evidence(place(), said), Role.TRAINING_DATA) == ((said, None),)


@pytest.mark.parametrize(("groups", "lines"), [(("a",), {1, 2}), (("a", "b"), {1, 2, 3}), (("c",), set()), ((), set())])
def test_cues_stand_on_lines(groups: tuple[str, ...], lines: set[int]) -> None:
    assert cue_lines(card(cues={"a": (1, 2), "b": (2, 3)}), *groups) == lines
    assert cue_lines(None, *groups) == frozenset()


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_its_clause(reason: Reason) -> None:
    closed = place(missing=reason)
    assert refusal(closed.head).startswith(("it ", "access "))  # type: ignore[arg-type]
    assert present(evidence(closed)) is None


def test_a_place_is_present_where_the_host_has_it() -> None:
    assert present(evidence(None)) is None
    assert present(evidence(place(), base("acme/base"))) == place()
    assert listed(place(files=("a",))) == "the 1 file listed at aaaaaaa"
