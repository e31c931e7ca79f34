from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import IO, Any, Self

import pytest

from auditor.card import Role
from auditor.checks import all_checks
from auditor.evidence import Evidence, InvalidName, Kind, Link, Place, Ref, StatedBy
from auditor.history import Audit, Cause, Change
from auditor.registry import CuratedLink, Reply
from auditor.store import BadData, Store, program_files, rule_data
from auditor.store.files import write_whole
from tests.builders import ROOT, answer, base, dataset, link, place, ref

DISK_FULL = "No space left on device"
CHECKS = ", ".join(all_checks())

KEYS = "id, was, links, attestations, replies, notes"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty checkout with our rule data."""
    for name in ("definitions", "licenses.yaml", "license_fingerprints.json", "vocabulary.yaml"):
        source, target = ROOT / "data" / name, tmp_path / "data" / name
        target.parent.mkdir(exist_ok=True)
        _ = shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return Store(tmp_path)


def write(store: Store, path: str, content: str | bytes) -> Path:
    target = store.data / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


def refused(read: Callable[[], object]) -> str:
    with pytest.raises(BadData) as error:
        read()
    said = str(error.value)
    assert "\n" not in said
    return said


def everything(store: Store) -> dict[str, bytes]:
    """Every file below data/ but the rule data, hidden ones included."""
    folders = ("models", "evidence", "audits", "history")
    files = [path for folder in folders for path in (store.data / folder).rglob("*") if path.is_file()]
    return {path.relative_to(store.data).as_posix(): path.read_bytes() for path in files}


# -- the register ----------------------------------------------------------------------------------------------------


def test_a_file_of_two_lines_suffices(store: Store) -> None:
    write(store, "models/acme/open-7b.yaml", "# a comment for editors\nid: acme/open-7b\n")
    found = store.entry("acme/open-7b")
    assert found is not None
    assert (found.id, found.links, found.attestations, found.replies, found.notes) == ("acme/open-7b", (), (), (), "")
    assert list(store.problems()) == []


def test_the_register_is_sorted_without_case_and_lacks_what_is_not_there(store: Store) -> None:
    for name in ("acme/open-7b", "Zeta/a", "beta/Open", "Acme/x"):
        write(store, f"models/{name}.yaml", f"id: {name}\n")
    assert [entry.id for entry in store.entries()] == ["acme/open-7b", "Acme/x", "beta/Open", "Zeta/a"]
    assert store.entry("acme/other") is None


@pytest.mark.parametrize(
    ("file", "stated"),
    [
        ("acme/open-7b", "acme/open"),
        ("acme/open-7b", "acme/Open-7B"),
        ("Acme/open-7b", "acme/open-7b"),
        ("acme/open", "acme/open.yaml"),
        ("acme/open-7b.v1", "acme/open-7b"),
        ("acme/deep/open-7b", "acme/open-7b"),
        ("open-7b", "acme/open-7b"),
    ],
)
def test_an_entry_s_id_is_its_file_s_name(store: Store, file: str, stated: str) -> None:
    path = write(store, f"models/{file}.yaml", f"id: {stated}\n")
    said = f"data/models/{file}.yaml: id: {stated!r} does not agree with the file's name; allowed is {file!r}"
    assert refused(lambda: store.read_entry(path)) == said
    assert list(store.problems()) == [said]


@pytest.mark.parametrize("model_id", ["..", "../x", "acme/../../x", "acme", "/etc/passwd", "acme/a b", "a/b\n", ""])
def test_no_id_leads_out_of_the_register(store: Store, model_id: str) -> None:
    for ask in (store.entry, store.entry_path, store.add_entry, store.audit, store.history):
        with pytest.raises(InvalidName, match="is not a repository id"):
            ask(model_id)
    with pytest.raises(InvalidName, match="is not a repository id"):
        store.save_audit(audit().model_copy(update={"id": model_id}))
    with pytest.raises(InvalidName, match="is not a repository id"):
        store.save_place(place(f"{model_id}/x/y"))
    assert everything(store) == {}


PAPER = CuratedLink(role="paper", url="https://example.org/paper")
CODE = CuratedLink(role="training_code", url="https://github.com/acme/open", why="In the paper.")


def test_add_writes_an_entry_once(store: Store) -> None:
    path = store.add_entry("acme/open-7b", [PAPER])
    assert path == store.data / "models/acme/open-7b.yaml"
    found = store.entry("acme/open-7b")
    assert found is not None
    assert found.links == (PAPER,)
    before = everything(store)
    said = "data/models/acme/open-7b.yaml: acme/open-7b is registered already"
    assert refused(lambda: store.add_entry("acme/open-7b", [CODE])) == said
    assert everything(store) == before


def test_links_are_added_to_an_entry_and_the_rest_stays(store: Store) -> None:
    before = (
        "# first\nid: 'acme/open-7b'  # the id\nlinks:\n  # found by Jane\n"
        '  - url: "https://example.org/paper"\n    role: paper\n\n# what the publisher says\nreplies: []\n'
    )
    path = write(store, "models/acme/open-7b.yaml", before)
    store.extend_entry("acme/open-7b", [PAPER, CODE])
    added = "  - role: training_code\n    url: https://github.com/acme/open\n    why: In the paper.\n"
    assert path.read_text("utf-8") == before.replace("role: paper\n", f"role: paper\n{added}")
    found = store.entry("acme/open-7b")
    assert found is not None
    assert found.links == (PAPER, CODE)


def test_a_reply_is_added_once_and_the_rest_stays(store: Store) -> None:
    before = "id: acme/open-7b  # the id\nlinks:\n  - role: paper\n    url: https://example.org/paper\n"
    path = write(store, "models/acme/open-7b.yaml", before)
    url = "https://huggingface.co/acme/open-7b/commit/" + "a" * 40
    reply = Reply(check="weights_full", statement="So.", url=url, by="acme", on=date(2026, 11, 24))
    store.extend_entry("acme/open-7b", replies=[reply])
    store.extend_entry("acme/open-7b", [PAPER], [reply])
    assert path.read_text("utf-8").startswith(before)
    found = store.entry("acme/open-7b")
    assert found is not None
    assert (found.links, found.replies) == ((PAPER,), (reply,))


def test_links_that_are_there_already_change_no_byte(store: Store) -> None:
    path = write(store, "models/acme/open-7b.yaml", '{"id":   "acme/open-7b", links: [ ]}')
    store.extend_entry("acme/open-7b", [])
    assert path.read_text("utf-8") == '{"id":   "acme/open-7b", links: [ ]}'


def test_an_entry_with_a_mistake_is_not_extended(store: Store) -> None:
    write(store, "models/acme/open-7b.yaml", "id: acme/open-7b\nlinks: paper\n")
    before = everything(store)
    said = refused(lambda: store.extend_entry("acme/open-7b", [PAPER]))
    assert said == "data/models/acme/open-7b.yaml: links: allowed is a list"
    assert everything(store) == before


NOT_AN_ID = (
    "is not a repository id: allowed is OWNER/NAME of letters, digits, '.', '_' and '-', "
    "without '..' or '--', at most 96 characters a part"
)
NAME_KINDS = (
    "'framework', 'library', 'harness', 'corpus', 'hyperparameter', 'tracker', 'benchmark', "
    "'model', 'dataset' or 'license'"
)
WORD = "url: https://example.org/, by: Jane, on: 2026-11-24"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(
            {"models/acme/open.yaml": "id: acme/open\n", "models/Acme/Open.yaml": "id: Acme/Open\n"},
            ["data/models/acme/open.yaml: id: 'acme/open' is registered in data/models/Acme/Open.yaml too"],
            id="one id in two spellings",
        ),
        pytest.param(
            {"models/acme/open.yml": "id: acme/open\n", "models/README.md": "# Here\n"},
            [
                "data/models/README.md: allowed in the register are files OWNER/NAME.yaml only",
                "data/models/acme/open.yml: allowed in the register are files OWNER/NAME.yaml only",
            ],
            id="what is no entry",
        ),
        pytest.param(
            {
                "models/acme/open.yaml": "id: acme/open\nattestations:\n"
                f"  - {{check: weight, outcome: yes, because: So., {WORD}}}\nreplies:\n"
                f"  - {{check: weights_full, statement: So., {WORD}}}\n  - {{check: weights, statement: So., {WORD}}}\n"
            },
            [
                f"data/models/acme/open.yaml: attestations.0.check: no check is called 'weight'; allowed are {CHECKS}",
                f"data/models/acme/open.yaml: replies.1.check: no check is called 'weights'; allowed are {CHECKS}",
            ],
            id="checks that are none",
        ),
        pytest.param(
            {"models/acme/a.yaml": "id: acme/b\n", "models/acme/c.yaml": "[]\n", "models/acme/d.yaml": "id: acme/d\n"},
            [
                "data/models/acme/a.yaml: id: 'acme/b' does not agree with the file's name; allowed is 'acme/a'",
                f"data/models/acme/c.yaml: allowed is a mapping with the keys {KEYS}",
            ],
            id="one mistake hides no other",
        ),
        pytest.param(
            {"licenses.yaml": "licenses: []\nlicences: []\n"},
            [
                (
                    "data/licenses.yaml: licences: this key is not known; "
                    "allowed are licenses, placeholders, restrictions, sets"
                )
            ],
            id="rule data",
        ),
        pytest.param(
            {"vocabulary.yaml": "names:\n  - {name: Acme, kind: tool}\n"},
            [
                f"data/vocabulary.yaml: names.0.kind: input should be {NAME_KINDS}",
            ],
            id="vocabulary",
        ),
        pytest.param(
            {"definitions/mine.yml": "id: mine\n"},
            ["data/definitions/mine.yml: allowed among the definitions are files ID.yaml only"],
            id="a definition that nobody would read",
        ),
        pytest.param(
            {"audits/acme/a b.json": "{}", "history/acme/open.jsonl": "{}\n", "evidence/x.json": "[]"},
            [
                "data/evidence/x.json: allowed is a JSON object",
                f"data/audits/acme/a b.json: 'acme/a b' {NOT_AN_ID}",
                "data/history/acme/open.jsonl: line 1: on: this key is missing",
            ],
            id="what the program wrote",
        ),
    ],
)
def test_every_mistake_is_told(store: Store, files: dict[str, str], said: list[str]) -> None:
    for path, content in files.items():
        write(store, path, content)
    assert list(store.problems()) == said


# -- the corrections log -----------------------------------------------------------------------------------------------

FIXED = "on: 2026-01-30, was: not met, now: met, why: So., url: https://example.org/1"


def test_the_log_is_empty_until_somebody_writes_it(store: Store) -> None:
    assert store.corrections() == ()
    write(store, "corrections.yaml", (ROOT / "data/corrections.yaml").read_text("utf-8"))
    assert list(store.problems()) == []


def test_corrections_keep_the_order_of_the_file(store: Store) -> None:
    write(
        store,
        "corrections.yaml",
        f"corrections:\n  - {{check: weights_full, model: acme/open-7b, version: 0.2.0, {FIXED}}}\n"
        f"  - {{requirement: open-source-five/weights, {FIXED}}}\n",
    )
    first, second = store.corrections()
    assert (first.model, first.check, first.version, str(first.on)) == (
        "acme/open-7b",
        "weights_full",
        "0.2.0",
        "2026-01-30",
    )
    assert (second.model, second.requirement, second.was, second.now) == (
        None,
        "open-source-five/weights",
        "not met",
        "met",
    )


def test_the_comment_of_the_log_shows_an_entry_that_is_allowed(store: Store) -> None:
    lines = (ROOT / "data/corrections.yaml").read_text("utf-8").splitlines()
    shown = [line.removeprefix("#") for line in lines if line.startswith(("#   - ", "#     "))]
    write(store, "corrections.yaml", "\n".join(["corrections:", *shown, ""]))
    (one,) = store.corrections()
    assert one.model_dump(exclude_defaults=True).keys() == {
        "on", "model", "requirement", "was", "now", "why", "url", "version"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            f"corrections:\n  - {{check: weights_full, is: met, {FIXED}}}\n",
            "corrections.0.is: this key is not known; allowed are on, model, check, requirement, was, now, why, url, ",
        ),
        ("corrections:\n  - {on: soon}\n", "corrections.0.on: input should be a valid date in the format YYYY-MM-DD, "),
        (
            f"corrections:\n  - {{{FIXED}}}\n",
            "corrections.0: a correction names a 'check' or a 'requirement', not both",
        ),
        (
            f"corrections:\n  - {{check: weights_full, requirement: a-b/weights, {FIXED}}}\n",
            "corrections.0: a correction names a 'check' or a 'requirement', not both",
        ),
        (f"corrections:\n  - {{check: weights_full, model: ../x, {FIXED}}}\n", "corrections.0.model: '../x' is not a"),
        (
            f"corrections:\n  - {{check: weights_full, {FIXED.replace('https', 'javascript')}}}\n",
            "corrections.0.url: must be an https:// address",
        ),
        (
            f"corrections:\n  - {{check: weights_full, version: <b>, {FIXED}}}\n",
            "corrections.0.version: string should match pattern",
        ),
        ("[]\n", "allowed is a mapping with the keys corrections"),
    ],
)
def test_a_correction_with_a_mistake_is_told(store: Store, content: str, said: str) -> None:
    write(store, "corrections.yaml", content)
    found = refused(store.corrections)
    assert found.startswith(f"data/corrections.yaml: {said}")
    assert list(store.problems()) == [found]


# -- rule data -------------------------------------------------------------------------------------------------------


def test_rule_data_is_the_checkout_s_own_else_ours(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert rule_data(store.root) == store.data
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert rule_data(elsewhere) == rule_data(None) == ROOT / "data"
    assert Store(elsewhere).definitions()[0].id == "open-source-five"


def test_another_vocabulary_reads_again_and_other_licenses_only_judge_again(store: Store) -> None:
    reading, rules = store.reading, store.rules_version
    write(store, "licenses.yaml", (store.data / "licenses.yaml").read_text("utf-8") + "# more\n")
    assert Store(store.root).reading == reading
    assert Store(store.root).rules_version != rules
    write(store, "vocabulary.yaml", (store.data / "vocabulary.yaml").read_text("utf-8") + "# more\n")
    assert Store(store.root).reading != reading


# -- evidence --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "path"),
    [
        (ref("acme/open-7b"), "huggingface/model/acme/open-7b.json"),
        (ref("web", Kind.DATASET), "huggingface/dataset/web.json"),
        (ref("acme/open.v2", Kind.REPOSITORY), "github/repository/acme/open.v2.json"),
        (
            Ref(source="github", kind=Kind.REPOSITORY, name="acme/open", branch="../../x"),
            "github/repository/acme/open@9cdf6a50100a.json",
        ),
    ],
)
def test_a_place_lies_below_its_source(store: Store, where: Ref, path: str) -> None:
    assert store.place(where) is None
    seen = place("acme/open").model_copy(update={"ref": where})
    store.save_place(seen)
    assert list(everything(store)) == [f"evidence/{path}"]
    assert store.place(where) == seen
    assert list(store.problems()) == []


def edited(**changes: Any) -> bytes:
    found = place("acme/open-7b").model_dump(mode="json", exclude_defaults=True)
    found["snapshot"]["files"] = {"": ["5000 - README.md"]}
    return json.dumps({**found, "schema_version": 1, **changes}).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            edited(schema_version=2),
            "schema_version: 2 is not known; allowed is 1. Remove the file and collect again",
            id="of the future",
        ),
        pytest.param(
            edited(schema_version=0, lines=7),
            "schema_version: 0 is not known; allowed is 1. Remove the file and collect again",
            id="of the past, with keys that are gone",
        ),
        pytest.param(
            edited(schema_version="1"),
            "schema_version: '1' is not known; allowed is 1. Remove the file and collect again",
            id="version as text",
        ),
        pytest.param(edited(color="red"), "color: this key is not known", id="unknown key"),
        pytest.param(edited(page=None), "page: allowed is text", id="wrong type"),
        pytest.param(edited(snapshot=[]), "snapshot: allowed is a mapping", id="no snapshot"),
        pytest.param(
            edited(snapshot={"files": {"": 7}}),
            "snapshot.files: allowed are entries 'SIZE OID NAME', with '-' for what is not known",
            id="no listing",
        ),
        pytest.param(
            edited(snapshot={"card": {"sha256": "c", "size": 1, "headings": [{"line": "x", "level": 1, "text": ""}]}}),
            "snapshot.card.headings.0.line: allowed is a whole number",
            id="a line that is no number",
        ),
        pytest.param(
            edited(ref={"source": "huggingface", "kind": "model", "name": "acme/other"}),
            "ref: 'huggingface/model/acme/other' does not agree with the file's name; "
            "allowed is 'huggingface/model/acme/open-7b'",
            id="another place",
        ),
        pytest.param(
            edited(ref={"source": "huggingface", "kind": "model", "name": "../../x"}),
            "ref: 'huggingface/model/../../x' does not agree with the file's name; "
            "allowed is 'huggingface/model/acme/open-7b'",
            id="a way out",
        ),
        pytest.param(b"", "Expecting value: line 1 column 1 (char 0)", id="nothing"),
        pytest.param(b"[]", "allowed is a JSON object", id="a list"),
        pytest.param(b"[" * 100_000, "maximum recursion depth exceeded", id="deep"),
        pytest.param(
            b'{"page": "\xe9"}',
            "'utf-8' codec can't decode byte 0xe9 in position 10: invalid continuation byte",
            id="not UTF-8",
        ),
        pytest.param(b"<<<<<<< HEAD\n{}\n=======\n", "Expecting value: line 1 column 1 (char 0)", id="a merge"),
    ],
)
def test_evidence_that_was_edited_into_nonsense_is_refused_in_one_sentence(
    store: Store, content: bytes, said: str
) -> None:
    write(store, "evidence/huggingface/model/acme/open-7b.json", content)
    found = refused(lambda: store.place(ref("acme/open-7b")))
    assert found.startswith(f"data/evidence/huggingface/model/acme/open-7b.json: {said}")
    assert list(store.problems()) == [found]


def curated(name: str) -> Link:
    return link(Role.TRAINING_DATA, name, Kind.DATASET, stated_by=StatedBy.CURATOR)


def test_evidence_joins_the_model_what_it_links_and_what_curators_add(store: Store) -> None:
    own = place("acme/open-7b")
    assert own.snapshot is not None
    links = (dataset("acme/web"), dataset("acme/gone"), base("acme/base"), link(Role.PAPER, "https://example.org/p"))
    own = own.model_copy(update={"snapshot": own.snapshot.model_copy(update={"links": links})})
    web, chat = place("acme/web", kind=Kind.DATASET), place("acme/chat", kind=Kind.DATASET)
    for one in (own, web, chat, place("acme/base")):
        store.save_place(one)
    assert store.evidence(ref("acme/open-7b"), [curated("acme/chat")]) == Evidence(
        id="acme/open-7b",
        place=own,
        links=(*links, curated("acme/chat")),
        places={"huggingface/dataset/acme/web": web, "huggingface/dataset/acme/chat": chat},
        rules=store.rules,
    )


def test_evidence_of_what_was_never_seen_is_none_and_another_source_may_be_asked(store: Store) -> None:
    assert store.evidence(ref("acme/open-7b"), [curated("acme/chat")]) is None
    shown: dict[str, Place] = {"acme/open-7b": place(), "acme/chat": place("acme/chat", kind=Kind.DATASET)}
    found = store.evidence(ref("acme/open-7b"), [curated("acme/chat")], place_of=lambda one: shown.get(one.name))
    assert found is not None
    assert found.place == shown["acme/open-7b"]
    assert list(found.places.values()) == [shown["acme/chat"]]


# -- audits and history ----------------------------------------------------------------------------------------------


def audit(outcome: str = "no") -> Audit:
    return Audit(
        id="acme/open-7b",
        basis={"huggingface/model/acme/open-7b": "1"},
        checks={"weights_full": 1},
        rules="1",
        answers={"weights_full": answer(outcome)},
    )


def change(on: str = "2026-11-24") -> Change:
    return Change(
        on=on,
        check="weights_full",
        before=answer("no").outcome,
        after=answer("yes").outcome,
        because="Said of the base.",
        cause=Cause.MODEL_CHANGED,
    )


def test_an_audit_is_kept_with_its_version(store: Store) -> None:
    assert store.audit("acme/open-7b") is None
    assert store.history("acme/open-7b") == ()
    store.save_audit(audit())
    assert store.audit("acme/open-7b") == audit()
    assert list(everything(store)) == ["audits/acme/open-7b.json"]
    assert json.loads(everything(store)["audits/acme/open-7b.json"])["schema_version"] == 1


def test_an_audit_is_sorted_readable_and_says_nothing_that_goes_without_saying(store: Store) -> None:
    store.save_audit(audit().model_copy(update={"answers": {}, "basis": {"é": "1"}}))
    assert everything(store)["audits/acme/open-7b.json"].decode() == (
        '{\n "answers": {},\n "basis": {\n  "é": "1"\n },\n "checks": {\n  "weights_full": 1\n },\n'
        ' "id": "acme/open-7b",\n "rules": "1",\n "schema_version": 1\n}\n'
    )
    store.save_audit(audit(), [change()])
    assert everything(store)["history/acme/open-7b.jsonl"].decode() == (
        '{"on":"2026-11-24","check":"weights_full","before":"no","after":"yes","because":"Said of the base.",'
        '"cause":"the model changed"}\n'
    )
    assert "remedy" not in everything(store)["audits/acme/open-7b.json"].decode()


def kept(**changes: object) -> str:
    return json.dumps({**audit().model_dump(mode="json"), **changes})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            kept(schema_version=2, verdict="met"),
            "schema_version: 2 is not known; allowed is 1. Remove the file and run `auditor judge`",
        ),
        (kept(verdict="met"), "verdict: this key is not known"),
        (kept(id="acme/other"), "id: 'acme/other' does not agree with the file's name; allowed is 'acme/open-7b'"),
        (
            kept(answers={"weights_full": {"outcome": "yes", "because": "So."}}),
            "answers.weights_full: a yes needs a citation: So.",
        ),
        (
            kept(answers={"weights_full": {"outcome": "so"}}),
            "answers.weights_full.outcome: input should be 'yes', 'no'",
        ),
        ("[]", "allowed is a mapping"),
        ("", "Expecting value"),
    ],
    ids=["of the future", "unknown key", "another's", "without a citation", "no outcome", "a list", "nothing"],
)
def test_an_audit_that_was_edited_into_nonsense_is_refused_in_one_sentence(
    store: Store, content: str, said: str
) -> None:
    write(store, "audits/acme/open-7b.json", content)
    found = refused(lambda: store.audit("acme/open-7b"))
    assert found.startswith(f"data/audits/acme/open-7b.json: {said}")
    assert list(store.problems()) == [found]


def test_what_turned_goes_into_the_history_once_and_after_what_is_there(store: Store) -> None:
    store.save_audit(audit(), [change("2026-11-23")])
    store.save_audit(audit("yes"), [change(), change()])
    store.save_audit(audit("yes"), [change(), change("2026-11-23")])
    store.save_audit(audit("yes"))
    assert store.history("acme/open-7b") == (change("2026-11-23"), change())
    assert len(everything(store)["history/acme/open-7b.jsonl"].splitlines()) == 2


def test_a_history_that_lost_its_last_newline_loses_no_line(store: Store) -> None:
    store.save_audit(audit(), [change("2026-11-23")])
    path = store.data / "history/acme/open-7b.jsonl"
    path.write_bytes(path.read_bytes().rstrip())
    store.save_audit(audit("yes"), [change()])
    assert store.history("acme/open-7b") == (change("2026-11-23"), change())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<<<<<<< HEAD", "line 2: Invalid JSON: expected value at line 1 column 1"),
        ("{}", "line 2: on: this key is missing"),
        ('{"on": 7}', "line 2: on: allowed is text"),
    ],
)
def test_a_line_of_history_that_is_none_is_named(store: Store, line: str, said: str) -> None:
    write(store, "history/acme/open-7b.jsonl", f"{change().model_dump_json()}\n{line}\n")
    found = refused(lambda: store.history("acme/open-7b"))
    assert found.casefold() == f"data/history/acme/open-7b.jsonl: {said}".casefold()


def test_the_history_is_written_before_the_audit_so_a_kill_between_loses_no_line(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save_audit(audit())

    def killed_at_the_audit(path: Path, content: bytes) -> None:
        if path.suffix == ".json":
            raise KeyboardInterrupt
        write_whole(path, content)

    monkeypatch.setattr(program_files, "write_whole", killed_at_the_audit)
    with pytest.raises(KeyboardInterrupt):
        store.save_audit(audit("yes"), [change()])
    assert (store.audit("acme/open-7b"), store.history("acme/open-7b")) == (audit(), (change(),))
    monkeypatch.undo()
    store.save_audit(audit("yes"), [change()])
    assert (store.audit("acme/open-7b"), store.history("acme/open-7b")) == (audit("yes"), (change(),))


# -- writing ---------------------------------------------------------------------------------------------------------


class HalfWritten:
    """A file on a disk that is full after the first half; it looks around at that moment."""

    def __init__(self, file: IO[bytes], look: Callable[[], None]) -> None:
        self.file, self.look = file, look

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> None:
        self.file.write(content[: len(content) // 2])
        self.file.flush()
        self.look()
        raise OSError(DISK_FULL)


@pytest.mark.parametrize("there", [True, False], ids=["over an older file", "a new file"])
def test_a_disk_that_is_full_leaves_what_was_there_and_nothing_else(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    there: bool,  # noqa: FBT001
) -> None:
    if there:
        store.save_place(place(files=("README.md",)))
    before = everything(store)
    meanwhile: list[Place | None] = []
    fdopen = os.fdopen

    def half(handle: int, mode: str) -> HalfWritten:
        return HalfWritten(fdopen(handle, mode), lambda: meanwhile.append(store.place(ref("acme/open-7b"))))

    monkeypatch.setattr(os, "fdopen", half)
    with pytest.raises(OSError, match=DISK_FULL):
        store.save_place(place(files=("README.md", "model.safetensors")))
    assert meanwhile == [place(files=("README.md",)) if there else None]
    assert everything(store) == before


def test_a_failure_at_the_last_step_leaves_the_old_file_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add_entry("acme/open-7b")
    before = everything(store)

    def full(*_: object) -> None:
        raise OSError(DISK_FULL)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match=DISK_FULL):
        store.extend_entry("acme/open-7b", [PAPER])
    assert everything(store) == before
    assert list(store.problems()) == []


def test_the_same_bytes_are_not_written_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save_place(place())
    store.save_audit(audit(), [change()])
    monkeypatch.setattr(tempfile, "mkstemp", None)
    store.save_place(place())
    store.save_audit(audit(), [change()])
    with pytest.raises(TypeError):
        store.save_audit(audit("yes"))


def test_what_is_written_may_be_read_by_all(store: Store) -> None:
    store.save_place(place())
    assert store.place_path(ref("acme/open-7b")).stat().st_mode & 0o777 == 0o644
