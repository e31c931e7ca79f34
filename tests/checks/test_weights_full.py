from __future__ import annotations

import pytest

from auditor.card import CardState
from auditor.checks.weights_full import weights_full
from auditor.evidence import Evidence
from tests.builders import base, card, evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place()), "yes", "", id="whole"),
        pytest.param(
            evidence(place(files=("adapter_config.json", "adapter_model.safetensors"))), "no", "adapter", id="adapter"
        ),
        pytest.param(evidence(place(files=("pytorch_lora_weights.safetensors",))), "no", "adapter", id="lora by name"),
        pytest.param(
            evidence(place(files=("adapter_model.safetensors", "best_1/model.safetensors", "config.json"))),
            "no",
            "adapter",
            id="an adapter at the root beside folders of whole ones",
        ),
        pytest.param(
            evidence(place(files=("style.safetensors",)), base("acme/base", "adapter")),
            "no",
            "adapter",
            id="adapter by relation",
        ),
        pytest.param(
            evidence(place(files=("adapter_config.json", "adapter_model.bin", "model.safetensors"))),
            "yes",
            "",
            id="merged beside the adapter",
        ),
        pytest.param(
            evidence(place(files=("adapter_model.bin",), complete=False)), "unknown", "", id="adapter in a part"
        ),
        pytest.param(evidence(place("acme/open-7b-delta", card=card(cues={"delta": (3,)}))), "no", "delta", id="delta"),
        pytest.param(evidence(place("acme/delta-net-1b", card=card())), "yes", "", id="delta in the name only"),
        pytest.param(
            evidence(place("acme/open-7b-delta", card_state=CardState.NOT_READ)),
            "unknown",
            "",
            id="delta and the card not read",
        ),
        pytest.param(evidence(place(), base("acme/base", "quantized")), "no", "quantized", id="quantised by relation"),
        pytest.param(evidence(place(quantization="gptq")), "no", "quantized", id="quantised by configuration"),
        pytest.param(evidence(place(quantization="fp8")), "yes", "", id="trained in that format"),
        pytest.param(evidence(place(files=("open.Q4_K_M.gguf",))), "no", "quantized", id="only gguf"),
        pytest.param(evidence(place(files=("open.Q4_K_M.gguf", "open.f16.gguf"))), "yes", "", id="gguf in 16 bits too"),
        pytest.param(
            evidence(place("acme/open-7b-lora", files=("style.safetensors",)), base("acme/open-7b", "finetune")),
            "no",
            "adapter",
            id="adapter by the repository's name",
        ),
        pytest.param(
            evidence(place("acme/Poems_Adapter", files=("style.safetensors",)), base("acme/open-7b", "")),
            "no",
            "adapter",
            id="adapter by another spelling",
        ),
        pytest.param(
            evidence(place("acme/open-7b-lora", files=("model.safetensors",)), base("acme/open-7b", "finetune")),
            "no",
            "adapter",
            id="adapter by the repository's name, under a whole model's",
        ),
        *(
            pytest.param(
                evidence(place("acme/open-7b-lora", files=("model.safetensors", config)), base("acme/open-7b", "")),
                "yes",
                "",
                id=f"such a name and {config}",
            )
            for config in ("config.json", "model_index.json", "params.json")
        ),
        pytest.param(
            evidence(place("acme/open-7b-lora", files=("style.safetensors",))), "yes", "", id="such a name and no base"
        ),
        pytest.param(
            evidence(place("acme/explorada-7b", files=("style.safetensors",)), base("acme/open-7b", "")),
            "yes",
            "",
            id="such letters within a word",
        ),
        pytest.param(evidence(place(files=("README.md",))), "not_applicable", "", id="no weights"),
    ],
)
def test_weights_full(seen: Evidence, outcome: str, value: str) -> None:
    said = weights_full.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
