from __future__ import annotations

import pytest

from auditor.card import CardState, FrontMatter, FrontMatterState
from auditor.checks.model_metadata_present import model_metadata_present
from auditor.evidence import Evidence, Reason
from tests.builders import card, evidence, place

THREE = {"license": "mit", "language": ["en"], "pipeline_tag": "text-generation"}


def fronted(*files: str, **front: object) -> Evidence:
    keys = {key.replace("_index", "-index"): value for key, value in front.items()}
    return evidence(place(files=("README.md", *files), card=card(front=keys)))


def broken() -> Evidence:
    seen = card().model_copy(update={"front_matter": FrontMatter(state=FrontMatterState.BROKEN)})
    return evidence(place(card=seen))


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(fronted("config.json", **THREE), "yes", "", id="three keys and a configuration"),
        pytest.param(fronted(**THREE), "yes", "", id="three keys"),
        pytest.param(fronted(license="mit", model_index=[{}, {"task": "qa"}], metrics="acc"), "yes", "", id="others"),
        pytest.param(fronted("config.json", license="mit", language="en"), "no", "some", id="two keys"),
        pytest.param(fronted(license="mit", language="", datasets=[], metrics=[""]), "no", "some", id="empty values"),
        pytest.param(fronted(license="mit", tags=["a"], thumbnail="b", inference=False), "no", "some", id="other keys"),
        pytest.param(fronted("config.json"), "no", "some", id="a configuration alone"),
        pytest.param(fronted("sub/config.json"), "no", "", id="a configuration of a part"),
        pytest.param(fronted(), "no", "", id="nothing"),
        pytest.param(evidence(place(files=None, card=card(front={"license": "mit"}))), "no", "some", id="no list"),
        pytest.param(evidence(place(files=None, card=card())), "unknown", "", id="no list and no front matter"),
        pytest.param(broken(), "unknown", "", id="front matter that cannot be parsed"),
        pytest.param(
            evidence(place(files=("config.json",), card_state=CardState.NOT_READ)),
            "unknown",
            "some",
            id="the card not read",
        ),
        pytest.param(evidence(place(missing=Reason.GATED)), "unknown", "", id="refused"),
        pytest.param(evidence(None), "unknown", "", id="never seen"),
    ],
)
def test_model_metadata_present(seen: Evidence, outcome: str, value: str) -> None:
    said = model_metadata_present.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because


def test_it_names_the_keys() -> None:
    said = model_metadata_present.ask(fronted("config.json", **THREE)).because
    assert said == "The front matter states license, language and pipeline_tag, and config.json is listed."
