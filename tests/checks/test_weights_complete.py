from __future__ import annotations

import pytest

from auditor.checks.weights_complete import weights_complete
from auditor.evidence import Evidence
from tests.builders import evidence, place


@pytest.mark.parametrize(
    ("seen", "outcome", "value"),
    [
        pytest.param(evidence(place()), "yes", "", id="one file"),
        pytest.param(
            evidence(place(files=("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"))),
            "yes",
            "",
            id="all shards",
        ),
        pytest.param(evidence(place(files=("model-00001-of-00002.safetensors",))), "no", "", id="shard missing"),
        pytest.param(
            evidence(place(files=("model-00001-of-00002.safetensors",), complete=False)),
            "unknown",
            "",
            id="shard missing in a part",
        ),
        pytest.param(
            evidence(place(files=("model-00001-of-00002.safetensors", "pytorch_model.bin"))),
            "yes",
            "",
            id="other format whole",
        ),
        pytest.param(
            evidence(place(files=("model-00001-of-00002.safetensors", "speaker.pt"))),
            "no",
            "",
            id="a stray file is not the model",
        ),
        pytest.param(
            evidence(
                place(
                    files=("model.safetensors.index.json", "a.safetensors"),
                    read={"model.safetensors.index.json": {"shards": ("a.safetensors", "b.safetensors")}},
                )
            ),
            "yes",
            "",
            id="index names more",
        ),
        pytest.param(
            evidence(
                place(
                    files=("model.safetensors.index.json", "model-1-of-1.safetensors"),
                    read={"model.safetensors.index.json": {"shards": ("model-1-of-1.safetensors",), "cut": "shards"}},
                )
            ),
            "unknown",
            "",
            id="an index of more shards than are read",
        ),
        pytest.param(
            evidence(
                place(
                    files=("model.safetensors.index.json", "model-1-of-2.safetensors", "model-2-of-2.safetensors"),
                    read={
                        "model.safetensors.index.json": {
                            "shards": ("model-1-of-2.safetensors", "model-3-of-2.safetensors")
                        }
                    },
                )
            ),
            "no",
            "",
            id="index names a shard that is not there",
        ),
        pytest.param(
            evidence(
                place(
                    files=("model.safetensors.index.json",),
                    read={"model.safetensors.index.json": {"shards": ("model-1-of-1.safetensors",)}},
                )
            ),
            "no",
            "",
            id="index alone",
        ),
        pytest.param(
            evidence(place(files=("vae/model.safetensors", "unet/model-00001-of-00002.safetensors"))),
            "no",
            "",
            id="component without a shard",
        ),
        pytest.param(
            evidence(place(files=("model.safetensors", "checkpoint-5/model-00001-of-00002.safetensors"))),
            "yes",
            "",
            id="shards in a checkpoint do not count",
        ),
        pytest.param(
            evidence(place(files=("model-000001-of-999999.safetensors",))), "no", "", id="a million parts claimed"
        ),
        pytest.param(evidence(place(files=("README.md",))), "not_applicable", "", id="no weights"),
        pytest.param(evidence(place(files=None)), "unknown", "", id="no listing"),
    ],
)
def test_weights_complete(seen: Evidence, outcome: str, value: str) -> None:
    said = weights_complete.ask(seen)
    assert (said.outcome, said.value) == (outcome, value), said.because
