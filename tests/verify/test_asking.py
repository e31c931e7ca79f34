"""Citations asked for again, over a socket: the made-up repositories are observed, then something happens to them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from auditor.answers import Answer, Citation, yes
from auditor.collect import model_ref
from auditor.evidence import Kind, Place, Ref
from auditor.rules import Rules
from auditor.sources import Errand, github, huggingface
from auditor.standin import Fault, StandIn
from auditor.transport import Door
from auditor.verify.asking import SPENT, Asking, Verified
from auditor.verify.compare import Fate
from auditor.verify.held import Shelf
from tests.conftest import MADE_UP, door_to

CODE = Ref(source="github", kind=Kind.REPOSITORY, name="acme/open-trainer")


@pytest.fixture(scope="module")
def places() -> Iterator[tuple[Place, Place]]:
    with StandIn([MADE_UP]) as standin:
        errand = Errand(door=door_to(standin), rules=Rules(), reading="1", wanted=("LICENSE",))
        yield huggingface.observe(model_ref("acme/open-7b"), errand), github.observe(CODE, errand)


def answers(places: tuple[Place, Place]) -> Mapping[str, Mapping[str, Answer]]:
    own, code = places
    assert own.snapshot
    weights = next(file.path for file in own.snapshot.files or () if len(file.oid) == 64)
    given = {
        "listing": own.cite_listing("x"),
        "card": own.cite_card("x", 3),
        "license": own.cite_file("LICENSE", "x"),
        "weights": own.cite_file(weights, "x"),
        "settings": own.cite("x"),
        "code": code.cite_listing("x"),
        "script": code.cite_file("train.py", "x"),
        "readme": code.cite_card("x", 1),
    }
    return {"acme/open-7b": {check: yes("It is there.", citation) for check, citation in given.items()}}


def fates(found: Verified) -> dict[str, Fate]:
    return {one.check: one.fate for one in found.checked}


def asking(door: Door, places: tuple[Place, Place], **others: Any) -> Asking:
    return Asking(door=door, shelf=Shelf(places), **others)


def changed(tmp_path: Path, change: Mapping[str, Any]) -> Path:
    """The made-up recordings with one model changed."""
    folder = tmp_path / "recordings"
    shutil.copytree(MADE_UP, folder)
    path = folder / "hub" / "models.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [{**row, **change} if row["id"] == "acme/open-7b" else row for row in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def test_what_stands_is_confirmed_and_what_has_no_pin_is_counted_apart(
    door: Door, places: tuple[Place, Place], standin: StandIn
) -> None:
    found = asking(door, places).verify(answers(places))
    assert fates(found) == dict.fromkeys(answers(places)["acme/open-7b"], Fate.CONFIRMED) | {
        "settings": Fate.NOT_PINNED
    }
    assert (found.pinned, found.asked, found.fallen) == (7, 7, ())
    # The info, the card and the license (redirected once each), the tree and the README of the code.
    assert found.requests == len(standin.requests) == 7


def test_each_address_is_asked_once(door: Door, places: tuple[Place, Place]) -> None:
    once = answers(places)
    thrice = dict.fromkeys(("acme/open-7b", "acme/b", "acme/c"), once["acme/open-7b"])
    found = asking(door, places).verify(thrice)
    assert (found.requests, len(found.checked), found.counts()[Fate.CONFIRMED]) == (7, 24, 21)
    assert found.addresses()[Fate.CONFIRMED] == 7


def test_another_text_is_rewritten_and_another_listing_too(tmp_path: Path, places: tuple[Place, Place]) -> None:
    row = {"card": "---\nlicense: mit\n---\nAnother text.\n", "texts": {"LICENSE": "Another license."}}
    with StandIn([changed(tmp_path, row)]) as standin:
        found = fates(asking(door_to(standin), places).verify(answers(places)))
    assert {check for check, fate in found.items() if fate is Fate.REWRITTEN} == {"card", "license"}
    assert found["listing"] is Fate.CONFIRMED


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"missing": True, "info": {}}, dict.fromkeys(("listing", "card", "license", "weights"), Fate.GONE)),
        (
            {"info": {"sha": "9" * 40, "siblings": [{"rfilename": "README.md"}]}, "refs_complete": True},
            dict.fromkeys(("listing", "card", "license", "weights"), Fate.GONE),
        ),
    ],
    ids=["deleted", "commit squashed away"],
)
def test_what_is_deleted_is_gone(
    tmp_path: Path, places: tuple[Place, Place], row: Mapping[str, Any], expected: Mapping[str, Fate]
) -> None:
    with StandIn([changed(tmp_path, row)]) as standin:
        found = fates(asking(door_to(standin), places).verify(answers(places)))
    assert found == {**fates_of_code(), **expected}


def fates_of_code() -> dict[str, Fate]:
    return {**dict.fromkeys(("code", "script", "readme"), Fate.CONFIRMED), "settings": Fate.NOT_PINNED}


def test_behind_a_new_gate_the_listing_stands_and_files_are_refused(
    tmp_path: Path, places: tuple[Place, Place]
) -> None:
    own, code = places
    row = next(
        one
        for line in (MADE_UP / "hub" / "models.jsonl").read_text(encoding="utf-8").splitlines()
        if (one := json.loads(line))["id"] == "acme/open-7b"
    )
    config = Citation(
        url=f"{own.page}/blob/{own.cite_listing('x').revision}/config.json",
        shows="x",
        revision=own.cite_listing("x").revision,
        sha256="5" * 64,
    )
    given = {"acme/open-7b": {"config": yes("x", config), "listing": yes("x", own.cite_listing("x"))}}
    with StandIn([changed(tmp_path, {"info": {**row["info"], "gated": "manual"}})]) as standin:
        found = asking(door_to(standin), (own, code)).verify(given)
    assert fates(found) == {"config": Fate.REFUSED, "listing": Fate.CONFIRMED}
    assert found.fallen[0].why == "it is behind a gate"


@pytest.mark.parametrize("fault", [Fault(status=503), Fault(reset=True), Fault(status=429), Fault(truncate=True)])
def test_a_host_that_fails_makes_nothing_gone(
    standin: StandIn, door: Door, places: tuple[Place, Place], fault: Fault
) -> None:
    standin.faults = {"/api/models/acme/open-7b": fault, "/github": fault, "/acme": fault}
    found = asking(door, places).verify(answers(places))
    assert found.fallen == ()
    assert {one.check for one in found.checked if one.fate is Fate.CONFIRMED} <= {"card", "license", "readme"}
    assert any(one.failed for one in found.checked)


def test_a_spent_budget_leaves_the_rest_unknown(door: Door, places: tuple[Place, Place]) -> None:
    found = asking(door, places, max_requests=3).verify(answers(places))
    assert found.requests == 3
    assert found.unasked == {SPENT: 4}
    assert not any(one.failed for one in found.checked)
    nothing = asking(door, places, max_requests=0).verify(answers(places))
    assert (nothing.requests, nothing.asked, nothing.pinned) == (0, 0, 7)


def test_an_address_of_no_place_is_not_asked(door: Door, places: tuple[Place, Place]) -> None:
    stray = Citation(url="https://example.org/blob/main/x", shows="x", revision="a" * 40)
    found = asking(door, places).verify({"acme/open-7b": {"stray": yes("x", stray)}})
    assert (found.requests, fates(found)) == (0, {"stray": Fate.NOT_ASKED})
