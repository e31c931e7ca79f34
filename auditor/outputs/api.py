"""The data for machines: JSON for each model, an index, the definitions, schemas of the data and of the register."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from auditor.definitions import Definition
from auditor.evidence import checked_name
from auditor.outputs import SITE, Page, Published
from auditor.registry import Entry
from auditor.report import SCHEMA, Report

FOLDER: Final = "api/v1"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def _file(path: str, content: Mapping[str, Any]) -> Page:
    """Keys sorted and all but ASCII escaped, so that equal data are equal bytes and no viewer is fooled by them."""
    text = json.dumps(content, sort_keys=True, indent=1, ensure_ascii=True, allow_nan=False)
    return Page(path=f"{FOLDER}/{path}", content=f"{text}\n".encode("ascii"))


def _model(report: Report) -> Page:
    return _file(f"models/{checked_name(report.id)}.json", report.model_dump(mode="json"))


def _row(report: Report) -> Mapping[str, Any]:
    return {
        "id": report.id,
        "states": {result.id: result.state.value for result in report.strip.results},
        "verdicts": {card.definition: card.verdict.value for card in report.scorecards},
        "standings": {card.definition: card.standing.model_dump(mode="json") for card in report.scorecards},
        "license": report.license,
        "observed": report.observed,
        "revision": report.revision,
        "json": f"{FOLDER}/models/{report.id}.json",
    }


def _definition(definition: Definition) -> Mapping[str, Any]:
    """A definition without its rules: what the ids of standings and turns stand for."""
    rules = {"met_when", "partly_when", "fails_when", "part_stands"}
    return definition.model_dump(mode="json", exclude={"requirements": {"__all__": rules}})


def _schema(name: str, record: type[BaseModel], *, mode: Any, title: str) -> Page:
    path = f"schema/{name}.schema.json"
    own = {"$schema": _DIALECT, "$id": f"{SITE}/{FOLDER}/{path}", "title": title}
    return _file(path, record.model_json_schema(mode=mode) | own)


def pages(published: Published) -> Iterator[Page]:
    """`api/v1/models/OWNER/NAME.json` for each report, the index, the definitions, and the JSON Schemas (2020-12)."""
    for report in published.reports:
        yield _model(report)
    index = {
        "schema_version": SCHEMA,
        "auditor": published.version,
        "generated_from": published.generated_from,
        "models": [_row(report) for report in published.reports],
    }
    yield _file("models.json", index)
    yield _file("definitions.json", {"definitions": [_definition(one) for one in published.definitions]})
    yield _schema("model", Report, mode="serialization", title="One model's report")
    yield _schema("entry", Entry, mode="validation", title="One model of the register: data/models/OWNER/NAME.yaml")
