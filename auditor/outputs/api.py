"""The data for machines: JSON for each model, an index, the definitions, schemas of the data and of the register."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel, Field

from auditor.addresses import API, SITE, badge_svg, card_png, model_json, scorecard_path
from auditor.definitions import Definition
from auditor.outputs import Page, Published, former
from auditor.record import Record
from auditor.registry import Entry
from auditor.report import SCHEMA, Report
from auditor.schemes import Standing, Verdict
from auditor.score import State

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class Row(Record):
    """One model in the index. All paths are below the site's root."""

    id: str
    producer: str
    task: str
    parameters: int | None
    license: str
    observed: str
    """When it was looked at, as much of the date as is known; empty where not known."""
    revision: str
    states: Mapping[str, State]
    """Criterion -> its state."""
    verdicts: Mapping[str, Verdict]
    """Definition -> its verdict."""
    standings: Mapping[str, Standing]
    """Definition -> the verdict with its rung or its range."""
    json_path: str = Field(alias="json")
    """The report."""
    page: str
    """The scorecard."""
    badge: str
    card: str


class Index(Record):
    """All models, sorted by id."""

    schema_version: int
    auditor: str
    """The version that wrote it."""
    generated_from: str
    """Date of the newest observation, as much of it as is known."""
    models: tuple[Row, ...]


def _text(content: Mapping[str, Any]) -> bytes:
    """Keys sorted and all but ASCII escaped, so that equal data are equal bytes and no viewer is fooled by them."""
    text = json.dumps(content, sort_keys=True, indent=1, ensure_ascii=True, allow_nan=False)
    return f"{text}\n".encode("ascii")


def _file(path: str, content: Mapping[str, Any]) -> Page:
    return Page(path=f"{API}/{path}", content=_text(content))


def _report(report: Report) -> bytes:
    return _text(report.model_dump(mode="json"))


def _row(report: Report) -> Row:
    return Row(
        id=report.id,
        producer=report.producer,
        task=report.task,
        parameters=report.parameters,
        license=report.license,
        observed=report.observed,
        revision=report.revision,
        states=report.strip.states,
        verdicts={card.definition: card.verdict for card in report.scorecards},
        standings={card.definition: card.standing for card in report.scorecards},
        json=model_json(report.id),
        page=f"{scorecard_path(report.id)}/",
        badge=badge_svg(report.id),
        card=card_png(report.id),
    )


def _definition(definition: Definition) -> Mapping[str, Any]:
    """A definition without its rules: what the ids of standings and turns stand for."""
    rules = {"met_when", "partly_when", "fails_when", "part_stands"}
    return definition.model_dump(mode="json", exclude={"requirements": {"__all__": rules}})


def _schema(name: str, record: type[BaseModel], *, mode: Any, title: str) -> Page:
    path = f"schema/{name}.schema.json"
    own = {"$schema": _DIALECT, "$id": f"{SITE}/{API}/{path}", "title": title}
    return _file(path, record.model_json_schema(mode=mode) | own)


def pages(published: Published) -> Iterator[Page]:
    """`api/v1/models/OWNER/NAME.json` by each id of a report, the index, the definitions, and the JSON Schemas."""
    for report in published.reports:
        content = published.once("api", report, _report, bytes, bytes)
        for name in (report.id, *former(report, published)):
            yield Page(path=model_json(name), content=content)
    index = Index(
        schema_version=SCHEMA,
        auditor=published.version,
        generated_from=published.generated_from,
        models=tuple(_row(report) for report in published.reports),
    )
    yield _file("models.json", index.model_dump(mode="json", by_alias=True))
    yield _file("definitions.json", {"definitions": [_definition(one) for one in published.definitions]})
    yield _schema("models", Index, mode="serialization", title="The index of all models: api/v1/models.json")
    yield _schema("model", Report, mode="serialization", title="One model's report")
    yield _schema("entry", Entry, mode="validation", title="One model of the register: data/models/OWNER/NAME.yaml")
