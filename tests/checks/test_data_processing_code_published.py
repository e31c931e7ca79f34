from __future__ import annotations

import pytest

from auditor.card import CardState, Role
from auditor.checks.data_processing_code_published import data_processing_code_published
from auditor.evidence import Evidence, Kind, Reason
from tests.builders import answer, base, card, evidence, link, place, repository

ID = "data_processing_code_published"


def quantized(said: str, value: str = "") -> Evidence:
    """A quantization of a base of which this was said; with nothing said the base was not judged."""
    bases = {"acme/base": {ID: answer(said, value)}} if said else None
    return evidence(place(card=card()), base("acme/base", "quantized"), bases=bases)


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place(files=("data/dedup.py",))), "yes", "", id="script beside the weights"),
        pytest.param(evidence(place(files=("preprocessing_open.py",))), "no", "", id="it prepares the model's inputs"),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.DATA_PROCESSING_CODE, "acme/web"),
                places=(repository("acme/web", "filter_data.py"),),
            ),
            "yes",
            "",
            id="repository linked as this code",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.DATA_PROCESSING_CODE, "acme/web"),
                places=(repository("acme/web", "a.py"),),
            ),
            "no",
            "",
            id="repository linked as this code, which holds none",
        ),
        pytest.param(
            evidence(
                place(card=card()), link(Role.CODE, "acme/open"), places=(repository("acme/open", "tokenize.py"),)
            ),
            "yes",
            "",
            id="the family's repository",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "acme/lab"), places=(repository("acme/lab", "tokenize.py"),)),
            "no",
            "part",
            id="another repository of the owner",
        ),
        pytest.param(
            evidence(
                place(card=card(), complete=False),
                link(Role.CODE, "acme/lab"),
                places=(repository("acme/lab", "tokenize.py"),),
            ),
            "unknown",
            "part",
            id="another repository of the owner, and a part of the list",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "lab/all"), places=(repository("lab/all", "tokenize.py"),)),
            "no",
            "",
            id="code of others",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.CODE, "acme/open"), places=(repository("acme/open", "data.py"),)),
            "no",
            "",
            id="a loader of data",
        ),
        pytest.param(quantized("yes"), "yes", "", id="quantization of a base whose code is public"),
        pytest.param(quantized("no", "part"), "no", "part", id="quantization of a base with other code"),
        pytest.param(quantized("no"), "no", "", id="quantization of a base without"),
        pytest.param(
            evidence(
                place(card=card()),
                base("acme/base", "quantized"),
                link(Role.CODE, "acme/open"),
                bases={"acme/base": {ID: answer("no")}},
            ),
            "unknown",
            "",
            id="quantization of a base without, and a linked repository not opened",
        ),
        pytest.param(quantized("unknown"), "unknown", "", id="quantization of a base that could not be told"),
        pytest.param(quantized(""), "unknown", "", id="quantization of a base that was not judged"),
        pytest.param(evidence(place(card=card()), base("acme/base")), "no", "", id="a fine-tune has data of its own"),
        pytest.param(evidence(place(card=card())), "no", "", id="nothing"),
        pytest.param(evidence(place(files=())), "no", "", id="empty"),
        pytest.param(evidence(place(card=card(), complete=False)), "unknown", "", id="a part of the list"),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", "", id="card not read"),
        pytest.param(
            evidence(place(card=card()), link(Role.DATA_PROCESSING_CODE, "acme/web")),
            "unknown",
            "",
            id="linked repository not opened",
        ),
        pytest.param(
            evidence(place(card=card()), link(Role.DATA_PROCESSING_CODE, "https://code.example/web")),
            "unknown",
            "",
            id="a site that we do not open",
        ),
        pytest.param(
            evidence(
                place(card=card()),
                link(Role.DATA_PROCESSING_CODE, "acme/web"),
                places=(place("acme/web", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND),),
            ),
            "no",
            "",
            id="linked repository gone",
        ),
    ],
)
def test_data_processing_code_published(seen: Evidence, outcome: str, value: str) -> None:
    said = data_processing_code_published.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because


def test_a_base_that_could_not_be_judged_is_named() -> None:
    assert "acme/base could not be judged" in data_processing_code_published.ask(quantized("")).because
