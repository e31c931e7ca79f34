"""A bill of materials of a model: CycloneDX 1.6 as JSON, with the model card where its facts are known.

Source of the form: https://cyclonedx.org/docs/1.6/json/. Equal data give equal bytes: the serial number is made from
the content, and the time is the day of the observation where the whole day is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType, Pedigree
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.spdx import is_supported_id
from packageurl import PackageURL

from auditor import __version__
from auditor.answers import Citation
from auditor.card import Role
from auditor.evidence import Place
from auditor.exports import PAPER, Subject, license_name, spdx_id
from auditor.findings.component_terms import data_terms
from auditor.findings.datasets import datasets, named_links, unlinked_corpora
from auditor.findings.look import linked_once
from auditor.findings.terms import Statement
from auditor.record import Record
from auditor.rules import Licenses
from auditor.wording import pin, plain, web_href

_KINDS: Final = ExternalReferenceType
REFERENCES: Final = (
    ("weights_downloadable", _KINDS.DISTRIBUTION),
    ("checkpoints_published", _KINDS.DISTRIBUTION),
    ("model_card_present", _KINDS.MODEL_CARD),
    ("data_card_present", _KINDS.DOCUMENTATION),
    ("paper_published", _KINDS.DOCUMENTATION),
    ("technical_report_published", _KINDS.DOCUMENTATION),
    ("sample_outputs_published", _KINDS.DOCUMENTATION),
    ("evaluation_results_reported", _KINDS.QUALITY_METRICS),
    ("training_metrics_published", _KINDS.LOG),
    ("training_settings_published", _KINDS.CONFIGURATION),
    ("fine_tuning_code_published", _KINDS.VCS),
    ("evaluation_code_published", _KINDS.VCS),
    ("data_processing_code_published", _KINDS.VCS),
    ("model_architecture_published", _KINDS.EVIDENCE),
    ("inference_code_published", _KINDS.EVIDENCE),
    ("evaluation_data_published", _KINDS.EVIDENCE),
    ("supporting_libraries_named", _KINDS.EVIDENCE),
)
"""What a check affirms, and what kind of reference CycloneDX has for it; `evidence` where it has none of its own."""
_COMMENT: Final = 500
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")


class Data(Record):
    """One dataset that the model names as training data, with where it is named and what was seen there."""

    key: str
    """Tells it from the others, and from models: its address, else its name as that of a dataset."""
    name: str
    url: str = ""
    revision: str = ""
    licenses: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()


def write(subject: Subject) -> bytes:
    """The bill as JSON, valid by the schema of CycloneDX 1.6; keys sorted and all but ASCII escaped."""
    content = _as_json(subject)
    serial = uuid5(NAMESPACE_URL, json.dumps(content, sort_keys=True))
    content["serialNumber"] = serial.urn
    return f"{json.dumps(content, sort_keys=True, indent=1, ensure_ascii=True)}\n".encode("ascii")


def _as_json(subject: Subject) -> dict[str, Any]:
    """The library's JSON, with what it does not know of: model cards and the contents of data components."""
    found = tuple(training_data(subject))
    day = _whole_day(subject.report.observed)
    model = _model(subject)
    components = {one.key: _data_component(one, subject.evidence.rules.licenses) for one in found}
    auditor = Component(name="openness-auditor", version=__version__, type=ComponentType.APPLICATION)
    metadata = BomMetaData(component=model, tools=ToolRepository(components=[auditor]), timestamp=day)
    bom = Bom(metadata=metadata, components=components.values())
    bom.register_dependency(model, components.values())
    content: dict[str, Any] = json.loads(JsonV1Dot6(bom).output_as_string())
    # The library makes up both where none is given.
    del content["serialNumber"]
    if day is None:
        del content["metadata"]["timestamp"]
    if card := _model_card(subject, found):
        content["metadata"]["component"]["modelCard"] = card
    by_key = {one.key: one for one in found}
    for component in content.get("components", ()):
        one = by_key[component["bom-ref"]]
        contents = {"contents": {"url": one.url}} if one.url else {}
        component["data"] = [{"type": "dataset", "name": one.name, **contents}]
    return content


def _whole_day(observed: str) -> datetime | None:
    if not _DAY.fullmatch(observed[:10]):
        return None
    try:
        return datetime.strptime(observed[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


# -- the model -------------------------------------------------------------------------------------------------------


def _model(subject: Subject) -> Component:
    report, evidence = subject.report, subject.evidence
    revision = report.revision if _COMMIT.fullmatch(report.revision) else ""
    licensed = subject.affirmed("weights_licensed")
    stated = web_href(licensed.citations[-1].url) if licensed else ""
    own = _license(licensed.value, evidence.rules.licenses, stated) if licensed and licensed.value else None
    purl = _purl(evidence.id, revision)
    return Component(
        name=plain(report.name),
        group=plain(report.producer) or None,
        version=revision or None,
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=purl.to_string(),
        purl=purl,
        licenses=[own] if own else [],
        external_references=list(_references(subject, stated)),
        pedigree=_pedigree(subject),
    )


def _purl(model_id: str, revision: str = "") -> PackageURL:
    """A model's package URL. Source: https://github.com/package-url/purl-spec, type `huggingface`."""
    owner, _, name = model_id.rpartition("/")
    return PackageURL(type="huggingface", namespace=owner or None, name=name, version=revision or None)


def _references(subject: Subject, license_at: str) -> Iterator[ExternalReference]:
    if page := web_href(subject.report.page):
        yield ExternalReference(type=_KINDS.WEBSITE, url=XsUri(page))
    if license_at:
        yield ExternalReference(type=_KINDS.LICENSE, url=XsUri(license_at))
    for check, kind in REFERENCES:
        answer = subject.affirmed(check)
        # The paper stands there already, by the check that asks for papers.
        if answer is None or (check == "technical_report_published" and answer.value == PAPER):
            continue
        if at := subject.stands_at(answer):
            yield _reference(kind, at, answer.because)


def _reference(kind: ExternalReferenceType, at: Citation, says: str) -> ExternalReference:
    comment = f"{plain(says, _COMMENT).rstrip('.')}; {pin(at)}"
    return ExternalReference(type=kind, url=XsUri(web_href(at.url)), comment=comment)


def _pedigree(subject: Subject) -> Pedigree | None:
    """The base models that are stated, each once, and how the model came of them where that is stated."""
    evidence = subject.evidence
    linked = linked_once(evidence, Role.BASE_MODEL)
    stated = {link.ref.name: link for link, _ in linked if link.ref and link.ref.name != evidence.id}
    if not stated:
        return None
    ancestors = []
    for base, link in stated.items():
        purl = _purl(base)
        cited = evidence.cite_link(link, "Names the base model")
        ancestors.append(
            Component(
                name=purl.name,
                group=purl.namespace,
                type=ComponentType.MACHINE_LEARNING_MODEL,
                bom_ref=purl.to_string(),
                purl=purl,
                external_references=[_reference(_KINDS.EVIDENCE, cited, cited.shows)] if web_href(cited.url) else [],
            )
        )
    relations = {link.ref.name: link.note for link, _ in evidence.linked(Role.BASE_MODEL) if link.ref and link.note}
    notes = "; ".join(f"{plain(relations[base], 60)} of {base}" for base in stated if base in relations)
    return Pedigree(ancestors=ancestors, notes=notes or None)


def _license(license_id: str, licenses: Licenses, url: str = "") -> DisjunctiveLicense:
    """By its SPDX id where the list of the form has it, else by its name."""
    address = XsUri(url) if url else None
    if spdx_id(license_id) and is_supported_id(license_id):
        return DisjunctiveLicense(id=license_id, url=address)
    return DisjunctiveLicense(name=license_name(license_id, licenses), url=address)


def _model_card(subject: Subject, found: tuple[Data, ...]) -> Mapping[str, Any]:
    """The facts of the model card, empty where none is known. `datasets` point at the data components."""
    place = subject.evidence.place
    classes = place.snapshot.profile.architectures if place and place.snapshot else ()
    facts = {
        "task": plain(subject.report.task, 100),
        "modelArchitecture": ", ".join(plain(one, 100) for one in classes),
        "datasets": [{"ref": one.key} for one in found],
    }
    known = {key: value for key, value in facts.items() if value}
    return {"modelParameters": known} if known else {}


# -- its training data -----------------------------------------------------------------------------------------------


def training_data(subject: Subject) -> Iterator[Data]:
    """The datasets that the model names as training data, each once; none where our answer does not affirm any."""
    evidence, named = subject.evidence, subject.affirmed("training_data_named")
    if named is None:
        return
    terms = iter(data_terms(evidence))
    seen: set[str] = set()
    # The terms come in the same order: what is linked, then what is only named.
    for (link, place), one in zip(named_links(evidence), datasets(evidence), strict=True):
        stated = next(terms).stated
        url, name = web_href(link.url), plain(one.name, 200)
        if name and (key := url or f"dataset:{name}") not in seen:
            seen.add(key)
            yield Data(key=key, name=name, url=url, revision=_revision(place), licenses=stated, citations=one.citations)
    own = evidence.place
    for corpus in unlinked_corpora(evidence) if own else ():
        stated = next(terms).stated
        if own and (key := f"dataset:{corpus.name}") not in seen:
            seen.add(key)
            cited = own.cite_card(f"Names {corpus.name} as training data", corpus.line)
            yield Data(key=key, name=corpus.name, licenses=stated, citations=(cited,))


def _revision(place: Place | None) -> str:
    found = place.snapshot.revision if place and place.snapshot else ""
    return found if _COMMIT.fullmatch(found) else ""


def _data_component(one: Data, licenses: Licenses) -> Component:
    cited = [citation for citation in one.citations if web_href(citation.url)]
    stated = {each.id: each.citation for each in one.licenses}
    return Component(
        name=one.name,
        version=one.revision or None,
        type=ComponentType.DATA,
        bom_ref=one.key,
        licenses=[_license(each, licenses, web_href(at.url)) for each, at in stated.items()],
        external_references=[
            *([ExternalReference(type=_KINDS.WEBSITE, url=XsUri(one.url))] if one.url else []),
            *(_reference(_KINDS.EVIDENCE, citation, citation.shows) for citation in cited),
        ],
    )
