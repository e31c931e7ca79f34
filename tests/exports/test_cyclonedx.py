from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from auditor.answers import Answer, Citation, no, unknown
from auditor.card import Role
from auditor.evidence import Evidence, Kind
from auditor.exports import cyclonedx
from auditor.rules import NameKind
from tests.builders import SHA, base, card, dataset, evidence, link, mention, place
from tests.exports.acme import CARD, CODE, CORPUS, HUB, SCRIPT, as_cyclonedx, cite, own_place, said, subject

NAMED = {"training_data_named": said(CARD, value="acme/open-corpus")}


def model(answers: dict[str, Answer], seen: Evidence | None = None) -> Any:
    return as_cyclonedx(subject(answers, seen))["metadata"]["component"]


def test_what_nothing_is_known_of_has_only_its_name() -> None:
    bill = as_cyclonedx(subject({}))
    assert bill["metadata"]["component"] == {
        "bom-ref": f"pkg:huggingface/acme/open-7b@{SHA}",
        "externalReferences": [{"type": "website", "url": HUB}],
        "group": "acme",
        "name": "open-7b",
        "purl": f"pkg:huggingface/acme/open-7b@{SHA}",
        "type": "machine-learning-model",
        "version": SHA,
    }
    assert "components" not in bill


def test_a_model_that_was_never_seen_has_no_version() -> None:
    found = model({}, Evidence(id="acme/open-7b", place=None))
    assert found["purl"] == "pkg:huggingface/acme/open-7b"
    assert not {"version", "externalReferences", "modelCard"} & found.keys()


def test_the_model_card_tells_task_architecture_and_data() -> None:
    own = own_place(task="text-generation", architectures=("OpenForCausalLM",))
    found = model(NAMED, evidence(own, dataset("acme/open-corpus")))
    assert found["modelCard"] == {
        "modelParameters": {
            "task": "text-generation",
            "modelArchitecture": "OpenForCausalLM",
            "datasets": [{"ref": CORPUS}],
        }
    }


def test_a_dataset_is_a_data_component_with_its_address_license_and_where_it_was_seen() -> None:
    corpus = place("acme/open-corpus", kind=Kind.DATASET, card=card(front={"license": "odc-by"}), files=("a.parquet",))
    seen = evidence(own_place(), dataset("acme/open-corpus"), places=(corpus,))
    bill = as_cyclonedx(subject(NAMED, seen))
    (found,) = bill["components"]
    assert (found["type"], found["bom-ref"], found["version"]) == ("data", CORPUS, SHA)
    assert found["data"] == [{"type": "dataset", "name": "acme/open-corpus", "contents": {"url": CORPUS}}]
    assert found["licenses"] == [{"license": {"id": "ODC-By-1.0", "url": f"{CORPUS}/blob/{SHA}/README.md#L2"}}]
    assert {one["url"] for one in found["externalReferences"]} == {CORPUS, f"{CARD}#L7", f"{CORPUS}/tree/{SHA}"}
    own = bill["metadata"]["component"]["bom-ref"]
    assert {"ref": own, "dependsOn": [CORPUS]} in bill["dependencies"]


def test_a_corpus_that_is_only_named_has_no_address() -> None:
    own = own_place(card=card(mentions=(mention("Big Corpus", NameKind.CORPUS, "training", "data"),)))
    (found,) = as_cyclonedx(subject(NAMED, evidence(own)))["components"]
    assert found["data"] == [{"type": "dataset", "name": "Big Corpus"}]
    assert found["bom-ref"] == "dataset:Big Corpus"
    assert "version" not in found


@pytest.mark.parametrize("answer", [no("None is named.", cite(CARD)), unknown("The card could not be read.")])
def test_data_is_listed_only_where_our_answer_affirms_it(answer: Answer) -> None:
    seen = evidence(own_place(), dataset("acme/open-corpus"))
    assert "components" not in as_cyclonedx(subject({"training_data_named": answer}, seen))


def test_two_datasets_of_one_address_are_one() -> None:
    twice = link(Role.TRAINING_DATA, "globex/mirror", Kind.DATASET, url=CORPUS)
    bill = as_cyclonedx(subject(NAMED, evidence(own_place(), dataset("acme/open-corpus"), twice)))
    assert [one["bom-ref"] for one in bill["components"]] == [CORPUS]


def test_a_dataset_that_takes_the_model_s_own_reference_is_told_from_it() -> None:
    named = link(Role.TRAINING_DATA, "a b", url=f"pkg:huggingface/acme/open-7b@{SHA}")
    bill = as_cyclonedx(subject(NAMED, evidence(own_place(), named)))
    (found,) = bill["components"]
    assert found["bom-ref"] != bill["metadata"]["component"]["bom-ref"]


def test_base_models_are_ancestors() -> None:
    found = model({}, evidence(own_place(), base("globex/base-7b", "finetune"), base("gpt", "")))["pedigree"]
    assert [one["purl"] for one in found["ancestors"]] == ["pkg:huggingface/globex/base-7b", "pkg:huggingface/gpt"]
    assert found["notes"] == "finetune of globex/base-7b"
    assert found["ancestors"][0]["externalReferences"][0]["url"] == f"{CARD}#L7"


def test_a_model_is_no_ancestor_of_itself() -> None:
    assert "pedigree" not in model({}, evidence(own_place(), base("acme/open-7b")))


@pytest.mark.parametrize(
    ("value", "license"),
    [
        ("Apache-2.0", {"id": "Apache-2.0"}),
        ("llama2", {"name": "Llama 2 Community License Agreement"}),
        ("acme-terms\u202e", {"name": "acme-terms"}),
    ],
)
def test_a_license_goes_by_its_spdx_id_else_by_its_name(value: str, license: dict[str, str]) -> None:  # noqa: A002
    found = model({"weights_licensed": said(f"{CARD}#L2", value=value)})
    assert found["licenses"] == [{"license": {**license, "url": f"{CARD}#L2"}}]
    assert {"type": "license", "url": f"{CARD}#L2"} in found["externalReferences"]


@pytest.mark.parametrize(
    "answer", [no("None is stated.", cite(CARD), value="none"), unknown("It could not be told.", value="MIT")]
)
def test_a_license_that_is_not_known_is_absent(answer: Answer) -> None:
    assert "licenses" not in model({"weights_licensed": answer})


def test_what_is_published_is_referred_to_where_it_stands() -> None:
    answers = {
        "fine_tuning_code_published": said(f"{CARD}#L7", SCRIPT, because="Training code is there."),
        "evaluation_code_published": no("It is not there.", cite(CODE)),
        "model_card_present": said(CARD),
        "technical_report_published": said(CARD, value="paper"),
    }
    found = model(answers)["externalReferences"]
    assert found == [
        {"type": "model-card", "url": CARD, "comment": "It is there; pinned to commit aaaaaaa"},
        {"type": "vcs", "url": SCRIPT, "comment": "Training code is there; pinned to commit aaaaaaa"},
        {"type": "website", "url": HUB},
    ]


@pytest.mark.parametrize("check", [check for check, _ in cyclonedx.REFERENCES])
def test_every_reference_is_of_a_kind_that_the_form_has(check: str) -> None:
    found = model({check: said(CARD)})["externalReferences"]
    assert [one for one in found if one["url"] == CARD]
    assert not [one for one in found if one["type"] == "other"]


@pytest.mark.parametrize(
    ("observed", "stamp"),
    [
        ("2026-01-02", "2026-01-02T00:00:00+00:00"),
        ("2025-04", None),
        ("2024", None),
        ("", None),
        ("2026-13-40", None),
    ],
)
def test_the_time_is_the_day_of_the_observation_where_it_is_whole(observed: str, stamp: str | None) -> None:
    seen = own_place()
    assert seen.snapshot
    dated = seen.model_copy(
        update={
            "head": seen.head.model_copy(update={"observed": observed}),
            "snapshot": seen.snapshot.model_copy(update={"observed": observed}),
        }
    )
    assert as_cyclonedx(subject({}, evidence(dated)))["metadata"].get("timestamp") == stamp


def test_equal_data_are_equal_bytes_and_other_data_have_another_serial_number() -> None:
    answers = {"model_card_present": said(CARD), "paper_published": said(CARD)}
    first = cyclonedx.write(subject(answers))
    assert first == cyclonedx.write(subject(dict(reversed([*answers.items()]))))
    other = cyclonedx.write(subject({"paper_published": said(CARD)}))
    assert json.loads(first)["serialNumber"] != json.loads(other)["serialNumber"]


def test_hostile_text_is_made_plain_and_hostile_addresses_are_left_out() -> None:
    hostile = link(Role.TRAINING_DATA, "https://acme.example/\u202edata\n", url="javascript:alert(1)")
    answers = {
        **NAMED,
        "model_card_present": said(CARD, because="a\u202e\nb\x00"),
        "weights_downloadable": Answer(
            outcome=said(CARD).outcome, because="x", citations=(Citation(url="file:///etc/passwd", shows="x"),)
        ),
    }
    content = cyclonedx.write(subject(answers, evidence(own_place(), hostile)))
    assert content.isascii()
    bill = as_cyclonedx(subject(answers, evidence(own_place(), hostile)))
    assert {url.partition(":")[0] for url in _addresses(bill)} == {"https"}
    comments = [one.get("comment") for one in bill["metadata"]["component"]["externalReferences"]]
    assert "a b; pinned to commit aaaaaaa" in comments


def _addresses(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        yield from [content["url"]] if "url" in content else []
        content = [*content.values()]
    for one in content if isinstance(content, list) else ():
        yield from _addresses(one)
