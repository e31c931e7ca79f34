"""One review as a whole: what it does not do, and what it says where it cannot."""

from __future__ import annotations

from auditor.review.record import Review, as_json
from auditor.standin import StandIn
from tests.conftest import door_to
from tests.review.repo import Repo, git


def test_a_change_of_nothing_that_counts_asks_and_judges_nothing(repo: Repo, standin: StandIn) -> None:
    repo.write("README.md", "words\n")
    repo.commit()
    review = repo.review(door_to(standin), offline=False)
    assert (review.files, review.outside, review.problems, review.audits, review.looks) == (1, 1, (), (), ())
    assert review.rejudged is None
    assert standin.requests == []


def test_only_committed_files_count_and_the_checkout_stays_as_it_is(repo: Repo, standin: StandIn) -> None:
    repo.write("data/models/acme/open-7b.yaml", "id: acme/open-7b\n")
    repo.commit()
    repo.write("data/models/acme/broken.yaml", "not: [committed")
    before = git(repo.root, "status", "--porcelain", "--ignored")
    review = repo.review(door_to(standin), offline=False)
    assert review.problems == ()
    assert review.files == 1
    assert git(repo.root, "status", "--porcelain", "--ignored") == before


def test_broken_rule_data_is_a_mistake_and_nothing_is_judged_or_asked(repo: Repo, standin: StandIn) -> None:
    repo.write("data/licenses.yaml", "licenses: nothing\n")
    repo.write("data/models/acme/open-7b.yaml", "id: acme/open-7b\n")
    repo.commit()
    review = repo.review(door_to(standin), offline=False)
    assert {problem.file for problem in review.problems} == {"data/licenses.yaml"}
    assert any("nothing was judged" in look.says for look in review.looks)
    assert (review.audits, review.rejudged, standin.requests) == ((), None, [])


def test_broken_evidence_is_a_mistake_and_no_traceback(repo: Repo) -> None:
    repo.write("data/evidence/huggingface/model/globex/adapter.json", "{")
    repo.edit("data/definitions/osaid-1.0.yaml", "title:", "title: x ")
    repo.commit()
    review = repo.review()
    assert [problem.file for problem in review.problems] == ["data/evidence/huggingface/model/globex/adapter.json"]
    assert any("nothing was judged again" in look.says for look in review.looks)


def test_a_broken_entry_does_not_keep_the_others_from_being_judged(repo: Repo) -> None:
    repo.write("data/models/acme/x.yaml", "id: [\n")
    repo.edit("data/definitions/osaid-1.0.yaml", "title:", "title: x ")
    repo.commit()
    review = repo.review()
    assert [problem.file for problem in review.problems] == ["data/models/acme/x.yaml"]
    assert review.rejudged is not None
    assert review.rejudged.models == 3


def test_what_was_seen_can_be_kept_and_the_record_comes_back_whole(repo: Repo, standin: StandIn) -> None:
    repo.write("data/models/acme/open-7b.yaml", "id: acme/open-7b\n")
    repo.commit()
    done = repo.reviewed(door_to(standin), offline=False)
    assert "huggingface/model/acme/open-7b" in {str(place.ref) for place in done.auditor.seen}
    assert Review.model_validate_json(as_json(done.review)) == done.review
