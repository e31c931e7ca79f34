"""What a run observes, in which order, and what stands when a host fails: over a socket, against the stand-in."""

from __future__ import annotations

import json

import pytest

from auditor.card import CardState
from auditor.collect import Collected, Collector, model_ref
from auditor.evidence import Gate, Head, Kind, Missing, Place, Reason, Ref, Snapshot
from auditor.registry import CuratedLink, Entry
from auditor.rules import KnownName, NameKind, Rules, Vocabulary
from auditor.standin import Fault, Quota, StandIn
from tests.conftest import MADE_UP, door_to

INFO = "/api/models/acme/open-7b?"
ALL = ("acme/open-7b", "acme/open-7b-chat", "globex/adapter")
HARNESS = KnownName(name="EvalKit", kind=NameKind.HARNESS, repository="acme/archived")


class Shelf:
    """Where places are kept, as the store would, without files."""

    def __init__(self, standin: StandIn, *, reading: str = "1", rules: Rules | None = None) -> None:
        self.standin = standin
        self.places: dict[str, Place] = {}
        self.curated: dict[str, tuple[CuratedLink, ...]] = {}
        self.reading = reading
        self.rules = rules or Rules()

    def collect(self, *entries: str | Entry) -> Collected:
        collector = Collector(
            door=door_to(self.standin),
            rules=self.rules,
            reading=self.reading,
            wanted=(r"LICENSE",),
            known=lambda ref: self.places.get(str(ref)),
            save=lambda place: self.places.update({str(place.ref): place}),
            curated=lambda name: self.curated.get(name, ()),
        )
        return collector.collect([one if isinstance(one, Entry) else Entry(id=one) for one in entries])

    def snapshot(self, model_id: str) -> Snapshot:
        found = self.places[str(model_ref(model_id))].snapshot
        assert found is not None
        return found


def names(done: Collected) -> list[str]:
    return [str(one.ref) for one in done.observations]


def changed(standin: StandIn, model_id: str, sha: str) -> Fault:
    """The model's info, as it would be after another commit."""
    door = door_to(standin)
    info = json.loads(door.get(f"{standin.hub_url}/api/models/{model_id}?blobs=true").body)
    return Fault(status=200, body=json.dumps({**info, "sha": sha}).encode())


def test_base_models_come_by_themselves_before_datasets_and_code(standin: StandIn) -> None:
    done = Shelf(standin).collect("acme/open-7b-chat")
    seen = names(done)
    assert seen[0] == "huggingface/model/acme/open-7b-chat"
    assert seen[1] == "huggingface/model/acme/open-7b"
    kinds = [one.ref.kind for one in done.observations]
    assert kinds == sorted(kinds, key=[Kind.MODEL, Kind.DATASET, Kind.REPOSITORY].index)
    assert len(seen) == len(set(seen))


def test_every_place_is_asked_once_however_many_models_link_it(standin: StandIn) -> None:
    done = Shelf(standin).collect(*ALL)
    assert len(names(done)) == len(set(names(done)))
    assert {one.outcome for one in done.observations} == {"observed"}


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=401, headers={"X-Error-Message": "Invalid credentials in Authorization header"}),
        Fault(status=429),
        Fault(status=429, headers={"RateLimit": '"api";r=0;t=290'}),
        Fault(status=500),
        Fault(status=503),
        Fault(delay=3),
        Fault(reset=True),
        Fault(truncate=True),
        Fault(loop=True),
        Fault(redirect="https://evil.example/api/models/acme/open-7b"),
        Fault(redirect="http://169.254.169.254/latest/meta-data/"),
        Fault(status=200, body=b"<html>not json</html>"),
        Fault(status=200, body=b'["a list"]'),
        Fault(status=200, body=b'{"id": 7, "sha": [], "siblings": "all"}'),
        Fault(status=200, body=b"[" * 100_000),
    ],
    ids=[
        "bad token",
        "429",
        "429 for minutes",
        "500",
        "503",
        "time-out",
        "reset",
        "cut off",
        "loop",
        "other host",
        "metadata host",
        "not JSON",
        "a list",
        "wrong types",
        "deep",
    ],
)
def test_a_host_s_failure_leaves_the_last_evidence_and_the_other_models(standin: StandIn, fault: Fault) -> None:
    shelf = Shelf(standin)
    shelf.collect("acme/open-7b")
    before = dict(shelf.places)
    standin.faults[INFO] = fault
    done = shelf.collect("acme/open-7b", "globex/adapter")
    failed = [one for one in done.observations if one.outcome in {"failed", "left"}]
    first = next(one for one in failed if one.ref.name == "acme/open-7b")
    assert first.why
    assert "\n" not in first.why
    assert before.items() <= shelf.places.items()
    # A limit that is used up for minutes is the whole host's: what comes behind it is left as well.
    if first.outcome == "failed":
        assert str(model_ref("globex/adapter")) in shelf.places


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(status=401, body=b""), Reason.NOT_FOUND_OR_PRIVATE),
        (Fault(status=403, headers={"X-Error-Message": "Access to this resource is disabled."}), Reason.DISABLED),
        (Fault(status=403), Reason.REFUSED),
        (Fault(status=404, headers={"X-Error-Code": "RepoNotFound"}), Reason.NOT_FOUND),
    ],
    ids=["401 without code", "403 disabled", "403", "404"],
)
def test_a_refusal_is_evidence_and_what_was_seen_before_is_kept(standin: StandIn, fault: Fault, reason: Reason) -> None:
    shelf = Shelf(standin)
    shelf.collect("acme/open-7b")
    seen = shelf.snapshot("acme/open-7b")
    standin.faults[INFO] = fault
    done = shelf.collect("acme/open-7b")
    place = shelf.places[str(model_ref("acme/open-7b"))]
    assert done.of("failed") == []
    assert isinstance(place.head, Missing)
    assert place.head.reason is reason
    assert place.snapshot == seen


@pytest.mark.parametrize("broken", ["/acme/open-7b/resolve/", "/api/models/acme/open-7b/refs"])
def test_a_look_that_breaks_off_does_not_replace_one_that_saw_more(standin: StandIn, broken: str) -> None:
    shelf = Shelf(standin)
    shelf.collect("acme/open-7b")
    whole = shelf.snapshot("acme/open-7b")
    standin.faults[INFO] = changed(standin, "acme/open-7b", "f" * 40)
    standin.faults[broken] = Fault(status=503)
    done = shelf.collect("acme/open-7b")
    head = shelf.places[str(model_ref("acme/open-7b"))].head
    assert isinstance(head, Head)
    assert head.revision == "f" * 40
    assert shelf.snapshot("acme/open-7b") == whole
    assert [one.ref.name for one in done.of("failed")] == ["acme/open-7b"]
    assert "only a part of it could be read" in done.of("failed")[0].why


def test_a_first_look_that_breaks_off_is_kept_as_the_part_that_it_is(standin: StandIn) -> None:
    shelf = Shelf(standin)
    standin.faults["/acme/open-7b/resolve/"] = Fault(status=503)
    shelf.collect("acme/open-7b")
    assert shelf.snapshot("acme/open-7b").card_state is CardState.NOT_READ
    del standin.faults["/acme/open-7b/resolve/"]
    shelf.collect("acme/open-7b")
    assert shelf.snapshot("acme/open-7b").card_state is CardState.READ


def test_a_repository_whose_readme_breaks_off_keeps_its_last_one(standin: StandIn) -> None:
    shelf, link = Shelf(standin), CuratedLink(role="training_code", url="https://github.com/acme/open-trainer")
    entry = Entry(id="globex/adapter", links=(link,))
    shelf.collect(entry)
    ref = Ref(source="github", kind=Kind.REPOSITORY, name="acme/open-trainer")
    before = shelf.places[str(ref)]
    shelf.reading = "2"
    standin.faults["/github/repos/acme/open-trainer/readme"] = Fault(status=503)
    done = shelf.collect(entry)
    assert shelf.places[str(ref)] == before
    assert str(ref) in [str(one.ref) for one in done.of("failed")]


def test_another_reading_reads_the_cards_again(standin: StandIn) -> None:
    shelf = Shelf(standin)
    shelf.collect("globex/adapter")
    shelf.reading = "2"
    shelf.collect("globex/adapter")
    assert shelf.snapshot("globex/adapter").reading == "2"


def test_a_mistake_of_ours_on_one_card_does_not_end_the_run(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(*_: object, **__: object) -> None:
        raise RecursionError

    with monkeypatch.context() as patched:
        patched.setattr("auditor.sources.huggingface.read_card", stumbles)
        done = Shelf(standin).collect("acme/open-7b", "acme/no-card")
    assert "mistake of ours" in done.observations[0].why
    assert done.observations[1].outcome == "observed"


def test_curated_links_are_opened_even_where_they_lead_to_a_public_tool(standin: StandIn) -> None:
    rules = Rules(vocabulary=Vocabulary(names=(HARNESS,)))
    link = CuratedLink(role="evaluation_code", url="https://github.com/acme/archived")
    done = Shelf(standin, rules=rules).collect(Entry(id="globex/adapter", links=(link,)))
    assert "github/repository/acme/archived" in names(done)


def test_what_curators_added_to_a_base_model_is_opened_for_its_derivative_too(standin: StandIn) -> None:
    shelf = Shelf(standin)
    shelf.curated["acme/open-7b"] = (CuratedLink(role="training_code", url="https://github.com/acme/archived"),)
    assert "github/repository/acme/archived" in names(shelf.collect("acme/open-7b-chat"))


def test_a_small_github_budget_is_spent_on_what_was_never_seen(standin: StandIn) -> None:
    links = tuple(
        CuratedLink(role="training_code", url=f"https://github.com/acme/{name}") for name in ("archived", "truncated")
    )
    entry = Entry(id="acme/no-card", links=links)
    with StandIn([MADE_UP], quota=Quota(github=4, window=3600)) as narrow:
        shelf = Shelf(narrow)
        first = shelf.collect(entry)
    with StandIn([MADE_UP], quota=Quota(github=4, window=3600)) as narrow:
        shelf.standin = narrow
        second = shelf.collect(entry)
    assert [one.ref.name for one in first.of("left")] == ["acme/truncated"]
    assert [one.ref.name for one in second.of("observed")] == ["acme/truncated"]
    assert "limit" in first.of("left")[0].why


def test_a_repository_of_100_000_files_is_read_whole(standin: StandIn) -> None:
    files = [{"rfilename": f"data/part-{number:06}.bin", "size": 1} for number in range(100_000)]
    body = {"id": "acme/open-7b", "sha": "a" * 40, "gated": False, "siblings": files}
    standin.faults[INFO] = Fault(status=200, body=json.dumps(body).encode())
    shelf = Shelf(standin)
    shelf.collect("acme/open-7b")
    seen = shelf.snapshot("acme/open-7b")
    assert seen.files is not None
    assert len(seen.files) == 100_000
    assert seen.complete


def test_more_files_than_we_read_are_a_part(standin: StandIn) -> None:
    files = [{"rfilename": f"{number}"} for number in range(100_001)]
    body = {"id": "acme/open-7b", "sha": "a" * 40, "gated": False, "siblings": files}
    standin.faults[INFO] = Fault(status=200, body=json.dumps(body).encode())
    shelf = Shelf(standin)
    shelf.collect("acme/open-7b")
    assert not shelf.snapshot("acme/open-7b").complete


@pytest.mark.parametrize(
    "card",
    [
        b"---\nlicense: mit\n---\n" + b"word " * 2_000_000,
        b"x" * 2_000_000,
        b"".join(b"[a](https://github.com/acme/r%d) " % number for number in range(20_000)),
        "# Übersicht\nTraining für alle".encode("latin-1"),
        b"---\n- a\n- list\n---\n# Title\n",
        b"\x00\x01\xff" * 1000,
    ],
    ids=["10 MB", "one line of 2 MB", "20,000 links", "Latin-1", "front matter is a list", "binary"],
)
def test_a_strange_card_is_read_as_far_as_it_goes(standin: StandIn, card: bytes) -> None:
    standin.faults["/acme/open-7b/resolve/"] = Fault(status=200, body=card, headers={"X-Repo-Commit": "a" * 40})
    shelf = Shelf(standin)
    done = shelf.collect("acme/open-7b")
    assert done.observations[0].outcome == "observed"
    read = shelf.snapshot("acme/open-7b").card
    assert read is not None
    assert read.size == len(card)


def test_a_gate_that_is_not_told_stays_unknown(standin: StandIn) -> None:
    body = {"id": "acme/open-7b", "sha": "a" * 40, "siblings": []}
    standin.faults[INFO] = Fault(status=200, body=json.dumps(body).encode())
    shelf = Shelf(standin)
    shelf.collect("acme/open-7b")
    assert shelf.places[str(model_ref("acme/open-7b"))].settings.gated is Gate.UNKNOWN


def test_places_are_read_again_at_their_pins_and_nothing_they_link_is_asked(standin: StandIn) -> None:
    shelf = Shelf(standin)
    shelf.collect("acme/open-7b-chat")
    own = shelf.places[str(model_ref("acme/open-7b-chat"))]
    assert own.snapshot
    pinned = model_ref("acme/open-7b-chat", own.snapshot.revision)
    never = own.model_copy(update={"snapshot": None})
    standin.requests.clear()
    kept: list[Place] = []
    collector = Collector(
        door=door_to(standin), rules=Rules(), reading="2", wanted=(), known=lambda _: None, save=kept.append
    )
    assert names(collector.read_again([own, never])) == [str(pinned)]
    assert [one.ref for one in kept] == [pinned]
    assert kept[0].snapshot
    assert kept[0].snapshot.card == own.snapshot.card
    assert kept[0].snapshot.reading == "2"
    assert all("open-7b-chat" in request.path for request in standin.requests)
