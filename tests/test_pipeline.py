"""The whole walk, told in a few stories: from the register to the built site, on made-up repositories."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Final

import jsonschema  # type: ignore[import-untyped]
import pytest

from auditor.building.sources import GENERATED
from auditor.history import Change, Happening
from auditor.outputs import Page, Published
from auditor.pipeline import Auditor
from auditor.report.terms import Part
from auditor.score import State
from auditor.standin import Fault, StandIn
from auditor.store import BadData
from tests.conftest import CHECKOUT, door_to

MODELS: Final = ("acme/open-7b", "acme/open-7b-chat", "globex/adapter")
PAYLOADS: Final = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "{{ 7 * 191 }}",
    "{% for x in config %}{{ x }}{% endfor %}",
    "[click](javascript:alert(3))",
    '"><svg onload=alert(4)>',
)


class Checkout(Auditor):
    """A checkout of its own over the stand-in."""

    @classmethod
    def at(cls, root: Path, standin: StandIn, *models: str) -> Checkout:
        shutil.copytree(CHECKOUT / "data/definitions", root / "data/definitions")
        for name in ("data/licenses.yaml", "data/license_fingerprints.json", "data/vocabulary.yaml", "mkdocs.yml"):
            shutil.copy(CHECKOUT / name, root / name)
        shutil.copytree(CHECKOUT / "auditor/outputs/overrides", root / "auditor/outputs/overrides")
        shutil.copytree(CHECKOUT / "docs", root / "docs", ignore=shutil.ignore_patterns(*GENERATED))
        for model_id in models:
            path = root / "data/models" / f"{model_id}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"id: {model_id}\n", encoding="utf-8")
        return cls(root=root, door=door_to(standin))

    def run(self) -> None:
        self.collect()
        self.judge()
        self.build()

    def data(self) -> dict[str, bytes]:
        folder = self.root / "data"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def page(self, model_id: str) -> str:
        return (self.root / "site/models" / model_id / "index.html").read_text(encoding="utf-8")

    def published(self, model_id: str) -> dict[str, Any]:
        found = json.loads((self.root / f"site/api/v1/models/{model_id}.json").read_text(encoding="utf-8"))
        assert isinstance(found, dict)
        return found


@pytest.fixture
def checkout(tmp_path: Path, standin: StandIn) -> Checkout:
    return Checkout.at(tmp_path, standin, *MODELS)


def test_from_the_register_to_the_site_and_the_same_again_offline(checkout: Checkout, standin: StandIn) -> None:
    checkout.run()
    shown = checkout.page("acme/open-7b-chat")
    for title in ("Training data", "Weights", "Evaluation code", "Fine-tuning code", "Training metrics", "License"):
        assert title in shown
    first, site = checkout.data(), {path: checkout.page(path) for path in MODELS}
    standin.faults["/"] = Fault(status=503)
    again = Checkout(root=checkout.root, door=door_to(standin))
    assert {one.outcome for one in again.collect().observations} == {"failed"}
    again.judge()
    again.build()
    assert again.data() == first
    assert {path: again.page(path) for path in MODELS} == site


def test_what_the_api_says_is_what_its_schema_allows_and_what_the_page_shows(checkout: Checkout) -> None:
    checkout.run()
    schema = json.loads((checkout.root / "site/api/v1/schema/model.schema.json").read_text(encoding="utf-8"))
    for model_id in MODELS:
        report = checkout.published(model_id)
        jsonschema.validate(report, schema)
        for result in report["scorecards"][0]["results"]:
            assert result["title"] in checkout.page(model_id)


def test_a_derivative_inherits_from_a_base_that_is_not_registered(tmp_path: Path, standin: StandIn) -> None:
    alone = Checkout.at(tmp_path, standin, "acme/open-7b-chat")
    alone.collect()
    alone.judge()
    report = alone.reports()[0]
    assert [base.id for base in report.bases] == ["acme/open-7b"]
    assert report.bases[0].states
    assert not report.bases[0].registered
    assert (tmp_path / "data/audits/acme/open-7b.json").is_file()
    (term,) = (one for one in report.terms if one.part is Part.BASE)
    assert (term.of, term.license, term.gap) == ("acme/open-7b", "Apache-2.0", "")
    assert term.citation
    assert term.citation.pinned


def test_a_derivative_says_the_same_relation_from_either_end(checkout: Checkout) -> None:
    checkout.collect()
    checkout.judge()
    reports = {report.id: report for report in checkout.reports()}
    (base,) = reports["acme/open-7b-chat"].bases
    (derivative,) = reports["acme/open-7b"].derivatives
    assert (base.id, derivative.id) == ("acme/open-7b", "acme/open-7b-chat")
    assert base.relation == derivative.relation == "finetune"


def test_strangers_words_act_nowhere_on_the_site(tmp_path: Path, standin: StandIn) -> None:
    said = "\n\n".join(f"# {one}\n\nTrained on {one} with [{one}](https://github.com/acme/x)" for one in PAYLOADS)
    front = json.dumps({"license": PAYLOADS[0], "datasets": list(PAYLOADS), "base_model": PAYLOADS[2]})
    info = {
        "id": "acme/open-7b",
        "sha": "a" * 40,
        "gated": False,
        "tags": [f"license:{PAYLOADS[0]}", *PAYLOADS],
        "pipeline_tag": PAYLOADS[1],
        "library_name": PAYLOADS[2],
        "createdAt": PAYLOADS[3],
        "siblings": [{"rfilename": f"{one}.safetensors", "size": 10**9} for one in PAYLOADS]
        + [{"rfilename": "README.md", "size": 10}],
    }
    standin.faults["/api/models/acme/open-7b?"] = Fault(status=200, body=json.dumps(info).encode())
    standin.faults["/acme/open-7b/resolve/"] = Fault(status=200, body=f"---\n{front}\n---\n{said}".encode())
    hostile = Checkout.at(tmp_path, standin, "acme/open-7b")
    hostile.run()
    for path in (tmp_path / "site").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        # Markdown and template syntax are shown as they stand; HTML is not.
        assert not [one for one in PAYLOADS if "<" in one and one in text], path
        assert str(7 * 191) not in text, path
        assert 'href="javascript:' not in text, path
    assert "&lt;script&gt;alert(1)" in hostile.page("acme/open-7b")


def test_pages_of_a_model_that_left_the_register_go(checkout: Checkout) -> None:
    checkout.collect()
    checkout.judge()
    checkout.render()
    (checkout.root / "data/models/globex/adapter.yaml").unlink()
    later = Checkout(root=checkout.root, door=checkout.door)
    assert later.render().removed == 6  # its page, JSON, badge twice and card, and the family of its base model
    assert not (checkout.root / "docs/models/globex").exists()
    assert (checkout.root / "docs/contribute.md").is_file()


@pytest.mark.parametrize("path", ["../outside.md", "contribute.md", "models/../../x.md", "/etc/passwd"])
def test_a_page_lies_only_where_rendered_pages_may(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def stray(_: Published) -> list[Page]:
        return [Page(path=path, content=b"")]

    monkeypatch.setattr("auditor.pipeline.all_pages", stray)
    with pytest.raises(BadData, match="a page may lie only in"):
        checkout.render()


def test_an_audit_of_another_revision_is_never_committed(checkout: Checkout, standin: StandIn) -> None:
    checkout.collect()
    before = checkout.data()
    report = checkout.audit("acme/open-7b", revision="main")
    assert report.id == "acme/open-7b"
    assert checkout.data() == before
    assert any("/revision/main" in one.path for one in standin.requests)


def test_an_answer_that_turned_is_a_line_of_history(checkout: Checkout, standin: StandIn) -> None:
    checkout.collect()
    checkout.judge()
    door = door_to(standin)
    told = json.loads(door.get(f"{standin.hub_url}/api/models?author=acme&full=true").body)
    gated = [{**one, "gated": "manual"} if one["id"] == "acme/open-7b" else one for one in told]
    standin.faults["/api/models?author=acme&"] = Fault(status=200, body=json.dumps(gated).encode())
    later = Checkout(root=checkout.root, door=door_to(standin))
    later.collect()
    judged = later.judge()
    assert judged.turned["acme/open-7b"] >= 1
    assert judged.happened == {"acme/open-7b": ("gate",)}
    told = later.store.history("acme/open-7b")
    lines = [one for one in told if isinstance(one, Change)]
    assert [(one.what, one.before, one.after) for one in told if isinstance(one, Happening)] == [
        ("gate", "no", "manual")
    ]
    assert [(one.check, one.before, one.after) for one in lines if one.check == "weights_ungated"] == [
        ("weights_ungated", "yes", "no")
    ]
    assert {one.cause.value for one in lines} == {"the model changed"}
    again = later.judge()
    assert (again.turned, again.happened) == ({}, {})
    (report,) = (one for one in later.reports() if one.id == "acme/open-7b")
    assert (len(report.history), len(report.happenings)) == (len(lines), 1)


def test_one_check_s_mistake_takes_no_other_answer_with_it(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout.collect()
    monkeypatch.setattr("auditor.checks.license_stated.declared", lambda _: 1 / 0)
    checkout.judge()
    results = {one.id: one.state for one in checkout.reports()[0].strip.results}
    audit = checkout.store.audit("acme/open-7b")
    assert audit is not None
    assert "a mistake of ours" in audit.answers["license_stated"].because
    assert results["weights"] is State.MET


def test_a_reply_is_verified_by_what_collect_saw_and_stays_so_when_the_host_is_gone(
    tmp_path: Path, standin: StandIn
) -> None:
    checkout = Checkout.at(tmp_path, standin, "acme/open-7b")
    older, stranger = "2222b52f5f8b0b440d738beeeef72466e4e9c235", "f" * 40
    said = "".join(
        f"  - check: weights_full\n    statement: It is.\n    by: acme\n    on: 2026-11-24\n    url: {url}\n"
        for url in (
            f"https://huggingface.co/acme/open-7b/commit/{older}",
            f"https://huggingface.co/acme/open-7b/blob/{stranger}/README.md",
            "https://huggingface.co/acme/open-7b/discussions/1",
        )
    )
    (tmp_path / "data/models/acme/open-7b.yaml").write_text(f"id: acme/open-7b\nreplies:\n{said}", encoding="utf-8")

    def standing() -> list[bool]:
        (report,) = checkout.reports()
        return [one.verified for one in report.replies]

    assert standing() == [False, False, False]
    checkout.collect()
    checkout.judge()
    assert standing() == [True, False, False]
    evidence = json.loads((tmp_path / "data/evidence/huggingface/model/acme/open-7b.json").read_text(encoding="utf-8"))
    assert evidence["commits"] == {older: True, stranger: False}
    standin.faults["/api/"] = Fault(status=503)
    checkout.collect()
    assert standing() == [True, False, False]
