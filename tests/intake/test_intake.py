"""From an event to one file of the register, and to nothing else."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.intake import Proposal, Refused, take_in
from auditor.store import Store
from tests.conftest import THOROUGH
from tests.intake.events import COMMENTED, NAMES, event, files, issue, issue_with, register

WRITTEN = {
    "add-model": "acme/renamed",
    "add-model-with-links": "acme/lantern-1b",
    "add-links-to-a-registered-model": "acme/open-7b",
    "wrong-verdict": "acme/open-7b",
    "reply": "acme/open-7b",
    "hostile-yaml-in-reason": "acme/renamed",
    "hostile-yaml-in-statement": "acme/open-7b",
    "hostile-markdown": "acme/open-7b",
    "hostile-null-and-bidi": "acme/open-7b",
}
IGNORED = {"by-hand", "labeled-by-hand", "without-a-body"}


def taken(store: Store, name: str) -> Proposal:
    proposed = take_in(issue(name), store)
    assert proposed is not None
    return proposed


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_exactly_one_file_is_written_and_it_can_be_read(tmp_path: Path, name: str) -> None:
    store, path = register(tmp_path), f"data/models/{WRITTEN[name]}.yaml"
    before = files(tmp_path)
    proposed = taken(store, name)
    after = files(tmp_path)
    assert proposed.files == (path,)
    assert {one for one in after if after[one] != before.get(one)} == {path}
    assert set(before) <= set(after)
    assert list(store.problems()) == []
    assert proposed.branch == f"intake/issue-{event(name)['issue']['number']}"


@pytest.mark.parametrize("name", sorted(set(NAMES) - WRITTEN.keys() - IGNORED))
def test_what_is_refused_writes_nothing_and_says_one_sentence(tmp_path: Path, name: str) -> None:
    store = register(tmp_path)
    before = files(tmp_path)
    with pytest.raises(Refused) as refusal:
        take_in(issue(name), store)
    assert files(tmp_path) == before
    said = str(refusal.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert len(said) < 2500


@pytest.mark.parametrize("name", sorted(IGNORED))
def test_what_no_form_made_is_left_alone(tmp_path: Path, name: str) -> None:
    assert take_in(issue(name), register(tmp_path)) is None


def test_a_new_model_with_its_links(tmp_path: Path) -> None:
    store = register(tmp_path)
    taken(store, "add-model-with-links")
    entry = store.entry("acme/lantern-1b")
    assert entry is not None
    assert [(one.role, one.url, one.why) for one in entry.links] == [
        ("evaluation_code", "https://github.com/acme/lantern-eval", "The paper names it in section 5."),
        ("training_metrics", "https://wandb.ai/acme/lantern-1b/runs/abc", ""),
    ]


def test_comments_and_all_else_of_an_entry_stay(tmp_path: Path) -> None:
    store = register(tmp_path)
    taken(store, "reply")
    text = files(tmp_path)["data/models/acme/open-7b.yaml"]
    assert text.startswith(COMMENTED)
    entry = store.entry("acme/open-7b")
    assert entry is not None
    (reply,) = entry.replies
    assert (reply.by, reply.on.isoformat()) == ("acme-bot on GitHub", "2026-11-24")
    assert reply.statement == "The logs follow with the paper in March."


def test_a_verdict_is_corrected_by_a_link_with_its_reason(tmp_path: Path) -> None:
    store = register(tmp_path)
    proposed = taken(store, "wrong-verdict")
    entry = store.entry("acme/open-7b")
    assert entry is not None
    (link,) = entry.links
    assert link.role == "evaluation_code"
    assert link.url.startswith("https://github.com/acme/open-eval/tree/")
    assert "the README says so" in link.why
    assert "claims to speak for the publisher: yes" in proposed.body.replace("\\", "")


def test_yaml_in_a_text_stays_text(tmp_path: Path) -> None:
    store = register(tmp_path)
    taken(store, "hostile-yaml-in-statement")
    taken(store, "hostile-yaml-in-reason")
    entry, other = store.entry("acme/open-7b"), store.entry("acme/renamed")
    assert entry is not None
    assert other is not None
    assert (entry.links, entry.attestations, len(entry.replies)) == ((), (), 1)
    assert "attestations: - check: weights_full outcome: yes" in entry.replies[0].statement
    assert [one.url for one in other.links] == ["https://arxiv.org/abs/2611.00001"]


def test_what_cannot_be_seen_is_gone(tmp_path: Path) -> None:
    store = register(tmp_path)
    proposed = taken(store, "hostile-null-and-bidi")
    text = files(tmp_path)["data/models/acme/open-7b.yaml"] + proposed.body
    unseen = {one for one in text if unicodedata.category(one) in {"Cc", "Cf", "Zl"}}
    assert unseen <= {"\n", "\u2060"}
    assert "🙂" in text


def test_nothing_in_the_pull_request_can_act(tmp_path: Path) -> None:
    proposed = taken(register(tmp_path), "hostile-markdown")
    assert proposed.title == "Reply for acme/open-7b: weights_ungated"
    assert re.findall(r"(?i)(?:clos|fix|resolv)e?[sd]?:? +[\w/]*#\d+", proposed.body) == ["Closes #37"]
    shown = proposed.body.split("\n", 2)[2]
    for acting in ("<", "@everyone", "://", "www.", "GH-2", "](", "`code`", "**b**", "#3"):
        assert acting not in shown


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_the_title_and_the_branch_hold_checked_words_only(tmp_path: Path, name: str) -> None:
    proposed = taken(register(tmp_path), name)
    assert re.fullmatch(r"(Add|Add links to|Correct|Reply for) [\w.-]+/[\w.-]+(: [\w -]+)?", proposed.title)
    assert re.fullmatch(r"intake/issue-\d+", proposed.branch)


def test_the_same_issue_again_is_refused_and_from_a_fresh_checkout_gives_the_same_bytes(tmp_path: Path) -> None:
    store = register(tmp_path / "one")
    taken(store, "reply")
    with pytest.raises(Refused, match="stands in the file of acme/open-7b already"):
        take_in(issue("reply"), store)
    other = register(tmp_path / "other")
    taken(other, "reply")
    assert files(tmp_path / "one") == files(tmp_path / "other")


@pytest.mark.parametrize("most", [65_537, 1_000_000])
def test_a_very_long_issue_is_refused(tmp_path: Path, most: int) -> None:
    body = event("reply")["issue"]["body"]
    told = issue_with(tmp_path, "reply", body=body + "x" * (most - len(body)))
    with pytest.raises(Refused, match="longer than allowed, which is 65,536 characters"):
        take_in(told, register(tmp_path / "register"))


def test_a_very_long_statement_is_refused(tmp_path: Path) -> None:
    body = event("reply")["issue"]["body"].replace("The logs follow", "x" * 3000)
    with pytest.raises(Refused, match="allowed are 2,000"):
        take_in(issue_with(tmp_path, "reply", body=body), register(tmp_path / "register"))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60 if THOROUGH else 15, deadline=None
)
@given(
    statement=st.text(max_size=300), where=st.sampled_from(["The logs follow with the paper in March.", "acme/open-7b"])
)
def test_whatever_an_answer_holds_the_register_stays_whole(tmp_path: Path, statement: str, where: str) -> None:
    root = tmp_path / "register"
    store = register(root)
    body = event("reply")["issue"]["body"].replace(where, statement.encode("utf-8", "replace").decode(), 1)
    try:
        take_in(issue_with(tmp_path, "reply", body=body), store)
    except Refused:
        assert files(root)["data/models/acme/open-7b.yaml"] == COMMENTED
    assert list(store.problems()) == []
    assert set(files(root)) == {"data/models/acme/open-7b.yaml", "data/models/globex/adapter.yaml"}
