from __future__ import annotations

from auditor.findings.listing import first, having, weights
from auditor.reading.files import is_adapter, is_license_text, is_merge_recipe
from auditor.reading.traits import Trait
from tests.builders import place

PATHS = ("LICENSE", "adapter_model.safetensors", "checkpoint-5/model.safetensors", "model.safetensors")


def test_files_are_found_by_what_their_paths_tell() -> None:
    seen = place("acme/m", files=PATHS)
    assert [file.path for file in having(seen, is_license_text)] == ["LICENSE"]
    assert {file.path for file in having(seen, is_adapter, is_license_text)} == {*PATHS[:2]}
    assert having(seen, is_merge_recipe) == ()
    assert first(seen, is_merge_recipe) == ""
    assert set(weights(seen)) == {"adapter_model.safetensors", "model.safetensors"}


def test_a_trait_that_is_made_later_is_asked_too() -> None:
    seen = place("acme/m", files=PATHS)
    assert first(seen, is_license_text) == "LICENSE"
    later = Trait(lambda path: path.startswith("checkpoint"))
    assert first(seen, later) == "checkpoint-5/model.safetensors"
