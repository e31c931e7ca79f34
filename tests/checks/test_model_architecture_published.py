from __future__ import annotations

import pytest

from auditor.card import Card, CardState, Role, Where
from auditor.checks.model_architecture_published import model_architecture_published
from auditor.evidence import Evidence, Kind, Place, Reason
from auditor.rules import NameKind
from tests.builders import answer, base, card, evidence, link, mention, place, repository

ID = "model_architecture_published"
LOADS = mention("Transformers", NameKind.LIBRARY, "usage", where=Where.CODE)
STATED = card(front={"library_name": "transformers"})


def built(*, library: str, classes: tuple[str, ...], tags: tuple[str, ...] = (), read: Card | None = None) -> Place:
    """A model of which the host tells what the configuration names."""
    own = place(files=("config.json",), tags=tags, card=read)
    assert own.snapshot is not None
    profile = own.snapshot.profile.model_copy(update={"library": library, "architectures": classes})
    return own.model_copy(update={"snapshot": own.snapshot.model_copy(update={"profile": profile})})


PLAIN = built(library="transformers", classes=("OpenForCausalLM",))
CUSTOM = built(library="transformers", classes=("OpenForCausalLM",), tags=("custom_code",))


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(files=("modeling_open.py",))), "yes", "", id="code beside the weights"),
        pytest.param(
            evidence(place(files=("modeling_open.py",), card_state=CardState.NOT_READ, complete=False)),
            "yes",
            "",
            id="code beside the weights, and little else seen",
        ),
        pytest.param(evidence(PLAIN), "yes", "library", id="a class of a public library"),
        pytest.param(
            evidence(built(library="acme-engine", classes=("OpenLM",))), "no", "", id="a class of no public library"
        ),
        pytest.param(evidence(CUSTOM), "unknown", "", id="a class whose code lies elsewhere"),
        pytest.param(evidence(place(card=STATED, files=("config.json",))), "yes", "library", id="configuration"),
        pytest.param(evidence(place(card=STATED)), "no", "", id="the library alone"),
        pytest.param(evidence(place(card=card(mentions=(LOADS,)))), "yes", "library", id="code that loads it"),
        pytest.param(evidence(place(files=("open.Q4_0.gguf",))), "yes", "library", id="weights for one library"),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "acme/open"), places=(repository("acme/open", "model.py"),)),
            "yes",
            "",
            id="the family's repository",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "acme/lab"), places=(repository("acme/lab", "model.py"),)),
            "no",
            "part",
            id="another repository of the owner",
        ),
        pytest.param(
            evidence(
                place(card=card(), complete=False),
                link(Role.CODE, "acme/lab"),
                places=(repository("acme/lab", "model.py"),),
            ),
            "unknown",
            "part",
            id="another repository of the owner, and a part of the list",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "lab/all"), places=(repository("lab/all", "model.py"),)),
            "no",
            "",
            id="code of others",
        ),
        pytest.param(
            evidence(place(card=card()), base("acme/base"), bases={"acme/base": {ID: answer("yes", "library")}}),
            "yes",
            "library",
            id="the base's architecture",
        ),
        pytest.param(
            evidence(
                place(card=STATED, files=("adapter_config.json",)),
                base("acme/base"),
                bases={"acme/base": {ID: answer("no")}},
            ),
            "no",
            "",
            id="an adapter to a base whose architecture is not public",
        ),
        pytest.param(
            evidence(place(files=("adapter_config.json",))), "unknown", "", id="an adapter to a base that is not named"
        ),
        pytest.param(
            evidence(
                place(card=card(mentions=(LOADS,)), files=None),
                base("acme/base"),
                bases={"acme/base": {ID: answer("no")}},
            ),
            "unknown",
            "",
            id="code that loads what may be an adapter",
        ),
        pytest.param(evidence(place(card=card()), base("acme/base")), "unknown", "", id="a base that was not judged"),
        pytest.param(
            evidence(place(card=card()), base("acme/base"), bases={"acme/base": {ID: answer("unknown")}}),
            "unknown",
            "",
            id="a base that could not be told",
        ),
        pytest.param(evidence(place(files=("config.json",))), "unknown", "", id="configuration of an unknown library"),
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
def test_model_architecture_published(seen: Evidence, outcome: str, value: str) -> None:
    said = model_architecture_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because


def test_the_class_is_named() -> None:
    said = model_architecture_published.ask(evidence(PLAIN))
    assert "OpenForCausalLM of the public library transformers" in said.because
    assert any(one.url.endswith("/config.json") and one.pinned for one in said.citations)


def test_code_elsewhere_is_said_to_be_what_was_not_seen() -> None:
    assert "code of another place" in model_architecture_published.ask(evidence(CUSTOM)).because
