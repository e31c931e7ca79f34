"""What people may try to be judged better than they are, and what the auditor says to it today (docs/security.md)."""

from __future__ import annotations

import pytest

from auditor.answers import Answer
from auditor.card import Role
from auditor.checks import all_checks
from auditor.evidence import Evidence, Gate, Kind, StatedBy
from auditor.history import Audit, What, happenings
from tests.builders import card, dataset, evidence, link, place, repository
from tests.test_robust import looked_at, world

CLAIM = (
    'The training code is at <a href="https://github.com/acme/open">acme/open</a>. '
    'We trained on <a href="https://huggingface.co/datasets/acme/web-corpus">acme/web-corpus</a>.'
)


def states(text: str) -> tuple[str, str]:
    found = looked_at(text.encode(), world())
    return found["training_data"].value, found["fine_tuning_code"].value


def ask(check: str, seen: Evidence) -> Answer:
    return all_checks()[check].ask(seen)


def test_what_stands_in_a_comment_is_no_claim() -> None:
    assert states(f"<!-- {CLAIM} -->") == ("not_met", "not_met")


HIDDEN = (
    '<p style="color:white">{}</p>',
    '<font color="#FFF">{}</font>',
    '<p style="font-size:0">{}</p>',
    '<div style="opacity: 0.0">\n\n{}\n\n</div>',
    '<p style="height:0;overflow:hidden">{}</p>',
    "<p hidden>{}</p>",
    '<div style="display: none !important"><p>{}</p></div>',
    '<div hidden="">\n\n## Training\n\n{}\n\n</div>\n\nMore.',
    'Words <span style="visibility:hidden">{}</span> and more words.',
)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_text_that_readers_do_not_see_is_no_claim(hidden: str) -> None:
    assert states(hidden.format(CLAIM)) == ("not_met", "not_met")


@pytest.mark.parametrize(
    "shown",
    [
        "<details><summary>x</summary>{}</details>",
        '<p style="color:white;background:#123">{}</p>',
        '<div style="background:navy"><p style="color:white">{}</p></div>',
        '<p style="display:block">{}</p>',
        "<!-- <div hidden> -->\n\n{}",
        "`<div hidden>`\n\n{}",
        "```html\n<div hidden>\n```\n\n{}",
        "<div hidden></div>\n\n{}",
        '<img hidden src="x.png">\n\n{}',
        "<p hidden>\n\n{}",
    ],
)
def test_text_that_readers_see_or_can_open_is_a_claim_and_what_it_links_is_opened(shown: str) -> None:
    assert states(shown.format(CLAIM)) == ("met", "met")
    nowhere = CLAIM.replace("acme/open", "acme/gone").replace("acme/web-corpus", "acme/gone")
    assert "met" not in states(shown.format(nowhere))


def test_what_hides_the_rest_of_a_card_by_no_end_leaves_unknown() -> None:
    assert states(f"<div hidden>\n\n{CLAIM}") == ("unknown", "unknown")


def test_more_links_than_are_read_leave_unknown_never_not_met() -> None:
    many = "\n".join(f"[x{number}](https://github.com/globex/r{number})" for number in range(10_000))
    assert states(f"{many}\n\n{CLAIM}") == ("unknown", "unknown")


@pytest.mark.parametrize(
    ("size", "outcome"), [(0, "unknown"), (9, "unknown"), (47, "unknown"), (48, "yes"), (None, "yes")]
)
@pytest.mark.parametrize(
    ("check", "name"), [("fine_tuning_code_published", "train"), ("evaluation_code_published", "eval")]
)
def test_a_script_of_no_or_one_line_is_no_code_and_no_proof_that_there_is_none(
    check: str, name: str, size: int | None, outcome: str
) -> None:
    role = Role.FINE_TUNING_CODE if name == "train" else Role.EVALUATION_CODE
    files = tuple((f"{name}/{name}_open_7b{number}.py", size) for number in range(2))
    code = place(f"acme/open-7b-{name}", kind=Kind.REPOSITORY, files=(*files, ("README.md", 10)))
    seen = evidence(place(card=card()), link(role, f"acme/open-7b-{name}"), places=(code,))
    answer = ask(check, seen)
    assert answer.outcome.value == outcome
    assert outcome == "yes" or f"holds {size} bytes, too few to be the code" in answer.because


def test_a_small_script_beside_real_ones_changes_nothing() -> None:
    code = place("acme/open-7b-train", kind=Kind.REPOSITORY, files=(("train_open_7b.py", 900), ("train/start.sh", 9)))
    seen = evidence(place(card=card()), link(Role.FINE_TUNING_CODE, "acme/open-7b-train"), places=(code,))
    assert ask("fine_tuning_code_published", seen).outcome.value == "yes"


@pytest.mark.parametrize(
    ("size", "outcome"), [(0, "no"), (100, "unknown"), (999, "unknown"), (1000, "yes"), (None, "yes")]
)
def test_a_dataset_of_one_row_is_no_data_and_an_empty_one_is_told_to_be_empty(size: int | None, outcome: str) -> None:
    data = place("acme/corpus", kind=Kind.DATASET, files=(("data.parquet", size), ("README.md", 10)))
    seen = evidence(place(card=card(front={"datasets": ["acme/corpus"]})), dataset("acme/corpus"), places=(data,))
    assert ask("training_data_downloadable", seen).outcome.value == outcome


def test_weights_of_near_zero_size_are_none_and_small_random_ones_pass() -> None:
    def answer(size: int) -> str:
        return ask("weights_downloadable", evidence(place(files=(("model.safetensors", size),)))).outcome.value

    assert (answer(0), answer(1_000_000)) == ("no", "yes")


def test_a_license_text_that_is_another_than_stated_does_not_pass() -> None:
    seen = evidence(
        place(
            card=card(front={"license": "apache-2.0"}),
            files=("README.md", "LICENSE", "model.safetensors"),
            read={"LICENSE": {"license": "llama2"}},
        )
    )
    assert ask("license_osi_approved", seen).outcome.value != "yes"


def test_a_gate_that_was_opened_for_the_audit_stands_in_the_history() -> None:
    def audit(gate: Gate) -> Audit:
        own = "huggingface/model/acme/open-7b"
        return Audit(
            id="acme/open-7b", basis={own: gate.value}, standing={"gate": gate.value}, checks={}, rules="1", answers={}
        )

    (opened,) = happenings(audit(Gate.AUTO), audit(Gate.NO), on="2026-01-02")
    (closed,) = happenings(audit(Gate.NO), audit(Gate.AUTO), on="2026-01-03")
    assert [(one.what, one.before, one.after) for one in (opened, closed)] == [
        (What.GATE, "auto", "no"),
        (What.GATE, "no", "auto"),
    ]


def test_a_github_repository_that_was_renamed_is_followed() -> None:
    code = repository("acme/open-7b-train", "train_open_7b.py", "README.md")
    renamed = code.model_copy(update={"head": code.head.model_copy(update={"name": "acme/trainer"})})
    seen = evidence(place(card=card()), link(Role.FINE_TUNING_CODE, "acme/open-7b-train"), places=(renamed,))
    assert ask("fine_tuning_code_published", seen).outcome.value == "yes"


@pytest.mark.parametrize(
    ("stated_by", "outcome"), [(StatedBy.CARD, "unknown"), (StatedBy.TAG, "unknown"), (StatedBy.CURATOR, "yes")]
)
def test_a_repository_whose_name_another_took_proves_nothing_until_somebody_looked(
    stated_by: StatedBy, outcome: str
) -> None:
    code = repository("acme/open-7b-train", "train_open_7b.py", "README.md")
    taken = code.model_copy(update={"replaced": "2026-02-01"})
    linked = link(Role.FINE_TUNING_CODE, "acme/open-7b-train", stated_by=stated_by)
    seen = evidence(place(card=card()), linked, places=(taken,))
    assert ask("fine_tuning_code_published", seen).outcome.value == outcome
