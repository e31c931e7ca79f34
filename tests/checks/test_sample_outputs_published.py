from __future__ import annotations

import pytest

from auditor.card import CardState, Heading
from auditor.checks.sample_outputs_published import sample_outputs_published
from auditor.evidence import Evidence, Reason
from tests.builders import card, evidence, place

PAINTS = ("text-to-image",)


def listing(*files: str, tags: tuple[str, ...] = ()) -> Evidence:
    return evidence(place(files=("README.md", *files), card=card(), tags=tags))


def spoken(line: int) -> Evidence:
    """A card that speaks of sample outputs on one line, and has a heading on line 9."""
    seen = card(cues={"sample_outputs": (line,)})
    return evidence(place(card=seen.model_copy(update={"headings": (Heading(line=9, level=2, text="Samples"),)})))


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [
        pytest.param(spoken(9), "yes", id="a heading"),
        pytest.param(spoken(4), "unknown", id="a sentence"),
        pytest.param(listing("samples/a.png"), "yes", id="a folder of samples"),
        pytest.param(listing("images/example_1.jpg"), "yes", id="a picture called an example"),
        pytest.param(listing("outputs/song.wav"), "yes", id="sound called an output"),
        pytest.param(listing("generated_predictions.txt"), "yes", id="texts that were generated"),
        pytest.param(evidence(place(files=(("samples/a.png", 0),), card=card())), "no", id="an empty file"),
        pytest.param(listing("sample_input.wav", "examples/config.png"), "no", id="inputs and configurations"),
        pytest.param(listing("samples.json", "examples/run.py"), "no", id="texts and code called samples"),
        pytest.param(listing("loss_sample.png", "logo.png"), "no", id="plots and logos"),
        pytest.param(listing("01.png"), "no", id="a picture of a model of language"),
        pytest.param(listing("01.png", tags=PAINTS), "unknown", id="a nameless picture of a model of pictures"),
        pytest.param(
            evidence(place(files=("image_0.png",), card=card(front={"widget": [{}]}), tags=PAINTS)),
            "yes",
            id="a widget and pictures",
        ),
        pytest.param(
            evidence(place(files=("a.bin",), card=card(front={"widget": [{}]}), tags=PAINTS)),
            "no",
            id="a widget without pictures",
        ),
        pytest.param(
            evidence(place(files=("image_0.png",), card=card(front={"widget": [{}]}))), "no", id="a widget of texts"
        ),
        pytest.param(
            evidence(
                place(files=("a.png",), card=card(front={"widget": [{}], "pipeline_tag": "text-to-image"}), tags=())
            ),
            "yes",
            id="a task in the front matter",
        ),
        pytest.param(listing("model.safetensors"), "no", id="nothing"),
        pytest.param(evidence(place(files=None, card=card())), "unknown", id="no list"),
        pytest.param(evidence(place(card=card(), complete=False)), "unknown", id="a part of the list"),
        pytest.param(
            evidence(place(files=("samples/a.png",), complete=False, card_state=CardState.NOT_READ)),
            "yes",
            id="a sample in a part of the list",
        ),
        pytest.param(evidence(place(card_state=CardState.NOT_READ)), "unknown", id="the card not read"),
        pytest.param(evidence(place(missing=Reason.GATED)), "unknown", id="refused"),
        pytest.param(evidence(None), "unknown", id="never seen"),
    ],
)
def test_sample_outputs_published(seen: Evidence, outcome: str) -> None:
    said = sample_outputs_published.ask(seen)
    assert said.outcome == outcome, said.because
