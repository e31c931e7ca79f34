from __future__ import annotations

import pytest

from auditor.card import CardState, Heading, Role, Where
from auditor.checks.inference_code_published import inference_code_published
from auditor.evidence import Evidence, Kind, Reason
from auditor.rules import NameKind
from tests.builders import card, evidence, link, mention, place, repository

LOADS = mention("Transformers", NameKind.LIBRARY, "usage", where=Where.CODE)
TRAINS = LOADS.model_copy(update={"cues": (), "heading_cues": ("training",)})
USAGE = card(cues={"usage": (20,)}).model_copy(update={"headings": (Heading(line=20, level=2, text="How to use"),)})
STATED = card(front={"library_name": "transformers"})


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(card=card(mentions=(LOADS,)))), "yes", "", id="code on the card"),
        pytest.param(
            evidence(place(card=card(mentions=(LOADS,)), files=None)), "yes", "", id="code on the card, files not seen"
        ),
        pytest.param(evidence(place(card=card(mentions=(TRAINS,)))), "no", "", id="code of the training"),
        pytest.param(
            evidence(place(card=card(mentions=(mention("Transformers", NameKind.LIBRARY, "usage"),)))),
            "no",
            "",
            id="a library that is only named",
        ),
        pytest.param(evidence(place(files=("inference.py",))), "yes", "", id="script beside the weights"),
        pytest.param(evidence(place(files=("generation_config.json",))), "no", "", id="settings are no code"),
        pytest.param(
            evidence(
                place(card=card()), link(Role.CODE, "acme/open"), places=(repository("acme/open", "demo/app.py"),)
            ),
            "yes",
            "",
            id="the family's repository",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.INFERENCE_CODE, "zenith/runner"),
                places=(repository("zenith/runner", "chat.py"),),
            ),
            "yes",
            "",
            id="repository linked to run it",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "acme/lab"), places=(repository("acme/lab", "chat.py"),)),
            "no",
            "part",
            id="another repository of the owner",
        ),
        pytest.param(
            evidence(
                place(card=card(), complete=False),
                link(Role.CODE, "acme/lab"),
                places=(repository("acme/lab", "chat.py"),),
            ),
            "unknown",
            "part",
            id="another repository of the owner, and a part of the list",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "lab/all"), places=(repository("lab/all", "chat.py"),)),
            "no",
            "",
            id="code of others",
        ),
        pytest.param(
            evidence(place(card=STATED, files=("config.json",))), "yes", "library", id="a library with configuration"
        ),
        pytest.param(evidence(place(card=STATED)), "no", "", id="the library alone"),
        pytest.param(evidence(place(files=("adapter_config.json",))), "yes", "library", id="an adapter"),
        pytest.param(evidence(place(card=USAGE)), "unknown", "", id="a section on use without a known tool"),
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
def test_inference_code_published(seen: Evidence, outcome: str, value: str) -> None:
    said = inference_code_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because


def test_the_line_of_the_code_is_cited() -> None:
    said = inference_code_published.ask(evidence(place(card=card(mentions=(LOADS,)))))
    assert said.citations[0].url.endswith("README.md#L10")
    assert said.citations[0].pinned
