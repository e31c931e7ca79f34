"""What a path of data/ is, and what of judging a change touches."""

from __future__ import annotations

import pytest

from auditor.review.paths import SORTS, model_of, sort_of, touches, touches_reading
from tests.conftest import CHECKOUT
from tests.review.repo import git


def test_every_committed_file_of_data_is_of_a_sort_within_its_size() -> None:
    paths = [path for path in git(CHECKOUT, "ls-files", "-z", "data").split("\0") if path]
    assert len(paths) > 300
    for path in paths:
        sort = sort_of(path)
        assert sort is not None, path
        assert (CHECKOUT / path).stat().st_size < sort.max_bytes / 2, path


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        ("data/models/acme/x.yaml", "entry"),
        ("data/models/acme/x.yml", None),
        ("data/models/x.yaml", None),
        ("data/models/acme/deep/x.yaml", None),
        ("data/models/acme/x y.yaml", None),
        ("data/models/acme/x.yaml\n", None),
        ("data/models/../x/y.yaml", None),
        ("data/audits/acme/../../../x.json", None),
        ("data/evidence/huggingface/model/acme/x@0123.json", "evidence"),
        ("data/history/acme/x.jsonl", "history"),
        ("data/definitions/x.y-1.yaml", "definition"),
        ("data/census/state_of_the_hub.json", "census"),
        ("data/census/other.json", None),
        ("data/run.sh", None),
        ("data", None),
    ],
)
def test_sorts(path: str, sort: str | None) -> None:
    found = sort_of(path)
    assert (found.name if found else None) == sort


def test_ids_follow_the_hubs_rule() -> None:
    assert model_of("data/models/acme/open-7b.yaml") == "acme/open-7b"
    assert model_of("data/models/acme/a--b.yaml") is None
    assert model_of("data/models/acme/x.git.yaml") is None
    assert model_of("data/audits/acme/x.json") is None
    assert len({sort.name for sort in SORTS}) == len(SORTS)


def test_what_a_change_touches() -> None:
    code = ["auditor/checks/weights_full.py", "auditor/findings/terms.py", "auditor/truth.py", "data/vocabulary.yaml"]
    assert touches(code) == ("checks", "findings", "judging", "the vocabulary")
    shown = ["auditor/outputs/site/home.py", "auditor/talk.py", "auditor/review/git.py", "README.md", "tests/x.py"]
    assert touches([*shown, "data/models/acme/x.yaml", "auditor/outputs/templates/x.html"]) == ()
    assert touches_reading(["auditor/reading/card.py"])
    assert not touches_reading(["auditor/checks/weights_full.py"])
