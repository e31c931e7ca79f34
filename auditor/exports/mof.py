"""The record of the Model Openness Tool: a model's published components with their licenses, as YAML.

Source of the form, and of the components' names: https://github.com/lfai/model_openness_tool, at 8b5d30e.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from auditor.answers import Citation
from auditor.exports import LIBRARY, PAPER, Subject, license_name, same_place, spdx_id
from auditor.record import Record
from auditor.store.yaml_text import yaml_text
from auditor.wording import plain, web_href

FRAMEWORK: Final = {"name": "Model Openness Framework", "version": "1.0", "date": "2024-12-15"}


class Reach(StrEnum):
    """Which license a component is under, of those that a check tells of."""

    WHOLE = "whole"
    """The check's license is that of the whole component; the citation that governs is the last."""
    ALL_PARTS = "all_parts"
    """It is the most restrictive of several parts' licenses: where there are several, no one place states it."""
    SAME_PLACE = "same_place"
    """It is known only for what lies in a repository that states it."""


class Component(Record):
    """One of the tool's components, the checks that must all affirm it, and the check that tells its license."""

    name: str
    checks: tuple[str, ...]
    license: str = ""
    reach: Reach = Reach.SAME_PLACE
    without: str = ""
    """A value with which the answer affirms another thing than this component."""


COMPONENTS: Final = (
    Component(name="Model architecture", checks=("model_architecture_published",), license="code_licensed"),
    Component(
        name="Model parameters (Final)",
        checks=("weights_downloadable", "weights_complete", "weights_full", "weights_ungated"),
        license="weights_licensed",
        reach=Reach.WHOLE,
    ),
    # A paper elsewhere has a license of its own, which we do not read.
    Component(name="Technical report", checks=("technical_report_published",), without=PAPER),
    Component(name="Evaluation results", checks=("evaluation_results_reported",), license="documents_licensed"),
    Component(name="Model card", checks=("model_card_present",), license="documents_licensed"),
    Component(name="Data card", checks=("data_card_present",), license="documents_licensed"),
    Component(name="Sample model outputs", checks=("sample_outputs_published",), license="documents_licensed"),
    Component(name="Training code", checks=("fine_tuning_code_published",), license="code_licensed"),
    Component(name="Inference code", checks=("inference_code_published",), license="code_licensed"),
    Component(name="Evaluation code", checks=("evaluation_code_published",), license="code_licensed"),
    Component(
        name="Evaluation data",
        checks=("evaluation_data_published",),
        license="evaluation_data_licensed",
        reach=Reach.ALL_PARTS,
    ),
    Component(name="Supporting libraries and tools", checks=("supporting_libraries_named",)),
    Component(name="Datasets", checks=("training_data_downloadable",), license="data_licensed", reach=Reach.ALL_PARTS),
    Component(name="Data preprocessing code", checks=("data_processing_code_published",), license="code_licensed"),
    # By the tool's own guide a detailed technical report may stand for the paper, as it may in our answer.
    Component(name="Research paper", checks=("paper_published",)),
    Component(
        name="Model parameters (Intermediate)",
        checks=("checkpoints_published",),
        license="weights_licensed",
        reach=Reach.WHOLE,
    ),
    Component(name="Model metadata", checks=("model_metadata_present",)),
)
"""The tool's seventeen, in its order."""

# Tasks of the Hub whose kind of content is one of the tool's types. Those of text are left out: of text and code, which
# the tool tells apart, the task does not say which.
_TYPES: Final = {
    "image": ("text-to-image", "image-to-image", "unconditional-image-generation"),
    "vision": ("image-classification", "object-detection", "image-segmentation", "depth-estimation", "mask-generation"),
    "video": ("text-to-video", "image-to-video", "video-to-video", "video-classification"),
    "3d": ("text-to-3d", "image-to-3d"),
    "audio": (
        "text-to-speech",
        "text-to-audio",
        "automatic-speech-recognition",
        "audio-to-audio",
        "audio-classification",
        "voice-activity-detection",
    ),
    "multimodal": ("image-text-to-text", "video-text-to-text", "audio-text-to-text", "any-to-any"),
}


def write(subject: Subject) -> bytes:
    """The record as YAML, valid by the tool's JSON Schema: only what is published is listed."""
    return yaml_text({"framework": FRAMEWORK, "release": release(subject)}).encode("ascii")


def release(subject: Subject) -> Mapping[str, Any]:
    """What the record says of the model. Licenses stand at the components.

    The tool gives a license that stands above them to every component of its kind, so none stands there.
    """
    report, evidence = subject.report, subject.evidence
    kind = next((kind for kind, tasks in _TYPES.items() if report.task in tasks), "")
    page = web_href(report.page)
    return {
        "name": plain(report.name),
        "license": {},
        **({"type": kind} if kind else {}),
        **({"origin": ", ".join(evidence.base_ids)} if evidence.base_ids else {}),
        "producer": plain(report.producer),
        **({"huggingface": page} if page else {}),
        "components": list(_components(subject)),
    }


def _components(subject: Subject) -> Iterator[Mapping[str, str]]:
    for component in COMPONENTS:
        answer = subject.affirmed(*component.checks)
        if answer is None or (component.without and answer.value == component.without):
            continue
        at = subject.stands_at(answer)
        yield {
            "name": component.name,
            "description": plain(answer.because),
            # A public library has the license that its own publisher gave it.
            **(_license(subject, component, at) if answer.value != LIBRARY else {}),
            **({"component_path": web_href(at.url)} if at else {}),
        }


def _license(subject: Subject, component: Component, at: Citation | None) -> Mapping[str, str]:
    """The component's license and where it is stated, as far as both are known."""
    answer = subject.affirmed(component.license)
    if answer is None or not answer.value:
        return {}
    cited = [one for one in answer.citations if web_href(one.url)]
    match component.reach:
        case Reach.WHOLE:
            stated = cited[-1:]
        case Reach.ALL_PARTS:
            stated = cited if len(cited) == 1 else []
        case Reach.SAME_PLACE:
            stated = [one for one in cited if at and same_place(one.url, at.url)]
            if not stated:
                return {}
    name = spdx_id(answer.value) or license_name(answer.value, subject.evidence.rules.licenses)
    return {"license": name, **({"license_path": web_href(stated[0].url)} if stated else {})}
