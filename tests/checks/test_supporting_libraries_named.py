from __future__ import annotations

import pytest

from auditor.card import Card, CardState, Heading, Role, Where
from auditor.checks.supporting_libraries_named import supporting_libraries_named
from auditor.evidence import Evidence, Kind, Place, Reason
from auditor.rules import NameKind
from tests.builders import card, evidence, link, mention, place


def listed(line: int = 32) -> Card:
    """A card with the list that trainers write, and a library at this line."""
    headings = (Heading(line=30, level=3, text="Framework versions"), Heading(line=40, level=2, text="Contact"))
    one = mention("Transformers", NameKind.LIBRARY, where=Where.LIST, line=line)
    return card(mentions=(one,)).model_copy(update={"headings": headings})


def named(name: str, kind: NameKind, *cues: str, where: Where = Where.PROSE) -> Evidence:
    """A card that names one tool."""
    return evidence(place(card=card(mentions=(mention(name, kind, *cues, where=where),))))


def linked(name: str, *files: str) -> Evidence:
    """A card that links one repository with these files."""
    code: Place = place(name, kind=Kind.REPOSITORY, files=files)
    return evidence(place(card=card()), link(Role.CODE, name), places=(code,))


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=listed())), "yes", "versions", id="list of framework versions"),
        pytest.param(evidence(place(card=listed(line=44))), "yes", "", id="a library below another heading"),
        pytest.param(evidence(place(files=("uv.lock",))), "yes", "versions", id="locked versions"),
        pytest.param(evidence(place(files=("requirements.txt",))), "yes", "", id="requirements beside the weights"),
        pytest.param(evidence(place(files=("tests/requirements.txt",))), "no", "", id="requirements of tests"),
        pytest.param(evidence(place(files=("yarn.lock",))), "no", "", id="requirements of a web page"),
        pytest.param(linked("acme/lab", "pyproject.toml"), "yes", "", id="requirements of the owner's code"),
        pytest.param(
            linked("acme/lab", "sub/poetry.lock"), "yes", "versions", id="locked versions of the owner's code"
        ),
        pytest.param(linked("zenith/lab", "pyproject.toml"), "no", "", id="requirements of others"),
        pytest.param(named("TrainKit", NameKind.FRAMEWORK, "training"), "yes", "", id="a framework of the training"),
        pytest.param(named("TrainKit", NameKind.FRAMEWORK), "yes", "", id="a framework that is named"),
        pytest.param(named("TrainKit", NameKind.FRAMEWORK, "comparison"), "no", "", id="a framework of others"),
        pytest.param(named("RunKit", NameKind.LIBRARY), "yes", "", id="a library"),
        pytest.param(named("RunKit", NameKind.LIBRARY, where=Where.CODE), "yes", "", id="a library in code"),
        pytest.param(named("RunKit", NameKind.LIBRARY, "acknowledgement"), "no", "", id="a library that is thanked"),
        pytest.param(named("RunKit", NameKind.LIBRARY, where=Where.COMMENT), "no", "", id="a library in a comment"),
        pytest.param(named("EvalKit", NameKind.HARNESS, "evaluation"), "no", "", id="a harness"),
        pytest.param(evidence(place(card=card(), tags=("axolotl",))), "yes", "", id="a framework's tag"),
        pytest.param(evidence(place(card=card(), tags=("sft",))), "no", "", id="a method's tag"),
        pytest.param(evidence(place(card=card(front={"library_name": "runkit"}))), "yes", "", id="front matter"),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing"),
        pytest.param(evidence(place(files=())), "no", "", id="empty"),
        pytest.param(evidence(place(card=card(), complete=False)), "unknown", "", id="a part of the list"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "acme/open")), "unknown", "", id="linked repository not opened"
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.CODE, "acme/open"),
                places=(place("acme/open", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND),),
            ),
            "no",
            "",
            id="linked repository gone",
        ),
    ],
)
def test_supporting_libraries_named(seen: Evidence, outcome: str, value: str) -> None:
    said = supporting_libraries_named.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because


def test_every_library_is_named_once() -> None:
    both = (mention("RunKit", NameKind.LIBRARY, line=3), mention("RunKit", NameKind.LIBRARY, line=9))
    said = supporting_libraries_named.ask(evidence(place(card=card(mentions=both))))
    assert said.because == "RunKit is named."
    assert [one.url.rpartition("#")[2] for one in said.citations] == ["L3"]
