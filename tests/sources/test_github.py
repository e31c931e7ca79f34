"""GitHub's source, over a real socket against the stand-in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from auditor.card import CardState
from auditor.evidence import Head, Kind, Missing, Place, Reason, Ref, Snapshot
from auditor.rules import Rules
from auditor.sources import Errand, Listing, github, recognise
from auditor.standin import Fault, Quota, StandIn
from auditor.transport import BudgetSpent, Door, HostFailure
from tests.builders import rules
from tests.conftest import MADE_UP, door_to


def repository(name: str, branch: str = "") -> Ref:
    return Ref(source="github", kind=Kind.REPOSITORY, name=name, branch=branch)


def look(door: Door, ref: Ref, known: Place | None = None) -> Place:
    return github.observe(ref, Errand(door=door, rules=Rules(), reading="1", known=known))


def seen(place: Place) -> Snapshot:
    assert place.snapshot is not None
    return place.snapshot


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/acme/open-trainer", "github/repository/acme/open-trainer"),
        ("https://github.com/acme/open-trainer.git", "github/repository/acme/open-trainer"),
        ("http://www.github.com/acme/open-trainer/issues/3", "github/repository/acme/open-trainer"),
        ("https://github.com/acme/open-trainer/tree/main/configs", "github/repository/acme/open-trainer"),
        ("https://github.com/acme/open-trainer/tree/chat_v2", "github/repository/acme/open-trainer@chat_v2"),
        ("https://github.com/acme/open-trainer/tree/a%20b", "github/repository/acme/open-trainer"),
        ("https://github.com/sponsors/acme", None),
        ("https://github.com/acme", None),
        ("https://github.com/../..", None),
        ("https://gist.github.com/acme/1", None),
        ("https://raw.githubusercontent.com/acme/open-trainer/main/x.py", None),
    ],
)
def test_a_link_is_recognised_by_its_host_and_path(url: str, expected: str | None) -> None:
    found = recognise(url)
    assert (str(found) if found else None) == expected


def test_a_whole_repository_costs_four_requests(door: Door) -> None:
    place = look(door, repository("acme/open-trainer"))
    assert isinstance(place.head, Head)
    assert (seen(place).complete, seen(place).card_state) == (True, CardState.READ)
    assert len(seen(place).revision) == 40
    assert any(file.path.startswith("configs/") for file in seen(place).files or ())
    assert place.cite_file("LICENSE", "x").url == (
        f"https://github.com/acme/open-trainer/blob/{seen(place).revision}/LICENSE"
    )
    assert door.sent.total() == 4


def test_an_unchanged_repository_costs_two_requests(door: Door) -> None:
    first = look(door, repository("acme/open-trainer"))
    sent = door.sent.total()
    assert look(door, repository("acme/open-trainer"), known=first).snapshot == first.snapshot
    assert door.sent.total() - sent == 2


def test_a_branch_is_looked_at_where_a_link_names_it(door: Door) -> None:
    main, branch = look(door, repository("acme/open-trainer")), look(door, repository("acme/open-trainer", "chat/v2"))
    assert seen(main).revision != seen(branch).revision


def test_a_truncated_tree_is_a_part(door: Door) -> None:
    assert not seen(look(door, repository("acme/truncated"))).complete


def test_an_archived_repository_says_so(door: Door) -> None:
    assert look(door, repository("acme/archived")).settings.archived is True


def test_a_repository_that_is_gone_or_empty_is_evidence(door: Door) -> None:
    gone, empty = look(door, repository("globex/gone-code")), look(door, repository("globex/empty-code"))
    assert isinstance(gone.head, Missing)
    assert isinstance(empty.head, Missing)
    assert (gone.head.reason, empty.head.reason) == (Reason.NOT_FOUND, Reason.EMPTY)


def test_a_renamed_repository_is_followed(standin: StandIn, door: Door) -> None:
    place = look(door, repository("acme/before-the-move"))
    assert isinstance(place.head, Head)
    assert place.head.name == "acme/moved"
    assert 301 in {one.status for one in standin.requests}


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/github/repos/acme/open-trainer", Fault(status=200, body=b"[]")),
        ("/github/repos/acme/open-trainer", Fault(status=500)),
        ("/github/repos/acme/open-trainer/commits", Fault(status=200, body=b"<script>")),
        ("/github/repos/acme/open-trainer/git/trees", Fault(status=200, body=b'{"tree": [{"path": 1}]}')),
        ("/github/repos/acme/open-trainer/git/trees", Fault(status=404)),
        ("/github/repos/acme/open-trainer/git/trees", Fault(truncate=True)),
    ],
    ids=lambda one: str(one)[:60],
)
def test_an_answer_that_says_nothing_is_a_failure(standin: StandIn, door: Door, path: str, fault: Fault) -> None:
    standin.faults[rf"^{path}(\?|/|$)" if path.endswith("trainer") else path] = fault
    with pytest.raises(HostFailure):
        look(door, repository("acme/open-trainer"))


@pytest.mark.parametrize("body", [b'{"path": "README.md", "content": "%%%"}', b"{}", b'{"path": "R", "content": "w"}'])
def test_a_readme_that_cannot_be_read_is_not_absent(standin: StandIn, door: Door, body: bytes) -> None:
    standin.faults["/github/repos/acme/open-trainer/readme"] = Fault(status=200, body=body)
    assert seen(look(door, repository("acme/open-trainer"))).card_state is CardState.NOT_READ


def test_a_spent_budget_is_told_apart_from_a_refusal() -> None:
    with StandIn([MADE_UP], quota=Quota(github=4, window=3600)) as standin:
        door = door_to(standin)
        look(door, repository("acme/open-trainer"))
        with pytest.raises(BudgetSpent, match="is used up"):
            look(door, repository("acme/archived"))


KEEPER = "acme/keeper"
TERMS = "Gemma Terms of Use\nLast modified: never\n"
CONTENTS = f"/github/repos/{KEEPER}/contents/"


def recorded(
    folder: Path,
    texts: Mapping[str, str],
    *,
    others: tuple[str, ...] = (),
    modules: tuple[str, ...] = (),
    told: str | None = "Apache-2.0",
) -> StandIn:
    """A stand-in with one repository of these texts, further files and submodules; `told` is the host's license."""
    blobs = [{"path": path, "type": "blob", "size": len(texts.get(path, "x"))} for path in (*texts, *others)]
    commits = [{"path": path, "type": "commit"} for path in modules]
    made = {
        "full_name": KEEPER,
        "default_branch": "main",
        "head": {"sha": "b" * 40},
        "tree": [*blobs, *commits],
        "texts": {"README.md": "# Keeper\n", **texts},
        "id": 2001,
        "license": {"spdx_id": told} if told else None,
    }
    path = folder / "github" / "acme__keeper.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(made), encoding="utf-8")
    return StandIn([folder])


def look_by_rules(door: Door, known: Place | None = None) -> Snapshot:
    return seen(github.observe(repository(KEEPER), Errand(door=door, rules=rules(), reading="1", known=known)))


@pytest.mark.parametrize(
    "path", ["LICENSE-MODEL", "MODEL_LICENSE", "LICENSE-MODEL.txt", "license_model.md"], ids=lambda path: path
)
def test_the_license_of_the_weights_is_read_with_one_more_request(path: str, tmp_path: Path) -> None:
    with recorded(tmp_path, {path: TERMS, "LICENSE": "Apache License"}) as running:
        door = door_to(running)
        snapshot = look_by_rules(door)
        assert door.sent.total() == 5
    (found,) = snapshot.read
    assert (found.path, found.facts, found.revision) == (path, {"license": "gemma"}, "b" * 40)
    assert (found.sha256, found.size) == (sha256(TERMS.encode()).hexdigest(), len(TERMS))
    assert [one.path.partition("?")[2] for one in running.requests if CONTENTS in one.path] == [f"ref={'b' * 40}"]


@pytest.mark.parametrize(
    "path", ["LICENSE", "LICENSE-CODE", "model/LICENSE", "LICENSE-MODEL-DATA", "MODEL_CARD.md", "models.py"]
)
def test_where_no_license_of_the_weights_lies_none_is_asked_for(path: str, tmp_path: Path) -> None:
    with recorded(tmp_path, {path: TERMS}) as running:
        door = door_to(running)
        assert look_by_rules(door).read == ()
        assert door.sent.total() == 4


@pytest.mark.parametrize(
    "fault",
    [Fault(status=500), Fault(status=404), Fault(status=403), Fault(reset=True), Fault(truncate=True)],
    ids=repr,
)
def test_a_license_that_could_not_be_had_is_left_out(fault: Fault, tmp_path: Path) -> None:
    with recorded(tmp_path, {"LICENSE-MODEL": TERMS}) as running:
        running.faults[CONTENTS] = fault
        snapshot = look_by_rules(door_to(running))
    assert (snapshot.read, snapshot.complete, snapshot.card_state) == ((), True, CardState.READ)


def test_a_license_that_is_not_recognised_is_read_all_the_same(tmp_path: Path) -> None:
    with recorded(tmp_path, {"LICENSE-MODEL": "Terms of our own."}) as running:
        (found,) = look_by_rules(door_to(running)).read
    assert found.facts == {"license": ""}


@pytest.mark.parametrize("told", [None, "NOASSERTION"])
@pytest.mark.parametrize("path", ["LICENSE", "LICENSE-CODE", "COPYING.md", "UNLICENSE"])
def test_the_license_of_the_code_is_read_where_the_host_names_none(path: str, told: str | None, tmp_path: Path) -> None:
    with recorded(tmp_path, {path: TERMS}, told=told) as running:
        door = door_to(running)
        (found,) = look_by_rules(door).read
        assert (found.path, found.facts["license"], door.sent.total()) == (path, "gemma", 5)


@pytest.mark.parametrize("path", ["LICENSE-DATA", "THIRD_PARTY_LICENSES", "docs/LICENSE", "license_header.txt"])
def test_texts_for_other_things_are_not_the_code_s(path: str, tmp_path: Path) -> None:
    with recorded(tmp_path, {path: TERMS}, told=None) as running:
        assert look_by_rules(door_to(running)).read == ()


def test_a_file_on_which_the_host_failed_is_asked_for_again(tmp_path: Path) -> None:
    with recorded(tmp_path, {"LICENSE-MODEL": TERMS}) as running:
        running.faults[CONTENTS] = Fault(status=500)
        first = github.observe(repository(KEEPER), Errand(door=door_to(running), rules=rules(), reading="1"))
        running.faults.clear()
        assert seen(first).read == ()
        assert len(look_by_rules(door_to(running), known=first).read) == 1


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("git@github.com:acme/evals.git", "https://github.com/acme/evals"),
        ("ssh://git@github.com/acme/evals.git", "https://github.com/acme/evals"),
        ("git://github.com/acme/evals.git", "https://github.com/acme/evals"),
        ("../evals.git", "https://github.com/acme/evals"),
        ("https://github.com/acme/evals/", "https://github.com/acme/evals"),
        ("git@gitlab.example:acme/evals.git", None),
        ("file:///etc/passwd", None),
    ],
)
def test_git_s_ways_to_write_an_address(url: str, home: str | None, tmp_path: Path) -> None:
    text = f'[submodule "evals"]\n\turl = {url}\n\tpath = lib/evals\n'
    with recorded(tmp_path, {".gitmodules": text}, modules=("lib/evals",)) as running:
        links = look_by_rules(door_to(running)).links
    assert [(one.url, one.role.value) for one in links] == ([(home, "evaluation_code")] if home else [])


MODULES = (
    '[submodule "evals"]\n\tpath = lib/evals\n\turl = https://github.com/acme/evals.git\n'
    '[submodule "train"]\n\tpath = training\n\turl = ../trainer\n'
    '[submodule "old"]\n\tpath = old\n\turl = https://github.com/acme/old\n'
    '[submodule "far"]\n\tpath = far\n\turl = https://gitlab.example/acme/far\n'
)


def test_submodules_are_links_that_gitmodules_states(tmp_path: Path) -> None:
    modules = ("lib/evals", "training", "far")
    with recorded(tmp_path, {".gitmodules": MODULES}, modules=modules) as running:
        door = door_to(running)
        links = look_by_rules(door).links
        assert door.sent.total() == 5
    assert [(one.role.value, one.url, one.line) for one in links] == [
        ("evaluation_code", "https://github.com/acme/evals", 3),
        ("training_code", "https://github.com/acme/trainer", 6),
    ]
    assert {(one.stated_by.value, one.path) for one in links} == {("file", ".gitmodules")}


def test_without_submodules_gitmodules_is_not_asked_for_and_a_failure_leaves_them_out(tmp_path: Path) -> None:
    with recorded(tmp_path / "none", {".gitmodules": MODULES}) as running:
        door = door_to(running)
        assert (look_by_rules(door).links, door.sent.total()) == ((), 4)
    with recorded(tmp_path / "broken", {".gitmodules": MODULES}, modules=("lib/evals",)) as running:
        running.faults[CONTENTS] = Fault(status=500)
        snapshot = look_by_rules(door_to(running))
    assert (snapshot.links, snapshot.complete) == ((), True)


# -- asked again for what was cited --------------------------------------------------------------------------------


def test_what_was_cited_is_asked_again_at_its_commit(door: Door) -> None:
    ref = repository("acme/open-trainer")
    place = look(door, ref)
    assert place.card
    told = github.files_at(ref, seen(place).revision, door)
    assert isinstance(told, Listing)
    assert ({file.path for file in told.files}, told.complete) == (
        {file.path for file in seen(place).files or ()},
        True,
    )
    assert github.hash_at(ref, seen(place).revision, "README.md", door) == place.card.sha256


def test_a_repository_or_a_file_that_is_no_more_says_so(door: Door) -> None:
    ref = repository("acme/open-trainer")
    for told in (
        github.files_at(repository("globex/gone-code"), "a" * 40, door),
        github.files_at(repository("globex/empty-code"), "a" * 40, door),
        github.hash_at(ref, "7dd194b177e5fd8ab2ebcce14dffdcfb68662657", "no-such-file", door),
    ):
        assert isinstance(told, Missing)


def test_a_commit_that_was_not_recorded_is_not_gone(door: Door) -> None:
    with pytest.raises(HostFailure):
        github.files_at(repository("acme/open-trainer"), "a" * 40, door)


def told(door: Door, number: int) -> bytes:
    answer = door.get(f"{door.endpoints.github}/repos/acme/open-trainer").json()
    assert isinstance(answer, dict)
    return json.dumps({**answer, "id": number}).encode()


def test_a_name_that_another_repository_took_is_told_from_then_on(standin: StandIn, door: Door) -> None:
    ref, address = repository("acme/open-trainer"), r"^/github/repos/acme/open-trainer$"
    answers = [Fault(status=200, body=told(door, number)) for number in (1, 2)]
    standin.faults[address] = answers[0]
    first = look(door, ref)
    assert (look(door, ref, first).replaced, first.replaced) == ("", "")
    standin.faults[address] = answers[1]
    taken = look(door, ref, first)
    assert taken.replaced
    assert look(door, ref, taken).replaced == taken.replaced


def test_a_name_that_was_given_up_first_is_told_too(standin: StandIn, door: Door) -> None:
    ref, address = repository("acme/open-trainer"), r"^/github/repos/acme/open-trainer$"
    answers = [Fault(status=200, body=told(door, number)) for number in (1, 2)]
    standin.faults[address] = answers[0]
    first = look(door, ref)
    standin.faults[address] = Fault(status=404, body=b"{}")
    gone = look(door, ref, look(door, ref, first))
    assert (gone.formerly, isinstance(gone.head, Missing)) == ("1", True)
    standin.faults[address] = answers[0]
    assert look(door, ref, gone).replaced == ""
    standin.faults[address] = answers[1]
    assert look(door, ref, gone).replaced
