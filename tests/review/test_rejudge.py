"""What turns when checks, rules, definitions or the reading change, and what that does to the measured figures."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.answers import Outcome
from auditor.history import Cause
from auditor.review.record import Rejudged
from auditor.score import State
from auditor.standin import Fault, StandIn
from tests.conftest import door_to
from tests.review.repo import Repo

AUDIT = "data/audits/initech/scored-1b.json"
CARD = "/globex/adapter/resolve/"


def rejudged(repo: Repo) -> Rejudged:
    repo.commit()
    found = repo.review().rejudged
    assert found is not None
    return found


def as_if_judged_before(repo: Repo, check: str, **others: Any) -> None:
    """Main's audit says otherwise than the checks of today do: as if the change had edited the check."""
    path = repo.root / AUDIT
    audit = json.loads(path.read_bytes())
    audit["answers"][check] |= others
    path.write_text(json.dumps(audit, indent=1, sort_keys=True) + "\n", "utf-8")
    repo.commit()
    repo.commit_to_main()
    repo.write("auditor/checks/weights_downloadable.py", "# changed\n")


def test_an_edited_check_turns_answers_requirements_and_figures(repo: Repo) -> None:
    as_if_judged_before(repo, "weights_downloadable", outcome="no", value="")
    found = rejudged(repo)
    assert found.because == "checks"
    (turned,) = found.turned
    assert (turned.model, turned.check) == ("initech/scored-1b", "weights_downloadable")
    assert (turned.before, turned.after, turned.cause) == (Outcome.NO, Outcome.YES, Cause.CHECKS_CHANGED)
    five = [
        (one.requirement, one.before, one.after) for one in found.requirements if one.definition == "open-source-five"
    ]
    assert five == [("weights", State.NOT_MET, State.MET)]
    assert {one.definition for one in found.requirements} > {"open-source-five", "osaid-1.0"}
    assert [one.before for one in found.requirements if one.requirement == "as a whole"]
    figures = {one.criterion: one for one in found.figures}
    weights = figures["weights"]
    assert (weights.exact_before, weights.exact_after) == (0.0, 1.0)
    assert (weights.missed_before, weights.missed_after) == (1, 0)
    assert figures["license"].exact_before == figures["license"].exact_after
    assert found.cards is None


def test_a_check_that_is_new_is_counted_and_turns_nothing(repo: Repo) -> None:
    path = repo.root / AUDIT
    for one in (path, repo.root / "data/audits/globex/adapter.json", repo.root / "data/audits/globex/closed-13b.json"):
        audit = json.loads(one.read_bytes())
        del audit["answers"]["weights_full"], audit["checks"]["weights_full"]
        one.write_text(json.dumps(audit), "utf-8")
    repo.commit()
    repo.commit_to_main()
    repo.write("auditor/checks/weights_full.py", "# new\n")
    found = rejudged(repo)
    assert found.turned == ()
    (fresh,) = found.fresh
    assert fresh.name == "check weights_full"
    assert sum(number for _, number in fresh.answers) == 3


def test_a_change_of_licenses_or_definitions_is_weighed_by_both_commits(repo: Repo) -> None:
    path = repo.root / "data/definitions/open-source-five.yaml"
    path.write_text(
        path.read_text("utf-8").replace("check: weights_downloadable", "check: weights_ungated", 1), "utf-8"
    )
    repo.write("data/definitions/my-own.yaml", path.read_text("utf-8").replace("id: open-source-five", "id: my-own", 1))
    found = rejudged(repo)
    assert found.because == "definitions"
    assert found.turned == ()
    assert {one.name.partition("/")[0] for one in found.fresh} == {"my-own"}
    assert found.notes == ()


def test_definitions_of_the_base_that_today_cannot_be_weighed_are_said(repo: Repo) -> None:
    path = repo.root / "data/definitions/open-source-five.yaml"
    good = path.read_text("utf-8")
    path.write_text(good.replace("check: license_osi_approved", "check: a_removed_check"), "utf-8")
    repo.commit()
    repo.commit_to_main()
    path.write_text(good, "utf-8")
    found = rejudged(repo)
    assert found.requirements == ()
    assert any("a_removed_check" in note for note in found.notes)
    assert all(one.exact_before is None for one in found.figures)


def test_an_attestation_for_a_judged_model_turns_its_unknown(repo: Repo) -> None:
    audit = json.loads((repo.root / AUDIT).read_bytes())
    unknown = next(check for check, answer in audit["answers"].items() if answer["outcome"] == "unknown")
    word = f"{{check: {unknown}, outcome: yes, because: Seen., url: https://a.example, by: Jane, on: 2026-11-01}}"
    repo.write("data/models/initech/scored-1b.yaml", f"id: initech/scored-1b\nattestations:\n- {word}\n")
    found = rejudged(repo)
    assert found.because == "entries of judged models"
    assert [(one.check, one.before, one.after) for one in found.turned] == [(unknown, Outcome.UNKNOWN, Outcome.YES)]


def test_labels_that_change_are_said(repo: Repo) -> None:
    repo.edit("data/labels/initech__scored-1b.json", "Made up.", "Made up again.")
    found = rejudged(repo)
    assert any("labels change too" in note for note in found.notes)


@pytest.fixture
def other_words(repo: Repo) -> Repo:
    repo.write("data/vocabulary.yaml", (repo.root / "data/vocabulary.yaml").read_text("utf-8") + "\n# one more line\n")
    repo.commit()
    return repo


def test_other_words_read_the_cards_again_at_their_commits(other_words: Repo, standin: StandIn) -> None:
    review = other_words.review(door_to(standin), offline=False)
    assert review.rejudged is not None
    cards = review.rejudged.cards
    assert cards is not None
    assert (cards.failed, cards.left) == (0, 0)
    assert cards.again >= 2
    assert review.rejudged.turned == ()
    paths = [request.path for request in standin.requests]
    assert any("/api/models/globex/adapter/revision/168bf16bd1bab10eadb2795f788973d50a552f4a" in path for path in paths)
    assert not any(path.startswith("/api/models/globex/adapter?") for path in paths)


def test_what_the_new_reading_finds_turns_the_answers(other_words: Repo, standin: StandIn) -> None:
    standin.faults[f"{CARD}.*README.md"] = Fault(status=200, body=b"# Another card\n")
    found = other_words.review(door_to(standin), offline=False).rejudged
    assert found is not None
    turned = {one.check for one in found.turned if one.model == "globex/adapter"}
    assert {"model_metadata_present", "training_data_named"} <= turned


def test_cards_that_cannot_be_read_again_stand_and_are_counted(other_words: Repo, standin: StandIn) -> None:
    standin.faults["/api/models/initech/scored-1b/revision"] = Fault(status=404, body=b"{}")
    gone = other_words.review(door_to(standin), offline=False).rejudged
    assert gone is not None
    assert gone.cards is not None
    assert gone.cards.failed == 1
    assert "could not be read whole at the commit" in gone.cards.why
    assert gone.turned == ()
    standin.faults.clear()
    standin.faults[f"{CARD}.*README.md"] = Fault(status=503)
    half = other_words.review(door_to(standin), offline=False).rejudged
    assert half is not None
    assert half.cards is not None
    assert half.cards.failed == 1
    assert half.turned == ()
    standin.faults.clear()
    left = other_words.review(door_to(standin, most=0), offline=False).rejudged
    assert left is not None
    assert left.cards is not None
    assert (left.cards.again, left.cards.failed) == (0, 0)
    assert left.cards.left >= 2
    assert "used up" in left.cards.why
    assert left.turned == ()


def test_offline_says_that_the_cards_were_not_read_again(other_words: Repo) -> None:
    found = other_words.review().rejudged
    assert found is not None
    assert found.cards is None
    assert found.notes == ("the reading or its words change, and the cards were not read again: offline",)
