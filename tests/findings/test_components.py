from __future__ import annotations

import pytest

from auditor.card import Role
from auditor.evidence import Evidence, Kind, Reason, StatedBy
from auditor.findings.components import Component, found, is_code_of
from auditor.findings.scripts import Fit
from tests.builders import card, evidence, link, place

WANTED = {
    Component.ARCHITECTURE: ("model.py", "llama/model.py", "modeling_open.py", "pkg/models/llama.py", "gpt_model.py"),
    Component.INFERENCE: ("generate.py", "demo/app.py", "inference/run.sh", "examples/chat.ipynb", "serve.rs"),
    Component.PROCESSING: (
        "tokenize.sh",
        "tools/preprocess_data.py",
        "dedup/minhash.rs",
        "data/filter_pages.py",
        "prepare_dataset.py",
    ),
}
UNWANTED = {
    Component.ARCHITECTURE: (
        "download_model.py",
        "models/utils.py",
        "tests/test_model.py",
        "models/__init__.py",
        "model.json",
        "configs/model.py",
        "data/dataset.py",
        "",
    ),
    Component.INFERENCE: (
        "train_chat.py",
        "generation_config.json",
        "generate_dataset.py",
        "eval/inference.py",
        "a.py",
    ),
    Component.PROCESSING: (
        "filter.py",
        "tokenizer.py",
        "tokenization_open.py",
        "evaluation/preprocess.py",
        "examples/preprocess_data.py",
        "data/loader.py",
        "preprocess.md",
    ),
}


@pytest.mark.parametrize(("component", "path"), [(one, path) for one, paths in WANTED.items() for path in paths])
def test_code_is_told_by_its_path(component: Component, path: str) -> None:
    assert is_code_of(path, component)


@pytest.mark.parametrize(("component", "path"), [(one, path) for one, paths in UNWANTED.items() for path in paths])
def test_other_files_are_not(component: Component, path: str) -> None:
    assert not is_code_of(path, component)


def test_beside_the_weights_a_pipeline_runs_the_model_and_preprocessing_prepares_its_inputs() -> None:
    assert is_code_of("pipeline.py", Component.INFERENCE, own=True)
    assert not is_code_of("pipeline.py", Component.INFERENCE)
    assert not is_code_of("preprocessing_open.py", Component.PROCESSING, own=True)
    assert is_code_of("preprocessing_open.py", Component.PROCESSING)


def linked(name: str, *files: str, role: Role = Role.CODE, url: str = "", curator: bool = False) -> Evidence:
    """A model whose card links one repository with these files."""
    by = StatedBy.CURATOR if curator else StatedBy.CARD
    return evidence(
        place(card=card()),
        link(role, name, url=url, stated_by=by),
        places=(place(name, kind=Kind.REPOSITORY, files=files),),
    )


@pytest.mark.parametrize(
    ("seen", "fit"),
    [
        pytest.param(linked("acme/open", "tokenize.py"), Fit.FAMILY, id="the family's repository"),
        pytest.param(linked("acme/lab", "tokenize.py"), Fit.OTHER, id="the owner's repository"),
        pytest.param(linked("zenith/lab", "tokenize.py"), Fit.NONE, id="another's repository"),
        pytest.param(linked("zenith/open", "tokenize.py"), Fit.NONE, id="another's repository of that name"),
        pytest.param(linked("zenith/lab", "tokenize.py", curator=True), Fit.OTHER, id="another's, by a curator"),
        pytest.param(linked("zenith/lab", "data/tokenize_open_7b.py"), Fit.OURS, id="a path names the model"),
        pytest.param(linked("acme/lab", "tokenize_open.py"), Fit.OTHER, id="the family alone in a path"),
        pytest.param(
            linked("zenith/lab", "tokenize.py", role=Role.DATA_PROCESSING_CODE), Fit.OURS, id="linked as such code"
        ),
        pytest.param(
            linked(
                "zenith/lab",
                "wash/a.py",
                role=Role.DATA_PROCESSING_CODE,
                url="https://github.com/zenith/lab/tree/main/wash",
            ),
            Fit.OURS,
            id="linked as such code by its folder",
        ),
        pytest.param(
            linked("tools/trainkit", "tokenize.py", role=Role.DATA_PROCESSING_CODE), Fit.NONE, id="a public tool"
        ),
        pytest.param(linked("acme/open", "a.py"), Fit.NONE, id="no such code"),
    ],
)
def test_whose_the_code_is(seen: Evidence, fit: Fit) -> None:
    dedicated = (Role.DATA_PROCESSING_CODE,)
    held = tuple(found(seen, Component.PROCESSING, roles=(Role.DATA_PROCESSING_CODE, Role.CODE), dedicated=dedicated))
    assert (held[0].code.fit if held else Fit.NONE) is fit


@pytest.mark.parametrize(
    ("seen", "fit"),
    [
        pytest.param(linked("zenith/open", "open/model.py"), Fit.FAMILY, id="a repository of the family's name"),
        pytest.param(linked("acme/lab", "models/open.py"), Fit.FAMILY, id="a file of the family's name"),
        pytest.param(linked("acme/lab", "models/rest.py"), Fit.OTHER, id="the owner's other models"),
    ],
)
def test_what_a_family_is_built_of_is_one_for_all(seen: Evidence, fit: Fit) -> None:
    held = tuple(found(seen, Component.ARCHITECTURE, roles=(Role.CODE,)))
    assert [one.code.fit for one in held] == [fit]


def test_what_lies_beside_the_weights_comes_first_and_is_cited() -> None:
    seen = evidence(
        place(files=("generate.py",)),
        link(Role.CODE, "acme/open"),
        places=(place("acme/open", kind=Kind.REPOSITORY, files=("chat.py",)),),
    )
    own, other = found(seen, Component.INFERENCE, roles=(Role.CODE,))
    assert own.code.paths == ("generate.py",)
    assert own.citations[0].url.endswith("/generate.py")
    assert other.where == "The linked repository acme/open"


def test_what_the_host_refuses_or_is_no_repository_holds_none() -> None:
    seen = evidence(
        place(card=card()),
        link(Role.CODE, "acme/open"),
        link(Role.CODE, "acme/gone"),
        link(Role.CODE, "acme/web", Kind.DATASET),
        places=(
            place("acme/gone", kind=Kind.REPOSITORY, missing=Reason.NOT_FOUND),
            place("acme/web", kind=Kind.DATASET, files=("generate.py",)),
        ),
    )
    assert not tuple(found(seen, Component.INFERENCE, roles=(Role.CODE,)))
