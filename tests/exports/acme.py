"""Made-up models to export, and the validators of the forms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from auditor.answers import Answer, Citation, yes
from auditor.evidence import Evidence, Place
from auditor.exports import Subject, cyclonedx, mof
from auditor.report import build
from tests.builders import SHA, card, evidence, place

HUB = "https://huggingface.co/acme/open-7b"
CARD = f"{HUB}/blob/{SHA}/README.md"
CODE = "https://github.com/acme/open-train"
SCRIPT = f"{CODE}/blob/{SHA}/train.py"
CORPUS = "https://huggingface.co/datasets/acme/open-corpus"

_MOF = Draft202012Validator(
    json.loads((Path(__file__).parent / "mof_schema.json").read_text(encoding="utf-8")), format_checker=FormatChecker()
)
_CYCLONEDX = JsonStrictValidator(SchemaVersion.V1_6)


def cite(url: str, *, pinned: bool = True) -> Citation:
    return Citation(url=url, shows="What is there", revision=SHA if pinned else "")


def said(*urls: str, value: str = "", because: str = "It is there.") -> Answer:
    return yes(because, *map(cite, urls), value=value)


def own_place(*, task: str = "", architectures: tuple[str, ...] = (), **others: Any) -> Place:
    found = place(**{"card": card(), **others})
    if found.snapshot is None:
        return found
    profile = found.snapshot.profile.model_copy(update={"task": task, "architectures": architectures})
    return found.model_copy(update={"snapshot": found.snapshot.model_copy(update={"profile": profile})})


def subject(answers: Mapping[str, Answer], seen: Evidence | None = None) -> Subject:
    seen = seen or evidence(own_place())
    return Subject(report=build(seen, answers, ()), evidence=seen)


def as_mof(subject: Subject) -> Any:
    """The record, after the tool's schema has passed it."""
    found = yaml.safe_load(mof.write(subject))
    _MOF.validate(found)
    return found


def as_cyclonedx(subject: Subject) -> Any:
    """The bill, after the validator has passed it."""
    content = cyclonedx.write(subject).decode("ascii")
    problem = _CYCLONEDX.validate_str(content)
    assert problem is None, problem
    return json.loads(content)
