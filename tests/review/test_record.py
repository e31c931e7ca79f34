"""A review that anybody may have written: its size, its shape and its words are held."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.review.record import MAX_BYTES, Problem, Review, as_json, first, read_review
from auditor.store import BadData
from tests.review.made_up import EVIL, a_review


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "review.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_it_comes_back_as_it_went(tmp_path: Path) -> None:
    review = a_review(EVIL)
    assert read_review(written(tmp_path, as_json(review))) == review
    assert as_json(review).isascii()


def changed(**others: Any) -> str:
    return json.dumps({**json.loads(as_json(a_review())), **others})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (changed(surprise=1), "surprise"),
        (changed(schema_version=2), "schema_version"),
        (changed(head="$(touch pwned)"), "head"),
        (changed(files="3"), "files"),
        (changed(files=-1), "files"),
        (changed(problems=[{"file": "x", "says": "y"}] * 61), "problems"),
        (changed(audits=[{"id": "x'; curl", "change": "added", "asked": "audited"}]), "audits.0.id"),
        (changed(looks=[{"matter": "<b>", "of": "x", "says": "y"}]), "looks.0.matter"),
        ("[" * 100_000, "the file"),
        ("[]", "the file"),
        ("", "the file"),
        (b"\xff\xfe", "the file"),
        ("{" + " " * MAX_BYTES + "}", "larger than allowed"),
    ],
)
def test_what_is_not_of_the_shape_is_refused_with_one_sentence(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(BadData, match=r"review\.json: ") as error:
        read_review(written(tmp_path, content))
    assert said in str(error.value)
    assert len(str(error.value)) < 400
    assert "curl" not in str(error.value).partition("not a repository id")[2]


def test_links_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(written(tmp_path, as_json(a_review())))
    for path in (link, tmp_path, tmp_path / "none.json"):
        with pytest.raises(BadData):
            read_review(path)


def test_words_are_cut_and_plain_when_written_and_when_read(tmp_path: Path) -> None:
    long = "word\n\u202e" * 1000
    assert len(Problem(file=long, says=long).says) == 600
    assert Problem(file=long, says=long).file.isprintable()
    review = read_review(written(tmp_path, changed(problems=[{"file": long, "says": long}])))
    assert len(review.problems[0].says) == 600
    assert review.problems[0].says.isprintable()
    assert first(range(5), 2) == (0, 1)
    assert isinstance(review, Review)
