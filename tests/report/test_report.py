from __future__ import annotations

from datetime import date

import pytest

from auditor.card import CardState, FrontMatter, FrontMatterState, Role
from auditor.definitions import Definition, Origin, Requirement, Rule
from auditor.evidence import Evidence, Gate, Head, Kind, Link, Place, Profile, Reason, StatedBy
from auditor.registry import Entry, Reply
from auditor.report import Linked, Relative, Report, build
from auditor.score import State
from tests.builders import SHA, answer, base, card, dataset, evidence, link, place, repository


def definition(name: str, check: str) -> Definition:
    one = Requirement(id="it", title="It", question="Is it?", met_when=Rule(check=check))
    return Definition(id=name, version=1, title=name, summary="", source=Origin(title="tests"), requirements=(one,))


def report(seen: Evidence, *bases: Relative) -> Report:
    return build(seen, {}, [definition("toy", "weights_full")], bases=bases)


def judged(name: str) -> Relative:
    return Relative(id=name, states=(State.MET,))


def seen_on(head: str, snapshot: str | None, *, missing: bool = False) -> Place:
    own = place(missing=Reason.GATED if missing else None)
    held = place().snapshot
    assert held is not None
    kept = None if snapshot is None else held.model_copy(update={"observed": snapshot})
    return own.model_copy(update={"head": own.head.model_copy(update={"observed": head}), "snapshot": kept})


@pytest.mark.parametrize(
    ("head", "snapshot", "observed"),
    [
        ("2026-11-24", "2026-11-24", "2026-11-24"),
        ("2026-11-24", "2026-01-02", "2026-01-02"),
        ("2026-01-02", "2026-11-24", "2026-01-02"),
        ("2026-11-24", "2025-04", "2025-04"),
        ("2026-11-24", "2024", "2024"),
        ("2024-05-01", "2024", "2024"),
        ("2026-11-24", "", ""),
        ("", "2026-11-24", ""),
        ("2026-11-24", None, "2026-11-24"),
        ("", None, ""),
    ],
)
def test_a_page_is_never_younger_than_its_oldest_part(head: str, snapshot: str | None, observed: str) -> None:
    assert report(evidence(seen_on(head, snapshot))).observed == observed
    assert report(evidence(seen_on(head, snapshot, missing=True))).observed == observed


def test_a_linked_place_has_a_date_of_its_own_and_may_be_the_oldest_part() -> None:
    web = seen_on("2026-11-24", "2024").model_copy(update={"ref": dataset("acme/web").ref})
    shown = report(evidence(seen_on("2026-11-24", "2026-11-24"), dataset("acme/web"), places=(web,)))
    assert (shown.observed, [one.observed for one in shown.linked]) == ("2024", ["2024"])


REFUSALS = {
    Reason.NOT_FOUND: "not found",
    Reason.NOT_FOUND_OR_PRIVATE: "not found or private",
    Reason.GATED: "gated",
    Reason.DISABLED: "disabled",
    Reason.REFUSED: "refused",
    Reason.EMPTY: "empty",
}


@pytest.mark.parametrize("reason", Reason)
def test_what_the_host_refuses_is_said_in_words(reason: Reason) -> None:
    closed = place("acme/web", kind=Kind.DATASET, missing=reason)
    own, linked = (
        report(evidence(place(missing=reason))),
        report(evidence(place(), dataset("acme/web"), places=(closed,))),
    )
    assert own.missing == f"the host refuses it: {REFUSALS[reason]}"
    assert (own.gaps, own.revision, own.gated) == ((), "", Gate.UNKNOWN)
    assert [one.found for one in linked.linked] == [f"refused: {REFUSALS[reason]}"]
    assert (linked.missing, linked.gaps) == ("", ())


GATE = "the host did not tell whether the files are gated"


@pytest.mark.parametrize(
    ("seen", "gaps"),
    [
        pytest.param(evidence(place(card=card())), (), id="all seen"),
        pytest.param(evidence(place()), (), id="no card"),
        pytest.param(evidence(None), ("the repository could not be read",), id="nothing seen"),
        pytest.param(evidence(place(gated=Gate.UNKNOWN)), (GATE,), id="gate not told"),
        pytest.param(evidence(place(gated=Gate.AUTO)), (), id="a gate that was told"),
        pytest.param(evidence(place(files=None)), ("the file list could not be read",), id="no listing"),
        pytest.param(
            evidence(place(complete=False)), ("only a part of the file list could be read",), id="part of a listing"
        ),
        pytest.param(
            evidence(place(card_state=CardState.NOT_READ)), ("the card could not be read",), id="card not read"
        ),
        pytest.param(
            evidence(place(card_state=CardState.GATED)), ("the card could not be read",), id="card behind the gate"
        ),
        pytest.param(evidence(place(missing=Reason.GATED)), (), id="refused: said as missing"),
        pytest.param(
            evidence(place().model_copy(update={"snapshot": None})),
            ("the file list could not be read",),
            id="head only",
        ),
        pytest.param(
            evidence(place(files=None, gated=Gate.UNKNOWN, card_state=CardState.NOT_READ), dataset("acme/web")),
            (
                GATE,
                "the file list could not be read",
                "the card could not be read",
                "1 linked place could not be opened",
            ),
            id="hardly anything",
        ),
    ],
)
def test_what_could_not_be_looked_at_is_told(seen: Evidence, gaps: tuple[str, ...]) -> None:
    assert report(seen).gaps == gaps


@pytest.mark.parametrize(
    ("links", "bases", "opened", "count"),
    [
        pytest.param((dataset("acme/web"),), (), ("acme/web",), 0, id="opened"),
        pytest.param((dataset("acme/web"),), (), (), 1, id="not opened"),
        pytest.param(
            (dataset("acme/web"), link(Role.EVALUATION_DATA, "acme/web", Kind.DATASET)), (), (), 1, id="one place twice"
        ),
        pytest.param((dataset("acme/web"), dataset("acme/chat")), (), ("acme/chat",), 1, id="one of two"),
        pytest.param((dataset("acme/web"), dataset("acme/chat")), (), (), 2, id="two"),
        pytest.param((link(Role.PAPER, "https://example.org/paper"),), (), (), 0, id="a page that nobody opens"),
        pytest.param((link(Role.OTHER, "acme/open"),), (), (), 0, id="a link for nothing"),
        pytest.param((link(Role.TRAINING_CODE, "tools/trainkit"),), (), (), 0, id="a public tool"),
        pytest.param((link(Role.TRAINING_CODE, "acme/open"),), (), (), 1, id="a repository"),
        pytest.param((base("acme/base"),), (judged("acme/base"),), (), 0, id="a base that was judged"),
        pytest.param((base("acme/base"),), (Relative(id="acme/base"),), (), 1, id="a base that was not"),
        pytest.param((base("acme/base"), base("acme/other")), (judged("acme/base"),), (), 1, id="one base of two"),
    ],
)
def test_places_that_could_not_be_opened_are_counted(
    links: tuple[Link, ...], bases: tuple[Relative, ...], opened: tuple[str, ...], count: int
) -> None:
    seen = evidence(place(), *links, places=tuple(place(one, kind=Kind.DATASET) for one in opened))
    words = {0: (), 1: ("1 linked place could not be opened",), 2: ("2 linked places could not be opened",)}
    assert report(seen, *bases).gaps == words[count]


def unpinned(name: str) -> Place:
    seen = place(name, kind=Kind.DATASET)
    assert seen.snapshot is not None
    return seen.model_copy(update={"snapshot": seen.snapshot.model_copy(update={"revision": ""})})


@pytest.mark.parametrize(
    ("one", "target", "found"),
    [
        pytest.param(dataset("acme/web"), place("acme/web", kind=Kind.DATASET), f"read at {SHA[:7]}", id="read"),
        pytest.param(dataset("acme/web"), unpinned("acme/web"), "read, commit not known", id="no commit"),
        pytest.param(
            dataset("acme/web"),
            place("acme/web", kind=Kind.DATASET).model_copy(update={"snapshot": None}),
            f"read at {SHA[:7]}",
            id="its head only",
        ),
        pytest.param(dataset("acme/web"), None, "not opened", id="not opened"),
        pytest.param(link(Role.PAPER, "https://example.org/p"), None, "not opened", id="a page"),
        pytest.param(base("acme/base"), None, "judged as a base model", id="a base"),
        pytest.param(base("acme/unseen"), None, "not opened", id="a base never seen"),
    ],
)
def test_a_linked_place_says_how_it_was_found(one: Link, target: Place | None, found: str) -> None:
    seen = evidence(place(), one, places=(target,) if target else ())
    shown = report(seen, judged("acme/base"), Relative(id="acme/unseen"))
    assert shown.linked == (
        Linked(
            role=one.role,
            url=one.url,
            stated_by=one.stated_by,
            found=found,
            observed=target.observed if target else "",
        ),
    )


def test_links_are_shown_once_for_each_role_and_never_for_none() -> None:
    twice = link(Role.TRAINING_CODE, "acme/open", stated_by=StatedBy.CURATOR)
    shown = report(
        evidence(
            place(),
            link(Role.TRAINING_CODE, "acme/open"),
            twice,
            link(Role.EVALUATION_CODE, "acme/open"),
            link(Role.OTHER, "acme/else"),
        )
    )
    assert [(one.role, one.stated_by) for one in shown.linked] == [
        (Role.TRAINING_CODE, StatedBy.CARD),
        (Role.EVALUATION_CODE, StatedBy.CARD),
    ]


def test_the_plain_facts_come_from_the_host() -> None:
    profile = Profile(
        task="text-generation", library="transformers", parameters=7, created="2024-01-02", modified="2024-03-04"
    )
    own = place(gated=Gate.AUTO)
    assert own.snapshot is not None
    own = own.model_copy(update={"snapshot": own.snapshot.model_copy(update={"profile": profile})})
    shown = build(evidence(own), {"weights_licensed": answer("yes", "MIT")}, [definition("toy", "weights_full")])
    assert shown.model_dump(
        include={
            "id",
            "page",
            "producer",
            "name",
            "task",
            "library",
            "parameters",
            "created",
            "modified",
            "license",
            "gated",
            "revision",
        }
    ) == {
        "id": "acme/open-7b",
        "page": "https://huggingface.co/acme/open-7b",
        "producer": "acme",
        "name": "open-7b",
        "task": "text-generation",
        "library": "transformers",
        "parameters": 7,
        "created": "2024-01-02",
        "modified": "2024-03-04",
        "license": "MIT",
        "gated": "auto",
        "revision": SHA,
    }


@pytest.mark.parametrize(
    ("head", "snapshot", "revision"), [("b" * 40, "", "b" * 40), ("b" * 40, SHA, SHA), ("", "", "")]
)
def test_the_revision_is_that_of_what_was_read_else_today_s(head: str, snapshot: str, revision: str) -> None:
    own = place()
    assert own.snapshot is not None
    update = {
        "head": Head(name="acme/open-7b", revision=head),
        "snapshot": own.snapshot.model_copy(update={"revision": snapshot}),
    }
    assert report(evidence(own.model_copy(update=update))).revision == revision


def test_nothing_seen_leaves_facts_empty_and_every_definition_unknown() -> None:
    shown = report(evidence(None, name="acme/open-7b"))
    assert (shown.page, shown.observed, shown.license, shown.missing) == ("", "", "", "")
    assert (shown.producer, shown.name, shown.gated) == ("acme", "open-7b", Gate.UNKNOWN)
    assert [result.state for result in shown.strip.results] == [State.UNKNOWN]


def test_every_definition_weighs_the_same_answers_and_the_first_is_the_strip() -> None:
    answers = {"weights_full": answer("yes"), "weights_ungated": answer("no")}
    shown = build(evidence(place()), answers, [definition("one", "weights_full"), definition("two", "weights_ungated")])
    assert [(one.definition, one.results[0].state) for one in shown.scorecards] == [
        ("one", State.MET),
        ("two", State.NOT_MET),
    ]
    assert shown.strip.definition == "one"
    assert shown.answers == answers


def test_the_publisher_s_reply_stands_beside_and_changes_nothing() -> None:
    reply = Reply(
        check="weights_full", statement="It will be.", url="https://example.org/", by="acme", on=date(2026, 11, 24)
    )
    answers = {"weights_full": answer("no")}
    plain, replied = (
        build(evidence(place()), answers, [definition("toy", "weights_full")], entry=entry)
        for entry in (None, Entry(id="acme/open-7b", replies=(reply,)))
    )
    assert (plain.registered, plain.replies) == (False, ())
    (shown,) = replied.replies
    assert (replied.registered, shown.model_dump(include=set(Reply.model_fields))) == (True, reply.model_dump())
    assert not shown.verified
    assert replied.scorecards == plain.scorecards


def test_the_task_is_the_host_s_else_the_card_s() -> None:
    stated = place(card=card(front={"pipeline_tag": "text-generation"}))
    assert report(evidence(stated)).task == "text-generation"
    assert stated.snapshot
    told = stated.snapshot.model_copy(update={"profile": Profile(task="translation")})
    assert report(evidence(stated.model_copy(update={"snapshot": told}))).task == "translation"
    assert report(evidence(place())).task == ""
    assert report(evidence(None)).task == ""


def test_the_size_is_the_host_s_count_else_the_whole_listing_s() -> None:
    own = place(files=("README.md", ("model.safetensors", 70_000)))
    assert report(evidence(own)).weight_bytes == 70_000
    assert own.snapshot
    counted = own.snapshot.model_copy(update={"profile": Profile(weight_bytes=69_000)})
    assert report(evidence(own.model_copy(update={"snapshot": counted}))).weight_bytes == 69_000
    part = place(files=(("model.safetensors", 70_000),), complete=False)
    assert report(evidence(part)).weight_bytes is None


def test_a_report_by_no_definition_has_no_strip_and_no_verdict() -> None:
    bare = build(evidence(place()), {}, ())
    assert bare.scorecards == ()
    assert {one.state for one in bare.uses} == {State.UNKNOWN}


def test_results_that_were_not_read_are_told() -> None:
    front = FrontMatter(state=FrontMatterState.READ, results_left_out=1200)
    seen = evidence(place(card=card().model_copy(update={"front_matter": front})))
    assert report(seen).gaps == ("of the results in the card's front matter 1,200 were not read",)


def test_hidden_text_is_told() -> None:
    seen = evidence(place(card=card().model_copy(update={"hidden": (12, 14)})))
    assert report(seen).gaps == ("text on line 12 of the card is hidden from readers and counts as no claim",)


def test_a_name_that_another_took_is_told() -> None:
    taken = repository("acme/code").model_copy(update={"replaced": "2026-02-01"})
    seen = evidence(place(), link(Role.TRAINING_CODE, "acme/code"), places=(taken,))
    assert report(seen).gaps == ("another repository has taken the name acme/code since it was first seen",)
